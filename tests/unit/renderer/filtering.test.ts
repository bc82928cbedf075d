import { describe, expect, it } from 'vitest';
import { filterConnections, noFilters } from '../../../src/renderer/features/connections/filtering.ts';
import { lookOf, savedViewOf, withSaved } from '../../../src/renderer/features/connections/saved-views.ts';
import { needsAttention } from '../../../src/shared/needs-attention.ts';
import { defaultSettings, savedView, settings } from '../../../src/shared/settings.ts';
import { tally } from '../../../src/shared/tally.ts';
import { connectionStatus } from '../../../src/shared/views.ts';
import { connection } from './fixtures.ts';

const all = [
	connection({ id: '1', alias: 'acme', tags: ['vip'], pinned: true }),
	connection({ id: '2', alias: 'mueller', customer: 'Müller', dataCenter: 'us', status: 'needs_reauth' }),
	connection({
		...{ id: '3', alias: 'x', customer: null, org: { id: '77', name: '株式会社テスト' }, status: 'locked' },
		...{ environment: 'sandbox', tags: ['beta', 'vip'], notes: 'Straße 5' },
	}),
];
const ids = (...found: Parameters<typeof filterConnections>) => filterConnections(...found).map(({ id }) => id);

describe('filterConnections', () => {
	it('shows what belongs to the view', () => {
		expect(ids(all, { kind: 'all' }, '')).toEqual(['1', '2', '3']);
		expect(ids(all, { kind: 'attention' }, '')).toEqual(['2', '3']);
		expect(ids(all, { kind: 'pinned' }, '')).toEqual(['1']);
		expect(ids(all, { kind: 'data-center', id: 'us' }, '')).toEqual(['2']);
		expect(ids(all, { kind: 'customer', name: 'Acme' }, '')).toEqual(['1']);
	});

	it('narrows down: all kinds of filters hold, one of each kind is enough', () => {
		const filtered = (change: Partial<typeof noFilters>) => ids(all, { kind: 'all' }, '', { ...noFilters, ...change });
		expect(filtered({ statuses: ['connected', 'locked'] })).toEqual(['1', '3']);
		expect(filtered({ environments: ['sandbox'] })).toEqual(['3']);
		expect(filtered({ tags: ['beta', 'none'] })).toEqual(['3']);
		expect(filtered({ tags: ['vip'], environments: ['production'] })).toEqual(['1']);
		expect(filtered({ customer: 'Müller', statuses: ['connected'] })).toEqual([]);
	});

	it('finds every word in alias, org, customer, user, tags or notes, whatever the case and the accents', () => {
		expect(ids(all, { kind: 'all' }, 'muller')).toEqual(['2']);
		expect(ids(all, { kind: 'all' }, '  PAT@ACME  mueller ')).toEqual(['2']);
		expect(ids(all, { kind: 'all' }, '会社')).toEqual(['3']);
		expect(ids(all, { kind: 'all' }, '77')).toEqual(['3']);
		expect(ids(all, { kind: 'all' }, 'vip strasse')).toEqual(['3']);
		expect(ids(all, { kind: 'all' }, 'acme zebra')).toEqual([]);
		expect(ids(all, { kind: 'all' }, '.*')).toEqual([]);
	});

	it('finds within the view only', () => {
		expect(ids(all, { kind: 'data-center', id: 'us' }, 'acme')).toEqual(['2']);
	});
});

it('counts for the sidebar, and says where something is wrong', () => {
	const counts = tally(all);
	expect(counts).toMatchObject({ count: 3, attention: 2, pinned: 1 });
	expect([...counts.dataCenters]).toEqual([
		['eu', { count: 2, attention: 1 }],
		['us', { count: 1, attention: 1 }],
	]);
	expect([...counts.customers]).toEqual([
		['Acme', { count: 1, attention: 0 }],
		['Müller', { count: 1, attention: 1 }],
	]);
});

it('calls for attention in four statuses only', () => {
	const needy = connectionStatus.options.filter((status) => needsAttention({ status, problem: null }));
	expect(needy.sort()).toEqual(['locked', 'needs_reauth', 'revoke_queued', 'unreachable']);
});

it('calls for attention for what was kept apart', () => {
	const problem = { code: 'PARKED', message: 'm', hint: 'h', details: {} } as const;
	expect(needsAttention({ status: 'unverified', problem })).toBe(true);
	expect(needsAttention({ status: 'connected', problem })).toBe(false);
});

describe('a saved view', () => {
	const filters = { statuses: ['locked'], environments: ['sandbox'], customer: null, tags: ['vip'] } as const;

	it.each([
		{ view: { kind: 'all' }, query: 'acme', filters },
		{ view: { kind: 'attention' }, query: '', filters: { ...filters, customer: 'Acme' } },
		{ view: { kind: 'pinned' }, query: '', filters: noFilters },
		{ view: { kind: 'data-center', id: 'us' }, query: '', filters: { ...noFilters, customer: 'Acme' } },
		{ view: { kind: 'customer', name: 'Acme' }, query: 'x', filters },
	] as const)('is what was saved: %j', (look) => {
		const saved = savedView.parse(savedViewOf(' Mine ', look));
		expect(saved.name).toBe('Mine');
		expect(lookOf(saved)).toEqual(look);
	});

	it('fits into the settings, whatever was typed, and leaves out what this version does not know', () => {
		const saved = savedViewOf('Mine', { view: { kind: 'all' }, query: 'x'.repeat(999), filters: noFilters });
		expect(settings.safeParse({ ...defaultSettings, savedViews: [saved] }).success).toBe(true);
		expect(lookOf({ ...saved, statuses: ['melted', 'locked'] }).filters.statuses).toEqual(['locked']);
	});

	it('takes the place of the one with its name', () => {
		const look = { view: { kind: 'all' }, query: '', filters: noFilters } as const;
		const [first, second] = [savedViewOf('A', look), savedViewOf('B', look)];
		const changed = savedViewOf('A', { ...look, query: 'new' });
		expect(withSaved([first, second], changed)).toEqual([changed, second]);
		expect(withSaved([first], second)).toEqual([first, second]);
	});
});
