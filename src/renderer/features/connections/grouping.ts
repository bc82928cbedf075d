import { needsAttention } from '../../../shared/needs-attention.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';
import { statusOrder } from './filtering.ts';

export type GroupBy = Settings['groupBy'];
export type SortBy = Settings['sortBy'];

/** The connections of one data center or one customer. */
export interface Group {
	/** Unique among the groups of a list. */
	readonly id: string;
	/** Null: of no customer. */
	readonly name: string | null;
	/** "accounts.zoho.eu"; empty for a customer, and if the data center is not known. */
	readonly host: string;
	readonly practice: boolean;
	readonly attention: number;
	readonly connections: readonly ConnectionView[];
}

/** The host of a URL, or the text itself. */
export function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host : url;
}

/** "EU" for a built-in data center, the name for others. */
export function shortName(dataCenter: DataCenterView | undefined, id: string): string {
	return dataCenter && dataCenter.kind !== 'built-in' ? dataCenter.name : id.toUpperCase();
}

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
function compareCustomers(a: string | null, b: string | null): number {
	if (a === b) return 0;
	if (a === null || b === null) return a === null ? 1 : -1;
	return collator.compare(a, b);
}

/** In the order that the person chose; by alias where that says nothing. */
export function sortConnections(all: readonly ConnectionView[], sortBy: SortBy): readonly ConnectionView[] {
	return all.toSorted(sorts[sortBy]);
}

/** Groups in the order of the data centers, or by the name of the customer; within a group the order stays as it is. */
export function groupConnections(
	sorted: readonly ConnectionView[],
	dataCenters: readonly DataCenterView[],
	groupBy: GroupBy = 'data center',
): readonly Group[] {
	return groupBy === 'customer' ? byCustomer(sorted) : byDataCenter(sorted, dataCenters);
}

function byDataCenter(sorted: readonly ConnectionView[], dataCenters: readonly DataCenterView[]): readonly Group[] {
	const known = new Map(dataCenters.map((each) => [each.id, each]));
	const found = partition(sorted, ({ dataCenter }) => dataCenter);
	const order = new Set([...known.keys(), ...found.keys()]);
	return [...order].flatMap((id) => {
		const connections = found.get(id);
		if (!connections) return [];
		const { name = id, accountsUrl = '', kind } = known.get(id) ?? {};
		return [groupOf(id, name, connections, hostOf(accountsUrl), kind === 'practice')];
	});
}

function byCustomer(sorted: readonly ConnectionView[]): readonly Group[] {
	return [...partition(sorted, ({ customer }) => customer)]
		.toSorted(([a], [b]) => compareCustomers(a, b))
		.map(([name, connections]) => groupOf(name === null ? 'none' : `of ${name}`, name, connections, '', false));
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

const groupOf = (
	id: string,
	name: string | null,
	connections: readonly ConnectionView[],
	host: string,
	practice: boolean,
): Group => ({ id, name, host, practice, attention: connections.filter(needsAttention).length, connections });
