import { byCustomer, byDataCenter, type GroupBy } from '../../../shared/list-order.ts';
import { needsAttention } from '../../../shared/needs-attention.ts';
import type { Tally } from '../../../shared/tally.ts';
import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';

/** The connections of one data center or one customer. */
export interface Group {
	/** Unique among the groups of a list. */
	readonly id: string;
	/** Null: of no customer. */
	readonly name: string | null;
	/** "accounts.zoho.eu"; empty for a customer, and if the data center is not known. */
	readonly host: string;
	readonly practice: boolean;
	/** How many there are; more than `connections` as long as only a part of the list is there. */
	readonly count: number;
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

/** Groups in the order of the data centers, or by the name of the customer; within a group the order stays as it is. */
export function groupConnections(
	sorted: readonly ConnectionView[],
	dataCenters: readonly DataCenterView[],
	groupBy: GroupBy = 'data center',
): readonly Group[] {
	return groupBy === 'customer' ? ofCustomers(sorted) : ofDataCenters(sorted, dataCenters);
}

function ofDataCenters(sorted: readonly ConnectionView[], dataCenters: readonly DataCenterView[]): readonly Group[] {
	const known = new Map(dataCenters.map((each) => [each.id, each]));
	return byDataCenter(sorted, dataCenters).map(([id, connections]) => {
		const { name = id, accountsUrl = '', kind } = known.get(id) ?? {};
		return groupOf(id, name, connections, hostOf(accountsUrl), kind === 'practice');
	});
}

const ofCustomers = (sorted: readonly ConnectionView[]): readonly Group[] =>
	byCustomer(sorted).map(([name, connections]) =>
		groupOf(name === null ? 'none' : `of ${name}`, name, connections, '', false),
	);

const groupOf = (
	id: string,
	name: string | null,
	connections: readonly ConnectionView[],
	host: string,
	practice: boolean,
): Group => ({
	...{ id, name, host, practice, connections },
	...{ count: connections.length, attention: connections.filter(needsAttention).length },
});

/** The same groups with what the whole list counts, where only a part of it is there. */
export function withCounts(groups: readonly Group[], counts: Tally, groupBy: GroupBy): readonly Group[] {
	return groups.map((group) => {
		const { id, name } = group;
		if (groupBy === 'data center') return { ...group, ...counts.dataCenters.get(id) };
		return { ...group, ...(name === null ? counts.withoutCustomer : counts.customers.get(name)) };
	});
}
