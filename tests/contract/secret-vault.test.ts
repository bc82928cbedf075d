import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkKeytar } from '../../src/core/adapters/keychain/fork-keytar.ts';
import { KeytarReads } from '../../src/core/adapters/keychain/keytar-reads.ts';
import { KeytarVault } from '../../src/core/adapters/keychain/keytar-vault.ts';
import { MemoryVault } from '../../src/core/adapters/keychain/memory-vault.ts';
import { SealedVault } from '../../src/core/adapters/vault/sealed-vault.ts';
import { newId } from '../../src/core/domain/ids.ts';
import { Secret } from '../../src/core/domain/secret.ts';
import type { SecretVault } from '../../src/core/ports/secret-vault.ts';
import { FileVault } from '../integration/core/file-vault.ts';
import { KeychainFake } from '../integration/core/keychain-fake.ts';

const worker = join(import.meta.dirname, '../../src/core/adapters/keychain/keytar-worker.ts');
const keyring = process.env.KEYRING_PID;
const realVault = () => new KeytarVault(() => forkKeytar(worker));
const quickVault = () => new KeytarVault(() => forkKeytar(worker), new KeytarReads());
const folder = mkdtempSync(join(tmpdir(), 'latchkey-vault-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const passphrase = new Secret('correct horse battery staple');
const sealedVault = async () => {
	const path = join(folder, 'vault.db');
	await SealedVault.create(path, passphrase);
	return new SealedVault(path, async () => passphrase);
};

const vaults: readonly (readonly [string, boolean, () => SecretVault | Promise<SecretVault>])[] = [
	['MemoryVault', true, () => new MemoryVault()],
	['KeychainFake', true, () => new KeychainFake()],
	['FileVault', true, () => new FileVault(join(folder, 'files'))],
	['SealedVault', true, sealedVault],
	['KeytarVault with gnome-keyring', keyring !== undefined, realVault],
	['KeytarVault that reads in its own process', keyring !== undefined, quickVault],
];

for (const [name, runs, make] of vaults) {
	describe.skipIf(!runs)(name, () => {
		let vault: SecretVault;
		beforeEach(async () => {
			vault = await make();
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
