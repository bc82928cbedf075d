import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkKeytar } from '../../src/core/adapters/keychain/fork-keytar.ts';
import { KeytarVault } from '../../src/core/adapters/keychain/keytar-vault.ts';
import { MemoryVault } from '../../src/core/adapters/keychain/memory-vault.ts';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { newId } from '../../src/core/domain/ids.ts';
import type { SecretVault } from '../../src/core/ports/secret-vault.ts';
import { VaultEntries } from '../../src/core/protocol/vault-entries.ts';
import { FileVault } from '../integration/core/file-vault.ts';
import { KeychainFake } from '../integration/core/keychain-fake.ts';
import { MemoryLocks } from '../integration/core/memory-locks.ts';

const worker = join(import.meta.dirname, '../../src/core/adapters/keychain/keytar-worker.ts');
const keyring = process.env.KEYRING_PID;
const realVault = () => new KeytarVault(() => forkKeytar(worker));
const folder = mkdtempSync(join(tmpdir(), 'latchkey-vault-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const vaults: readonly (readonly [string, boolean, () => SecretVault])[] = [
	['MemoryVault', true, () => new MemoryVault()],
	['KeychainFake', true, () => new KeychainFake()],
	['FileVault', true, () => new FileVault(folder)],
	['KeytarVault with gnome-keyring', keyring !== undefined, realVault],
];

for (const [name, runs, make] of vaults) {
	describe.skipIf(!runs)(name, () => {
		let vault: SecretVault;
		beforeEach(() => {
			vault = make();
		});
		afterEach(() => vault.close());

		it('gives back what was written', async () => {
			const [one, two] = [newId.vaultRef(), newId.vaultRef()];
			expect(await vault.write(one, '{"v":1,"a":"\\"$`\'~!"}')).toEqual({ state: 'done' });
			expect(await vault.write(two, 'two')).toEqual({ state: 'done' });
			expect(await vault.read(one)).toEqual({ state: 'found', value: '{"v":1,"a":"\\"$`\'~!"}' });
			expect(await vault.read(two)).toEqual({ state: 'found', value: 'two' });
		});

		it('K06: keeps 2,400 bytes whole', async () => {
			const [ref, value] = [newId.vaultRef(), `${'x'.repeat(2399)}~`];
			await vault.write(ref, value);
			expect(await vault.read(ref)).toEqual({ state: 'found', value });
		});

		it('finds nothing where nothing was written, or what was written is deleted', async () => {
			const ref = newId.vaultRef();
			expect(await vault.read(ref)).toEqual({ state: 'nothing' });
			expect(await vault.delete(ref)).toEqual({ state: 'done' });
			await vault.write(ref, 'x');
			expect(await vault.delete(ref)).toEqual({ state: 'done' });
			expect(await vault.read(ref)).toEqual({ state: 'nothing' });
		});

		it('K06: refuses what some backend would cut or lose', async () => {
			for (const value of ['\u00e9', 'a\0b', 'a\nb', '', 'x'.repeat(2401)]) {
				const ref = newId.vaultRef();
				expect((await vault.write(ref, value)).state).toBe('unavailable');
				expect(await vault.read(ref)).toEqual({ state: 'nothing' });
			}
		});

		it('keeps fifty entries that are written at once apart', async () => {
			const refs = Array.from({ length: 50 }, newId.vaultRef);
			await Promise.all(refs.map((ref) => vault.write(ref, ref)));
			expect(await Promise.all(refs.map((ref) => vault.read(ref)))).toEqual(
				refs.map((ref) => ({ state: 'found', value: ref })),
			);
		});
	});
}

const lock = () =>
	execFileSync('dbus-send', [
		'--session',
		'--print-reply',
		'--dest=org.freedesktop.secrets',
		'/org/freedesktop/secrets',
		'org.freedesktop.Secret.Service.Lock',
		'array:objpath:/org/freedesktop/secrets/collection/login',
	]);

// Last, for it leaves the keyring locked, then dead.
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
