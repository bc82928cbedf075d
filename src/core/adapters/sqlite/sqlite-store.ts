import { AppError } from '../../domain/app-error.ts';
import type {
	AccessTokenRecord,
	AccessTokenRepository,
	DataCenterRepository,
	JournalRepository,
	MintedTokenRepository,
	RevokeOldEntry,
	SettingRepository,
	Store,
	VaultEntryRepository,
} from '../../ports/store.ts';
import type { Opening } from './bring-up-to-date.ts';
import { Database, isUniqueConflict } from './database.ts';
import { dataCentersIn, entriesHeldIn, expiriesIn, settingIn, vaultEntriesIn } from './listed-rows.ts';
import { SqliteApiClients } from './sqlite-api-clients.ts';
import { SqliteAudit } from './sqlite-audit.ts';
import { SqliteConnections } from './sqlite-connections.ts';
import { SqliteLabels } from './sqlite-labels.ts';
import { SqliteSdkRecords } from './sqlite-sdk-records.ts';
import { SqliteSignIns } from './sqlite-sign-ins.ts';

/** Opens the store at a path (":memory:" for one that ends with the process). Throws AppError STORE_*. */
export function openSqliteStore(path: string, opening: Opening = {}): Store {
	const db = Database.open(path, opening);
	const audit = new SqliteAudit(db);
	if (db.changed !== null)
		audit.append({
			at: (opening.now ?? Date.now)(),
			act: 'database changed from outside',
			connection: null,
			details: { table: db.changed },
		});
	return {
		connections: new SqliteConnections(db),
		labels: new SqliteLabels(db),
		apiClients: new SqliteApiClients(db),
		dataCenters: dataCenters(db),
		vaultEntries: vaultEntries(db),
		signIns: new SqliteSignIns(db),
		accessTokens: accessTokens(db),
		sdkRecords: new SqliteSdkRecords(db),
		mintedTokens: mintedTokens(db),
		journal: journal(db),
		audit,
		settings: settings(db),
		transaction: (act) => db.transaction(act),
		version: () => Number(db.pragma('data_version')),
		writes: () => Number(db.column<number>('SELECT total_changes()')[0]),
		checkpoint: () => void db.pragma('wal_checkpoint(TRUNCATE)'),
		backup: (to) => db.backup(to),
		alone: (act) => db.alone(act),
		close: () => db.close(),
	};
}

function dataCenters(db: Database): DataCenterRepository {
	return {
		all: () => dataCentersIn(db),
		put: (d) => {
			try {
				db.run(
					`INSERT INTO data_center (id, name, location, accounts_url, api_url, kind) VALUES (?, ?, ?, ?, ?, ?)
					ON CONFLICT (id) DO UPDATE SET name = excluded.name, accounts_url = excluded.accounts_url, api_url = excluded.api_url`,
					d.id,
					d.name,
					d.location,
					d.accountsUrl,
					d.apiUrl,
					d.kind,
				);
			} catch (error) {
				if (isUniqueConflict(error, 'data_center.accounts_url')) throw new AppError('DATA_CENTER_EXISTS', { id: d.id });
				throw error;
			}
		},
		remove: (id) => db.run('DELETE FROM data_center WHERE id = ?', id),
	};
}

function vaultEntries(db: Database): VaultEntryRepository {
	return {
		all: () => vaultEntriesIn(db),
		held: () => entriesHeldIn(db),
		add: (e, digest) =>
			db.run(
				'INSERT INTO vault_entry (ref, owner, kind, state, lease, token_digest) VALUES (?, ?, ?, ?, ?, ?)',
				e.ref,
				e.owner,
				e.kind,
				e.state,
				e.lease,
				digest ?? null,
			),
		setState: (ref, state) => db.run('UPDATE vault_entry SET state = ?, lease = NULL WHERE ref = ?', state, ref),
		remove: (ref) => db.run('DELETE FROM vault_entry WHERE ref = ?', ref),
	};
}

function accessTokens(db: Database): AccessTokenRepository {
	type Row = { connection: string; generation: number; sealed: Buffer; expires_at: number };
	return {
		of: (connection) => {
			const row = db.get<Row>('SELECT * FROM access_token WHERE connection = ?', connection);
			return (
				row &&
				({
					connection,
					generation: row.generation,
					sealed: row.sealed,
					expiresAt: row.expires_at,
				} satisfies AccessTokenRecord)
			);
		},
		expiries: () => expiriesIn(db),
		put: (t, digest) =>
			db.run(
				`INSERT INTO access_token (connection, generation, sealed, expires_at, digest) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (connection) DO UPDATE SET generation = excluded.generation, sealed = excluded.sealed, expires_at = excluded.expires_at,
					digest = excluded.digest`,
				t.connection,
				t.generation,
				t.sealed,
				t.expiresAt,
				digest ?? null,
			),
		remove: (connection) => db.run('DELETE FROM access_token WHERE connection = ?', connection),
	};
}

function mintedTokens(db: Database): MintedTokenRepository {
	return {
		since: (ref, time) =>
			db.all<{ at: number }>('SELECT at FROM minted_token WHERE ref = ? AND at > ?', ref, time).map(({ at }) => at),
		add: (ref, at, keepSince) => {
			db.run('DELETE FROM minted_token WHERE at <= ?', keepSince);
			db.run('INSERT INTO minted_token (ref, at) VALUES (?, ?)', ref, at);
		},
	};
}

function journal(db: Database): JournalRepository {
	type Row = { ref: string; connection: string; api_client: string; data_center: string };
	return {
		all: () =>
			db.all<Row>('SELECT * FROM revoke_old').map(
				(row) =>
					({
						ref: row.ref,
						connection: row.connection,
						apiClient: row.api_client,
						dataCenter: row.data_center,
					}) as RevokeOldEntry,
			),
		add: (e) =>
			db.run(
				'INSERT INTO revoke_old (ref, connection, api_client, data_center) VALUES (?, ?, ?, ?)',
				e.ref,
				e.connection,
				e.apiClient,
				e.dataCenter,
			),
		remove: (ref) => db.run('DELETE FROM revoke_old WHERE ref = ?', ref),
	};
}

function settings(db: Database): SettingRepository {
	return {
		get: (key) => settingIn(db, key),
		set: (key, value) =>
			db.run(
				'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
				key,
				value,
			),
	};
}
