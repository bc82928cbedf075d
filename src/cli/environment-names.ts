import type { Environment } from '../shared/views.ts';

/** What is shown or said for short, beside the names themselves. */
const short: Readonly<Record<string, Environment>> = { prod: 'production', dev: 'developer' };

/** The name of an environment as it may be written: in any case, or short. What is none stays as it is. */
export function environmentNamed(text: string): string {
	const word = text.toLowerCase();
	return Object.hasOwn(short, word) ? (short[word] ?? word) : word;
}
