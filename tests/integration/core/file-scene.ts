import { join } from 'node:path';
import { removeSealedEntries } from '../../../src/core/adapters/sqlite/sealed-entries.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { recoverEntry, setRecovery, startAnew } from '../../../src/core/adapters/vault/entry-recovery.ts';
import { EntryVault } from '../../../src/core/adapters/vault/entry-vault.ts';
import { SealedVault } from '../../../src/core/adapters/vault/sealed-vault.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import { chosenVault, type VaultKind, type Vaults } from '../../../src/core/usecases/move-vault.ts';
import { livesThrough, MortalVault, mortality } from './mortal-vault.ts';
import { world } from './world.ts';

const passphrase = new Secret('correct horse battery staple');

/** A connection in a world with all three places for its secrets, two of them real files; the program can be killed at a call of the keychain. */
export async function fileScene() {
	const w = await world();
	w.keychain.name = 'GNOME Keyring, collection "login"';
	const life = mortality();
	const keychain = () =>
		Object.assign(new MortalVault(w.keychain, life.call), { identify: () => w.keychain.identify() });
	const file = join(w.folder, 'data', 'keychain-vault.db');
	const sealed = join(w.folder, 'data', 'vault.db');
	const vaults: Vaults = {
		keychain,
		file: () => new EntryVault(file, keychain()),
		passphrase: () => new SealedVault(sealed, async (wrong) => (wrong ? null : passphrase)),
		createFile: () => EntryVault.create(file, keychain()),
		setRecovery: (given) => setRecovery(file, keychain(), given),
		recoverFile: (given) => recoverEntry(file, keychain(), given),
		startFileAnew: (now) => startAnew(file, keychain(), now),
		fileRefs: () => EntryVault.refs(file),
		removeFile: () => removeSealedEntries(file),
		createPassphrase: (given) => SealedVault.create(sealed, given),
		changePassphrase: (before, after) => SealedVault.changePassphrase(sealed, before, after),
		removePassphrase: () => removeSealedEntries(sealed),
	};
	const reopen = async () => {
		await w.close();
		const store = openSqliteStore(w.paths.database);
		return w.open({ store, vault: vaults[chosenVault(store.settings)](), vaults });
	};
	await w.connect({ alias: 'acme' });
	await w.core.keychain.probe();
	await reopen();
	return {
		w,
		file,
		reopen,
		/** Does something, and starts anew; says whether the program lived to the end. */
		async act(steps: number, act: () => Promise<unknown>): Promise<boolean> {
			try {
				return await livesThrough(life, steps, act);
			} finally {
				await reopen();
			}
		},
		/** What a person does whose API client has lost its secrets. */
		async addSecretsAgain(): Promise<void> {
			const [client] = w.core.apiClients.list();
			if (!client) throw new Error('There is no API client.');
			const { name, clientId, type, redirectUris, scopes } = client;
			for (const [dataCenter, secret] of Object.entries(w.apiClient.secrets)) {
				const given = { name, clientId, type, redirectUris, scopes, dataCenter };
				await w.core.apiClients.add({ ...given, clientSecret: new Secret(secret) });
			}
		},
		/** Moves, and starts anew; says whether the program lived to the end. */
		async use(kind: VaultKind, steps = Number.POSITIVE_INFINITY): Promise<boolean> {
			try {
				return await livesThrough(life, steps, () => w.core.vault.use(kind, passphrase));
			} finally {
				await reopen();
			}
		},
		/** Secrets in the keychain itself, by what they are. */
		inKeychain: () => {
			const values = [...w.keychain.items.values()];
			return {
				tokens: values.filter((value) => value.includes('refreshToken')).length,
				keys: values.filter((value) => value.includes('vaultKey')).length,
			};
		},
	};
}
