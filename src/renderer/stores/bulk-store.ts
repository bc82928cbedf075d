import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { BulkAct, BulkPlan, BulkView } from '../../shared/bulk.ts';
import type { ListForm } from '../../shared/list-forms.ts';
import type { Client, ErrorView } from '../client/client.ts';
import { viewOf } from '../client/client.ts';
import { words } from '../words.ts';
import type { ToastState } from './toast-store.ts';

/** A bulk act that was started, and what became of each connection so far. */
export interface BulkRun {
	readonly view: BulkView;
	/** What it was started with; empty where another page of this window started it. */
	readonly ids: ReadonlySet<string>;
	/** By id; null: it worked. */
	readonly outcomes: ReadonlyMap<string, ErrorView | null>;
}

/** A bulk act that the person thinks about. */
export interface AskedBulk {
	readonly act: BulkAct;
	readonly ids: readonly string[];
	readonly withProduction: boolean;
	readonly plan: BulkPlan | null;
	readonly busy: boolean;
	readonly error: ErrorView | null;
}

export interface BulkState {
	/** The newest last. */
	readonly runs: readonly BulkRun[];
	readonly asked: AskedBulk | null;
	/** The bulk act whose result is shown. */
	readonly shownId: string | null;
	/** Plans it and shows the plan; nothing is done yet. */
	readonly ask: (act: BulkAct, ids: readonly string[], withProduction?: boolean) => Promise<void>;
	readonly start: () => Promise<void>;
	readonly leave: () => void;
	readonly pause: (id: string) => Promise<void>;
	readonly resume: (id: string) => Promise<void>;
	readonly stop: (id: string) => Promise<void>;
	readonly show: (id: string | null) => void;
	/** Takes one that ended off the list. */
	readonly putAway: (id: string) => Promise<void>;
	/** Plans it again for those that failed. */
	readonly retry: (id: string) => Promise<void>;
	readonly copyResult: (id: string) => Promise<void>;
	/** Puts the list of these connections on the clipboard; resolves to why that was refused, else null. */
	readonly copyList: (ids: readonly string[]) => Promise<ErrorView | null>;
	/** Writes it to a file that the main process asks for; quiet where the person changes their mind. Resolves as `copyList`. */
	readonly saveList: (ids: readonly string[], form: ListForm) => Promise<ErrorView | null>;
	/** What the main process told; an older word never turns a newer one back. */
	readonly put: (view: BulkView) => void;
	/** Those of a snapshot that this page does not know yet: events tell of the others, and a snapshot may be older. */
	readonly adopt: (views: readonly BulkView[]) => void;
}

interface Others {
	readonly client: Client;
	readonly toasts: StoreApi<ToastState>;
	/** One has ended: what the list shows may be older. */
	readonly onEnded: () => void;
}

/** Those that could not be done; what was never begun is not among them. */
export const failedOf = ({ results }: BulkView) =>
	results.filter(({ error }) => error !== null && error.code !== 'CANCELLED');

/** What a row says about the bulk act that it is part of. */
export interface RowBulk {
	readonly act: BulkAct;
	/** Why it failed; null: it waits for its turn. */
	readonly error: ErrorView | null;
}

/** For one row; null where there is nothing to say. */
export function rowBulk(runs: readonly BulkRun[], id: string): RowBulk | null {
	const run = runs.findLast(({ ids, outcomes }) => ids.has(id) || outcomes.has(id));
	if (!run) return null;
	const { act, state } = run.view;
	const outcome = run.outcomes.get(id);
	if (outcome === undefined) return state === 'ended' ? null : { act, error: null };
	return outcome === null || outcome.code === 'CANCELLED' ? null : { act, error: outcome };
}

export function createBulkStore({ client, toasts, onEnded }: Others): StoreApi<BulkState> {
	const away = new Set<string>();

	return createStore<BulkState>()((set, get) => {
		const say = (text: string) => toasts.getState().announce(text);

		async function told(call: () => Promise<BulkView>): Promise<void> {
			try {
				get().put(await call());
			} catch (error) {
				toasts.getState().problem(viewOf(error), { retry: () => void told(call) });
			}
		}

		/** The person may have left, or thought of something else, while it was planned. */
		function change(of: AskedBulk, to: Partial<AskedBulk>): AskedBulk | null {
			if (get().asked !== of) return null;
			const asked = { ...of, ...to };
			set({ asked });
			return asked;
		}

		return {
			runs: [],
			asked: null,
			shownId: null,
			ask: async (act, ids, withProduction = false) => {
				const before = get().asked;
				// The plan that is there stays in sight while another choice is planned.
				const plan = before?.act === act && before.ids === ids ? before.plan : null;
				const asked: AskedBulk = { act, ids, withProduction, plan, busy: true, error: null };
				set({ asked });
				try {
					change(asked, { plan: await client.call('planBulk', { act, ids, withProduction }), busy: false });
				} catch (error) {
					change(asked, { error: viewOf(error), busy: false });
				}
			},
			start: async () => {
				const { asked } = get();
				if (!asked?.plan || asked.busy) return;
				const { act, ids, withProduction, plan } = asked;
				const starting = change(asked, { busy: true, error: null });
				if (!starting) return;
				try {
					const { bulk } = await client.call('startBulk', { act, ids, withProduction });
					if (bulk === null) return void change(starting, { busy: false });
					set({ runs: withRun(get().runs, bulk, new Set(plan.ids)) });
					if (get().asked === starting) set({ asked: null });
					say(words.bulk.started(act, bulk.total));
				} catch (error) {
					change(starting, { error: viewOf(error), busy: false });
				}
			},
			leave: () => set({ asked: null }),
			pause: (bulkId) => told(() => client.call('pauseBulk', { bulkId })),
			resume: (bulkId) => told(() => client.call('resumeBulk', { bulkId })),
			stop: (bulkId) => told(() => client.call('stopBulk', { bulkId })),
			show: (shownId) => set({ shownId }),
			putAway: async (bulkId) => {
				away.add(bulkId);
				set({ runs: get().runs.filter(({ view }) => view.id !== bulkId) });
				if (get().shownId === bulkId) set({ shownId: null });
				await told(() => client.call('stopBulk', { bulkId }));
			},
			retry: async (bulkId) => {
				const view = get().runs.find((run) => run.view.id === bulkId)?.view;
				if (!view) return;
				const ids = failedOf(view).map(({ id }) => id);
				await get().putAway(bulkId);
				// Production was meant the first time, or it would not have failed.
				await get().ask(view.act, ids, true);
			},
			copyResult: async (bulkId) => {
				try {
					await client.call('copyBulkResult', { bulkId });
					toasts.getState().done(words.bulk.resultCopied);
				} catch (error) {
					toasts.getState().problem(viewOf(error));
				}
			},
			copyList: (ids) =>
				refusalOf(async () => {
					await client.call('copyConnectionList', { ids });
					toasts.getState().done(words.marks.copied(ids.length));
				}),
			saveList: (ids, form) =>
				refusalOf(async () => {
					const { saved } = await client.call('saveConnectionList', { ids, form });
					if (saved !== null) toasts.getState().done(words.marks.saved(saved));
				}),
			put: (view) => {
				if (away.has(view.id)) return;
				const before = get().runs.find((run) => run.view.id === view.id)?.view;
				if (before && (before.state === 'ended' || before.results.length > view.results.length)) return;
				set({ runs: withRun(get().runs, view, null) });
				if (view.state !== 'ended') return;
				say(words.bulk.ended(view.act, view.total, failedOf(view).length));
				onEnded();
			},
			adopt: (views) => {
				const unknown = views.filter(({ id }) => !away.has(id) && !get().runs.some((run) => run.view.id === id));
				if (unknown.length > 0) set({ runs: unknown.reduce((runs, view) => withRun(runs, view, null), get().runs) });
			},
		};
	});
}

async function refusalOf(act: () => Promise<void>): Promise<ErrorView | null> {
	try {
		await act();
		return null;
	} catch (error) {
		return viewOf(error);
	}
}

function withRun(runs: readonly BulkRun[], view: BulkView, ids: ReadonlySet<string> | null): readonly BulkRun[] {
	const before = runs.find((run) => run.view.id === view.id);
	// It may have ended before the answer to its start came.
	const newer = before && before.view.results.length > view.results.length ? before.view : view;
	const run: BulkRun = {
		view: newer,
		ids: ids ?? before?.ids ?? new Set(),
		// The objects that are known stay: a row whose outcome is known is not drawn again.
		outcomes: new Map(newer.results.map(({ id, error }) => [id, before?.outcomes.get(id) ?? error])),
	};
	return before ? runs.map((each) => (each === before ? run : each)) : [...runs, run];
}
