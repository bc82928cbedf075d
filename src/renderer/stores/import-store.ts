import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { ImportResult, ImportView } from '../../shared/imports.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { Client, ErrorView } from '../client/client.ts';
import { viewOf } from '../client/client.ts';
import type { DataState } from './data-store.ts';
import type { ToastState } from './toast-store.ts';

/** Where a table is; the password goes past the store. */
export type MysqlPlace = Omit<Input<'openMysqlImport'>, 'password'>;

/** The way in that takes over an SDK's own store. The file and its secrets stay in the main process. */
export interface ImportState {
	/** Whether it is what the sheet shows. */
	readonly open: boolean;
	/** What was read; null: nothing yet. */
	readonly store: ImportView | null;
	/** The numbers of the records that are meant. */
	readonly chosen: ReadonlySet<number>;
	/** Where records belong that do not say it. */
	readonly dataCenter: string | null;
	readonly busy: boolean;
	readonly error: ErrorView | null;
	/** What became of it; null: not imported yet. */
	readonly result: ImportResult | null;
	readonly shredded: boolean;
	/** The sheet has come to it. */
	readonly enter: () => void;
	/** The sheet is closed or shows something else: what was read is forgotten. */
	readonly leave: () => void;
	/** The main process asks for the file; nothing changes where the person changes their mind. */
	readonly choose: () => Promise<void>;
	/** The same of a table on a server. The password is not kept. */
	readonly chooseServer: (place: MysqlPlace, password: string) => Promise<void>;
	/** Back to where the store is; what was read is forgotten. */
	readonly beginAgain: () => void;
	readonly placeAt: (dataCenter: string | null) => Promise<void>;
	readonly pick: (numbers: readonly number[], picked: boolean) => void;
	readonly take: (customer: string | null, check: boolean) => Promise<void>;
	readonly shred: () => Promise<void>;
}

interface Others {
	readonly client: Client;
	readonly data: StoreApi<DataState>;
	readonly toasts: StoreApi<ToastState>;
}

const beginning = {
	...{ store: null, chosen: new Set<number>(), dataCenter: null },
	...{ busy: false, error: null, result: null, shredded: false },
} as const;

/** The numbers of the records that can be imported. */
export const importable = ({ rows }: ImportView): readonly number[] =>
	rows.filter(({ state }) => state === 'new').map(({ number }) => number);

export function createImportStore({ client, data, toasts }: Others): StoreApi<ImportState> {
	return createStore<ImportState>()((set, get) => {
		async function act(run: () => Promise<void>) {
			if (get().busy) return;
			set({ busy: true, error: null });
			try {
				await run();
			} catch (error) {
				if (get().open) set({ error: viewOf(error) });
				else toasts.getState().problem(viewOf(error));
			} finally {
				set({ busy: false });
				if (!get().open) forget();
			}
			void data.getState().load();
		}

		function forget() {
			const { store } = get();
			if (store) client.call('closeImport', { importId: store.id }).catch(() => undefined);
		}

		/** Null: the person changed their mind. */
		function show({ store }: Output<'openImport'>) {
			if (store) set({ ...beginning, busy: true, store, chosen: new Set(importable(store)) });
		}

		return {
			open: false,
			...beginning,
			// What is under way goes on where it was.
			enter: () => set(get().busy ? { open: true } : { open: true, ...beginning }),
			leave: () => {
				set({ open: false });
				// What is under way goes on in the main process, and is told by the list.
				if (!get().busy) forget();
			},
			choose: () => act(async () => show(await client.call('openImport', {}))),
			chooseServer: (place, password) =>
				act(async () => show(await client.call('openMysqlImport', { ...place, password }))),
			beginAgain: () => {
				if (get().busy) return;
				forget();
				set(beginning);
			},
			placeAt: (dataCenter) =>
				act(async () => {
					const before = get().store;
					if (before === null) return;
					const store = await client.call('planImport', { importId: before.id, dataCenter });
					// What could not be chosen before is; what the person left out stays out.
					const known = new Set(importable(before));
					const chosen = importable(store).filter((number) => !known.has(number) || get().chosen.has(number));
					set({ store, dataCenter, chosen: new Set(chosen) });
				}),
			pick: (numbers, picked) => {
				const chosen = new Set(get().chosen);
				for (const number of numbers) {
					if (picked) chosen.add(number);
					else chosen.delete(number);
				}
				set({ chosen });
			},
			take: (customer, check) =>
				act(async () => {
					const { store, chosen } = get();
					if (store === null || chosen.size === 0) return;
					const wish = { importId: store.id, numbers: [...chosen], customer, check };
					set({ result: await client.call('takeImport', wish) });
				}),
			shred: () =>
				act(async () => {
					const { store } = get();
					if (store === null) return;
					const { done } = await client.call('shredImport', { importId: store.id });
					if (done) set({ shredded: true });
				}),
		};
	});
}
