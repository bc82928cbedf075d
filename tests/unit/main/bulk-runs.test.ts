import { describe, expect, it, vi } from 'vitest';
import type { Core } from '../../../src/core/create-core.ts';
import { AppError } from '../../../src/core/domain/app-error.ts';
import { BulkRuns } from '../../../src/main/bulk/bulk-runs.ts';

/** Checks of `count` connections, each of which ends when the test says how; `begun` names those that began, in their order. */
function checks(count: number, { offline = false, practice = false } = {}) {
	const begun: string[] = [];
	const running = new Map<string, PromiseWithResolvers<void>>();
	const check = (id: string) => {
		begun.push(id);
		const ending = Promise.withResolvers<void>();
		running.set(id, ending);
		return ending.promise;
	};
	const ids = Array.from({ length: count }, (_, at) => `c${at}`);
	const list = () => ids.map((id) => ({ id, practice }));
	const connections = { check, refresh: check, revoke: check, list };
	const network = { isOffline: offline };
	const bulks = new BulkRuns({ connections } as unknown as Core, network, () => undefined);
	const { id } = bulks.start({ act: 'check', ids });
	return {
		bulks,
		id,
		begun,
		network: (isOffline: boolean) => {
			network.isOffline = isOffline;
			bulks.networkChanged(isOffline);
		},
		results: () => bulks.view(id).results.map((each) => [each.id, each.error?.code ?? 'done']),
		settled: () => vi.waitFor(() => expect(bulks.view(id).state).toBe('ended')),
		end: (name: string) => running.get(name)?.resolve(),
		fail: (name: string, error: AppError) => running.get(name)?.reject(error),
	};
}

const turns = () => new Promise((resolve) => setImmediate(resolve));

it('waits while the vault is closed, and does again what the closing interrupted', async () => {
	const run = checks(6);
	await turns();
	expect(run.begun).toEqual(['c0', 'c1', 'c2', 'c3']);
	const vault = Promise.withResolvers<void>();
	void run.bulks.hold(vault.promise);
	expect(run.bulks.view(run.id).state).toBe('paused');
	run.end('c0');
	run.fail('c1', new AppError('KEYCHAIN_LOCKED'));
	run.fail('c2', new AppError('NEEDS_REAUTH', { alias: 'c2' }));
	await turns();
	expect(run.begun).toHaveLength(4);

	vault.resolve();
	await turns();
	expect(run.bulks.view(run.id).state).toBe('running');
	expect(run.begun.slice(4).sort()).toEqual(['c1', 'c4', 'c5']);
	for (const name of ['c1', 'c3', 'c4', 'c5']) run.end(name);
	await run.settled();
	const failed = run.bulks.view(run.id).results.filter(({ error }) => error !== null);
	expect(failed).toMatchObject([{ id: 'c2', error: { code: 'NEEDS_REAUTH' } }]);
	expect(run.bulks.view(run.id).results).toHaveLength(6);
});

it('one that a person paused stays paused when the vault opens', async () => {
	const run = checks(5);
	await turns();
	run.bulks.pause(run.id);
	const vault = Promise.withResolvers<void>();
	const holding = run.bulks.hold(vault.promise);
	vault.resolve();
	await holding;
	expect(run.bulks.view(run.id).state).toBe('paused');
	run.bulks.stop(run.id);
	for (const name of run.begun) run.end(name);
	await run.settled();
	expect(run.bulks.view(run.id).results.at(-1)).toMatchObject({ id: 'c4', error: { code: 'CANCELLED' } });
});

it('where the vault was closed before, its error is told', async () => {
	const run = checks(1);
	await turns();
	run.fail('c0', new AppError('KEYCHAIN_LOCKED'));
	await run.settled();
	expect(run.bulks.view(run.id).results).toMatchObject([{ id: 'c0', error: { code: 'KEYCHAIN_LOCKED' } }]);
});

describe('without a network', () => {
	const offline = (host: string) => new AppError('OFFLINE', { host, problem: 'no network' });

	it('pauses itself, tries again what could not be tried, and goes on by itself', async () => {
		const run = checks(6);
		await turns();
		run.network(true);
		expect(run.bulks.view(run.id)).toMatchObject({ state: 'paused', waitsForNetwork: true });
		run.end('c0');
		run.fail('c1', offline('a'));
		run.fail('c2', new AppError('NEEDS_REAUTH', { alias: 'c2' }));
		await turns();
		// Nothing new begins, and what could not be tried has no result.
		expect(run.begun).toHaveLength(4);
		expect(run.results()).toEqual([
			['c0', 'done'],
			['c2', 'NEEDS_REAUTH'],
		]);

		run.network(false);
		await turns();
		expect(run.bulks.view(run.id)).toMatchObject({ state: 'running', waitsForNetwork: false });
		expect(run.begun.slice(4).sort()).toEqual(['c1', 'c4', 'c5']);
		for (const name of ['c1', 'c3', 'c4', 'c5']) run.end(name);
		await run.settled();
		expect(run.results().filter(([, outcome]) => outcome !== 'done')).toEqual([['c2', 'NEEDS_REAUTH']]);
	});

	it('stays paused where a person paused it before or meanwhile, until they go on', async () => {
		for (const first of ['person', 'network'] as const) {
			const run = checks(5);
			await turns();
			if (first === 'person') run.bulks.pause(run.id);
			run.network(true);
			run.bulks.pause(run.id);
			expect(run.bulks.view(run.id)).toMatchObject({ state: 'paused', waitsForNetwork: false });
			run.network(false);
			expect(run.bulks.view(run.id).state).toBe('paused');
			for (const name of run.begun) run.end(name);
			await turns();
			expect(run.begun).toHaveLength(4);
			run.bulks.resume(run.id);
			await turns();
			run.end('c4');
			await run.settled();
		}
	});

	it('is not begun anew by a person who goes on: it waits until the network is back', async () => {
		const run = checks(5);
		await turns();
		run.bulks.pause(run.id);
		run.network(true);
		expect(run.bulks.resume(run.id)).toMatchObject({ state: 'paused', waitsForNetwork: true });
		run.network(false);
		expect(run.bulks.view(run.id).state).toBe('running');
	});

	it('leaves the rest not begun where it was cancelled, also when the network is back', async () => {
		const run = checks(6);
		await turns();
		run.network(true);
		run.fail('c0', offline('a'));
		await turns();
		run.bulks.stop(run.id);
		for (const name of ['c1', 'c2', 'c3']) run.end(name);
		await run.settled();
		run.network(false);
		await turns();
		expect(run.begun).toHaveLength(4);
		expect(
			run
				.results()
				.filter(([, outcome]) => outcome === 'CANCELLED')
				.map(([id]) => id)
				.sort(),
		).toEqual(['c0', 'c4', 'c5']);
	});

	it('waits from the start, and what needs no network does not', async () => {
		const far = checks(2, { offline: true });
		await turns();
		expect(far.begun).toEqual([]);
		far.network(false);
		await turns();
		expect(far.begun).toEqual(['c0', 'c1']);
		const near = checks(2, { offline: true, practice: true });
		near.network(true);
		await turns();
		expect(near.begun).toEqual(['c0', 'c1']);
		expect(near.bulks.view(near.id).state).toBe('running');
	});
});

it('the plan of a revoke names what ends with it, production that is left out included', () => {
	const one = (id: string, environment: string) => ({ id, alias: id, status: 'connected', environment });
	const all = [one('a', 'sandbox'), one('b', 'sandbox'), one('c', 'production'), one('d', 'sandbox')];
	const shared = ['a', 'b', 'c'];
	const connections = {
		list: () => all,
		sharers: (id: string) =>
			shared.includes(id) ? all.filter((each) => shared.includes(each.id) && each.id !== id) : [],
	};
	const runs = new BulkRuns({ connections } as unknown as Core, { isOffline: false }, () => undefined);
	expect(runs.plan('revoke', ['a', 'b', 'c', 'd'], false)).toMatchObject({ ids: ['a', 'b', 'd'], endsToo: ['c'] });
	expect(runs.plan('revoke', ['a', 'b', 'c', 'd'], true).endsToo).toEqual([]);
	expect(runs.plan('revoke', ['d'], true).endsToo).toEqual([]);
	expect(runs.plan('check', ['a'], true).endsToo).toEqual([]);
});
