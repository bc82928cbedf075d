import { existsSync } from 'node:fs';
import BetterSqlite, { type Database as Sqlite } from 'better-sqlite3';
import { joinUsers } from './users-lock.ts';

/**
 * What `act` reads in a database; null where that is not there, is of another version, damaged or being exchanged. Waits for nobody, makes
 * and migrates nothing.
 */
export function readOnly<T>(database: string, act: (sqlite: Sqlite) => T): T | null {
	if (!existsSync(database)) return null;
	try {
		const users = joinUsers(database, 'at once');
		try {
			const sqlite = new BetterSqlite(database, { readonly: true, fileMustExist: true, timeout: 0 });
			try {
				sqlite.pragma('trusted_schema = 0');
				return act(sqlite);
			} finally {
				sqlite.close();
			}
		} finally {
			users.close();
		}
	} catch {
		return null;
	}
}
