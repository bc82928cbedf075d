import { troubleError } from '../ports/secret-vault.ts';
import { changedKeychain, knownKeychain } from '../protocol/known-keychain.ts';
import { type KeychainStock, readStock } from './backup.ts';
import { audit, type Context } from './context.ts';
import { chosenVault } from './move-vault.ts';
import type { Vaults } from './vault-places.ts';

/**
 * Goes on with the keychain that answers today, where a person says that the one which held the secrets is gone. What is not in it must sign
 * in again; nothing is deleted. A file that the lost keychain opened is set aside for a new one. Rejects with KEYCHAIN_* where it is not open.
 */
export async function adoptKeychain(context: Context, vaults: Vaults | undefined): Promise<KeychainStock> {
	const before = changedKeychain(context.store.settings)?.before ?? knownKeychain(context.store.settings) ?? 'unknown';
	await startFileAnew(context, vaults);
	const state = await context.entries.adopt();
	if (state.state !== 'ready') throw troubleError(state);
	const now = knownKeychain(context.store.settings) ?? 'unknown';
	return readStock(context, 'keychain adopted', { before, now });
}

/** Where the secrets lie in a file and the keychain has lost what opens it: the file is set aside for a new one. */
async function startFileAnew(context: Context, vaults: Vaults | undefined): Promise<void> {
	if (!vaults || chosenVault(context.store.settings) !== 'file') return;
	const state = await context.entries.probe();
	const code = state.state === 'ready' ? null : troubleError(state).code;
	if (code !== 'VAULT_KEY_LOST' && code !== 'KEYCHAIN_CHANGED') return;
	await vaults.startFileAnew(context.clock.now());
	audit(context, 'vault set aside', null);
}
