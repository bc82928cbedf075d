import { germanErrors } from './error-codes.de.ts';
import { type ErrorCode, type ErrorDetails, errorTable } from './error-codes.ts';
import { germanFragments } from './error-fragments.de.ts';
import { type ErrorWords, fill } from './error-words.ts';
import type { Language } from './languages.ts';

/** What the window shows of an error. */
export type SaidError = Pick<ErrorWords, 'message' | 'hint'>;

/** An error as the window says it in a language; as it came where its details did not come with it. */
export function errorIn(language: Language, { code, message, hint, details }: ErrorWords): SaidError {
	if (language === 'en' || details === undefined) return { message, hint };
	const german = allInGerman(details);
	return { message: fill(germanErrors[code].sentence, german), hint: fill(germanErrors[code].hint, german) };
}

const allInGerman = (details: ErrorDetails): ErrorDetails =>
	Object.fromEntries(Object.entries(details).map(([name, value]) => [name, inGerman(value)]));

/** A detail may be a fragment of the core's or the sentence of another error, with details of its own; anything else stays as it is. */
function inGerman(detail: string | number): string | number {
	if (typeof detail === 'number') return detail;
	for (const { pattern, german } of pairs()) {
		const found = pattern.exec(detail);
		if (found) return fill(german, allInGerman(found.groups ?? {}));
	}
	return detail;
}

let made: readonly { readonly pattern: RegExp; readonly german: string }[] | null = null;

function pairs() {
	const codes = Object.keys(errorTable) as ErrorCode[];
	// "{problem}" alone would fit everything.
	const sentences = codes
		.filter((code) => code !== 'USAGE')
		.map((code) => [errorTable[code].sentence, germanErrors[code].sentence] as const);
	made ??= [...germanFragments, ...sentences].map(([english, german]) => ({ pattern: patternOf(english), german }));
	return made;
}

/** The pattern of a text with `{name}` places. */
function patternOf(text: string): RegExp {
	const escaped = (part: string) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
	const parts = text.split(/\{(\w+)\}/);
	const pattern = parts.map((part, index) => {
		if (index % 2 === 0) return escaped(part);
		return parts.indexOf(part) < index ? `\\k<${part}>` : `(?<${part}>.+?)`;
	});
	return new RegExp(`^${pattern.join('')}$`, 's');
}
