import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { SavedView } from '../../shared/settings.ts';
import type { Filters, View } from '../features/connections/filtering.ts';
import { noFilters } from '../features/connections/filtering.ts';
import { lookOf } from '../features/connections/saved-views.ts';

/** A field that a command can lead to. */
export type Field = 'alias' | 'customer' | 'tags' | 'colour' | 'notes' | 'view-name';

/** What the person looks at. */
export interface ViewState {
	readonly view: View;
	readonly query: string;
	readonly filters: Filters;
	/** The saved view that is shown as it was saved. */
	readonly savedName: string | null;
	/** The connection whose details are open. */
	readonly selectedId: string | null;
	/** The connection that the arrow keys stand on. */
	readonly activeId: string | null;
	/** The connections that an act on many is meant for. */
	readonly marked: ReadonlySet<string>;
	/** Where a range of marks begins. */
	readonly anchorId: string | null;
	/** The field that is to take the keyboard as soon as it is there. */
	readonly leadsTo: Field | null;
	/** A place of the sidebar, whole: what it counts is what it shows. */
	readonly show: (view: View) => void;
	readonly showSaved: (saved: SavedView) => void;
	readonly search: (query: string) => void;
	readonly filter: (change: Partial<Filters>) => void;
	/** The present look has this name now, or its saved view is gone. */
	readonly nameLook: (name: string | null) => void;
	readonly select: (id: string | null) => void;
	readonly activate: (id: string) => void;
	/** Marks or unmarks one. */
	readonly toggleMark: (id: string) => void;
	/** Marks from the anchor to this one, in the order of the list. */
	readonly markTo: (id: string, order: readonly string[]) => void;
	readonly mark: (ids: readonly string[]) => void;
	readonly clearMarks: () => void;
	/** Shows a connection wherever the person is. */
	readonly reveal: (id: string) => void;
	readonly leadTo: (field: Field) => void;
	/** The field has the keyboard. */
	readonly arrived: () => void;
}

const noMarks: ReadonlySet<string> = new Set();

export function createViewStore(): StoreApi<ViewState> {
	return createStore<ViewState>()((set, get) => ({
		view: { kind: 'all' },
		query: '',
		filters: noFilters,
		savedName: null,
		selectedId: null,
		activeId: null,
		marked: noMarks,
		anchorId: null,
		leadsTo: null,
		show: (view) => set({ view, query: '', filters: noFilters, savedName: null, marked: noMarks }),
		showSaved: (saved) => set({ ...lookOf(saved), savedName: saved.name, marked: noMarks }),
		search: (query) => set({ query, savedName: null }),
		filter: (change) => set({ filters: { ...get().filters, ...change }, savedName: null }),
		nameLook: (savedName) => set({ savedName }),
		select: (id) =>
			set(
				id === null
					? { selectedId: null }
					: { selectedId: id, activeId: id, anchorId: id, marked: get().marked.size === 0 ? get().marked : noMarks },
			),
		activate: (id) => set({ activeId: id }),
		toggleMark: (id) => {
			const next = new Set(get().marked);
			if (!next.delete(id)) next.add(id);
			set({ marked: next, anchorId: id, activeId: id });
		},
		markTo: (id, order) => {
			const { anchorId, activeId } = get();
			const from = order.indexOf(anchorId ?? activeId ?? id);
			const to = order.indexOf(id);
			const [first, last] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
			set({ marked: new Set(order.slice(first, last + 1)), anchorId: order[from] ?? id, activeId: id });
		},
		mark: (ids) => set({ marked: new Set(ids) }),
		clearMarks: () => set({ marked: noMarks }),
		reveal: (id) =>
			set({
				...{ view: { kind: 'all' }, query: '', filters: noFilters, savedName: null, marked: noMarks },
				...{ selectedId: id, activeId: id, anchorId: id },
			}),
		leadTo: (leadsTo) => set({ leadsTo }),
		arrived: () => set({ leadsTo: null }),
	}));
}
