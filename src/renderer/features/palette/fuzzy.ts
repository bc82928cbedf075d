import { fold } from '../connections/search.ts';

/** Names of thousands of letters are looked at no further than this. */
const longest = 200;

const isBorder = (before: string | undefined) => before === undefined || !/[\p{L}\p{N}]/u.test(before);

/**
 * How well the letters of a query stand in a text, in their order: more for those that begin a word or follow each other; null where one is
 * missing. Neither case nor accents count.
 */
export function fuzzyScore(query: string, text: string): number | null {
	const wanted = fold(query).replace(/\s+/g, '');
	const letters = fold(text.slice(0, longest));
	// A jump to the beginning of a word may leave the rest without a place.
	const scores = [toBorder, toNext].flatMap((place) => walk(wanted, letters, place) ?? []);
	// Of two texts that fit as well the shorter one is meant.
	return scores.length === 0 ? null : Math.max(...scores) - letters.length / 1000;
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
