import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import { LoopbackListener } from '../../../src/core/adapters/loopback/loopback-listener.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { StripeLocks } from '../../../src/core/adapters/sqlite/stripe-locks.ts';
import { systemClock } from '../../../src/core/adapters/system/system-clock.ts';
import { createCore } from '../../../src/core/create-core.ts';
import { quickStart } from '../../support/quick-start.ts';
import { FileVault } from './file-vault.ts';
import type { SaveOrders } from './token-store-program.ts';

function scene() {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-save-crash-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const save = (orders: Omit<SaveOrders, 'folder'>) =>
		new Promise<string>((resolve) => {
			const args = [join(import.meta.dirname, 'token-store-program.ts'), JSON.stringify({ folder, ...orders })];
			const child = spawn(process.execPath, args, {
				env: { ...process.env, ...quickStart },
				stdio: ['ignore', 'ignore', 'pipe'],
			});
			let errors = '';
			child.stderr.on('data', (data) => (errors += data));
			child.on('close', (code, signal) => resolve(signal ?? (code === 0 ? 'well' : errors)));
		});
	/** What another process finds once it has recovered. */
	const recovered = async () => {
		const store = openSqliteStore(join(folder, 'data', 'latchkey.db'));
		const vault = new FileVault(join(folder, 'keychain'));
		const locks = new StripeLocks(join(folder, 'data', 'locks'));
		const parts = { http: new NodeHttpClient('0.0.0'), listener: new LoopbackListener(), clock: systemClock };
		const core = createCore({ store, vault, locks, ...parts });
		await core.recover();
		const live = store.vaultEntries.all().filter(({ state }) => state === 'live');
		const found = {
			tokens: (await core.tokenStore.getTokens()).map(({ refreshToken }) => refreshToken?.reveal()),
			accessTokens: (await core.tokenStore.getTokens()).map(({ accessToken }) => accessToken?.reveal()),
			statuses: core.connections.list().map(({ status }) => status),
			acts: store.audit.all().map(({ act }) => act),
			signIns: store.signIns.all(),
			orphans: vault.refs.filter((ref) => !live.some((entry) => entry.ref === ref)),
			halfDone: store.vaultEntries.all().length - live.length,
		};
		await core.close();
		return found;
	};
	return { save, recovered };
}

const whole = { signIns: [], orphans: [], halfDone: 0 };

it.each(['entry-stored', 'key:2', 'flipped'])(
	'a new token whose program is killed at %s is there after recovery',
	async (endAt) => {
		const s = scene();
		expect(await s.save({ refreshToken: '1000.one', endAt })).toBe('SIGKILL');
		const found = await s.recovered();
		expect(found).toMatchObject({ ...whole, tokens: ['1000.one'], accessTokens: ['1000.one.access'] });
		expect(found.statuses).toEqual(['unverified']);
	},
);

it.each(['intent', 'key:1'])(
	'a new token whose program is killed at %s is lost, and the audit log says so',
	async (endAt) => {
		const s = scene();
		expect(await s.save({ refreshToken: '1000.one', endAt })).toBe('SIGKILL');
		const found = await s.recovered();
		expect(found).toMatchObject({ ...whole, tokens: [] });
		expect(found.acts).toContain('sign-in outcome unknown');
		expect(await s.save({ refreshToken: '1000.one' })).toBe('well');
		expect((await s.recovered()).tokens).toEqual(['1000.one']);
	},
);

it.each([
	['intent', '1000.one', 'sign-in outcome unknown'],
	['key:1', '1000.one', 'sign-in outcome unknown'],
	['entry-stored', '1000.two', 'refresh token replaced, the old one not revoked'],
	['flipped', '1000.two', 'refresh token replaced, the old one not revoked'],
])('a replaced token whose program is killed at %s: recovery finds %s whole', async (endAt, token, act) => {
	const s = scene();
	expect(await s.save({ refreshToken: '1000.one' })).toBe('well');
	expect(await s.save({ refreshToken: '1000.two', endAt })).toBe('SIGKILL');
	const found = await s.recovered();
	expect(found).toMatchObject({ ...whole, tokens: [token], accessTokens: [`${token}.access`] });
	expect(found.acts).toContain(act);
});
