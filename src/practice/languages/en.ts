/** Every text of the practice CRM's pages, in English. Another language is another object of this form beside it. */
export const en = {
	language: 'en' as 'en' | 'de',
	strip: 'Practice CRM - not Zoho',
	title: (page: string) => `${page} - Practice CRM, not Zoho`,
	made: (dataCenter: string) =>
		`Orgs, users and tokens on this page are made up. ${dataCenter} runs on this computer only.`,

	consent: {
		title: 'Allow access?',
		asks: 'asks for access to a CRM org',
		able: 'It will be able to',
		org: 'Org and user',
		livesIn: (place: string) => `lives in ${place}`,
		types: { production: 'production', sandbox: 'sandbox', developer: 'developer' },
		device: 'Go on only if it was you who began on the device.',
		back: 'Either answer takes you back to',
		accept: 'Accept',
		decline: 'Decline',
		noOrg: 'No org was chosen.',
	},

	device: {
		title: 'Connect a device',
		code: 'The code that the device shows',
		goOn: 'Continue',
		unknown: 'No device waits with this code. It is good for five minutes.',
		given: 'Access given',
		declined: 'Access declined',
		learns: 'The device learns of it within a minute. You can close this tab.',
	},

	error: {
		title: 'An error occurred',
		nothingSent: 'Nothing was sent back to the program that opened this page. Close this tab and start again there.',
		ended: 'This page has ended',
		endedWhy: 'It was answered before, or has been open for too long.',
	},

	scopes: {
		acts: {
			ALL: 'See, create, change and delete',
			READ: 'See',
			CREATE: 'Create',
			UPDATE: 'Change',
			WRITE: 'Create, change and delete',
			DELETE: 'Delete',
		} as Readonly<Record<string, string>>,
		use: 'Use',
		things: {
			'ZohoCRM.org': 'the profile of the org',
			'ZohoCRM.users': 'its users',
			'ZohoCRM.modules': 'records of every module',
			'ZohoCRM.settings': 'its settings',
			'ZohoCRM.bulk': 'bulk jobs',
			'ZohoCRM.files': 'files',
			'ZohoCRM.notifications': 'notifications',
		} as Readonly<Record<string, string>>,
		phrase: (act: string, thing: string) => `${act} ${thing}`,
	},

	/** By location: the name inside a sentence. */
	places: {
		...{ us: 'the United States', eu: 'Europe', in: 'India', au: 'Australia', jp: 'Japan', cn: 'China', ca: 'Canada' },
		...{ sa: 'Saudi Arabia', uk: 'the United Kingdom', ae: 'the United Arab Emirates' },
	} as Readonly<Record<string, string>>,
};

/** The form of a catalogue of the pages: every language has every text. */
export type PageWords = typeof en;
