import type { AppError } from '../domain/app-error.ts';
import type { Connection } from '../domain/connection.ts';
import type { VaultRef } from '../domain/ids.ts';
import { troubleError } from '../ports/secret-vault.ts';
import { changedKeychain, knownKeychain } from '../protocol/known-keychain.ts';
import { type KeychainStock, readStock, secretInWords } from './backup.ts';
import { audit, type Context } from './context.ts';
import type { Vaults } from './vault-places.ts';
import { chosenVault } from './vault-status.ts';

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

/** What adopting would leave, as far as it can be told without writing. */
export interface AdoptionPlan extends Omit<KeychainStock, 'keychainProblem'> {
	/** The keychain that is given up, and the one that answers; null where none told its name. */
	readonly before: string | null;
	readonly now: string | null;
	/** Whether the file that the lost keychain opened would be set aside. */
	readonly setsFileAside: boolean;
}

/**
 * Looks for each entry in the keychain that answers today, and changes nothing: a locked one, which says "nothing" to every question, cannot be
 * told from an empty one so. Rejects with KEYCHAIN_* where none answers.
 */
export async function plannedAdoption({ store, entries }: Context): Promise<AdoptionPlan> {
	const connections = store.connections.all().filter(({ ref }) => ref !== null);
	const clients = store.apiClients.all();
	const refs = [
		...connections.flatMap(({ ref }) => ref ?? []),
		...clients.flatMap(({ secrets }) => Object.values(secrets)),
	];
	const there = new Set<VaultRef>();
	let setsFileAside = false;
	for (const ref of refs) {
		if (setsFileAside) continue;
		const found = await entries.shows(ref);
		if (found === true) there.add(ref);
		if (typeof found === 'boolean') continue;
		if (!hasLostFile(store, found)) throw found;
		setsFileAside = true;
	}
	const isHeld = ({ ref }: Connection) => ref !== null && there.has(ref);
	return {
		before: changedKeychain(store.settings)?.before ?? knownKeychain(store.settings),
		now: await entries.keychainName(),
		setsFileAside,
		held: connections.filter(isHeld).map(({ alias }) => alias),
		signInAgain: connections.filter((connection) => !isHeld(connection)).map(({ alias }) => alias),
		secretsToAdd: clients.flatMap(({ name, secrets }) =>
			Object.entries(secrets)
				.filter(([, ref]) => !there.has(ref))
				.map(([dataCenter]) => secretInWords(name, dataCenter)),
		),
	};
}

/** Where the secrets lie in a file and the keychain has lost what opens it: the file is set aside for a new one. */
async function startFileAnew(context: Context, vaults: Vaults | undefined): Promise<void> {
	if (!vaults || chosenVault(context.store.settings) !== 'file') return;
	const state = await context.entries.probe();
	if (state.state === 'ready' || !hasLostFile(context.store, troubleError(state))) return;
	await vaults.startFileAnew(context.clock.now());
	audit(context, 'vault set aside', null);
}

/** Whether the secrets lie in a file that the keychain of today does not open. */
function hasLostFile({ settings }: Context['store'], { code }: AppError): boolean {
	return chosenVault(settings) === 'file' && (code === 'VAULT_KEY_LOST' || code === 'KEYCHAIN_CHANGED');
}
