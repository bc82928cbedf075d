import type { ConnectionView } from '../../../shared/views.ts';

/** A word of some connection; one object for all places where it stands, so that it is compared with a term once. */
interface Word {
	readonly text: string;
	/** One bit a letter. */
	readonly letters: number;
	/** What it was compared with last, and what came out. */
	test: object | null;
	isNear: boolean;
}

interface Indexed {
	readonly text: string;
	readonly words: readonly Word[];
}

/** Longer words are told apart by their beginning; a field of thousands of characters must not slow each key down. */
const longestWord = 40;
const mostWords = 60;

const index = new WeakMap<ConnectionView, Indexed>();
const vocabulary = new Map<string, Word>();

function wordOf(text: string): Word {
	const known = vocabulary.get(text);
	if (known) return known;
	const made: Word = { text, letters: lettersOf(text), test: null, isNear: false };
	vocabulary.set(text, made);
	return made;
}

/** Small letters without accents, so that "muller" finds "Müller". */
export function fold(text: string): string {
	const lower = text.toLowerCase();
	// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
	return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');
}

function indexOf(connection: ConnectionView): Indexed {
	const known = index.get(connection);
	if (known) return known;
	const { alias, org, customer, user, tags, notes } = connection;
	const text = fold([alias, org.name, org.id, customer ?? '', user.email, user.name, ...tags, notes].join('\n'));
	const words = text.split(/[^\p{L}\p{N}]+/u, mostWords).map((word) => wordOf(word.slice(0, longestWord)));
	const made = { text, words };
	index.set(connection, made);
	return made;
}

/** So many are made ready at a time: less than a frame takes. */
const sliceSize = 250;

/** Makes the search ready while nothing else is to be done, so that the first key finds as fast as the others. Gives back what ends it. */
export function prepareSearch(all: readonly ConnectionView[]): () => void {
	let next = 0;
	let waiting = 0;
	const slice = () => {
		for (const connection of all.slice(next, next + sliceSize)) indexOf(connection);
		next += sliceSize;
		waiting = next < all.length ? requestIdleCallback(slice) : 0;
	};
	waiting = requestIdleCallback(slice);
	return () => cancelIdleCallback(waiting);
}

/**
 * The connections in whose alias, org, customer, user, tags or notes every word of the query occurs. Where there is none, those where a
 * word of four letters or more is one slip of the finger away, one of eight or more two. The order stays.
 */
export function searchConnections(all: readonly ConnectionView[], query: string): readonly ConnectionView[] {
	const folded = fold(query);
	const terms = folded.split(/\s+/).filter(Boolean);
	if (terms.length === 0) return all;
	const exact = findExact(all, folded, terms);
	if (exact.length > 0 || !terms.some((term) => slipsIn(term) > 0)) return exact;
	const tests = terms.map((term) => ({ term, isNear: nearTo(term) }));
	return all.filter((connection) => {
		const { text, words } = indexOf(connection);
		return tests.every(({ term, isNear }) => text.includes(term) || words.some(isNear));
	});
}

/** What was found last. */
let last = { all: [] as readonly ConnectionView[], folded: '', found: [] as readonly ConnectionView[] };

/** Whoever types on looks only through what was found so far. */
function findExact(
	all: readonly ConnectionView[],
	folded: string,
	terms: readonly string[],
): readonly ConnectionView[] {
	const isMore = last.all === all && last.folded !== '' && folded.startsWith(last.folded);
	const found = (isMore ? last.found : all).filter((connection) => {
		const { text } = indexOf(connection);
		return terms.every((term) => text.includes(term));
	});
	last = { all, folded, found };
	return found;
}

const slipsIn = (term: string) => (term.length < 4 ? 0 : term.length < 8 ? 1 : 2);

/** Whether a word, or its beginning, is as near to the term as its length allows. */
function nearTo(term: string): (word: Word) => boolean {
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
