import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Settings } from '../../shared/settings.ts';
import type { ConnectionView, CoreEvent, SignInView, Snapshot } from '../../shared/views.ts';
import type { Client, ErrorView } from '../client/client.ts';
import { viewOf } from '../client/client.ts';
import { prepareSearch } from '../features/connections/search.ts';
import { whenIdle } from '../lib/when-idle.ts';
import { keepSame } from './keep-same.ts';
import { KnownList } from './known-list.ts';
import { mergeSignIn, mergeSignIns } from './sign-ins.ts';

/** What the main process told: view models and the state of the request, never a secret. */
export interface DataState {
	readonly snapshot: Snapshot | null;
	readonly signIns: Readonly<Record<string, SignInView>>;
	/** Why the last fetch failed. */
	readonly error: ErrorView | null;
	readonly load: () => Promise<void>;
	readonly putSignIn: (signIn: SignInView) => void;
	readonly putConnection: (connection: ConnectionView) => void;
	/** Throws what the main process refuses. */
	readonly changeSettings: (change: Partial<Settings>) => Promise<void>;
	/** Subscribes and fetches; returns the function that ends it. */
	readonly start: () => () => void;
}

/** Between two fetches of a list of thousands while it changes all the time. */
const breathMs = 200;

export function createDataStore(client: Client): StoreApi<DataState> {
	let running: Promise<void> | null = null;
	let again = false;
	const list = new KnownList();

	return createStore<DataState>()((set, get) => {
		async function fetchAll() {
			do {
				again = false;
				try {
					while (await fetchNext()) await whenIdle();
				} catch (error) {
					set({ error: viewOf(error) });
				}
				// Many changes to a long list are shown together.
				if (again && list.isLong) await new Promise((resolve) => setTimeout(resolve, breathMs));
			} while (again);
			running = null;
		}

		/** Whether there is more to fetch at once. */
		async function fetchNext(): Promise<boolean> {
			const answer = await client.call('snapshot', list.question);
			// By the time that all of a long list is there, its search is ready, too.
			if (answer.part) prepareSearch(answer.connections);
			const before = get();
			const snapshot = keepSame(before.snapshot, list.take(answer));
			if (snapshot !== before.snapshot || before.error !== null) {
				set({ snapshot, error: null, signIns: mergeSignIns(before.signIns, snapshot.signIns, Date.now()) });
			}
			return answer.part?.more ?? false;
		}

		// At most one fetch on its way and one queued: what changed meanwhile is in the queued one.
		function load() {
			if (running) again = true;
			else running = fetchAll();
			return running;
		}

		function onEvent(event: CoreEvent) {
			const { snapshot } = get();
			if (event.type === 'sign-in-changed') get().putSignIn(event.signIn);
			if (event.type === 'keychain-changed' && snapshot) set({ snapshot: { ...snapshot, keychain: event.keychain } });
			if (event.type === 'network-changed' && snapshot) set({ snapshot: { ...snapshot, offline: event.offline } });
			// What a bulk act does to a connection is told for itself.
			if (event.type !== 'bulk-changed') void load();
		}

		return {
			snapshot: null,
			signIns: {},
			error: null,
			load,
			putSignIn: (signIn) => set({ signIns: mergeSignIn(get().signIns, signIn, Date.now()) }),
			putConnection: (connection) => {
				const { snapshot } = get();
				if (!snapshot) return;
				set({ snapshot: { ...snapshot, connections: list.put(connection) } });
			},
			changeSettings: async (change) => {
				const settings = await client.call('changeSettings', change);
				const { snapshot } = get();
				if (snapshot) set({ snapshot: { ...snapshot, settings } });
			},
			start: () => {
				const end = client.onEvent(onEvent);
				void load();
				return end;
			},
		};
	});
}
