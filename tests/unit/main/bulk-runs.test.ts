import { expect, it, vi } from 'vitest';
import type { Core } from '../../../src/core/create-core.ts';
import { AppError } from '../../../src/core/domain/app-error.ts';
import { BulkRuns } from '../../../src/main/bulk/bulk-runs.ts';

/** Checks of `count` connections, each of which ends when the test says how; `begun` names those that began, in their order. */
function checks(count: number) {
	const begun: string[] = [];
	const running = new Map<string, PromiseWithResolvers<void>>();
	const check = (id: string) => {
		begun.push(id);
		const ending = Promise.withResolvers<void>();
		running.set(id, ending);
		return ending.promise;
	};
	const connections = { check, refresh: check, revoke: check };
	const bulks = new BulkRuns({ connections } as unknown as Core, () => undefined);
	const ids = Array.from({ length: count }, (_, at) => `c${at}`);
	const { id } = bulks.start({ act: 'check', ids, skipped: [], seconds: 1 });
	return {
		bulks,
		id,
		begun,
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
