import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { keytarService } from '../../../src/core/adapters/keychain/keytar-messages.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { systemPaths } from '../../../src/core/adapters/system/paths.ts';
import type { Connection } from '../../../src/core/domain/connection.ts';
import { type ConnectionLabel, noLabel } from '../../../src/core/domain/connection-label.ts';
import { newId } from '../../../src/core/domain/ids.ts';

/** What a planted connection is like; the rest is plain. */
export type Planted = Partial<Connection> & Partial<ConnectionLabel>;

/**
 * Puts connections straight into the store of an app that does not run: sign-ins would take minutes. The keychain holds no token of them, so
 * each use of one fails. Gives their ids.
 */
export function plant(home: string, planted: readonly Planted[]): readonly string[] {
	const store = openSqliteStore(systemPaths({ LATCHKEY_HOME: home }).database);
	const now = Date.now();
	const client = newId.apiClient();
	const ids = planted.map(() => newId.connection());
	const refs = planted.map(() => newId.vaultRef()).sort();
	if (refs[0]) leaveInKeychain(refs[0]);
	store.transaction(() => {
		store.apiClients.put({
			...{ id: client, name: 'Planted', clientId: '1000.PLANTED', type: 'server-based', redirectUris: [], scopes: [] },
			...{ practice: false, secrets: {}, createdAt: now },
		});
		for (const [place, { tags, colour, notes, pinned, ...more }] of planted.entries()) {
			const id = ids[place] ?? newId.connection();
			const ref = refs[place] ?? newId.vaultRef();
			store.vaultEntries.add({ ref, owner: id, kind: 'connection', state: 'live', lease: null });
			store.connections.put({
				...{ id, alias: `org-${String(place).padStart(5, '0')}`, customer: null, apiClient: client, dataCenter: 'eu' },
				...{ apiDomain: 'https://www.zohoapis.eu', environment: 'sandbox', ref, generation: 1, practice: false },
				org: { id: String(60_000_000 + place), name: `Org ${place}` },
				user: { email: `user-${place}@example.test`, name: `User ${place}` },
				scopes: ['ZohoCRM.modules.READ', 'ZohoCRM.org.READ'],
				...{ status: 'connected', problem: null, lastCheckedAt: now - place * 60_000, waitingUntil: null },
				...{ revokedAt: null, createdAt: now },
				...more,
			});
			const label = Object.entries({ tags, colour, notes, pinned }).filter(([, value]) => value !== undefined);
			// Only what a person wrote has a row.
			if (label.length > 0) store.labels.put(id, { ...noLabel, ...Object.fromEntries(label) });
		}
	});
	store.close();
	return ids;
}

const write = 'require(process.argv[1]).setPassword(...process.argv.slice(2))';

/** One that has lost every entry would say so, and lock what was in it. */
function leaveInKeychain(ref: string): void {
	if (!process.env.DBUS_SESSION_BUS_ADDRESS) return;
	const keytar = createRequire(import.meta.url).resolve('keytar');
	const { status, stderr } = spawnSync(process.execPath, ['-e', write, keytar, keytarService, ref, '{"v":1}']);
	if (status !== 0) throw new Error(`The keychain takes no entry: ${stderr}`);
}
