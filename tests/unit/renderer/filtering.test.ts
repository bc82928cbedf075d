import { describe, expect, it } from 'vitest';
import { filterConnections, needsAttention, tally } from '../../../src/renderer/features/connections/filtering.ts';
import { connectionStatus } from '../../../src/shared/views.ts';
import { connection } from './fixtures.ts';

const all = [
	connection({ id: '1', alias: 'acme' }),
	connection({ id: '2', alias: 'mueller', customer: 'Müller', dataCenter: 'us', status: 'needs_reauth' }),
	connection({ id: '3', alias: 'x', customer: null, org: { id: '77', name: '株式会社テスト' }, status: 'locked' }),
];
const ids = (...found: Parameters<typeof filterConnections>) => filterConnections(...found).map(({ id }) => id);

describe('filterConnections', () => {
	it('shows what belongs to the view', () => {
		expect(ids(all, { kind: 'all' }, '')).toEqual(['1', '2', '3']);
		expect(ids(all, { kind: 'attention' }, '')).toEqual(['2', '3']);
		expect(ids(all, { kind: 'data-center', id: 'us' }, '')).toEqual(['2']);
		expect(ids(all, { kind: 'customer', name: 'Acme' }, '')).toEqual(['1']);
	});

	it('finds every word in alias, org, customer or user, whatever the case and the accents', () => {
		expect(ids(all, { kind: 'all' }, 'muller')).toEqual(['2']);
		expect(ids(all, { kind: 'all' }, '  PAT@ACME  mueller ')).toEqual(['2']);
		expect(ids(all, { kind: 'all' }, '会社')).toEqual(['3']);
		expect(ids(all, { kind: 'all' }, '77')).toEqual(['3']);
		expect(ids(all, { kind: 'all' }, 'acme zebra')).toEqual([]);
		expect(ids(all, { kind: 'all' }, '.*')).toEqual([]);
	});

	it('finds within the view only', () => {
		expect(ids(all, { kind: 'data-center', id: 'us' }, 'acme')).toEqual(['2']);
	});
});

it('counts for the sidebar', () => {
	const counts = tally(all);
	expect(counts.all).toBe(3);
	expect(counts.attention).toBe(2);
	expect([...counts.dataCenters]).toEqual([
		['eu', 2],
		['us', 1],
	]);
	expect([...counts.customers.keys()]).toEqual(['Acme', 'Müller']);
});

it('calls for attention in four statuses only', () => {
	const needy = connectionStatus.options.filter((status) => needsAttention({ status, problem: null }));
	expect(needy.sort()).toEqual(['locked', 'needs_reauth', 'revoke_queued', 'unreachable']);
});

it('calls for attention for what was kept apart', () => {
	const problem = { code: 'PARKED', message: 'm', hint: 'h' } as const;
	expect(needsAttention({ status: 'unverified', problem })).toBe(true);
	expect(needsAttention({ status: 'connected', problem })).toBe(false);
});
