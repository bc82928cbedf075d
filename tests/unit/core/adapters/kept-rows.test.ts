import { expect, it } from 'vitest';
import { KeptRows } from '../../../../src/core/adapters/sqlite/kept-rows.ts';
import fc from '../../../support/fast-check.ts';

const textsOf = (rows: readonly (readonly [string, number])[]) => rows.map((row) => JSON.stringify(row));
const ofNames = fc.uniqueArray(fc.tuple(fc.constantFrom(...'abcdefgh'), fc.integer({ min: 0, max: 2 })), {
	selector: ([name]) => name,
});

it('gives what the rows say, whatever was put in, taken out, moved or changed, and makes nothing twice', () => {
	fc.assert(
		fc.property(fc.array(ofNames, { minLength: 1, maxLength: 6 }), (readings) => {
			const kept = new KeptRows((values) => ({ values }));
			let before = new Map<string, object>();
			for (const rows of readings) {
				const texts = textsOf(rows);
				const taken = kept.take(texts);
				expect(taken.map(({ values }) => values)).toEqual(rows);
				for (const [place, text] of texts.entries()) {
					const known = before.get(text);
					if (known) expect(taken[place]).toBe(known);
				}
				before = new Map(texts.map((text, place) => [text, taken[place] ?? {}]));
			}
		}),
	);
});

it('gives the same list again where no row changed', () => {
	const kept = new KeptRows((values) => ({ values }));
	const rows = textsOf([
		['a', 1],
		['b', 2],
	]);
	const first = kept.take(rows);
	expect(kept.take([...rows])).toBe(first);
	expect(kept.take(rows.slice(0, 1))).toEqual(first.slice(0, 1));
	expect(kept.take([])).toEqual([]);
});
