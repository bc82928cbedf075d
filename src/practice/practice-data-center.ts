/** A running practice data center: its accounts host and its API host are one origin, `http://localhost:PORT`. */
export interface PracticeDataCenter {
	/** For example `practice-eu`. */
	readonly id: string;
	/** For example `Practice Europe`. */
	readonly name: string;
	/** The code that Zoho calls `location`, for example `eu`. */
	readonly location: string;
	readonly accountsUrl: string;
	readonly apiUrl: string;
}

interface PracticePlace {
	readonly name: string;
	readonly countryCode: string;
	readonly currency: string;
	readonly timeZone: string;
	readonly locale: string;
}

const places: Readonly<Record<string, PracticePlace>> = {
	us: place('United States', 'US', 'USD', 'America/New_York', 'en_US'),
	eu: place('Europe', 'DE', 'EUR', 'Europe/Berlin', 'de_DE'),
	in: place('India', 'IN', 'INR', 'Asia/Kolkata', 'en_IN'),
	au: place('Australia', 'AU', 'AUD', 'Australia/Sydney', 'en_AU'),
	jp: place('Japan', 'JP', 'JPY', 'Asia/Tokyo', 'ja_JP'),
	cn: place('China', 'CN', 'CNY', 'Asia/Shanghai', 'zh_CN'),
	ca: place('Canada', 'CA', 'CAD', 'America/Toronto', 'en_CA'),
	sa: place('Saudi Arabia', 'SA', 'SAR', 'Asia/Riyadh', 'ar_SA'),
	uk: place('United Kingdom', 'GB', 'GBP', 'Europe/London', 'en_GB'),
	ae: place('United Arab Emirates', 'AE', 'AED', 'Asia/Dubai', 'en_AE'),
};

/** What is known of a location by its code; throws a RangeError for a code that Zoho does not have. */
export function practicePlace(location: string): PracticePlace {
	const found = Object.hasOwn(places, location) ? places[location] : undefined;
	if (!found) throw new RangeError(`"${location}" is no location; there are ${Object.keys(places).join(', ')}.`);
	return found;
}

/** The data center of a location on a port; throws a RangeError for an unknown location. */
export function practiceDataCenter(location: string, port: number): PracticeDataCenter {
	const origin = `http://localhost:${port}`;
	return {
		id: `practice-${location}`,
		name: `Practice ${practicePlace(location).name}`,
		location,
		accountsUrl: origin,
		apiUrl: origin,
	};
}

function place(name: string, countryCode: string, currency: string, timeZone: string, locale: string): PracticePlace {
	return { name, countryCode, currency, timeZone, locale };
}
