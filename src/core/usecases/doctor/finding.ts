import type { AppError } from '../../domain/app-error.ts';

/** What one line of the examination is about. */
export type Check =
	| 'version'
	| 'settings'
	| 'files'
	| 'database'
	| 'audit log'
	| 'keychain'
	| 'entries'
	| 'environment'
	| 'callback port'
	| 'network'
	| 'clock'
	| 'token slots';

/** A person's or a customer's own word inside a text; a report for others shows `instead`, or what it is and a number. */
export interface Private {
	readonly kind: string;
	readonly text: string;
	readonly instead?: string;
}

/** A text that knows which of its words are private. */
export type Words = readonly (string | Private)[];

/** One line of the examination: what was found, and what to do about it. */
export interface Finding {
	readonly check: Check;
	readonly level: 'ok' | 'warn' | 'fail';
	readonly message: Words;
	/** Null where there is nothing to do. */
	readonly fix: Words | null;
}

/** A private word of a kind, such as "API client". */
export function own(kind: string, text: string): Private {
	return { kind, text };
}

/** The sentence and the next step of an error; a report for others shows its code alone. */
export function ofError({ code, words }: AppError): Pick<Finding, 'message' | 'fix'> {
	return {
		message: [{ kind: 'error', text: words.message, instead: code }],
		fix: [{ kind: 'error', text: words.hint, instead: `see ${code}` }],
	};
}

/** A text with private words in it: words`Port ${8917} of ${own('API client', name)}`. */
export function words(texts: TemplateStringsArray, ...values: readonly (string | number | Private | Words)[]): Words {
	return texts.flatMap((text, at) => {
		const value = values[at];
		if (value === undefined) return [text];
		if (typeof value === 'number') return [text, String(value)];
		return Array.isArray(value) ? [text, ...value] : [text, value as string | Private];
	});
}

/** Several texts as a list: "a, b, c"; of a long one the first five and how many more. */
export function listed(all: readonly (Private | Words | string)[]): Words {
	const most = 5;
	const shown = all.slice(0, most).flatMap((one, at): Words => {
		const text = Array.isArray(one) ? (one as Words) : [one as string | Private];
		return at === 0 ? text : [', ', ...text];
	});
	return all.length > most ? [...shown, ` and ${all.length - most} more`] : shown;
}

/** The text for the person whose words they are. */
export function inFull(text: Words): string {
	return text.map((one) => (typeof one === 'string' ? one : one.text)).join('');
}

/** Nothing to do. */
export function ok(check: Check, message: Words): Finding {
	return { check, level: 'ok', message, fix: null };
}

/** Works, but not as it should, or not for long. */
export function warn(check: Check, message: Words, fix: Words): Finding {
	return { check, level: 'warn', message, fix };
}

/** Does not work. */
export function fail(check: Check, message: Words, fix: Words): Finding {
	return { check, level: 'fail', message, fix };
}
