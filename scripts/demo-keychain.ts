import { join } from 'node:path';
import { forkKeytar } from '../src/core/adapters/keychain/fork-keytar.ts';
import { KeytarVault } from '../src/core/adapters/keychain/keytar-vault.ts';
import { MemoryVault } from '../src/core/adapters/keychain/memory-vault.ts';
import { newId } from '../src/core/domain/ids.ts';
import type { SecretVault } from '../src/core/ports/secret-vault.ts';

/** This machine's keychain where a value written to it comes back, else a vault in memory. The demo says which it got. */
export async function demoVault(): Promise<SecretVault> {
	const keychain = new KeytarVault(() => forkKeytar(join(import.meta.dirname, '../out/cli/keytar-worker.cjs')));
	const ref = newId.vaultRef();
	const written = await keychain.write(ref, '{"v":1}');
	const read = written.state === 'done' ? await keychain.read(ref) : written;
	if (read.state === 'found') {
		await keychain.delete(ref);
		return keychain;
	}
	await keychain.close();
	return new MemoryVault();
}
