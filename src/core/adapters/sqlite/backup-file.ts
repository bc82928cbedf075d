import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import BetterSqlite, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { hasSchemaOf } from './migrations.ts';
import { tableWithBrokenSum, takeSums } from './row-sums.ts';
import { migrations } from './schema.ts';
import { asStoreFailure, primaryCode } from './store-failure.ts';

/** What is in a backup, so that a person can decide. */
export interface BackupContent {
	/** The number of its last migration. */
	readonly version: number;
	readonly connections: number;
	readonly apiClients: number;
	/** Those that a person added: client secrets and tokens go to their hosts. */
	readonly dataCenters: readonly { readonly id: string; readonly accountsUrl: string; readonly apiUrl: string }[];
}

// Where the header says which journal the file has: 1 rollback, 2 write-ahead log.
const journalVersions = [18, 19] as const;

/** Looks into a database file in memory, without changing it; false where it is damaged or has another schema than these migrations make. */
export function lookInto(path: string, made: readonly string[], isGood: (sqlite: Sqlite) => boolean): boolean {
	try {
		const sqlite = openInMemory(path);
		try {
			const isOurs = hasSchemaOf(sqlite, made) && sqlite.pragma('integrity_check(1)', { simple: true }) === 'ok';
			return isOurs && isGood(sqlite);
		} finally {
			sqlite.close();
		}
	} catch (error) {
		if (error instanceof AppError || error instanceof BetterSqlite.SqliteError || isFileError(error)) return false;
		throw error;
	}
}

/** Removes a row from a database file that nobody has open; its bytes are overwritten. One that is too damaged stays as it is. */
export function removeRow(path: string, sql: string, key: string): void {
	try {
		const sqlite = new BetterSqlite(path, { fileMustExist: true });
		try {
			sqlite.pragma('secure_delete = 1');
			sqlite.pragma('journal_mode = MEMORY');
			sqlite.pragma('synchronous = 2');
			sqlite.prepare(sql).run(key);
		} finally {
			sqlite.close();
		}
	} catch (error) {
		if (!(error instanceof BetterSqlite.SqliteError)) throw error;
	}
}

function isFileError(error: unknown): boolean {
	return error instanceof Error && 'code' in error;
}

function openInMemory(path: string): Sqlite {
	const bytes = readFileSync(path);
	// A database in memory has no write-ahead log, and a backup needs none.
	for (const at of journalVersions) if (bytes.length > at) bytes[at] = 1;
	return new BetterSqlite(bytes, { readonly: true });
}

/** Reads a backup whole, in memory and without changing it. Throws BACKUP_REFUSED for what is damaged or not Latchkey's, and STORE_NEWER. */
export function readBackup(path: string): BackupContent {
	return asBackup(path, path, (refuse) => {
		const sqlite = openInMemory(path);
		try {
			return checked(sqlite, refuse);
		} finally {
			sqlite.close();
		}
	});
}

/**
 * Copies a file that nobody has open, with what only its write-ahead log holds, to a private one, and checks it there: SQLite puts files
 * beside one that it opens. Throws as `readBackup`, and STORE_FAILED where the copy
 * cannot be written.
 */
export function copyForRestore(path: string, copy: string): BackupContent {
	return asBackup(path, copy, (refuse) => {
		if (!statSync(path).isFile()) throw refuse('it is no file');
		copyBytes(path, copy);
		if (existsSync(`${path}-wal`)) copyBytes(`${path}-wal`, `${copy}-wal`);
		const sqlite = new BetterSqlite(copy, { fileMustExist: true });
		try {
			const content = checked(sqlite, refuse);
			// What the log held goes into the file.
			sqlite.pragma('journal_mode = DELETE');
			return content;
		} finally {
			sqlite.close();
		}
	});
}

/** So it shows which of the two disks failed. */
function copyBytes(from: string, to: string): void {
	const bytes = readFileSync(from);
	asStoreFailure(to, () => writeFileSync(to, bytes, { mode: 0o600 }));
}

/** What says nothing of the file that is read: the disk of the copy fails, or is full. */
const ofDisk = new Set(['SQLITE_IOERR', 'SQLITE_FULL', 'SQLITE_CANTOPEN', 'SQLITE_READONLY']);

type Refuse = (problem: string, cause?: unknown) => AppError;

function asBackup<T>(path: string, copy: string, act: (refuse: Refuse) => T): T {
	const refuse: Refuse = (problem, cause) => new AppError('BACKUP_REFUSED', { path, problem }, { cause });
	try {
		return act(refuse);
	} catch (error) {
		if (error instanceof AppError) throw error;
		const isOfDisk = error instanceof BetterSqlite.SqliteError && ofDisk.has(primaryCode(error));
		if (isOfDisk) throw new AppError('STORE_FAILED', { path: copy, problem: error.code }, { cause: error });
		if (error instanceof BetterSqlite.SqliteError) throw refuse('it is damaged, or no database', error);
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
		throw refuse(code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`, error);
	}
}

function checked(sqlite: Sqlite, refuse: Refuse): BackupContent {
	sqlite.pragma('trusted_schema = 0');
	const version = requireOurs(sqlite, refuse);
	if (sqlite.pragma('integrity_check(1)', { simple: true }) !== 'ok' || tableWithBrokenSum(sqlite) !== null)
		throw refuse('it is damaged');
	return contentOf(sqlite, version);
}

/** Whether a database file reads back whole from the disk. */
export function isWhole(path: string): boolean {
	const sqlite = new BetterSqlite(path, { readonly: true });
	try {
		const broken = sqlite.pragma('foreign_key_check');
		return (
			sqlite.pragma('integrity_check(1)', { simple: true }) === 'ok' &&
			Array.isArray(broken) &&
			broken.length === 0 &&
			tableWithBrokenSum(sqlite) === null
		);
	} finally {
		sqlite.close();
	}
}

/**
 * Takes out of a copy what is sealed (cached tokens, answers of sign-ins that are under way, spent codes) and what was half-done. So no
 * backup holds anything of a connection that is revoked later, and none brings a half-done act back to life.
 */
export function withoutSealed(path: string): void {
	const sqlite = new BetterSqlite(path, { fileMustExist: true });
	try {
		// The bytes are overwritten, and no journal file ever holds them.
		sqlite.pragma('secure_delete = 1');
		sqlite.pragma('journal_mode = MEMORY');
		sqlite.pragma('synchronous = 2');
		const run = sqlite.transaction(() => {
			sqlite.exec("DELETE FROM access_token; DELETE FROM sign_in; DELETE FROM vault_entry WHERE state = 'opening'");
			if (tablesOf(sqlite).has('sdk_record'))
				sqlite.exec('UPDATE sdk_record SET grant_sealed = NULL, grant_generation = NULL, grant_digest = NULL');
			takeSums(sqlite, ['sdk_record']);
		});
		run();
	} finally {
		sqlite.close();
	}
}

/** Its version. Throws where its tables, indices and triggers are not to the letter those of that version, for a trigger is a program. */
function requireOurs(sqlite: Sqlite, refuse: Refuse): number {
	const version = Number(sqlite.pragma('user_version', { simple: true }));
	if (version > migrations.length) throw new AppError('STORE_NEWER', { found: version, known: migrations.length });
	if (version < 1 || !hasSchemaOf(sqlite, migrations.slice(0, version))) throw refuse('it is no database of Latchkey');
	return version;
}

function tablesOf(sqlite: Sqlite): ReadonlySet<unknown> {
	return new Set(sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all());
}

function contentOf(sqlite: Sqlite, version: number): BackupContent {
	const count = (table: string) => Number(sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
	type Row = { id: string; accounts_url: string; api_url: string };
	const custom = sqlite.prepare("SELECT id, accounts_url, api_url FROM data_center WHERE kind = 'custom' ORDER BY id");
	return {
		version,
		connections: count('connection'),
		apiClients: count('api_client'),
		dataCenters: (custom.all() as Row[]).map((row) => ({
			id: row.id,
			accountsUrl: row.accounts_url,
			apiUrl: row.api_url,
		})),
	};
}
