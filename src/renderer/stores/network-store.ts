import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Client } from '../client/client.ts';
import { viewOf } from '../client/client.ts';
import { words } from '../words.ts';
import type { DataState } from './data-store.ts';
import type { ToastState } from './toast-store.ts';

export interface NetworkState {
	/** Whether a host is being asked just now. */
	readonly busy: boolean;
	/** What Chromium says; a main process that ends just now needs no hint. */
	readonly hint: (online: boolean) => Promise<void>;
	/** Has the main process ask a host now, for a person who does not want to wait. */
	readonly look: () => Promise<void>;
}

interface Others {
	readonly client: Client;
	readonly data: StoreApi<DataState>;
	readonly toasts: StoreApi<ToastState>;
}

/** The ways to and from the main process, which knows whether the computer is offline (snapshot.offline). */
export function createNetworkStore({ client, data, toasts }: Others): StoreApi<NetworkState> {
	return createStore<NetworkState>()((set, get) => ({
		busy: false,
		hint: (online) =>
			client.call('networkHint', { online }).then(
				() => undefined,
				() => undefined,
			),
		look: async () => {
			if (get().busy) return;
			set({ busy: true });
			try {
				const { offline } = await client.call('lookForNetwork', {});
				if (offline) toasts.getState().announce(words.offline.still);
				await data.getState().load();
			} catch (error) {
				toasts.getState().problem(viewOf(error));
			} finally {
				set({ busy: false });
			}
		},
	}));
}
