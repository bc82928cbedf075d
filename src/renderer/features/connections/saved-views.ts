import { statusOrder } from '../../../shared/list-order.ts';
import type { SavedView } from '../../../shared/settings.ts';
import type { Filters, View } from './filtering.ts';
import { environmentOrder, filterCount } from './filtering.ts';

/** What a person looks at: all that decides which connections are shown. */
export interface Look {
	readonly view: View;
	readonly query: string;
	readonly filters: Filters;
}

/** How many there can be, and how long a name or a query may be (src/shared/settings.ts). */
export const savedViewLimits = { count: 20, name: 40, query: 200 } as const;

/** Whether a look shows less than all: nothing else is worth a name. */
export const isNarrowed = ({ view, query, filters }: Look): boolean =>
	view.kind !== 'all' || query.trim() !== '' || filterCount(filters) > 0;

/** Whether a look can be kept beside the saved views that there are. */
export const canBeSaved = (look: Look, all: readonly SavedView[]): boolean =>
	isNarrowed(look) && all.length < savedViewLimits.count;

/** A look under a name, as the settings keep it. */
export function savedViewOf(name: string, { view, query, filters }: Look): SavedView {
	const within = view.kind === 'attention' || view.kind === 'pinned' ? { within: view.kind } : {};
	return {
		name: name.trim(),
		query: query.trim().slice(0, savedViewLimits.query),
		dataCenter: view.kind === 'data-center' ? view.id : null,
		customer: view.kind === 'customer' ? view.name : filters.customer,
		statuses: filters.statuses,
		environments: filters.environments,
		tags: filters.tags,
		...within,
	};
}

/** The look that was saved; a status or environment that this version does not know is left out. */
export function lookOf({ query, dataCenter, customer, statuses, environments, tags, within }: SavedView): Look {
	const filters = {
		statuses: statusOrder.filter((status) => statuses.includes(status)),
		environments: environmentOrder.filter((each) => environments.includes(each)),
		tags,
	};
	const named: View | null = dataCenter === null ? null : { kind: 'data-center', id: dataCenter };
	if (within) return { view: { kind: within }, query, filters: { ...filters, customer } };
	if (named) return { view: named, query, filters: { ...filters, customer } };
	if (customer !== null)
		return { view: { kind: 'customer', name: customer }, query, filters: { ...filters, customer: null } };
	return { view: { kind: 'all' }, query, filters: { ...filters, customer: null } };
}

/** The saved views with one more, or with another look under a name that is there. */
export function withSaved(all: readonly SavedView[], saved: SavedView): readonly SavedView[] {
	const isThere = all.some(({ name }) => name === saved.name);
	return isThere ? all.map((each) => (each.name === saved.name ? saved : each)) : [...all, saved];
}
