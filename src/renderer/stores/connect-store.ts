import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Input } from '../../shared/ipc/contract.ts';
import type { Client, ErrorView } from '../client/client.ts';
import { viewOf } from '../client/client.ts';
import type { DataState } from './data-store.ts';
import { isSettled } from './sign-ins.ts';
import type { ToastState } from './toast-store.ts';

/** What the form holds besides the secret, so that "Try again" begins where the person was. */
export interface Draft {
	readonly dataCenter: string | null;
	/** Null: the first one that fits, or a new one. */
	readonly apiClient: string | null;
	readonly alias: string;
	readonly customer: string;
}

export interface ConnectState {
	readonly open: boolean;
	readonly draft: Draft;
	/** The sign-in that the sheet waits for. */
	readonly signInId: string | null;
	readonly busy: boolean;
	readonly error: ErrorView | null;
	readonly practiceBusy: boolean;
	readonly openSheet: (draft?: Partial<Draft>) => void;
	readonly followSignIn: (signInId: string) => void;
	readonly closeSheet: () => void;
	readonly backToForm: () => void;
	/** Adds the API client if a new one is given, then starts the sign-in. Gives the name of the API client that was added. */
	readonly submit: (draft: Draft, newClient: Input<'addApiClient'> | null) => Promise<string | null>;
	readonly startPractice: () => Promise<void>;
}

const emptyDraft: Draft = { dataCenter: null, apiClient: null, alias: '', customer: '' };
const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

interface Others {
	readonly client: Client;
	readonly data: StoreApi<DataState>;
	readonly toasts: StoreApi<ToastState>;
}

export function createConnectStore({ client, data, toasts }: Others): StoreApi<ConnectState> {
	return createStore<ConnectState>()((set, get) => ({
		open: false,
		draft: emptyDraft,
		signInId: null,
		busy: false,
		error: null,
		practiceBusy: false,
		openSheet: (draft = {}) => set({ open: true, draft: { ...emptyDraft, ...draft }, signInId: null, error: null }),
		followSignIn: (signInId) => set({ open: true, signInId, error: null }),
		closeSheet: () => set({ open: false }),
		backToForm: () => set({ signInId: null, error: null }),
		submit: async (draft, newClient) => {
			if (get().busy) return null;
			set({ busy: true, error: null, draft });
			let added: string | null = null;
			try {
				if (newClient) {
					added = (await client.call('addApiClient', newClient)).name;
					set({ draft: { ...draft, apiClient: added } });
					await data.getState().load();
				}
				const { dataCenter, apiClient, alias, customer } = get().draft;
				if (dataCenter === null || apiClient === null) return added;
				const input = { apiClient, dataCenter, alias: orNull(alias), customer: orNull(customer) };
				const signIn = await client.call('startConnect', input);
				data.getState().putSignIn(signIn);
				// A practice sign-in may be over before its first answer is here.
				const known = data.getState().signIns[signIn.id] ?? signIn;
				set({
					signInId: signIn.id,
					error: isSettled(known) ? known.error : null,
					open: known.state !== 'done' && get().open,
				});
			} catch (error) {
				set({ error: viewOf(error) });
			} finally {
				set({ busy: false });
			}
			void data.getState().load();
			return added;
		},
		startPractice: async () => {
			if (get().practiceBusy) return;
			set({ practiceBusy: true });
			try {
				await client.call('startPractice', {});
				await data.getState().load();
				const { snapshot } = data.getState();
				const dataCenter = snapshot?.dataCenters.find((each) => each.kind === 'practice')?.id ?? null;
				const apiClient = snapshot?.apiClients.find((each) => each.practice)?.name ?? null;
				get().openSheet({ dataCenter, apiClient });
			} catch (error) {
				toasts.getState().problem(viewOf(error));
			} finally {
				set({ practiceBusy: false });
			}
		},
	}));
}
