import type { ConnectionStatus, ConnectionView } from '../../../shared/views.ts';
import { isParked } from '../../stores/parked.ts';

/** What the sidebar can choose. */
export type View =
	| { readonly kind: 'all' }
	| { readonly kind: 'attention' }
	| { readonly kind: 'data-center'; readonly id: string }
	| { readonly kind: 'customer'; readonly name: string };

const attention: ReadonlySet<ConnectionStatus> = new Set(['needs_reauth', 'locked', 'revoke_queued', 'unreachable']);

/** Whether a person should look at it. */
export const needsAttention = (connection: Pick<ConnectionView, 'status' | 'problem'>) =>
	attention.has(connection.status) || isParked(connection);

export const sameView = (a: View, b: View) => JSON.stringify(a) === JSON.stringify(b);

function inView(view: View, connection: ConnectionView): boolean {
	if (view.kind === 'attention') return needsAttention(connection);
	if (view.kind === 'data-center') return connection.dataCenter === view.id;
	if (view.kind === 'customer') return connection.customer === view.name;
	return true;
}

/** Small letters without accents, so that "muller" finds "Müller". */
const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The connections of a view in which every word of the query occurs, in alias, org, customer or user. */
export function filterConnections(
	all: readonly ConnectionView[],
	view: View,
	query: string,
): readonly ConnectionView[] {
	const terms = fold(query).split(/\s+/).filter(Boolean);
	return all.filter((connection) => {
		if (!inView(view, connection)) return false;
		if (terms.length === 0) return true;
		const { alias, org, customer, user } = connection;
		const text = fold([alias, org.name, org.id, customer ?? '', user.email, user.name].join('\n'));
		return terms.every((term) => text.includes(term));
	});
}

export interface Tally {
	readonly all: number;
	readonly attention: number;
	readonly dataCenters: ReadonlyMap<string, number>;
	/** By name, in alphabetical order. */
	readonly customers: ReadonlyMap<string, number>;
}

/** The counts of the sidebar. */
export function tally(all: readonly ConnectionView[]): Tally {
	const dataCenters = new Map<string, number>();
	const customers = new Map<string, number>();
	for (const { dataCenter, customer } of all) {
		dataCenters.set(dataCenter, (dataCenters.get(dataCenter) ?? 0) + 1);
		if (customer !== null) customers.set(customer, (customers.get(customer) ?? 0) + 1);
	}
	const byName = [...customers].sort(([a], [b]) => a.localeCompare(b));
	return { all: all.length, attention: all.filter(needsAttention).length, dataCenters, customers: new Map(byName) };
}
