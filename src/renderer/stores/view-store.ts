import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { View } from '../features/connections/filtering.ts';

/** What the person looks at. */
export interface ViewState {
	readonly view: View;
	readonly query: string;
	/** The connection whose details are open. */
	readonly selectedId: string | null;
	/** The connection that the arrow keys stand on. */
	readonly activeId: string | null;
	readonly show: (view: View) => void;
	readonly search: (query: string) => void;
	readonly select: (id: string | null) => void;
	readonly activate: (id: string) => void;
	/** Shows a connection wherever the person is. */
	readonly reveal: (id: string) => void;
}

export function createViewStore(): StoreApi<ViewState> {
	return createStore<ViewState>()((set) => ({
		view: { kind: 'all' },
		query: '',
		selectedId: null,
		activeId: null,
		show: (view) => set({ view }),
		search: (query) => set({ query }),
		select: (id) => set(id === null ? { selectedId: null } : { selectedId: id, activeId: id }),
		activate: (id) => set({ activeId: id }),
		reveal: (id) => set({ view: { kind: 'all' }, query: '', selectedId: id, activeId: id }),
	}));
}
