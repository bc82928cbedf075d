import { join } from 'node:path';
import { vaultPlaces } from '../../../src/core/adapters/local-adapters.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import type { VaultKind } from '../../../src/core/usecases/vault-places.ts';
import { chosenVault } from '../../../src/core/usecases/vault-status.ts';
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
	const vaults = vaultPlaces(
		{ vault: sealed, vaultFile: file },
		async (wrong) => (wrong ? null : passphrase),
		keychain,
	);
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
		vaults,
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
