import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { MemoryVault } from '../../../../src/core/adapters/keychain/memory-vault.ts';
import { localAdaptersOfDoctor } from '../../../../src/core/adapters/local-adapters-of-doctor.ts';
import { openSqliteStore } from '../../../../src/core/adapters/sqlite/sqlite-store.ts';
import type { ApiClient } from '../../../../src/core/domain/api-client.ts';
import { AppError } from '../../../../src/core/domain/app-error.ts';
import { newId, type VaultRef } from '../../../../src/core/domain/ids.ts';
import { type DoctorAdapters, examine } from '../../../../src/core/usecases/doctor/examine.ts';
import { inFull } from '../../../../src/core/usecases/doctor/finding.ts';

const apiClient: ApiClient = {
	...{ id: newId.apiClient(), name: 'agency', clientId: '1000.A', type: 'self-client', practice: false },
	...{ redirectUris: [], scopes: [], secrets: {}, createdAt: 0 },
};
const never = () => new Promise<never>(() => undefined);

/** This machine's own adapters on a folder of the test's, with a database and a vault that ends with it. */
function adapters(changes: Partial<DoctorAdapters>): DoctorAdapters {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-doctor-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const paths = {
		database: join(folder, 'latchkey.db'),
		locks: join(folder, 'locks'),
		vault: join(folder, 'vault.db'),
		vaultFile: join(folder, 'keychain-vault.db'),
	};
	openSqliteStore(paths.database).close();
	const startKeytar = () => {
		throw new Error('no keychain is asked here');
	};
	const real = localAdaptersOfDoctor(paths, '0.0.0', startKeytar, async () => null);
	const vault = () => new MemoryVault();
	return { ...real, vaults: { keychain: vault, file: vault, passphrase: vault }, env: {}, limitMs: 50, ...changes };
}

async function troubles(changes: Partial<DoctorAdapters>) {
	const { findings } = await examine(adapters(changes), false);
	const bad = findings.filter(({ level }) => level !== 'ok');
	return bad.map(({ check, level, message }) => [level, check, inFull(message)]);
}

it('a keychain that hangs costs its time limit, and what was looked at beside it is told', async () => {
	const hanging = () => Object.assign(new MemoryVault(), { write: never });
	expect(await troubles({ vaults: { keychain: hanging, file: hanging, passphrase: hanging } })).toEqual([
		['fail', 'keychain', 'No answer in 0.05 s'],
	]);
});

it.each([
	['does not give back what was written', { read: async () => ({ state: 'nothing' }) as const }, 'what was written'],
	['keeps what was deleted', { delete: async () => ({ state: 'done' }) as const }, 'it kept what was deleted'],
])('a keychain that %s is no keychain', async (_, broken, said) => {
	const keychain = () => Object.assign(new MemoryVault(), broken);
	expect(await troubles({ vaults: { keychain, file: keychain, passphrase: keychain } })).toEqual([
		['fail', 'keychain', expect.stringContaining(said)],
	]);
});

it('a keychain that is locked while its entries are looked at makes none look lost', async () => {
	const at = adapters({});
	let reads = 0;
	// The round trip reads twice; from then on the keychain answers as a locked keyring does.
	const keychain = () => {
		const vault = new MemoryVault();
		const read = vault.read.bind(vault);
		const write = vault.write.bind(vault);
		return Object.assign(vault, {
			read: async (ref: VaultRef) => (++reads <= 2 ? read(ref) : ({ state: 'nothing' } as const)),
			write: async (ref: VaultRef, text: string) => (reads < 2 ? write(ref, text) : ({ state: 'locked' } as const)),
		});
	};
	const open = () => {
		const store = at.database.open();
		const client = { ...apiClient, secrets: { '*': newId.vaultRef() } };
		return { ...store, apiClients: { ...store.apiClients, all: () => [client] } };
	};
	const changed = {
		...at,
		vaults: { keychain, file: keychain, passphrase: keychain },
		database: { ...at.database, open },
	};
	const { findings } = await examine(changed, true);
	expect(findings.filter(({ check }) => check === 'entries')).toMatchObject([{ level: 'warn' }]);
	expect(findings.filter(({ level }) => level === 'fail')).toEqual([]);
});

it('a database that opens and ends the reading later is a finding of each look into it', async () => {
	const damaged = () => {
		throw new AppError('STORE_DAMAGED', { path: 'latchkey.db', problem: 'SQLITE_CORRUPT', remedy: '' });
	};
	const at = adapters({});
	const open = () => {
		const store = at.database.open();
		return { ...store, connections: { ...store.connections, all: damaged } };
	};
	const { findings, counts } = await examine({ ...at, database: { ...at.database, open } }, false);
	expect(counts).toBeNull();
	const failed = findings.filter(({ level }) => level === 'fail').map(({ check }) => check);
	expect(failed).toEqual(['entries', 'network', 'token slots']);
});

it('K08: in another keychain than the one that holds the secrets nothing is written, and both are named', async () => {
	const { database } = adapters({});
	const store = openSqliteStore(database.path);
	store.settings.set('vault_backend', 'GNOME Keyring, collection "login"');
	store.close();
	let wrote = 0;
	const keychain = () =>
		Object.assign(new MemoryVault(), {
			identify: async () => 'KDE Wallet, collection "kdewallet"',
			write: async () => {
				wrote++;
				return { state: 'done' } as const;
			},
		});
	const found = await troubles({ vaults: { keychain, file: keychain, passphrase: keychain }, database });
	expect(found).toContainEqual(['fail', 'keychain', expect.stringMatching(/GNOME Keyring.*KDE Wallet/)]);
	expect(wrote).toBe(0);
});
