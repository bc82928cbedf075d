import { describe, expect, it } from 'vitest';
import { searchConnections } from '../../../src/renderer/features/connections/search.ts';
import { connection } from './fixtures.ts';

const all = ['globex-production', 'initech', 'acme', 'umbrella'].map((alias) =>
	connection({ id: alias, alias, customer: null, org: { id: '1', name: '' }, user: { email: '', name: '' } }),
);
const found = (query: string) => searchConnections(all, query).map(({ id }) => id);

describe('searchConnections', () => {
	it.each([
		['a wrong letter', 'initach', 'initech'],
		['a letter too many', 'inittech', 'initech'],
		['a letter too few', 'intech', 'initech'],
		['two letters swapped', 'umbrelal', 'umbrella'],
		['two slips in a long word', 'prodction', 'globex-production'],
		['the beginning of a word with a slip', 'globx', 'globex-production'],
	])('forgives %s', (_, query, alias) => {
		expect(found(query)).toEqual([alias]);
	});

	it('forgives nothing in short words, nor too much in longer ones', () => {
		expect(found('acn')).toEqual([]);
		expect(found('intxch')).toEqual([]);
		expect(found('zebra')).toEqual([]);
	});

	it('forgives only where nothing is exactly as typed', () => {
		expect(searchConnections([...all, connection({ id: 'acne', alias: 'acne' })], 'acne').map(({ id }) => id)).toEqual([
			'acne',
		]);
	});

	it('finds for a word that is typed on what it finds for the whole word', () => {
		for (const whole of ['globex prod', 'umbrelal', 'acme x', 'initech']) {
			const typed = [...whole].map((_, end) => found(whole.slice(0, end + 1)));
			const fresh = [...whole].map((_, end) => {
				searchConnections([], 'q');
				return found(whole.slice(0, end + 1));
			});
			expect(typed).toEqual(fresh);
		}
	});

	it('needs every word, each with its own slips', () => {
		expect(found('globx prod')).toEqual(['globex-production']);
		expect(found('globx initech')).toEqual([]);
	});
});
