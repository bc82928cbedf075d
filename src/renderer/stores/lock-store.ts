import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Client, ErrorView } from '../client/client.ts';
import { viewOf } from '../client/client.ts';
import { words } from '../words.ts';
import type { DataState } from './data-store.ts';
import type { ToastState } from './toast-store.ts';

/** Locking and unlocking; whether it is locked stands in the snapshot. */
export interface LockState {
	readonly busy: boolean;
	/** Why it could not be unlocked. */
	readonly error: ErrorView | null;
	readonly lock: () => Promise<void>;
	/** Asks the keychain first: a closed one keeps the lock closed. */
	readonly unlock: () => Promise<void>;
}

interface Others {
	readonly client: Client;
	readonly data: StoreApi<DataState>;
	readonly toasts: StoreApi<ToastState>;
}

export function createLockStore({ client, data, toasts }: Others): StoreApi<LockState> {
	return createStore<LockState>()((set, get) => ({
		busy: false,
		error: null,
		lock: async () => {
			set({ error: null });
			try {
				await client.call('lock', {});
			} catch (error) {
				toasts.getState().problem(viewOf(error));
			}
			await data.getState().load();
		},
		unlock: async () => {
			if (get().busy) return;
			set({ busy: true, error: null });
			try {
				await client.call('unlock', {});
				toasts.getState().announce(words.lock.unlocked);
			} catch (error) {
				set({ error: viewOf(error) });
			}
			await data.getState().load();
			set({ busy: false });
		},
	}));
}
