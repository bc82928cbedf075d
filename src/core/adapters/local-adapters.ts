import type { Adapters } from '../create-core.ts';
import type { SecretVault } from '../ports/secret-vault.ts';
import type { Vaults } from '../usecases/vault-places.ts';
import { chosenVault } from '../usecases/vault-status.ts';
import { NodeHttpClient } from './http/node-http-client.ts';
import type { KeytarProcess } from './keychain/keytar-messages.ts';
import { KeytarVault } from './keychain/keytar-vault.ts';
import type { QuickReads } from './keychain/quick-reads.ts';
import { LoopbackListener } from './loopback/loopback-listener.ts';
import type { Opening } from './sqlite/bring-up-to-date.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import { StripeLocks } from './sqlite/stripe-locks.ts';
import type { Paths } from './system/paths.ts';
import { systemClock } from './system/system-clock.ts';
import { recoverEntry, setRecovery, startAnew } from './vault/entry-recovery.ts';
import { EntryVault } from './vault/entry-vault.ts';
import { passphraseOfFile } from './vault/passphrase-file.ts';
import { type AskPassphrase, SealedVault } from './vault/sealed-vault.ts';
import { removeVault } from './vault/vault-backups.ts';

/** What differs between the app, the CLI and scripts. */
export interface Shell {
	/** How often the database is searched for damage; daily unless said otherwise. */
	readonly check?: Opening['check'];
	/** Reads from the keychain without its worker, for a program that ends after one act. */
	readonly quickReads?: QuickReads | null;
	/** Asks for the passphrase of the vault; without it the file that LATCHKEY_PASSPHRASE_FILE names is all. */
	readonly askPassphrase?: AskPassphrase;
}

/** The real adapters of this machine. Opens the database; throws AppError STORE_*. */
export function localAdapters(
	paths: Pick<Paths, 'database' | 'locks' | 'vault' | 'vaultFile'>,
	version: string,
	startKeytar: () => KeytarProcess,
	{ check = 'daily', quickReads = null, askPassphrase = passphraseOfFile }: Shell = {},
): Adapters {
	const store = openSqliteStore(paths.database, { check, backups: true });
	const vaults = vaultPlaces(
		paths,
		askPassphrase,
		() => new KeytarVault(startKeytar, quickReads),
		() => new KeytarVault(startKeytar),
	);
	return {
		store,
		vault: vaults[chosenVault(store.settings)](),
		vaults,
		locks: new StripeLocks(paths.locks),
		http: new NodeHttpClient(version),
		listener: new LoopbackListener(),
		clock: systemClock,
	};
}

/** The three places for secrets. `reads`: the keychain as what only asks it wants it; `writes`: for acts on the file itself, closed after each. */
export function vaultPlaces(
	{ vault, vaultFile }: Pick<Paths, 'vault' | 'vaultFile'>,
	ask: AskPassphrase,
	reads: () => SecretVault,
	writes = reads,
): Vaults {
	const byKeychain = async <T>(act: (keychain: SecretVault) => Promise<T>): Promise<T> => {
		const keychain = writes();
		return act(keychain).finally(() => keychain.close());
	};
	return {
		keychain: reads,
		file: () => new EntryVault(vaultFile, reads()),
		passphrase: () => new SealedVault(vault, ask),
		createFile: () => byKeychain((keychain) => EntryVault.create(vaultFile, keychain)),
		setRecovery: (given) => byKeychain((keychain) => setRecovery(vaultFile, keychain, given)),
		recoverFile: (given) => byKeychain((keychain) => recoverEntry(vaultFile, keychain, given)),
		startFileAnew: (now) => byKeychain((keychain) => startAnew(vaultFile, keychain, now)),
		fileRefs: () => EntryVault.refs(vaultFile),
		removeFile: () => removeVault(vaultFile),
		createPassphrase: (passphrase) => SealedVault.create(vault, passphrase),
		changePassphrase: (before, after) => SealedVault.changePassphrase(vault, before, after),
		removePassphrase: () => removeVault(vault),
	};
}
