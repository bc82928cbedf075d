import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';
import { needsAttention } from './filtering.ts';

/** The connections of one data center. */
export interface Group {
	readonly id: string;
	readonly name: string;
	/** "accounts.zoho.eu"; empty if the data center is not known. */
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

/** Groups by data center in the order of the data centers; by alias within. The order never depends on a status, so nothing jumps. */
export function groupConnections(
	all: readonly ConnectionView[],
	dataCenters: readonly DataCenterView[],
): readonly Group[] {
	const byId = new Map<string, ConnectionView[]>(dataCenters.map(({ id }) => [id, []]));
	for (const connection of all) {
		const group = byId.get(connection.dataCenter);
		if (group) group.push(connection);
		else byId.set(connection.dataCenter, [connection]);
	}
	const known = new Map(dataCenters.map((each) => [each.id, each]));
	return [...byId]
		.filter(([, connections]) => connections.length > 0)
		.map(([id, connections]) => ({
			id,
			name: known.get(id)?.name ?? id,
			host: hostOf(known.get(id)?.accountsUrl ?? ''),
			practice: known.get(id)?.kind === 'practice',
			attention: connections.filter(needsAttention).length,
			connections: connections.sort((a, b) => collator.compare(a.alias, b.alias)),
		}));
}

const collator = new Intl.Collator(undefined, { numeric: true });
