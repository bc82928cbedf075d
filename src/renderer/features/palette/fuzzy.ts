import { fold } from '../connections/search.ts';

/** Names of thousands of letters are looked at no further than this. */
const longest = 200;

/** Small letters, digits and gaps are told apart by their codes: most of what is asked for is one of them. */
function isBorder(before: string | undefined): boolean {
	if (before === undefined || before === ' ' || before === '-') return true;
	return !(before >= 'a' && before <= 'z') && !/[\p{L}\p{N}]/u.test(before);
}

/** A text as it is compared: neither case nor accents count, and a name of thousands of letters is cut. */
export const lettersOf = (text: string): string => fold(text.slice(0, longest));

/** A query as it is compared. */
export const wantedOf = (query: string): string => fold(query).replace(/\s+/g, '');

/**
 * How well the letters of a query (`wantedOf`) stand in a text (`lettersOf`), in their order: more for those that begin a word or follow each
 * other; null where one is missing.
 */
export function fuzzyScore(wanted: string, letters: string): number | null {
	// A jump to the beginning of a word may leave the rest without a place.
	const plain = walk(wanted, letters, toNext);
	if (plain === null) return null;
	const jumping = walk(wanted, letters, toBorder) ?? plain;
	// Of two texts that fit as well the shorter one is meant.
	return Math.max(plain, jumping) - letters.length / 1000;
}

type Place = (letters: string, letter: string, from: number) => number;

const toNext: Place = (letters, letter, from) => letters.indexOf(letter, from);

const toBorder: Place = (letters, letter, from) => {
	const first = letters.indexOf(letter, from);
	if (first === from) return first;
	for (let at = first; at >= 0; at = letters.indexOf(letter, at + 1)) if (isBorder(letters[at - 1])) return at;
	return first;
};

function walk(wanted: string, letters: string, place: Place): number | null {
	let score = 0;
	let at = -1;
	for (const letter of wanted) {
		const next = place(letters, letter, at + 1);
		if (next < 0) return null;
		if (at >= 0 && next === at + 1) score += 5;
		if (isBorder(letters[next - 1])) score += 4;
		score += 1 - Math.min(next - at - 1, 10) / 20;
		at = next + letter.length - 1;
	}
	return score;
}
