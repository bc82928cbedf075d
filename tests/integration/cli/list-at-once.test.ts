import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { newId } from '../../../src/core/domain/ids.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { plant } from '../../e2e/support/plant.ts';
import { Cli, removeBuiltCli } from './cli-harness.ts';
import { loadedBy } from './loaded-parts.ts';

afterAll(removeBuiltCli);

const now = Date.now();

/** Connections in every state, with and without what a person wrote, in words that are hostile to tables. */
function plantAll(home: string): void {
	const practice = { dataCenter: 'practice', customer: 'Zürich "AG"' };
	plant(home, [
		{
			alias: 'acme',
			environment: 'production',
			tags: ['vip', 'eu'],
			colour: 'teal',
			notes: 'two\nlines',
			pinned: true,
		},
		{ alias: 'b-unverified', status: 'unverified', lastCheckedAt: null, ...practice },
		{
			alias: 'c-reauth',
			status: 'needs_reauth',
			problem: { code: 'NEEDS_REAUTH', details: { alias: 'c-reauth' } } as never,
		},
		{ alias: 'd-waiting', status: 'waiting', waitingUntil: now + 300_000 },
		{ alias: 'e-waited', status: 'waiting', waitingUntil: now - 1_000 },
		{ alias: 'f-locked', status: 'locked', org: { id: '1', name: '\u202ecod.exe\u001b[31m' } },
		{ alias: 'g-unreachable', status: 'unreachable', user: { email: 'é@例え.test', name: '😀' } },
		{ alias: 'h-queued', status: 'revoke_queued' },
		{ alias: 'i-revoked', status: 'revoked', revokedAt: now - 86_400_000, scopes: [] },
		{ alias: 'j-pending', status: 'unverified' },
	]);
	inStore(home, (store) => {
		const own = {
			id: 'own',
			name: 'Own',
			location: null,
			accountsUrl: 'https://accounts.own.test',
			apiUrl: 'https://api.own.test',
		};
		store.dataCenters.put({ ...own, apiUrls: [own.apiUrl], consoleUrl: null, kind: 'custom', confirmed: true });
		const [acme, pending] = [store.connections.byAlias('acme'), store.connections.byAlias('j-pending')];
		if (!acme || !pending) throw new Error('not planted');
		store.accessTokens.put({
			connection: acme.id,
			generation: 1,
			sealed: Buffer.from('x'),
			expiresAt: now + 1_800_000,
		});
		const ref = newId.vaultRef();
		store.vaultEntries.add({ ref, owner: pending.id, kind: 'connection', state: 'opening', lease: 'process-0' });
		store.signIns.put({
			...{ id: newId.signIn(), kind: 'reauth', connection: pending.id, apiClient: pending.apiClient, dataCenter: 'eu' },
			...{ alias: 'j-pending', customer: null, scopes: [], ref, stage: 'intent', sealed: null },
			...{ lease: 'process-0', startedAt: now },
		});
	});
}

function inStore(home: string, act: (store: Store) => void): void {
	const store = openSqliteStore(join(home, 'latchkey.db'));
	act(store);
	store.close();
}

/** The core's code is not loaded. */
async function isAtOnce(cli: Cli, args: readonly string[]): Promise<boolean> {
	return (await loadedBy(cli, args)).files.every((file) => !/[\\/]core-/.test(file));
}

describe('a list', () => {
	it.each([
		[['list']],
		[['list', '--json']],
		[['list', '--quiet', '--tag', 'VIP']],
		[['list', '--status', 'needs-reauth', '--json']],
		[['list', '--data-center', 'practice']],
		[['list', '--data-center', 'own', '--json']],
		[['list', '--data-center', 'nowhere']],
		[['list', '--customer', 'nobody']],
		[['list', '--environment', 'moon']],
		[['--json', 'list']],
	])('%j is the same without the core and with it', async (args) => {
		const cli = await Cli.open();
		plantAll(cli.home);
		const atOnce = await cli.run(args);
		rmSync(join(cli.home, 'latchkey.db-checked'));
		const whole = await cli.run(args);
		expect(atOnce).toEqual(whole);
		if (atOnce.code === 0 && args.length === 1) expect(atOnce.stdout.split('\n')).toHaveLength(11);
	});

	it('comes without the core, unless something has to be done before the database may be read', async () => {
		const cli = await Cli.open();
		plantAll(cli.home);
		const args = ['list', '--quiet'];
		expect(await isAtOnce(cli, args)).toBe(true);
		rmSync(join(cli.home, 'latchkey.db-checked'));
		expect(await isAtOnce(cli, args)).toBe(false);
		expect(await isAtOnce(cli, args)).toBe(true);
	});

	it('is refused as by the core where what lies beside the database has a second name, and mends its rights', async () => {
		const cli = await Cli.open();
		plantAll(cli.home);
		const log = join(cli.home, 'latchkey.db-wal');
		writeFileSync(log, '', { mode: 0o644 });
		expect(await isAtOnce(cli, ['list', '--quiet'])).toBe(false);
		const other = join(cli.home, 'other');
		writeFileSync(other, '', { mode: 0o600 });
		rmSync(log, { force: true });
		linkSync(other, log);
		expect(await cli.run(['list'])).toMatchObject({
			code: 8,
			stdout: '',
			stderr: expect.stringContaining('second name'),
		});
	});

	it('warns without the core of a keychain that was found emptied or exchanged', async () => {
		const cli = await Cli.open();
		plantAll(cli.home);
		for (const [key, value] of [
			['vault_emptied', { keychain: 'One', entries: 3 }],
			['vault_changed', { before: 'One', now: 'Two' }],
		] as const) {
			inStore(cli.home, ({ settings }) => settings.set(key, JSON.stringify(value)));
			const atOnce = await cli.run(['list', '--json']);
			expect(atOnce.stdout).toContain(key === 'vault_emptied' ? 'nothing that Latchkey stored' : 'Two');
			rmSync(join(cli.home, 'latchkey.db-checked'));
			expect(await cli.run(['list', '--json'])).toEqual(atOnce);
		}
	});
});
