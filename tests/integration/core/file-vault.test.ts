import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeSealedEntries } from '../../../src/core/adapters/sqlite/sealed-entries.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { EntryVault } from '../../../src/core/adapters/vault/entry-vault.ts';
import { SealedVault } from '../../../src/core/adapters/vault/sealed-vault.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import { chosenVault, type VaultKind, type Vaults } from '../../../src/core/usecases/move-vault.ts';
import { livesThrough, MortalVault, mortality } from './mortal-vault.ts';
import { codeOf, world } from './world.ts';

const passphrase = new Secret('correct horse battery staple');

/** A connection in a world with all three places for its secrets, two of them real files; the program can be killed at a call of the keychain. */
async function scene() {
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

describe('a file that one keychain entry opens', () => {
	it('K09: holds every secret with one entry in the keychain, and gives them back', async () => {
		const s = await scene();
		const { entries } = s.w.core.vault.status();
		expect(await s.w.core.vault.use('file', null)).toMatchObject({ vault: 'file', moved: entries, unreadable: 0 });
		await s.reopen();
		expect([...s.w.keychain.items.values()].map((value) => Object.keys(JSON.parse(value)))).toEqual([
			['v', 'vaultKey'],
		]);
		expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
		expect(await s.w.core.keychain.probe()).toMatchObject({ vault: 'file', state: 'ready' });
		expect(s.w.core.vault.status().backend).toBe('GNOME Keyring, collection "login"');
		expect(await s.use('passphrase')).toBe(true);
		expect([s.inKeychain(), existsSync(s.file)]).toEqual([{ tokens: 0, keys: 0 }, false]);
		expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
		expect(await s.use('file')).toBe(true);
		expect(await s.use('keychain')).toBe(true);
		expect([s.inKeychain(), existsSync(s.file)]).toEqual([{ tokens: 1, keys: 0 }, false]);
		expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
		expect(s.w.orphans()).toEqual([]);
	});

	it('K02, K08: is locked with its keychain, and another one in its place is named', async () => {
		const s = await scene();
		expect(await s.use('file')).toBe(true);
		s.w.keychain.mode = 'silently locked';
		expect(await codeOf(s.w.core.connections.refresh('acme'))).toBe('KEYCHAIN_LOCKED');
		s.w.keychain.name = 'KDE Wallet, collection "kdewallet"';
		await s.reopen();
		expect(await codeOf(s.w.core.connections.refresh('acme'))).toBe('KEYCHAIN_LOCKED');
		s.w.keychain.mode = 'open';
		expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
	});

	it.each([
		['keychain', 'file', 'file'],
		['keychain', 'file', 'keychain'],
		['file', 'keychain', 'keychain'],
		['file', 'keychain', 'file'],
		['file', 'passphrase', 'passphrase'],
		['keychain', 'file', 'passphrase'],
	] as const)(
		'S02: a move from %s to %s that is killed at any call of the keychain loses nothing, and ends with %s',
		async (from, to, then) => {
			// Half a second a passphrase: there every fourth call will do.
			for (let steps = 0; ; steps += [to, then].includes('passphrase') ? 4 : 1) {
				const s = await scene();
				if (from !== 'keychain') expect(await s.use(from)).toBe(true);
				const lived = await s.use(to, steps);
				const what = `killed at ${steps}`;
				expect((await s.w.core.connections.refresh('acme')).status, what).toBe('connected');
				expect(await s.use(then), what).toBe(true);
				expect(s.w.core.vault.status(), what).toMatchObject({ vault: then, leftover: null });
				expect((await s.w.core.connections.refresh('acme')).status, what).toBe('connected');
				const keys = then === 'file' ? 1 : 0;
				expect(s.inKeychain(), what).toEqual({ tokens: then === 'keychain' ? 1 : 0, keys });
				expect(existsSync(s.file), what).toBe(then === 'file');
				await s.w.close();
				if (lived) break;
			}
		},
		120_000,
	);
});
