import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Input } from '../../shared/ipc/contract.ts';
import type { SignInNotice } from '../../shared/sign-in-notices.ts';
import type { ConnectionView, SignInView } from '../../shared/views.ts';
import type { Client, ErrorView } from '../client/client.ts';
import { viewOf } from '../client/client.ts';
import { explain } from '../lib/explain.ts';
import { type Draft, emptyDraft, type How, type Proof, requestOf } from './connect-draft.ts';
import type { DataState } from './data-store.ts';
import { isSettled } from './sign-ins.ts';
import type { ToastState } from './toast-store.ts';

/** A new connection that has just come out of the sheet; it is whole, whatever becomes of the sheet. */
export interface Connected {
	readonly id: string;
	readonly notices: readonly SignInNotice[];
}

export interface ConnectState {
	readonly open: boolean;
	/** The connection that is renewed; null: a new one. */
	readonly renewedId: string | null;
	readonly draft: Draft;
	/** The way in was chosen in the sheet that is open: the keyboard stays there. */
	readonly wayChosen: boolean;
	/** The sign-in that the sheet waits for. */
	readonly signInId: string | null;
	/** What the sheet shows to be named. */
	readonly connected: Connected | null;
	readonly busy: boolean;
	readonly error: ErrorView | null;
	readonly practiceBusy: boolean;
	readonly openSheet: (draft?: Partial<Draft>) => void;
	/** Opens the sheet that renews a connection, with its choices. */
	readonly openReauth: (connectionId: string) => void;
	/** Opens the sheet on a sign-in that waits. */
	readonly followSignIn: (signInId: string) => void;
	readonly closeSheet: () => void;
	/** Goes on with this draft, whose way in is another one. */
	readonly chooseWay: (draft: Draft) => void;
	readonly backToForm: () => void;
	/** Adds an API client alone. Gives its name, or null. */
	readonly addApiClient: (draft: Draft, newClient: Input<'addApiClient'>) => Promise<string | null>;
	/**
	 * Adds the API client if a new one is given, then starts the sign-in, or connects at once with what was typed for it. Gives the name of the
	 * API client that was added.
	 */
	readonly submit: (draft: Draft, newClient: Input<'addApiClient'> | null, how?: How) => Promise<string | null>;
	/** Renews a connection; empty scopes: as before. */
	readonly renew: (id: string, scopes: readonly string[], how: Exclude<How, { refreshToken: string }>) => Promise<void>;
	/** The sheet goes on to what came out of it. */
	readonly showConnected: (connected: Connected) => void;
	readonly startPractice: () => Promise<void>;
}

/** Whether the sheet shows an import. */
export const isImporting = ({ open, renewedId, signInId, connected, draft }: ConnectState): boolean =>
	open && renewedId === null && signInId === null && connected === null && draft.way === 'import';

/** What a sheet begins with. */
const fresh = { signInId: null, connected: null, wayChosen: false, error: null, busy: false } as const;

interface Others {
	readonly client: Client;
	readonly data: StoreApi<DataState>;
	readonly toasts: StoreApi<ToastState>;
	/** `here`: the sheet shows it. */
	readonly onConnected: (connection: ConnectionView, notices: readonly SignInNotice[], here: boolean) => void;
	readonly onRenewed: (connection: ConnectionView, notices: readonly SignInNotice[]) => void;
	readonly onWrongOrg: (connectionId: string, error: ErrorView) => Promise<void>;
	readonly onUnexpected: (error: ErrorView) => Promise<void>;
}

export function createConnectStore(others: Others): StoreApi<ConnectState> {
	const { client, data, toasts } = others;
	// Counts the sheets: what an earlier one began may not change a later one.
	let sheet = 0;

	return createStore<ConnectState>()((set, get) => {
		/** Runs one act of the form; its error shows in the form, or in a toast where the form is gone. */
		async function act(draft: Draft, run: (isHere: () => boolean) => Promise<void>) {
			const mine = sheet;
			const isHere = () => get().open && sheet === mine;
			set({ busy: true, error: null, draft });
			try {
				await run(isHere);
			} catch (thrown) {
				const error = viewOf(thrown);
				// The person said no in a dialog: nothing went wrong.
				if (error.code === 'CANCELLED') toasts.getState().announce(explain(error).message);
				else if (isHere()) set({ error });
				else toasts.getState().problem(error);
			} finally {
				if (sheet === mine) set({ busy: false });
			}
			void data.getState().load();
		}

		async function add(newClient: Input<'addApiClient'>, isHere: () => boolean): Promise<string> {
			const { name } = await client.call('addApiClient', newClient);
			if (isHere()) set({ draft: { ...get().draft, apiClient: name } });
			await data.getState().load();
			return name;
		}

		async function follow(starting: Promise<SignInView>, isHere: () => boolean) {
			const signIn = await starting;
			data.getState().putSignIn(signIn);
			if (!isHere()) return;
			// A practice sign-in may be over before its first answer is here.
			const known = data.getState().signIns[signIn.id] ?? signIn;
			const { kind, state, error, resultId, notices } = known;
			set({ signInId: signIn.id, error: isSettled(known) ? error : null });
			if (state !== 'done') return;
			if (kind === 'reauth' || resultId === null) return set({ open: false });
			await data.getState().load();
			if (isHere() && get().connected === null) get().showConnected({ id: resultId, notices });
		}

		async function connectAtOnce(request: Input<'startConnect'>, proof: Proof, isHere: () => boolean) {
			try {
				const { connection, notices } =
					'code' in proof
						? await client.call('connectWithCode', { ...request, ...proof })
						: await client.call('connectWithRefreshToken', { ...request, ...proof });
				await data.getState().load();
				others.onConnected(connection, notices, isHere());
			} catch (error) {
				if (viewOf(error).code !== 'ENVIRONMENT_MISMATCH') throw error;
				// What was typed is spent, and the way on is at the connection that was kept apart.
				if (isHere()) set({ open: false });
				await others.onUnexpected(viewOf(error));
			}
		}

		async function renewAtOnce(request: Input<'reauthWithCode'>, isHere: () => boolean) {
			try {
				const { connection, notices } = await client.call('reauthWithCode', request);
				if (isHere()) set({ open: false });
				await data.getState().load();
				others.onRenewed(connection, notices);
			} catch (error) {
				if (viewOf(error).code !== 'WRONG_ORG') throw error;
				// The code is spent and the way on is at the connection.
				if (isHere()) set({ open: false });
				await others.onWrongOrg(request.id, viewOf(error));
			}
		}

		return {
			open: false,
			renewedId: null,
			draft: emptyDraft,
			...fresh,
			practiceBusy: false,
			openSheet: (draft = {}) => {
				sheet += 1;
				set({ ...fresh, open: true, draft: { ...emptyDraft, ...draft }, renewedId: null });
			},
			openReauth: (renewedId) => {
				sheet += 1;
				set({ ...fresh, open: true, renewedId });
			},
			followSignIn: (signInId) => {
				sheet += 1;
				const renewedId = data.getState().signIns[signInId]?.connectionId ?? null;
				set({ ...fresh, open: true, renewedId, signInId });
			},
			closeSheet: () => set({ open: false }),
			chooseWay: (draft) => set({ draft, wayChosen: true, error: null }),
			showConnected: (connected) => set({ ...fresh, connected }),
			backToForm: () => set({ signInId: null, error: null }),
			addApiClient: async (draft, newClient) => {
				if (get().busy) return null;
				let added: string | null = null;
				await act(draft, async (isHere) => {
					added = await add(newClient, isHere);
				});
				return added;
			},
			submit: async (draft, newClient, how = 'browser') => {
				if (get().busy) return null;
				let added: string | null = null;
				await act(draft, async (isHere) => {
					if (newClient) added = await add(newClient, isHere);
					const request = requestOf({ ...draft, apiClient: added ?? draft.apiClient });
					if (request === null) return;
					if (typeof how === 'object') await connectAtOnce(request, how, isHere);
					else await follow(client.call(how === 'device' ? 'startDevice' : 'startConnect', request), isHere);
				});
				return added;
			},
			renew: async (id, scopes, how) => {
				if (get().busy) return;
				const request = { id, scopes: [...scopes] };
				await act(get().draft, async (isHere) => {
					if (typeof how === 'object') await renewAtOnce({ ...request, ...how }, isHere);
					else await follow(client.call(how === 'device' ? 'startDevice' : 'startReauth', request), isHere);
				});
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
					toasts.getState().problem(viewOf(error), { retry: () => void get().startPractice() });
				} finally {
					set({ practiceBusy: false });
				}
			},
		};
	});
}
