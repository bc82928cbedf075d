import type { ConnectionView } from '../../../shared/views.ts';
import { whenIdle } from '../../lib/when-idle.ts';
import { nearTo, slipsIn, type Word, wordOf } from './near-words.ts';

interface Indexed {
	readonly text: string;
	readonly words: readonly Word[];
}

/** Of notes of thousands of words only the first ones forgive a slip. */
const mostWords = 60;

const index = new WeakMap<ConnectionView, Indexed>();

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
	const words = text.split(/[^\p{L}\p{N}]+/u, mostWords).map(wordOf);
	const made = { text, words };
	index.set(connection, made);
	return made;
}

/** So many are made ready at a time: less than a frame takes. */
const sliceSize = 250;

/** Makes the search ready while nothing else is to be done, so that the first key finds as fast as the others. Gives back what ends it. */
export function prepareSearch(all: readonly ConnectionView[]): () => void {
	let isWanted = true;
	const prepare = async () => {
		for (let next = 0; next < all.length; next += sliceSize) {
			await whenIdle();
			if (!isWanted) return;
			for (const connection of all.slice(next, next + sliceSize)) indexOf(connection);
		}
	};
	void prepare();
	return () => {
		isWanted = false;
	};
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
	return findNear(all, terms);
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

/** What each word of the last query left, in their order. */
let lastNear = { all: [] as readonly ConnectionView[], steps: [] as readonly NearStep[] };

interface NearStep {
	readonly term: string;
	readonly found: readonly ConnectionView[];
}

/** One term after the other: the words before the one that is typed are not looked for again. */
function findNear(all: readonly ConnectionView[], terms: readonly string[]): readonly ConnectionView[] {
	const steps: NearStep[] = [];
	let found = all;
	let isKnown = lastNear.all === all;
	for (const [place, term] of terms.entries()) {
		const known = lastNear.steps[place];
		isKnown &&= known?.term === term;
		found = isKnown && known ? known.found : nearOnes(found, term);
		steps.push({ term, found });
	}
	lastNear = { all, steps };
	return found;
}

function nearOnes(all: readonly ConnectionView[], term: string): readonly ConnectionView[] {
	const isNear = nearTo(term);
	return all.filter((connection) => {
		const { text, words } = indexOf(connection);
		return text.includes(term) || words.some(isNear);
	});
}
