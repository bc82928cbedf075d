import { compareCustomers } from './list-order.ts';
import { needsAttention } from './needs-attention.ts';
import type { ConnectionView, Count, ListTally } from './views.ts';

/** What the sidebar and the headings of the list count. */
export interface Tally extends Count {
	readonly pinned: number;
	readonly dataCenters: ReadonlyMap<string, Count>;
	/** By name, in alphabetical order. */
	readonly customers: ReadonlyMap<string, Count>;
	readonly customerCount: number;
	readonly withoutCustomer: Count;
}

const none: Count = { count: 0, attention: 0 };

/** The counts of a whole list. */
export function tally(all: readonly ConnectionView[]): Tally {
	const dataCenters = new Map<string, Count>();
	const customers = new Map<string | null, Count>();
	for (const connection of all) {
		const needy = needsAttention(connection);
		add(dataCenters, connection.dataCenter, needy);
		add(customers, connection.customer, needy);
	}
	const withoutCustomer = customers.get(null) ?? none;
	customers.delete(null);
	const named = [...(customers as Map<string, Count>)].sort(([a], [b]) => compareCustomers(a, b));
	return {
		count: all.length,
		attention: [...dataCenters.values()].reduce((sum, { attention }) => sum + attention, 0),
		pinned: all.filter(({ pinned }) => pinned).length,
		dataCenters,
		customers: new Map(named),
		customerCount: named.length,
		withoutCustomer,
	};
}

function add<Key>(counts: Map<Key, Count>, key: Key, needy: boolean): void {
	const { count, attention } = counts.get(key) ?? none;
	counts.set(key, { count: count + 1, attention: attention + (needy ? 1 : 0) });
}

/** As it goes to the window, with so many customers at most. */
export function packTally({ dataCenters, customers, ...counts }: Tally, mostCustomers: number): ListTally {
	return { ...counts, dataCenters: [...dataCenters], customers: [...customers].slice(0, mostCustomers) };
}

export function unpackTally({ dataCenters, customers, ...counts }: ListTally): Tally {
	return { ...counts, dataCenters: new Map(dataCenters), customers: new Map(customers) };
}
