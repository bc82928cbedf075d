import { randomUUID } from 'node:crypto';
import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { inBulk } from '../../core/usecases/bulk.ts';
import { failureOf } from '../../core/usecases/failure-of.ts';
import type { BulkAct, BulkPlan, BulkView } from '../../shared/bulk.ts';
import { errorWords } from '../../shared/error-words.ts';
import type { Network } from '../network.ts';
import { connectionsOf, knownOf } from '../requests/connections-of.ts';

/** About how long one connection takes, network included, and how many go at a time. */
const secondsEach = 1;
const width = 4;

/** Results are told together: each word holds all of them. */
const tellEveryMs = 100;

/** What a run waits for: a person who paused it, the vault, the network. */
type Hold = 'person' | 'vault' | 'network';

interface Run {
	view: BulkView;
	readonly stop: AbortController;
	/** False where all of it is on this computer. */
	readonly needsNetwork: boolean;
	/** It is paused as long as there is one. */
	readonly holds: Set<Hold>;
	/** Nothing new begins before it resolves. */
	gate: Promise<void>;
	open: () => void;
	/** Tells of the results since the last word. */
	soon: NodeJS.Timeout | null;
}

/** Bulk acts of the window: planned first, then run, paused and stopped; one failure never stops the rest. */
export class BulkRuns {
	readonly #core: Core;
	readonly #network: Pick<Network, 'isOffline'>;
	readonly #tell: (bulk: BulkView) => void;
	readonly #runs = new Map<string, Run>();

	constructor(core: Core, network: Pick<Network, 'isOffline'>, tell: (bulk: BulkView) => void) {
		this.#core = core;
		this.#network = network;
		this.#tell = tell;
	}

	/** What an act would touch. Revoking leaves production out unless it is meant, too. Throws CONNECTION_UNKNOWN. */
	plan(act: BulkAct, ids: readonly string[], withProduction: boolean): BulkPlan {
		const found = connectionsOf(this.#core, [...new Set(ids)]);
		const skipped: BulkPlan['skipped'][number][] = [];
		const meant = found.filter(({ id, status, environment }) => {
			const isProduction = act === 'revoke' && environment === 'production' && !withProduction;
			if (status === 'revoked') skipped.push({ id, why: 'revoked' });
			else if (isProduction) skipped.push({ id, why: 'production' });
			else return true;
			return false;
		});
		const seconds = Math.ceil(meant.length / width) * secondsEach;
		const planned = meant.map(({ id }) => id);
		return { act, ids: planned, skipped, endsToo: act === 'revoke' ? this.#sharersOf(planned) : [], seconds };
	}

	/** Ids of the connections beside these that hold a refresh token of one of them: a revoke ends them, too. */
	#sharersOf(ids: readonly string[]): readonly string[] {
		const { connections } = this.#core;
		const meant = new Set(ids);
		const others = new Set(ids.flatMap((id) => connections.sharers(id)).map(({ id }) => id));
		return [...others].filter((id) => !meant.has(id));
	}

	/** Starts what was planned; what becomes of it is told by events. Offline it waits, but for a revoke: that is queued one by one. */
	start({ act, ids }: Pick<BulkPlan, 'act' | 'ids'>): BulkView {
		const view: BulkView = {
			id: randomUUID(),
			act,
			state: 'running',
			waitsForNetwork: false,
			total: ids.length,
			results: [],
		};
		const run: Run = {
			view,
			stop: new AbortController(),
			// The practice CRM runs on this computer.
			needsNetwork: knownOf(ids, this.#core.connections.list()).some(({ practice }) => !practice),
			holds: new Set(),
			gate: Promise.resolve(),
			open: () => undefined,
			soon: null,
		};
		this.#runs.set(view.id, run);
		if (this.#network.isOffline && run.needsNetwork && act !== 'revoke') this.#hold(run, 'network');
		void this.#run(run, ids);
		return run.view;
	}

	/** Throws REQUEST_INVALID. */
	view(id: string): BulkView {
		return this.#find(id).view;
	}

	views(): readonly BulkView[] {
		return [...this.#runs.values()].map(({ view }) => view);
	}

	/** What is under way ends, nothing new begins until `resume`; also where it waits for the network. */
	pause(id: string): BulkView {
		return this.#hold(this.#find(id), 'person');
	}

	resume(id: string): BulkView {
		return this.#release(this.#find(id), 'person');
	}

	/** Pauses what runs until the vault is open again; what the closing vault interrupted is done again then. */
	async hold(unlocked: Promise<void>): Promise<void> {
		const held = [...this.#runs.values()];
		for (const run of held) this.#hold(run, 'vault');
		await unlocked;
		for (const run of held) this.#release(run, 'vault');
	}

	/** Pauses what needs the network while it is gone, and goes on when it is back. What a person paused stays paused. */
	networkChanged(offline: boolean): void {
		for (const run of this.#runs.values()) {
			if (!offline) this.#release(run, 'network');
			else if (run.needsNetwork) this.#hold(run, 'network');
		}
	}

	/** What is under way ends; the rest is CANCELLED. One that ended is taken off the list. */
	stop(id: string): BulkView {
		const run = this.#find(id);
		if (run.view.state === 'ended') this.#runs.delete(id);
		run.stop.abort();
		run.open();
		return run.view;
	}

	/** Stops all; for the end of the app. */
	close(): void {
		for (const { stop, open, soon } of this.#runs.values()) {
			stop.abort();
			open();
			if (soon) clearTimeout(soon);
		}
	}

	async #run(run: Run, ids: readonly string[]): Promise<void> {
		const { connections } = this.#core;
		const acts: Record<BulkAct, (id: string) => Promise<unknown>> = {
			check: connections.check,
			refresh: connections.refresh,
			revoke: (id) => connections.revoke(id),
		};
		const one = async (id: string) => {
			for (;;) {
				await run.gate;
				if (run.stop.signal.aborted) throw new AppError('CANCELLED');
				const failure = await failureOf(() => acts[run.view.act](id));
				if (failure === null) return;
				if (!this.#isInterrupted(run, failure)) throw failure;
			}
		};
		await inBulk(ids, one, run.stop.signal, (result) => {
			const error = result.ok ? null : errorWords(result.error.code, result.error.details, 'window');
			run.view = { ...run.view, results: [...run.view.results, { id: result.target, error }] };
			run.soon ??= setTimeout(() => this.#change(run, {}), tellEveryMs);
		});
		this.#change(run, { state: 'ended', waitsForNetwork: false });
	}

	/** Whether an act has to be done again once nothing holds the run any more: it was not refused, it could not be tried. */
	#isInterrupted(run: Run, { code }: AppError): boolean {
		if (code === 'OFFLINE' && this.#network.isOffline) {
			this.#hold(run, 'network');
			return true;
		}
		return code === 'KEYCHAIN_LOCKED' && run.holds.has('vault');
	}

	#hold(run: Run, hold: Hold): BulkView {
		if (run.view.state === 'ended' || run.stop.signal.aborted || run.holds.has(hold)) return run.view;
		if (run.holds.size === 0) {
			run.gate = new Promise((open) => {
				run.open = open;
			});
		}
		run.holds.add(hold);
		return this.#tellHolds(run);
	}

	#release(run: Run, hold: Hold): BulkView {
		if (!run.holds.delete(hold) || run.view.state === 'ended') return run.view;
		if (run.holds.size === 0) run.open();
		return this.#tellHolds(run);
	}

	#tellHolds(run: Run): BulkView {
		const { holds } = run;
		const state = holds.size > 0 ? 'paused' : 'running';
		return this.#change(run, { state, waitsForNetwork: holds.has('network') && !holds.has('person') });
	}

	#change(run: Run, change: Partial<BulkView>): BulkView {
		if (run.soon) clearTimeout(run.soon);
		run.soon = null;
		run.view = { ...run.view, ...change };
		this.#tell(run.view);
		return run.view;
	}

	#find(id: string): Run {
		const run = this.#runs.get(id);
		if (!run) throw new AppError('REQUEST_INVALID', { problem: 'no such bulk act' });
		return run;
	}
}
