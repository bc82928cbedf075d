import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { Client, ErrorView } from '../client/client.ts';
import { viewOf } from '../client/client.ts';
import { words } from '../words.ts';
import type { Draft } from './connect-draft.ts';
import type { DataState } from './data-store.ts';
import type { ToastState } from './toast-store.ts';

type Found = Output<'findDataCenters'>['found'];

/** The sheets for what connections stand on: API clients and data centers. */
export interface SetupState {
	readonly open: 'api-clients' | 'data-centers' | null;
	/** The API client that is being changed, by its name. */
	readonly editing: string | null;
	/** What the connect form held when it gave way to this sheet; it comes back afterwards. */
	readonly back: Draft | null;
	readonly busy: boolean;
	readonly error: ErrorView | null;
	/** What Zoho named that is not known here; null: not asked yet. */
	readonly found: Found | null;
	readonly openApiClients: (editing?: string | null, back?: Draft | null) => void;
	readonly openDataCenters: (back?: Draft | null) => void;
	readonly close: () => void;
	readonly edit: (name: string | null) => void;
	readonly changeApiClient: (change: Input<'changeApiClient'>) => Promise<boolean>;
	readonly findDataCenters: () => Promise<void>;
	/** The main process asks the person first; nothing is said where they change their mind. Gives whether it is trusted. */
	readonly trust: (location: string) => Promise<boolean>;
	readonly remove: (id: string, name: string) => Promise<boolean>;
}

interface Others {
	readonly client: Client;
	readonly data: StoreApi<DataState>;
	readonly toasts: StoreApi<ToastState>;
	readonly onBack: (draft: Draft) => void;
}

export function createSetupStore({ client, data, toasts, onBack }: Others): StoreApi<SetupState> {
	return createStore<SetupState>()((set, get) => {
		/** Runs one act at a time; its error shows in the sheet. Gives whether it came to its end. */
		async function act(run: () => Promise<boolean>): Promise<boolean> {
			if (get().busy) return false;
			set({ busy: true, error: null });
			let done = false;
			try {
				done = await run();
			} catch (error) {
				if (get().open) set({ error: viewOf(error) });
				else toasts.getState().problem(viewOf(error));
			} finally {
				set({ busy: false });
			}
			await data.getState().load();
			return done;
		}

		return {
			open: null,
			editing: null,
			back: null,
			busy: false,
			error: null,
			found: null,
			openApiClients: (editing = null, back = null) => set({ open: 'api-clients', editing, back, error: null }),
			openDataCenters: (back = null) => set({ open: 'data-centers', back, found: null, error: null }),
			close: () => {
				const { back } = get();
				set({ open: null, back: null, error: null });
				if (back) onBack(back);
			},
			edit: (editing) => set({ editing, error: null }),
			changeApiClient: (change) =>
				act(async () => {
					const { name } = await client.call('changeApiClient', change);
					toasts.getState().announce(words.apiClient.changed(name));
					return true;
				}),
			findDataCenters: async () => {
				await act(async () => {
					const { found } = await client.call('findDataCenters', {});
					set({ found });
					return true;
				});
			},
			trust: (location) =>
				act(async () => {
					const { done, dataCenter } = await client.call('trustDataCenter', { location });
					if (!done) return false;
					set({ found: get().found?.filter((each) => each.location !== location) ?? null });
					toasts.getState().done(words.dataCenters.trusted(dataCenter?.name ?? location));
					return true;
				}),
			remove: (id, name) =>
				act(async () => {
					await client.call('removeDataCenter', { id });
					toasts.getState().announce(words.dataCenters.removed(name));
					return true;
				}),
		};
	});
}
