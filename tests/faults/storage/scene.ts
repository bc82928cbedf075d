import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { vaultPlaces } from '../../../src/core/adapters/local-adapters.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import type { Core } from '../../../src/core/create-core.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import type { SecretVault } from '../../../src/core/ports/secret-vault.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { type BundleContent, parseContent } from '../../../src/core/usecases/bundle/bundle-content.ts';
import type { VaultKind } from '../../../src/core/usecases/vault-places.ts';
import { chosenVault } from '../../../src/core/usecases/vault-status.ts';
import { FileVault } from '../../integration/core/file-vault.ts';
import { coreOn, databaseOf } from '../lab.ts';

/** The part of a scene's folder whose disk fails; the keychain beside it has a disk of its own. */
export const diskOf = (scene: string): string => join(scene, 'disk');

/** Where the files of a scene lie, by the names of system/paths.ts. */
export const pathsOf = (scene: string) => ({
	database: databaseOf(diskOf(scene)),
	vault: join(diskOf(scene), 'data', 'vault.db'),
	vaultFile: join(diskOf(scene), 'data', 'keychain-vault.db'),
});

/** What a person of a scene types. */
export const passphrases = {
	first: new Secret('quarry lantern mitten orbit'),
	second: new Secret('walnut harbour thimble gravel'),
};

const tokens = {
	acme: `1000.${'5ea1'.repeat(8)}.${'ab'.repeat(16)}`,
	globex: `1000.${'7f3d'.repeat(8)}.${'cd'.repeat(16)}`,
};
const clientSecret = 'c11e57'.repeat(7);

/** A connection of a scene. */
export type Alias = keyof typeof tokens;

/** All that must never lie below the disk in plain text. */
const secrets = [...Object.values(tokens), clientSecret, ...Object.values(passphrases).map((one) => one.reveal())];

/** What another computer sends: connections with their refresh tokens, and their API client with its secret. */
export function bundleOf(aliases: readonly Alias[]): BundleContent {
	const connections = aliases.map((alias) => ({
		...{
			id: `con_${alias}`,
			alias,
			customer: null,
			clientId: '1000.SCENE',
			dataCenter: 'eu',
			environment: 'production',
		},
		...{ apiDomain: 'https://www.zohoapis.eu', org: { id: `org-${alias}`, name: alias }, createdAt: 1000 },
		...{ user: { email: 'anna@example.test', name: 'Anna' }, scopes: ['ZohoCRM.org.READ'] },
		...{ tags: [], colour: null, notes: '', pinned: false, refreshToken: tokens[alias] },
	}));
	const client = { name: 'Agency', clientId: '1000.SCENE', type: 'server-based', scopes: ['ZohoCRM.org.READ'] };
	const where = { redirectUris: ['http://localhost:8917/callback'], secrets: [['eu', clientSecret]] };
	return parseContent({ dataCenters: [], apiClients: [{ ...client, ...where }], connections }, 'a bundle');
}

const keychainFolder = (scene: string): string => join(scene, 'keychain');

/** The keychain of a scene: a folder of its own. */
export const keychainIn = (scene: string): SecretVault => new FileVault(keychainFolder(scene));

/** The places for the secrets of a scene; `says`: the passphrase that is given for a vault under one. */
const placesOf = (scene: string, says: Secret) =>
	vaultPlaces(
		pathsOf(scene),
		async (wrong) => (wrong ? null : says),
		() => keychainIn(scene),
	);

/** Runs a program on a scene, from its start to its end. Rejects as the core does. */
export async function onScene<T>(
	scene: string,
	act: (core: Core) => Promise<T>,
	says: Secret = passphrases.first,
): Promise<T> {
	const store = openSqliteStore(pathsOf(scene).database, { check: 'daily', backups: true });
	const vaults = placesOf(scene, says);
	const vault = vaults[chosenVault(store.settings)]();
	const core = coreOn(diskOf(scene), { store, vault, vaults, clock: { now: Date.now } });
	try {
		await core.recover();
		return await act(core);
	} finally {
		await core.close();
	}
}

/** Makes a scene with one connection, whose secrets lie there. */
export async function plant(scene: string, kind: VaultKind): Promise<void> {
	await onScene(scene, (core) => core.bundles.take(bundleOf(['acme']), 1));
	if (kind !== 'keychain') await onScene(scene, (core) => core.vault.use(kind, passphrases.first));
}

/** Which of these connections have their token in a vault, which is closed then, by the names that the store of the scene has for them. */
export async function heldIn(scene: string, vault: SecretVault, aliases: readonly Alias[]): Promise<readonly Alias[]> {
	try {
		return await reading(scene, (store) => heldBy(vault, store, aliases));
	} finally {
		await vault.close();
	}
}

async function heldBy(vault: SecretVault, store: Store, aliases: readonly Alias[]): Promise<readonly Alias[]> {
	const held: Alias[] = [];
	for (const alias of aliases) {
		const ref = store.connections.byAlias(alias)?.ref;
		const read = ref ? await vault.read(ref) : null;
		if (read?.state === 'found' && read.value.includes(tokens[alias])) held.push(alias);
	}
	return held;
}

/** What is wrong with the secrets of a scene, whose connections are these, read from where its store says; null where each is as it was. */
export async function lossOf(
	scene: string,
	aliases: readonly Alias[],
	says: Secret = passphrases.first,
): Promise<string | null> {
	const vault = chosenIn(scene, says);
	try {
		return await reading(scene, (store) => lossIn(vault, store, aliases));
	} finally {
		await vault.close();
	}
}

async function lossIn(vault: SecretVault, store: Store, aliases: readonly Alias[]): Promise<string | null> {
	const known = store.connections.all().map(({ alias }) => alias);
	if (known.toSorted().join() !== aliases.toSorted().join()) return `the connections are ${known.join() || 'none'}`;
	const clients = store.apiClients.all();
	if (clients.length !== (aliases.length > 0 ? 1 : 0)) return `there are ${clients.length} API clients`;
	const held = await heldBy(vault, store, aliases);
	if (held.length < aliases.length) return `of ${aliases.join()} the tokens are there of ${held.join() || 'none'}`;
	for (const { name, secrets } of clients) {
		const read = secrets.eu ? await vault.read(secrets.eu) : null;
		if (read?.state !== 'found' || !read.value.includes(clientSecret)) return `the client secret of ${name}`;
	}
	const gap = store.audit.firstBreak();
	return gap === null ? null : `the audit log is broken at row ${gap}`;
}

/** Where the store says that the secrets lie. */
function chosenIn(scene: string, says: Secret): SecretVault {
	const store = openSqliteStore(pathsOf(scene).database);
	try {
		return placesOf(scene, says)[chosenVault(store.settings)]();
	} finally {
		store.close();
	}
}

/** Looks into the store of a scene that no program has open. */
export async function reading<T>(scene: string, look: (store: Store) => T | Promise<T>): Promise<T> {
	const store = openSqliteStore(pathsOf(scene).database);
	try {
		return await look(store);
	} finally {
		store.close();
	}
}

/** What lies in the keychain of a scene: refresh tokens, keys of a file, and entries that no live row knows. */
export function keychainOf(scene: string): Promise<Readonly<Record<'tokens' | 'keys' | 'unknown', number>>> {
	return reading(scene, ({ vaultEntries }) => {
		const live = vaultEntries.all().filter(({ state }) => state === 'live');
		const known = new Set<string>(live.map(({ ref }) => ref));
		const folder = keychainFolder(scene);
		const entries = readdirSync(folder).map((ref) => ({ ref, value: readFileSync(join(folder, ref), 'utf8') }));
		const isKey = (value: string) => value.includes('vaultKey');
		return {
			tokens: entries.filter(({ value }) => value.includes('refreshToken')).length,
			keys: entries.filter(({ value }) => isKey(value)).length,
			unknown: entries.filter(({ ref, value }) => !isKey(value) && !known.has(ref)).length,
		};
	});
}

/** All that the keychain held is gone. */
export function emptyKeychain(scene: string): void {
	rmSync(keychainFolder(scene), { recursive: true });
}

/** The files below the disk that hold a secret in plain text. */
export function plainTextIn(scene: string): readonly string[] {
	return readdirSync(diskOf(scene), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => secrets.some((secret) => readFileSync(path).includes(secret)));
}

/** Whether anything is left of a vault's file. */
export const isThere = (path: string): boolean => ['', '-wal', '-shm'].some((ending) => existsSync(`${path}${ending}`));
