import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';

type Sheet = 'settings' | 'shortcuts' | 'palette';

/** What lies over the list and keeps nothing of its own; one at a time. */
export interface SheetsState {
	readonly open: Sheet | null;
	/** What was last done from the palette, the newest first; for as long as the window lives. */
	readonly recent: readonly string[];
	/** Another language was just chosen: the window begins anew, and the keyboard goes on where it was. */
	readonly languageChanged: boolean;
	readonly changeLanguage: () => void;
	readonly show: (sheet: Sheet) => void;
	readonly close: () => void;
	/** Remembers a command of the palette by its id. */
	readonly used: (commandId: string) => void;
}

const remembered = 5;

export function createSheetsStore(): StoreApi<SheetsState> {
	return createStore<SheetsState>()((set, get) => ({
		open: null,
		recent: [],
		languageChanged: false,
		changeLanguage: () => set({ languageChanged: true }),
		show: (open) => set({ open, languageChanged: false }),
		close: () => set({ open: null }),
		used: (id) => set({ recent: [id, ...get().recent.filter((each) => each !== id)].slice(0, remembered) }),
	}));
}
