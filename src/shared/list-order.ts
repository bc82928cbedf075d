import type { Settings } from './settings.ts';
import type { ConnectionStatus, ConnectionView } from './views.ts';

// In which order a list shows connections. The window sorts by it; the main process sends first what the window shows first.

export type GroupBy = Settings['groupBy'];
export type SortBy = Settings['sortBy'];

/** What needs a person most comes first. */
export const statusOrder: readonly ConnectionStatus[] = [
	'needs_reauth',
	'locked',
	'revoke_queued',
	'unreachable',
	'waiting',
	'pending',
	'unverified',
	'connected',
	'revoked',
];

const collator = new Intl.Collator(undefined, { numeric: true });

const byAlias = (a: ConnectionView, b: ConnectionView) => collator.compare(a.alias, b.alias);

const ranks = new Map(statusOrder.map((status, place) => [status, place]));

const sorts: Readonly<Record<SortBy, (a: ConnectionView, b: ConnectionView) => number>> = {
	alias: byAlias,
	status: (a, b) => (ranks.get(a.status) ?? 0) - (ranks.get(b.status) ?? 0) || byAlias(a, b),
	// What was never checked is the oldest.
	'last checked': (a, b) => compare(a.lastCheckedAt ?? '', b.lastCheckedAt ?? '') || byAlias(a, b),
	customer: (a, b) => compareCustomers(a.customer, b.customer) || byAlias(a, b),
};

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** By name; those of no customer last. */
export function compareCustomers(a: string | null, b: string | null): number {
	if (a === b) return 0;
	if (a === null || b === null) return a === null ? 1 : -1;
	return collator.compare(a, b);
}

/** In the order that the person chose; by alias where that says nothing. */
export function sortConnections(all: readonly ConnectionView[], sortBy: SortBy): readonly ConnectionView[] {
	return all.toSorted(sorts[sortBy]);
}

/** The connections of each data center, in the order of the data centers; those of unknown ones last. */
export function byDataCenter(
	all: readonly ConnectionView[],
	dataCenters: readonly { readonly id: string }[],
): readonly (readonly [id: string, connections: readonly ConnectionView[]])[] {
	const found = partition(all, ({ dataCenter }) => dataCenter);
	const order = new Set([...dataCenters.map(({ id }) => id), ...found.keys()]);
	return [...order].flatMap((id) => {
		const connections = found.get(id);
		return connections ? [[id, connections] as const] : [];
	});
}

/** The connections of each customer, by name; those of none last. */
export function byCustomer(
	all: readonly ConnectionView[],
): readonly (readonly [name: string | null, connections: readonly ConnectionView[]])[] {
	return [...partition(all, ({ customer }) => customer)].toSorted(([a], [b]) => compareCustomers(a, b));
}

function partition<Key>(
	all: readonly ConnectionView[],
	keyOf: (connection: ConnectionView) => Key,
): Map<Key, ConnectionView[]> {
	const parts = new Map<Key, ConnectionView[]>();
	for (const connection of all) {
		const key = keyOf(connection);
		const part = parts.get(key);
		if (part) part.push(connection);
		else parts.set(key, [connection]);
	}
	return parts;
}

/** The first rows that a list shows as long as nothing narrows it down; no more is sorted than is needed for them. */
export function firstShown(
	all: readonly ConnectionView[],
	dataCenters: readonly { readonly id: string }[],
	{ groupBy, sortBy }: Pick<Settings, 'groupBy' | 'sortBy'>,
	count: number,
): readonly ConnectionView[] {
	const shown: ConnectionView[] = [];
	for (const [, connections] of groupBy === 'customer' ? byCustomer(all) : byDataCenter(all, dataCenters)) {
		if (shown.length >= count) break;
		for (const each of sortConnections(connections, sortBy).slice(0, count - shown.length)) shown.push(each);
	}
	return shown;
}
