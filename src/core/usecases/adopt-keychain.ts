import { troubleError } from '../ports/secret-vault.ts';
import { changedKeychain, knownKeychain } from '../protocol/known-keychain.ts';
import { type KeychainStock, readStock } from './backup.ts';
import type { Context } from './context.ts';

/**
 * Goes on with the keychain that answers today, where a person says that the one which held the secrets is gone. What is not in it must sign
 * in again; nothing is deleted. Rejects with KEYCHAIN_* where it is not open.
 */
export async function adoptKeychain(context: Context): Promise<KeychainStock> {
	const before = changedKeychain(context.store.settings)?.before ?? knownKeychain(context.store.settings) ?? 'unknown';
	const state = await context.entries.adopt();
	if (state.state !== 'ready') throw troubleError(state);
	const now = knownKeychain(context.store.settings) ?? 'unknown';
	return readStock(context, 'keychain adopted', { before, now });
}
