import { randomUUID } from 'node:crypto';
import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { inBulk } from '../../core/usecases/bulk.ts';
import { failureOf } from '../../core/usecases/failure-of.ts';
import type { BulkAct, BulkPlan, BulkView } from '../../shared/bulk.ts';
import { errorWords } from '../../shared/error-words.ts';
import { connectionsOf } from '../requests/connections-of.ts';

/** About how long one connection takes, network included, and how many go at a time. */
const secondsEach = 1;
const width = 4;

/** Results are told together: each word holds all of them. */
const tellEveryMs = 100;

interface Run {
	view: BulkView;
	readonly stop: AbortController;
	/** Nothing new begins before it resolves. */
	gate: Promise<void>;
	open: () => void;
	/** Tells of the results since the last word. */
	soon: NodeJS.Timeout | null;
}

/** Bulk acts of the window: planned first, then run, paused and stopped; one failure never stops the rest. */
export class BulkRuns {
	readonly #core: Core;
	readonly #tell: (bulk: BulkView) => void;
	readonly #runs = new Map<string, Run>();

	constructor(core: Core, tell: (bulk: BulkView) => void) {
		this.#core = core;
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
		return { act, ids: meant.map(({ id }) => id), skipped, seconds };
	}

	/** Starts what was planned; what becomes of it is told by events. */
	start({ act, ids }: BulkPlan): BulkView {
		const view: BulkView = { id: randomUUID(), act, state: 'running', total: ids.length, results: [] };
		const run: Run = { view, stop: new AbortController(), gate: Promise.resolve(), open: () => undefined, soon: null };
		this.#runs.set(view.id, run);
		void this.#run(run, ids);
		return view;
	}

	/** Throws REQUEST_INVALID. */
	view(id: string): BulkView {
		return this.#find(id).view;
	}

	views(): readonly BulkView[] {
		return [...this.#runs.values()].map(({ view }) => view);
	}

	/** What is under way ends, nothing new begins until `resume`. */
	pause(id: string): BulkView {
		const run = this.#find(id);
		if (run.view.state !== 'running') return run.view;
		run.gate = new Promise((open) => {
			run.open = open;
		});
		return this.#change(run, { state: 'paused' });
	}

	resume(id: string): BulkView {
		const run = this.#find(id);
		if (run.view.state !== 'paused') return run.view;
		run.open();
		return this.#change(run, { state: 'running' });
	}

	/** Pauses what runs until the vault is open again; what the closing vault interrupted is done again then. */
	async hold(unlocked: Promise<void>): Promise<void> {
		const held = [...this.#runs.values()].filter(({ view }) => view.state === 'running');
		for (const { view } of held) this.pause(view.id);
		await unlocked;
		for (const { view } of held) this.resume(view.id);
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
				if (failure.code !== 'KEYCHAIN_LOCKED' || run.view.state !== 'paused') throw failure;
			}
		};
		await inBulk(ids, one, run.stop.signal, (result) => {
			const error = result.ok ? null : errorWords(result.error.code, result.error.details, 'window');
			run.view = { ...run.view, results: [...run.view.results, { id: result.target, error }] };
			run.soon ??= setTimeout(() => this.#change(run, {}), tellEveryMs);
		});
		this.#change(run, { state: 'ended' });
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
