import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';

type Sheet = 'settings' | 'shortcuts' | 'palette';

/** Parts of the settings that something leads to. */
type Beginning = 'language' | 'secrets' | 'browser';

/** What lies over the list and keeps nothing of its own; one at a time. */
export interface SheetsState {
	readonly open: Sheet | null;
	/** What was last done from the palette, the newest first; for as long as the window lives. */
	readonly recent: readonly string[];
	/** Where the keyboard begins in the sheet, if not at its beginning; also where it was before another language made the window anew. */
	readonly beginsAt: Beginning | null;
	readonly beginAt: (place: Beginning) => void;
	readonly show: (sheet: Sheet, beginsAt?: Beginning) => void;
	readonly close: () => void;
	/** Remembers a command of the palette by its id. */
	readonly used: (commandId: string) => void;
}

const remembered = 5;

export function createSheetsStore(): StoreApi<SheetsState> {
	return createStore<SheetsState>()((set, get) => ({
		open: null,
		recent: [],
		beginsAt: null,
		beginAt: (beginsAt) => set({ beginsAt }),
		show: (open, beginsAt) => set({ open, beginsAt: beginsAt ?? null }),
		close: () => set({ open: null }),
		used: (id) => set({ recent: [id, ...get().recent.filter((each) => each !== id)].slice(0, remembered) }),
	}));
}
