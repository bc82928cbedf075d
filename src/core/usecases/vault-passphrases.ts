import { AppError } from '../domain/app-error.ts';
import type { Secret } from '../domain/secret.ts';
import { type KeychainStock, readStock, stockAfter } from './backup.ts';
import { auditDone, type Context } from './context.ts';
import type { Vaults } from './vault-places.ts';
import { chosenVault } from './vault-status.ts';

/**
 * Gives the vault another passphrase; what has it open asks for the new one at its next use. Rejects with USAGE where no passphrase opens it,
 * PASSPHRASE_WRONG, VAULT_DAMAGED or STORE_*; then nothing was changed.
 */
export async function changePassphrase(context: Context, vaults: Vaults, before: Secret, after: Secret): Promise<void> {
	if (chosenVault(context.store.settings) !== 'passphrase') {
		const problem = 'The secrets are under no passphrase; `latchkey vault use passphrase` puts them under one.';
		throw new AppError('USAGE', { problem, command: 'vault passphrase' });
	}
	await vaults.changePassphrase(before, after);
	auditDone(context, 'passphrase changed', null);
}

/**
 * Lets a passphrase open the file, too, that one keychain entry opens; null: none any more. Rejects with USAGE where the secrets lie elsewhere,
 * VAULT_*, KEYCHAIN_* or STORE_*; then nothing was changed.
 */
export async function setRecovery(context: Context, vaults: Vaults, passphrase: Secret | null): Promise<void> {
	requireFile(context, 'vault recovery');
	await vaults.setRecovery(passphrase);
	auditDone(context, passphrase ? 'recovery passphrase set' : 'recovery passphrase removed', null);
}

/**
 * Makes the keychain of today open the file again, by the recovery passphrase, and asks the file what it has. Rejects as `setRecovery`, and with
 * PASSPHRASE_WRONG.
 */
export async function recoverVault(context: Context, vaults: Vaults, passphrase: Secret): Promise<KeychainStock> {
	requireFile(context, 'vault recover');
	await vaults.recoverFile(passphrase);
	return stockAfter(async () => {
		const state = await context.entries.adopt();
		return readStock(context, 'vault recovered', { keychain: state.state });
	});
}

function requireFile({ store }: Context, command: string): void {
	if (chosenVault(store.settings) !== 'file') throw noFile(command);
}

/** That a recovery passphrase would open nothing: a USAGE error, also for who is about to ask for one. */
export function noFile(command: string): AppError {
	const problem =
		'The secrets lie in no file that one keychain entry opens; `latchkey vault use file` puts them into one.';
	return new AppError('USAGE', { problem, command });
}
