// Words that are nearly the one that was typed.

/** A word of some connection; one object for all places where it stands, so that it is compared with a term once. */
export interface Word {
	readonly text: string;
	/** One bit a letter. */
	readonly letters: number;
	/** What it was compared with last, and what came out. */
	test: object | null;
	isNear: boolean;
}

const longestWord = 40;

const vocabulary = new Map<string, Word>();

/** The object of a word. Longer words are told apart by their beginning: a field of thousands of characters must not slow each key down. */
export function wordOf(whole: string): Word {
	const text = whole.slice(0, longestWord);
	const known = vocabulary.get(text);
	if (known) return known;
	const made: Word = { text, letters: lettersOf(text), test: null, isNear: false };
	vocabulary.set(text, made);
	return made;
}

/** How many slips of the finger are forgiven. */
export const slipsIn = (term: string) => (term.length < 4 ? 0 : term.length < 8 ? 1 : 2);

/** Whether a word, or its beginning, is as near to the term as its length allows. */
export function nearTo(term: string): (word: Word) => boolean {
	const short = term.slice(0, longestWord);
	const slips = slipsIn(short);
	if (slips === 0) return () => false;
	const letters = lettersOf(short);
	const test = {};
	return (word) => {
		if (word.test === test) return word.isNear;
		word.test = test;
		// Most words lack too many of the letters; that is seen without comparing.
		word.isNear =
			word.text.length >= short.length - slips &&
			countOf(letters & ~word.letters) <= slips &&
			distanceToStart(short, word.text) <= slips;
		return word.isNear;
	};
}

function lettersOf(word: string): number {
	let bits = 0;
	for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
	return bits;
}

function countOf(bits: number): number {
	let count = 0;
	for (let left = bits; left !== 0; left &= left - 1) count += 1;
	return count;
}

/** How many letters must be put in, left out, replaced or swapped with their neighbour until a beginning of the word is the term. */
function distanceToStart(term: string, word: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: word.length + 1 }, (_, at) => at);
	for (let row = 1; row <= term.length; row += 1) {
		const here = [row];
		for (let at = 1; at <= word.length; at += 1) {
			const same = term[row - 1] === word[at - 1] ? 0 : 1;
			const swapped = row > 1 && at > 1 && term[row - 1] === word[at - 2] && term[row - 2] === word[at - 1];
			const cost = (list: readonly number[], place: number) => list[place] ?? Number.POSITIVE_INFINITY;
			here[at] = Math.min(
				cost(last, at) + 1,
				cost(here, at - 1) + 1,
				cost(last, at - 1) + same,
				swapped ? cost(beforeLast, at - 2) + 1 : Number.POSITIVE_INFINITY,
			);
		}
		[beforeLast, last] = [last, here];
	}
	return Math.min(...last);
}
