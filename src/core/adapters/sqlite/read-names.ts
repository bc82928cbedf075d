import { existsSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { joinUsers } from './users-lock.ts';

const queries: Readonly<Record<string, string>> = {
	alias: 'SELECT alias FROM connection ORDER BY alias',
	customer: 'SELECT DISTINCT customer FROM connection WHERE customer IS NOT NULL ORDER BY customer',
	tag: 'SELECT DISTINCT value FROM connection_label, json_each(tags) ORDER BY value',
	'api-client': 'SELECT name FROM api_client ORDER BY name',
	'data-center': 'SELECT id FROM data_center UNION SELECT data_center FROM connection ORDER BY 1',
};

/**
 * The names of one kind in the database, in order. For a key stroke: reads alone, waits for nobody, makes and migrates nothing, and gives
 * none where the database is not there, is of another version, damaged or being exchanged.
 */
export function readNames(database: string, kind: string): readonly string[] {
	const sql = queries[kind];
	if (sql === undefined || !existsSync(database)) return [];
	try {
		const users = joinUsers(database, 'at once');
		try {
			const sqlite = new BetterSqlite(database, { readonly: true, fileMustExist: true, timeout: 0 });
			try {
				sqlite.pragma('trusted_schema = 0');
				return sqlite
					.prepare<[], unknown>(sql)
					.pluck()
					.all()
					.filter((name) => typeof name === 'string');
			} finally {
				sqlite.close();
			}
		} finally {
			users.close();
		}
	} catch {
		return [];
	}
}
