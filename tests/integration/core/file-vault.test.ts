import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { vaultPlaces } from '../../../src/core/adapters/local-adapters.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { chosenVault } from '../../../src/core/usecases/vault-status.ts';
import { fileScene } from './file-scene.ts';
import { codeOf, world } from './world.ts';

describe('a file that one keychain entry opens', () => {
	it('K09: holds every secret with one entry in the keychain, and gives them back', async () => {
		const s = await fileScene();
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

	it('may be chosen before anything is stored: it is made then, and takes the first secret', async () => {
		const w = await world();
		const data = join(w.folder, 'fresh');
		const paths = { vault: join(data, 'vault.db'), vaultFile: join(data, 'keychain-vault.db') };
		const vaults = vaultPlaces(
			paths,
			async () => null,
			() => w.keychain,
		);
		const begin = async () => {
			await w.close();
			const store = openSqliteStore(join(data, 'latchkey.db'));
			return w.open({ store, vault: vaults[chosenVault(store.settings)](), vaults });
		};
		expect(await (await begin()).vault.use('file', null)).toMatchObject({ vault: 'file', entries: 0, leftover: null });
		await begin();
		await w.register();
		expect(await w.core.keychain.probe()).toMatchObject({ vault: 'file', state: 'ready' });
	});

	it('K02, K08: is locked with its keychain, and another one in its place is named', async () => {
		const s = await fileScene();
		expect(await s.use('file')).toBe(true);
		s.w.keychain.mode = 'silently locked';
		expect(await codeOf(s.w.core.connections.refresh('acme'))).toBe('KEYCHAIN_LOCKED');
		s.w.keychain.name = 'KDE Wallet, collection "kdewallet"';
		await s.reopen();
		expect(await codeOf(s.w.core.connections.refresh('acme'))).toBe('KEYCHAIN_CHANGED');
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
				const s = await fileScene();
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
