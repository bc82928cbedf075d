import { needsAttention } from '../../../shared/needs-attention.ts';
import type { ConnectionStatus, ConnectionView, Environment } from '../../../shared/views.ts';
import { searchConnections } from './search.ts';

/** What the sidebar can choose. */
export type View =
	| { readonly kind: 'all' }
	| { readonly kind: 'attention' }
	| { readonly kind: 'pinned' }
	| { readonly kind: 'data-center'; readonly id: string }
	| { readonly kind: 'customer'; readonly name: string };

/** What the toolbar narrows a view down to; an empty list stands for all. */
export interface Filters {
	readonly statuses: readonly ConnectionStatus[];
	readonly environments: readonly Environment[];
	readonly customer: string | null;
	/** Any of them. */
	readonly tags: readonly string[];
}

export const noFilters: Filters = { statuses: [], environments: [], customer: null, tags: [] };

/** How many choices of the toolbar narrow the list down. */
export const filterCount = ({ statuses, environments, customer, tags }: Filters) =>
	statuses.length + environments.length + tags.length + (customer === null ? 0 : 1);

export const environmentOrder: readonly Environment[] = ['production', 'sandbox', 'developer', 'unknown'];

export const sameView = (a: View, b: View) => JSON.stringify(a) === JSON.stringify(b);

function inView(view: View, connection: ConnectionView): boolean {
	if (view.kind === 'attention') return needsAttention(connection);
	if (view.kind === 'pinned') return connection.pinned;
	if (view.kind === 'data-center') return connection.dataCenter === view.id;
	if (view.kind === 'customer') return connection.customer === view.name;
	return true;
}

function passes({ statuses, environments, customer, tags }: Filters, connection: ConnectionView): boolean {
	return (
		(statuses.length === 0 || statuses.includes(connection.status)) &&
		(environments.length === 0 || environments.includes(connection.environment)) &&
		(customer === null || connection.customer === customer) &&
		(tags.length === 0 || connection.tags.some((tag) => tags.includes(tag)))
	);
}

/** The connections of a view that pass its filters and answer the query; in the order they came. */
export function filterConnections(
	all: readonly ConnectionView[],
	view: View,
	query: string,
	filters: Filters = noFilters,
): readonly ConnectionView[] {
	const isWhole = view.kind === 'all' && filterCount(filters) === 0;
	const looked = isWhole ? all : all.filter((each) => inView(view, each) && passes(filters, each));
	return searchConnections(looked, query);
}
