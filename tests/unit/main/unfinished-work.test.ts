import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/domain/app-error.ts';
import { UnfinishedWork } from '../../../src/main/unfinished-work.ts';

const minute = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that is left until `done`, and when it was gone on with. */
function work() {
	const state = { left: true, tries: [] as number[] };
	const lock = { isLocked: false };
	const core = {
		needsRecovery: () => state.left,
		recover: async () => void state.tries.push(Date.now()),
	};
	const unfinished = new UnfinishedWork(core, lock);
	const stop = unfinished.start();
	return { state, lock, stop, unfinished };
}

/** The minutes between tries. */
function waits(tries: readonly number[]): readonly number[] {
	return tries.slice(1).map((at, before) => (at - (tries[before] ?? 0)) / minute);
}

it('goes on at once, then ever more seldom, never in step, at least about every hour', async () => {
	const { state, stop } = work();
	await vi.advanceTimersByTimeAsync(12 * 60 * minute);
	const spent = waits(state.tries);
	for (const [at, expected] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
		expect(spent[at]).toBeGreaterThanOrEqual(expected * 0.75 - 0.01);
		expect(spent[at]).toBeLessThanOrEqual(expected * 1.25 + 0.01);
	}
	expect(new Set(spent.map((one) => one.toFixed(3))).size).toBeGreaterThan(5);
	stop();
	const before = state.tries.length;
	await vi.advanceTimersByTimeAsync(5 * 60 * minute);
	expect(state.tries).toHaveLength(before);
});

it('asks nothing where nothing is left, and begins with short waits for what comes later', async () => {
	const { state, stop } = work();
	await vi.advanceTimersByTimeAsync(60 * minute);
	state.left = false;
	await vi.advanceTimersByTimeAsync(3 * 60 * minute);
	const before = state.tries.length;
	await vi.advanceTimersByTimeAsync(60 * minute);
	expect(state.tries).toHaveLength(before);
	state.left = true;
	await vi.advanceTimersByTimeAsync(4 * minute);
	expect(state.tries.length - before).toBeGreaterThanOrEqual(2);
	stop();
});

it('does nothing while the app is locked', async () => {
	const { state, lock, stop } = work();
	await vi.advanceTimersByTimeAsync(0);
	lock.isLocked = true;
	await vi.advanceTimersByTimeAsync(60 * minute);
	expect(state.tries).toHaveLength(1);
	lock.isLocked = false;
	await vi.advanceTimersByTimeAsync(2 * minute);
	expect(state.tries.length).toBeGreaterThan(1);
	stop();
});

it('goes on after a database that could not be read, and asks it as seldom as anything else', async () => {
	const state = { broken: true, tries: 0, looks: 0 };
	const fail = () => {
		if (state.broken) throw new AppError('STORE_FAILED', { problem: 'disk I/O error' });
	};
	const core = {
		needsRecovery: () => {
			state.looks++;
			fail();
			return true;
		},
		recover: async () => {
			fail();
			state.tries++;
		},
	};
	const stop = new UnfinishedWork(core, { isLocked: false }).start();
	await vi.advanceTimersByTimeAsync(60 * minute);
	expect(state.looks).toBeLessThan(2 * 8);
	state.broken = false;
	await vi.advanceTimersByTimeAsync(80 * minute);
	expect(state.tries).toBeGreaterThan(0);
	stop();
});

it('goes on at once where the network is back, and with short waits again', async () => {
	const { state, stop, unfinished } = work();
	await vi.advanceTimersByTimeAsync(10 * 60 * minute);
	const before = state.tries.length;
	unfinished.lookNow();
	await vi.advanceTimersByTimeAsync(0);
	expect(state.tries).toHaveLength(before + 1);
	await vi.advanceTimersByTimeAsync(2 * minute);
	expect(state.tries).toHaveLength(before + 2);
	expect(state.tries.at(-1)).toBeLessThanOrEqual((state.tries.at(-2) ?? 0) + 1.25 * minute);
	stop();
	unfinished.lookNow();
	await vi.advanceTimersByTimeAsync(60 * minute);
	expect(state.tries).toHaveLength(before + 2);
});

it('looks once more after one that was under way when the network came back', async () => {
	let end: () => void = () => undefined;
	let tries = 0;
	const core = {
		needsRecovery: () => true,
		recover: () => {
			tries += 1;
			return new Promise<void>((resolve) => {
				end = resolve;
			});
		},
	};
	const unfinished = new UnfinishedWork(core, { isLocked: false });
	unfinished.lookNow();
	expect(tries).toBe(0);
	const stop = unfinished.start();
	unfinished.lookNow();
	unfinished.lookNow();
	expect(tries).toBe(1);
	end();
	await vi.advanceTimersByTimeAsync(0);
	expect(tries).toBe(2);
	end();
	await vi.advanceTimersByTimeAsync(0);
	expect(tries).toBe(2);
	stop();
});
