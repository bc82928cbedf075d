import { type ErrorCode, type ErrorDetails, type ErrorRow, errorTable } from './error-codes.ts';

/** An error in words, as it crosses processes: the same in the window, in the CLI's JSON and in the status of a connection. */
export interface ErrorWords {
	readonly code: ErrorCode;
	readonly message: string;
	readonly hint: string;
	/** For the window alone, which says it again in its own language (error-in.ts). */
	readonly details?: ErrorDetails | undefined;
}

/** Where a person reads the words: next steps are buttons in the window and commands in the terminal. */
export type Place = 'terminal' | 'window';

/** Puts an error into English words; a place without a detail shows as "?". */
export function errorWords(code: ErrorCode, details: ErrorDetails = {}, place: Place = 'terminal'): ErrorWords {
	const { sentence, hint, inWindow }: ErrorRow = errorTable[code];
	const message = fill(sentence, details);
	if (place === 'terminal') return { code, message, hint: fill(hint, details) };
	return { code, message, hint: fill(inWindow ?? hint, details), details };
}

/** A text with its `{name}` places filled. */
export function fill(text: string, details: ErrorDetails): string {
	return text.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '?'));
}
