import { AppError } from '../domain/app-error.ts';
import { newId, type VaultRef } from '../domain/ids.ts';
import { type SecretVault, troubleError, type VaultDone } from '../ports/secret-vault.ts';
import type { SettingRepository, Store } from '../ports/store.ts';
import type { Context } from './context.ts';
import type { Vaults } from './vault-places.ts';
import { type Leftover, leftoverOf } from './vault-status.ts';

/** Deletes what the place that was not chosen still holds. What it refuses stays noted. Rejects with STORE_FAILED or KEYCHAIN_*. */
export async function clearLeftover({ store }: Context, vaults: Vaults): Promise<void> {
	const left = leftoverOf(store.settings);
	if (!left) return;
	if (left.vault === 'passphrase') vaults.removePassphrase();
	else {
		const proof = newId.vaultRef();
		// Noted before the file goes, for it alone names the entry that opens it.
		const refs = [...left.refs, proof, ...(left.vault === 'file' ? vaults.fileRefs() : [])];
		noteLeftover(store.settings, { ...left, refs });
		if (left.vault === 'file') vaults.removeFile();
		const gone = left.vault === 'file' ? unheld(store, refs) : refs;
		await using(vaults.keychain(), (vault) => deleteAll(vault, gone, proof));
	}
	store.settings.set('vault_leftover', '');
}

/**
 * A locked keyring says that it is done and deletes nothing; only an open one takes a new entry. That the last one is gone nobody can prove:
 * it holds no secret.
 */
async function deleteAll(vault: SecretVault, refs: readonly VaultRef[], proof: VaultRef): Promise<void> {
	for (const ref of refs) requireDone(await vault.delete(ref));
	requireDone(await vault.write(proof, '{"v":1}'));
	if ((await vault.read(proof)).state !== 'found') throw new AppError('KEYCHAIN_LOCKED');
	requireDone(await vault.delete(proof));
}

/** Throws KEYCHAIN_* for what a vault did not do. */
export function requireDone(outcome: VaultDone): void {
	if (outcome.state !== 'done') throw troubleError(outcome);
}

/** Closes a vault after its use. */
export async function using<T>(vault: SecretVault, act: (vault: SecretVault) => Promise<T>): Promise<T> {
	try {
		return await act(vault);
	} finally {
		await vault.close();
	}
}

/** Those that no row knows: proofs of moves that were interrupted. */
function unheld(store: Store, refs: readonly VaultRef[]): readonly VaultRef[] {
	const held = new Set(refsOf(store));
	return refs.filter((ref) => !held.has(ref));
}

/** All entries that the store knows of. */
export function refsOf({ vaultEntries }: Store): readonly VaultRef[] {
	return vaultEntries.all().map(({ ref }) => ref);
}

/** In the place of what was noted before. */
export function noteLeftover(settings: SettingRepository, leftover: Leftover): void {
	settings.set('vault_leftover', JSON.stringify(leftover));
}
