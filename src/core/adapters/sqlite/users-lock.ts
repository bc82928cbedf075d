import { closeSync, openSync } from 'node:fs';
import BetterSqlite, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { waitingForOthers } from './waiting.ts';

/** Says that this process uses the database; closing it says that it does not any more. */
export interface UsersLock {
	close(): void;
}

/**
 * A lock beside the database that everybody who has it open holds together, and a restore holds alone: a file must not be exchanged under
 * an open SQLite. The OS drops it when its holder dies. Waits 10 s for who holds it alone, then throws STORE_IN_USE.
 */
export function joinUsers(database: string): UsersLock {
	const sqlite = openLock(database);
	try {
		waitingForOthers(() => {
			sqlite.exec('BEGIN');
			try {
				// The read takes the shared lock, the open transaction keeps it.
				sqlite.prepare('SELECT 1 FROM sqlite_schema').all();
			} catch (error) {
				if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
				throw error;
			}
		});
		return sqlite;
	} catch (error) {
		sqlite.close();
		throw inUse(database, error);
	}
}

/** The same lock for one alone. Throws STORE_IN_USE where anybody has the database open. */
export function lockUsersOut(database: string): UsersLock {
	const sqlite = openLock(database);
	try {
		sqlite.exec('BEGIN EXCLUSIVE');
		return sqlite;
	} catch (error) {
		sqlite.close();
		throw inUse(database, error);
	}
}

function inUse(database: string, error: unknown): unknown {
	const busy = error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
	return busy ? new AppError('STORE_IN_USE', { path: database }, { cause: error }) : error;
}

function openLock(database: string): Sqlite {
	const path = `${database}-users`;
	try {
		// Only a file that is new: closing one that this process has open in SQLite would drop its lock (POSIX).
		closeSync(openSync(path, 'wx', 0o600));
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
	return new BetterSqlite(path, { timeout: 0 });
}
