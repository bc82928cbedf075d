import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forkKeytar } from '../../src/core/adapters/keychain/fork-keytar.ts';
import { KeytarVault } from '../../src/core/adapters/keychain/keytar-vault.ts';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { VaultEntries } from '../../src/core/protocol/vault-entries.ts';
import { MemoryLocks } from '../integration/core/memory-locks.ts';

// These lock and kill the keyring of their session, so they run in one of their own (scripts/test.ts), in this order.

const worker = join(import.meta.dirname, '../../src/core/adapters/keychain/keytar-worker.ts');
const keyring = process.env.KEYRING_PID;
const realVault = () => new KeytarVault(() => forkKeytar(worker));

const lock = () =>
	execFileSync('dbus-send', [
		'--session',
		'--print-reply',
		'--dest=org.freedesktop.secrets',
		'/org/freedesktop/secrets',
		'org.freedesktop.Secret.Service.Lock',
		'array:objpath:/org/freedesktop/secrets/collection/login',
	]);

describe.skipIf(keyring === undefined)('KeytarVault in trouble, with gnome-keyring', () => {
	it('K02: a locked keyring never makes an entry look absent or deleted, and node stays responsive', async () => {
		const vault = realVault();
		const store = openSqliteStore(':memory:');
		const entries = new VaultEntries(vault, store, new MemoryLocks());
		const ref = entries.begin('connection', 'o');
		await entries.fill(ref, { sealKey: 'k'.repeat(43), refreshToken: '1000.a' });
		expect(await entries.probe()).toEqual({ state: 'ready' });
		lock();
		const opened = await entries.openConnection(ref, 'acme').then(
			() => 'opened',
			(error) => error.code,
		);
		expect(opened).toMatch(/^KEYCHAIN_(LOCKED|UNAVAILABLE)$/);
		expect((await entries.probe()).state).toMatch(/^(locked|unavailable)$/);
		store.vaultEntries.setState(ref, 'dead');
		const collecting = entries.collect();
		const began = Date.now();
		await readFile(import.meta.filename);
		expect(Date.now() - began).toBeLessThan(500);
		await collecting;
		expect(store.vaultEntries.all().find((entry) => entry.ref === ref)?.state).toBe('dead');
		await vault.close();
	});

	it('K07: a killed daemon is an error within seconds, not an absent entry', async () => {
		const vault = realVault();
		const store = openSqliteStore(':memory:');
		const entries = new VaultEntries(vault, store, new MemoryLocks());
		process.kill(Number(keyring), 'SIGKILL');
		const began = Date.now();
		expect((await entries.probe()).state).toMatch(/^(locked|unavailable)$/);
		expect(Date.now() - began).toBeLessThan(20_000);
		await vault.close();
	});
});
