import type { KeychainView } from '../../shared/views.ts';
import { AppError } from '../domain/app-error.ts';
import type { Secret } from '../domain/secret.ts';
import { type AdoptionPlan, adoptKeychain, plannedAdoption } from '../usecases/adopt-keychain.ts';
import { type KeychainStock, readStock } from '../usecases/backup.ts';
import type { Context } from '../usecases/context.ts';
import { type MovedVault, useVault } from '../usecases/move-vault.ts';
import { changePassphrase, recoverVault, setRecovery } from '../usecases/vault-passphrases.ts';
import type { VaultKind, Vaults } from '../usecases/vault-places.ts';
import { type VaultStatus, vaultStatus } from '../usecases/vault-status.ts';

/** Where the secrets lie. `vaults`: the places that a person can choose; `probe` asks the one in use, and tells subscribers. */
export function vaultActs(context: Context, vaults: Vaults | undefined, probe: () => Promise<KeychainView>) {
	const chosen = (): Vaults => {
		if (!vaults) throw new AppError('INTERNAL', { problem: 'there is no other vault here' });
		return vaults;
	};
	return {
		/** Where the secrets lie, and how many; from the store alone. */
		status: (): VaultStatus => vaultStatus(context),
		/**
		 * Opens a vault under a passphrase, until this core is closed; tells subscribers. Where the keychain holds the secrets it only asks
		 * that. Rejects with PASSPHRASE_WRONG, VAULT_DAMAGED or KEYCHAIN_*; what waits for an open vault is for `recover`.
		 */
		unlock: async (passphrase: Secret): Promise<KeychainView> => {
			await context.entries.unlock(passphrase);
			return probe();
		},
		/**
		 * Forgets the key of a vault under a passphrase, at once; tells subscribers. A keychain stays open. Sign-ins that need the vault wait for
		 * `unlock`. Rejects with STORE_*; the key is gone then, too.
		 */
		lock: async (): Promise<void> => {
			if (await context.entries.lock()) await probe();
		},
		/** Resolves when a vault that `lock` closed is open again; null where none is closed that way. */
		untilUnlocked: (): Promise<void> | null => context.entries.untilUnlocked(),
		/** Goes on with another keychain, where the one that held the secrets is gone for good; says what it has. Rejects with KEYCHAIN_*. */
		adopt: (): Promise<KeychainStock> => adoptKeychain(context, vaults),
		/** What `adopt` would leave; see usecases/adopt-keychain.ts. Changes nothing. */
		planAdoption: (): Promise<AdoptionPlan> => plannedAdoption(context),
		/**
		 * Moves every secret to that place (usecases/move-vault.ts); this core is to be closed then. A passphrase makes the file where there is
		 * none. Rejects with STORE_IN_USE, KEYCHAIN_*, PASSPHRASE_WRONG.
		 */
		use: async (kind: VaultKind, passphrase: Secret | null): Promise<MovedVault> =>
			useVault(context, chosen(), kind, passphrase),
		/** Lets a passphrase open the file, too, that one keychain entry opens; null: none any more. Rejects with USAGE, VAULT_*, KEYCHAIN_*, STORE_*. */
		setRecovery: async (passphrase: Secret | null): Promise<void> => setRecovery(context, chosen(), passphrase),
		/** Makes the keychain open the file again, by that passphrase; says what it has. Rejects as `setRecovery`, and with PASSPHRASE_WRONG. */
		recover: async (passphrase: Secret): Promise<KeychainStock> => recoverVault(context, chosen(), passphrase),
		/** Gives the vault another passphrase. Rejects with USAGE, PASSPHRASE_WRONG, VAULT_DAMAGED or STORE_*; then nothing was changed. */
		changePassphrase: async (before: Secret, after: Secret): Promise<void> =>
			changePassphrase(context, chosen(), before, after),
		/** After the vault's file was exchanged for the backup of that name: asks it what it has. */
		takeStock: (file: string): Promise<KeychainStock> => readStock(context, 'vault restored from a backup', { file }),
	};
}
