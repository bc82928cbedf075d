import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '../../src/core/adapters/sqlite/database.ts';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import type { Connection } from '../../src/core/domain/connection.ts';
import type { VaultRef } from '../../src/core/domain/ids.ts';
import type { SecretVault } from '../../src/core/ports/secret-vault.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { unseal } from '../../src/core/protocol/seal.ts';
import { hashToken } from '../../src/practice/new-token.ts';
import { databaseOf, type Lab, vaultOf } from './lab.ts';
import { readPatiently } from './patience.ts';

/** How a promise of the write protocol (src/core/protocol/README.md) is broken. */
export type Breach =
	| 'lost'
	| 'torn'
	| 'orphan'
	| 'unreported'
	| 'damaged'
	| 'plain text'
	| 'unfinished'
	| 'not idempotent';

export interface Broken {
	readonly breach: Breach;
	readonly what: string;
}

/** What is on disk and in the vault once nothing is under way, and what is wrong with it. */
export interface Look {
	readonly broken: readonly Broken[];
	readonly connections: readonly Connection[];
	/** How often each act was noted, by act and connection. */
	readonly acts: ReadonlyMap<string, number>;
	/** When the cached access token of each connection ends. */
	readonly expiries: ReadonlyMap<string, number>;
	/** How many of the living refresh tokens nobody here holds. */
	readonly unheld: number;
	/** All that a second recovery must leave as it is. */
	readonly fingerprint: string;
}

const tokenText = /1000\.[0-9a-f]{32}\.[0-9a-f]{32}/;

/** Reads a lab whose processes have ended and which was recovered. */
export async function look(lab: Lab): Promise<Look> {
	const broken: Broken[] = [];
	const add = (breach: Breach, what: string) => void broken.push({ breach, what });
	checkFiles(lab, add);
	const store = openSqliteStore(databaseOf(lab.folder));
	const vault = vaultOf(lab.vault, lab.folder);
	try {
		const connections = store.connections.all();
		const held = await checkSecrets(lab, store, vault, connections, add);
		checkEntries(store, add);
		await checkOrphans(lab, store, vault, add);
		const audit = store.audit.all();
		const acts = new Map<string, number>();
		for (const { act, connection } of audit) {
			const key = `${act} ${connection ?? ''}`;
			acts.set(key, (acts.get(key) ?? 0) + 1);
		}
		const alive = lab.grants().map(({ refreshTokenHash }) => refreshTokenHash);
		return {
			broken,
			connections,
			acts,
			expiries: store.accessTokens.expiries(),
			unheld: alive.filter((hash) => !held.has(hash)).length,
			fingerprint: JSON.stringify([
				connections,
				store.vaultEntries.all(),
				audit.length,
				connections.map(({ id }) => store.accessTokens.of(id)?.sealed.toString('hex') ?? null),
			]),
		};
	} finally {
		store.close();
		await vault.close();
	}
}

type Add = (breach: Breach, what: string) => void;

/** The database is whole, and no file holds a token. */
function checkFiles({ folder }: Lab, add: Add): void {
	const db = Database.open(databaseOf(folder));
	const health = db.pragma('integrity_check');
	if (health !== 'ok') add('damaged', `integrity_check: ${String(health)}`);
	db.close();
	const data = join(folder, 'data');
	for (const entry of readdirSync(data, { recursive: true, withFileTypes: true }))
		if (entry.isFile() && tokenText.test(readFileSync(join(entry.parentPath, entry.name), 'latin1')))
			add('plain text', `a token in ${entry.name}`);
}

/** Every secret that is in use reads back whole, and Zoho still takes it. Gives the hashes of the tokens held. */
async function checkSecrets(
	lab: Lab,
	store: Store,
	vault: SecretVault,
	connections: readonly Connection[],
	add: Add,
): Promise<ReadonlySet<string>> {
	const alive = new Set(lab.grants().map(({ refreshTokenHash }) => refreshTokenHash));
	const held = new Set<string>();
	for (const { id, alias, ref, status, generation } of connections) {
		if (status === 'revoked') continue;
		const entry = ref && (await entryOf(vault, ref));
		if (!entry) {
			add(entry === undefined ? 'torn' : 'lost', `"${alias}" (${status}) has no whole entry`);
			continue;
		}
		const hash = hashToken(entry.refreshToken);
		held.add(hash);
		if (!alive.has(hash)) add('lost', `Zoho does not take the token of "${alias}" (${status})`);
		const cached = store.accessTokens.of(id);
		if (!cached) continue;
		const place = { connection: id, field: 'access_token', generation: cached.generation } as const;
		if (cached.generation !== generation || unseal(entry.sealKey, place, cached.sealed) === null)
			add('torn', `the access token of "${alias}" does not open`);
	}
	for (const client of store.apiClients.all())
		for (const ref of Object.values(client.secrets))
			if ((await readPatiently(vault, ref)).state !== 'found') add('lost', `the client secret of "${client.name}"`);
	return held;
}

/** A connection's entry; null where there is none, undefined where it is none. */
async function entryOf(vault: SecretVault, ref: VaultRef) {
	const read = await readPatiently(vault, ref);
	if (read.state !== 'found') return null;
	try {
		const { v, sealKey, refreshToken }: Record<string, unknown> = JSON.parse(read.value);
		const isWhole = v === 1 && typeof sealKey === 'string' && typeof refreshToken === 'string';
		return isWhole && tokenText.test(refreshToken) ? { sealKey, refreshToken } : undefined;
	} catch {
		return undefined;
	}
}

/** Nothing is half-done any more, and the audit log is whole. */
function checkEntries(store: Store, add: Add): void {
	for (const { stage, alias } of store.signIns.all()) add('unfinished', `a sign-in for "${alias}" at ${stage}`);
	for (const { connection } of store.journal.all()) add('unfinished', `an old token of ${connection}`);
	for (const { ref, state } of store.vaultEntries.all())
		if (state !== 'live') add('orphan', `the entry ${ref} is ${state}`);
	for (const { alias, status } of store.connections.all())
		if (status === 'revoke_queued') add('unfinished', `the revoke of "${alias}"`);
	const gap = store.audit.firstBreak();
	if (gap !== null) add('damaged', `the audit log is broken at row ${gap}`);
}

/** Of all entries that were ever begun only those in use are in the vault. */
async function checkOrphans(lab: Lab, store: Store, vault: SecretVault, add: Add): Promise<void> {
	const known = new Set<string>(store.vaultEntries.all().map(({ ref }) => ref));
	for (const ref of [...lab.written].filter((one) => !known.has(one))) {
		if ((await readPatiently(vault, ref as VaultRef)).state === 'nothing') lab.written.delete(ref);
		else add('orphan', `the vault holds ${ref}, the database does not know it`);
	}
}
