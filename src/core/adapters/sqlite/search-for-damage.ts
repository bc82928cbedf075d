import BetterSqlite from 'better-sqlite3';
import { tableWithBrokenSum } from './row-sums.ts';
import { asStoreFailure } from './store-failure.ts';

/** What SQLite itself finds wrong with a database, in its words; empty where it is whole. Reads every page. Throws STORE_FAILED. */
export function searchForDamage(path: string): readonly string[] {
	return asStoreFailure(path, () => {
		const sqlite = new BetterSqlite(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
		try {
			const found = sqlite.prepare('PRAGMA integrity_check(5)').pluck().all().map(String);
			const orphans = sqlite.prepare('PRAGMA foreign_key_check').all().length;
			const changed = tableWithBrokenSum(sqlite);
			return [
				...(changed === null ? [] : [`a row of ${changed} is not as it was written`]),
				...found.filter((one) => one !== 'ok').map((one) => one.split('\n')[0]?.slice(0, 120) ?? ''),
				...(orphans > 0 ? [`rows that refer to nothing: ${orphans}`] : []),
			];
		} catch (error) {
			// So damaged that the search itself ends.
			if (error instanceof BetterSqlite.SqliteError) return [error.code];
			throw error;
		} finally {
			sqlite.close();
		}
	});
}

/** The version of SQLite that is built in. */
export function sqliteVersion(): string {
	const sqlite = new BetterSqlite(':memory:');
	try {
		return String(sqlite.prepare('SELECT sqlite_version()').pluck().get());
	} finally {
		sqlite.close();
	}
}
