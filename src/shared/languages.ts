/** The languages that the window speaks; the CLI speaks English. */
export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

/** The language of a setting; "system" is the one of the computer's `locale` ("de-AT"), English where nobody speaks it here. */
export function languageOf(setting: Language | 'system', locale: string): Language {
	if (setting !== 'system') return setting;
	const [wanted] = locale.toLowerCase().split(/[-_]/);
	return languages.find((each) => each === wanted) ?? 'en';
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
