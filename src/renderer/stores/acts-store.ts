import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Input } from '../../shared/ipc/contract.ts';
import type { ConnectionView } from '../../shared/views.ts';
import type { Client, ErrorView } from '../client/client.ts';
import { viewOf } from '../client/client.ts';
import { waysToRenew } from '../features/connect/ways-in.ts';
import { explain } from '../lib/explain.ts';
import { words } from '../words.ts';
import type { DataState } from './data-store.ts';
import type { ToastState } from './toast-store.ts';
import type { ViewState } from './view-store.ts';

/** What a person can do with one connection. */
export type Act = 'copyToken' | 'refresh' | 'check' | 'reauth' | 'revoke' | 'forget';

/** What a person can change by hand; what is left out stays. */
export type LabelChange = Omit<Input<'editConnection'>, 'id'>;

/** Why an act failed. */
export interface Failure {
	readonly act: Act;
	readonly error: ErrorView;
	/** The connection of the org that signed in instead. */
	readonly other: {
		readonly id: string /** Made by that sign-in, and nobody has confirmed it yet. */;
		readonly parked: boolean;
	} | null;
}

export interface ActsState {
	/** The act that runs on a connection. */
	readonly busy: Readonly<Record<string, Act>>;
	/** The act that failed last on a connection, and why. */
	readonly problems: Readonly<Record<string, Failure>>;
	/** Whose token the clipboard holds, and until when. */
	readonly copied: { readonly id: string; readonly until: number } | null;
	readonly run: (act: Act, connection: ConnectionView) => Promise<void>;
	/** Changes labels; resolves to why that was refused, else null. */
	readonly edit: (id: string, change: LabelChange) => Promise<ErrorView | null>;
	/** Keeps why an act failed at its connection. */
	readonly note: (id: string, failure: Failure) => void;
	/** Forgets it: what failed has worked since. */
	readonly clear: (id: string) => void;
	/** Forgets what failed only because the computer was offline. */
	readonly clearOffline: () => void;
	readonly cancelSignIn: (signInId: string) => Promise<void>;
}

interface Others {
	readonly client: Client;
	readonly data: StoreApi<DataState>;
	readonly view: StoreApi<ViewState>;
	readonly toasts: StoreApi<ToastState>;
	/** For an API client that nobody can sign in with through a browser. */
	readonly onOtherWay: (connectionId: string) => void;
}

const without = <T>(record: Readonly<Record<string, T>>, id: string): Record<string, T> =>
	Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));

export function createActsStore({ client, data, view, toasts, onOtherWay }: Others): StoreApi<ActsState> {
	return createStore<ActsState>()((set, get) => {
		const say = (text: string) => toasts.getState().announce(text);

		function hasBrowserSignIn({ apiClient }: ConnectionView): boolean {
			const type = data.getState().snapshot?.apiClients.find(({ name }) => name === apiClient)?.type;
			return waysToRenew(type).includes('browser');
		}

		const acts: Record<Act, (connection: ConnectionView) => Promise<void>> = {
			copyToken: async ({ id, alias }) => {
				const { clearsInSeconds } = await client.call('copyToken', { id });
				set({ copied: { id, until: Date.now() + clearsInSeconds * 1000 } });
				say(words.acts.copiedAnnounce(alias, clearsInSeconds));
			},
			refresh: async ({ id, alias }) => {
				data.getState().putConnection(await client.call('refresh', { id }));
				say(words.acts.refreshed(alias));
			},
			check: async ({ id, alias }) => {
				data.getState().putConnection(await client.call('check', { id }));
				say(words.acts.checked(alias));
			},
			reauth: async (connection) => {
				const { id } = connection;
				if (!hasBrowserSignIn(connection)) return onOtherWay(id);
				data.getState().putSignIn(await client.call('startReauth', { id, scopes: [] }));
			},
			revoke: async ({ id, alias }) => {
				const { done, connection } = await client.call('revoke', { id });
				data.getState().putConnection(connection);
				if (done && connection.status === 'revoked') toasts.getState().done(words.acts.revoked(alias));
			},
			forget: async ({ id, alias }) => {
				const { done } = await client.call('forget', { id });
				if (!done) return;
				if (view.getState().selectedId === id) view.getState().select(null);
				toasts.getState().done(words.acts.forgotten(alias));
			},
		};

		return {
			busy: {},
			problems: {},
			copied: null,
			run: async (act, connection) => {
				const { id } = connection;
				if (get().busy[id]) return;
				set({ busy: { ...get().busy, [id]: act } });
				get().clear(id);
				try {
					await acts[act](connection);
				} catch (thrown) {
					const error = viewOf(thrown);
					// The person said no in a dialog: nothing went wrong.
					if (error.code === 'CANCELLED') say(explain(error).message);
					else {
						get().note(id, { act, error, other: null });
						// Where the details are open they show it, below the line that said it before.
						if (error.code === 'OFFLINE' && view.getState().selectedId === id) say(explain(error).message);
						else toasts.getState().problem(error, { connectionId: id, retry: () => void get().run(act, connection) });
					}
				} finally {
					set({ busy: without(get().busy, id) });
				}
				void data.getState().load();
			},
			edit: async (id, change) => {
				try {
					data.getState().putConnection(await client.call('editConnection', { id, ...change }));
					return null;
				} catch (error) {
					return viewOf(error);
				}
			},
			clear: (id) => {
				set({ problems: without(get().problems, id) });
				toasts.getState().settle({ connectionId: id });
			},
			clearOffline: () => {
				const left = Object.entries(get().problems).filter(([, { error }]) => error.code !== 'OFFLINE');
				set({ problems: Object.fromEntries(left) });
				toasts.getState().settle({ code: 'OFFLINE' });
			},
			note: (id, failure) => set({ problems: { ...get().problems, [id]: failure } }),
			cancelSignIn: async (signInId) => {
				try {
					await client.call('cancelSignIn', { signInId });
				} catch (error) {
					toasts.getState().problem(viewOf(error));
				}
				void data.getState().load();
			},
		};
	});
}
