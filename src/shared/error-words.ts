import { type ErrorCode, type ErrorDetails, type ErrorRow, errorTable } from './error-codes.ts';

/** An error in words, as it crosses processes: the same in the window, in the CLI's JSON and in the status of a connection. */
export interface ErrorWords {
	readonly code: ErrorCode;
	readonly message: string;
	readonly hint: string;
}

/** Where a person reads the words: next steps are buttons in the window and commands in the terminal. */
export type Place = 'terminal' | 'window';

/** Puts an error into words; a place without a detail shows as "?". */
export function errorWords(code: ErrorCode, details: ErrorDetails = {}, place: Place = 'terminal'): ErrorWords {
	const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '?'));
	const { sentence, hint, inWindow }: ErrorRow = errorTable[code];
	return { code, message: fill(sentence), hint: fill(place === 'window' ? (inWindow ?? hint) : hint) };
}
