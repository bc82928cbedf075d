import { type Quote, unquoted } from './quoting.ts';

/** A command line as bash hands it over, read. */
export interface BashLine {
	readonly words: readonly string[];
	/** The word at the cursor. */
	readonly current: string;
	/** What readline keeps of that word: it replaces only what comes after the last `=` or `:`. */
	readonly kept: string;
	readonly open: Quote;
}

/** bash cuts words at `=` and `:` (COMP_WORDBREAKS); here they are whole again. The last one is the word at the cursor. */
export function bashLine(pieces: readonly string[]): BashLine {
	const cursor = pieces.at(-1) ?? '';
	const words: string[] = [];
	let kept = '';
	let glued = false;
	for (const [at, piece] of pieces.entries()) {
		const isBreak = /^[=:]+$/.test(piece);
		const joins = words.length > 0 && (isBreak || glued);
		const before = joins ? (words.pop() ?? '') : '';
		if (at === pieces.length - 1) kept = isBreak ? before + piece : before;
		words.push(before + unquoted(piece).text);
		glued = isBreak;
	}
	const current = words.pop() ?? '';
	return { words, current, kept, open: unquoted(cursor).open };
}
