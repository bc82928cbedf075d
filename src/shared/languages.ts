/** The languages that the window speaks; the CLI speaks English. */
export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

/** The language of a setting; "system" is the one of the computer's `locale` ("de-AT"), English where nobody speaks it here. */
export function languageOf(setting: Language | 'system', locale: string): Language {
	if (setting !== 'system') return setting;
	const [wanted] = locale.toLowerCase().split(/[-_]/);
	return languages.find((each) => each === wanted) ?? 'en';
}

/** The language that a browser asks for by `Accept-Language`: the best loved one that is spoken here, else English (RFC 9110 section 12.5.4). */
export function spokenBy(acceptLanguage = ''): Language {
	const wishes = acceptLanguage.split(',').map((wish) => {
		const [range = '', ...parameters] = wish.trim().toLowerCase().split(';');
		const weight = parameters.map((each) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(each)?.[1]).find(Boolean);
		return { range: range.split('-')[0], weight: Number(weight ?? 1) };
	});
	// Sorting is stable: of the same weight the first one counts.
	const spoken = wishes.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
	return spoken.flatMap(({ range }) => languages.find((each) => each === range) ?? [])[0] ?? 'en';
}

/** A text for each number form of a language; `#` stands for the number. */
type Counted = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** What Intl knows of a language, as its catalogue uses it. */
export function formsOf(locale: string) {
	const rules = new Intl.PluralRules(locale);
	const numbers = new Intl.NumberFormat(locale);
	const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
	return {
		/** "10,000" */
		number: (value: number) => numbers.format(value),
		/** "1 connection", "10,000 connections" */
		counted: (count: number, forms: Counted) =>
			(forms[rules.select(count)] ?? forms.other).replace('#', numbers.format(count)),
		/** "a, b and c" */
		list: (parts: readonly string[]) => lists.format(parts),
	};
}
