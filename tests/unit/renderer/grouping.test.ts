import { describe, expect, it } from 'vitest';
import { groupConnections, hostOf, shortName } from '../../../src/renderer/features/connections/grouping.ts';
import { layOut, moveActive } from '../../../src/renderer/features/connections/list-layout.ts';
import { sortConnections } from '../../../src/shared/list-order.ts';
import { connection, dataCenter } from './fixtures.ts';

const dataCenters = [dataCenter('eu', 'Europe'), dataCenter('us', 'United States'), dataCenter('in', 'India')];
const all = [
	connection({ id: '1', alias: 'org-10', dataCenter: 'us' }),
	connection({ id: '2', alias: 'org-9', dataCenter: 'us', status: 'needs_reauth' }),
	connection({ id: '3', alias: 'acme' }),
	connection({ id: '4', alias: 'lost', dataCenter: 'gone' }),
];

describe('groupConnections', () => {
	const groups = groupConnections(sortConnections(all, 'alias'), dataCenters);

	it('keeps the order of the data centers, leaves out empty ones and keeps unknown ones', () => {
		expect(groups.map(({ id, name, host }) => [id, name, host])).toEqual([
			['eu', 'Europe', 'accounts.zoho.eu'],
			['us', 'United States', 'accounts.zoho.us'],
			['gone', 'gone', ''],
		]);
	});

	it('orders by alias as people count, never by status', () => {
		expect(groups[1]?.connections.map(({ alias }) => alias)).toEqual(['org-9', 'org-10']);
		expect(groups[1]?.attention).toBe(1);
	});

	it('groups by customer by name, those of none last, and never mixes none with a customer of that name', () => {
		const some = [
			connection({ id: '1', customer: null }),
			connection({ id: '2', customer: 'none' }),
			connection({ id: '3', customer: 'Acme 10' }),
			connection({ id: '4', customer: 'Acme 9' }),
		];
		const found = groupConnections(some, dataCenters, 'customer');
		expect(found.map(({ name }) => name)).toEqual(['Acme 9', 'Acme 10', 'none', null]);
		expect(new Set(found.map(({ id }) => id)).size).toBe(4);
	});
});

describe('sortConnections', () => {
	const some = [
		connection({ id: '1', alias: 'b', customer: null, lastCheckedAt: '2026-05-02T00:00:00.000Z' }),
		connection({ id: '2', alias: 'a', customer: 'Z', lastCheckedAt: null, status: 'revoked' }),
		connection({
			id: '3',
			alias: 'c',
			customer: 'B',
			lastCheckedAt: '2026-05-01T00:00:00.000Z',
			status: 'needs_reauth',
		}),
	];

	it.each([
		['alias', ['2', '1', '3']],
		['status', ['3', '1', '2']],
		['last checked', ['2', '3', '1']],
		['customer', ['3', '2', '1']],
	] as const)('by %s', (by, order) => {
		expect(sortConnections(some, by).map(({ id }) => id)).toEqual(order);
	});
});

it('names hosts and data centers', () => {
	expect(hostOf('http://127.0.0.1:9000/x')).toBe('127.0.0.1:9000');
	expect(hostOf('not a url')).toBe('not a url');
	expect(shortName(dataCenters[0], 'eu')).toBe('EU');
	expect(shortName(dataCenter('p', 'Practice', { kind: 'practice' }), 'p')).toBe('Practice');
	expect(shortName(undefined, 'xx')).toBe('XX');
});

it('gives rows and headings their places in the grid', () => {
	const layout = layOut(groupConnections(sortConnections(all, 'alias'), dataCenters));
	expect(layout.rows.map(({ id }) => id)).toEqual(['3', '2', '1', '4']);
	expect(layout.counts).toEqual([1, 2, 1]);
	expect(layout.headings).toEqual([1, 3, 6]);
	expect(layout.rowIndexes).toEqual([2, 4, 5, 7]);
});

describe('moveActive', () => {
	it.each([
		['ArrowDown', 0, 1],
		['ArrowDown', 9, 9],
		['ArrowUp', 0, 0],
		['PageDown', 3, 8],
		['PageUp', 3, 0],
		['Home', 5, 0],
		['End', 5, 9],
		['x', 5, null],
	])('%s from %d leads to %s', (key, from, to) => {
		expect(moveActive(key, from, 10, 5)).toBe(to);
	});

	it('moves nothing in an empty list', () => {
		expect(moveActive('ArrowDown', 0, 0, 5)).toBeNull();
	});
});
