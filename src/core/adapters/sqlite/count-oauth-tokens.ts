import BetterSqlite from 'better-sqlite3';

// Where the header says which journal the file has: 1 rollback, 2 write-ahead log.
const journalVersions = [18, 19] as const;

/**
 * How many rows the table `oauthtoken` of an SQLite file has; null where it has none, or the file is damaged. Works on a copy of its bytes
 * in memory, because SQLite puts files beside one that it opens, even read-only. What only its write-ahead log holds is not counted.
 */
export function countOauthTokens(file: Buffer): number | null {
	const copy = Buffer.from(file);
	// A database in memory has no write-ahead log.
	for (const at of journalVersions) copy[at] = 1;
	try {
		const sqlite = new BetterSqlite(copy, { readonly: true });
		try {
			sqlite.pragma('trusted_schema = 0');
			// A view or a virtual table of that name would run what a stranger wrote.
			const isTable = sqlite
				.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND lower(name) = 'oauthtoken'")
				.get();
			return isTable ? Number(sqlite.prepare('SELECT count(*) FROM oauthtoken').pluck().get()) : null;
		} finally {
			sqlite.close();
		}
	} catch (error) {
		if (error instanceof BetterSqlite.SqliteError) return null;
		throw error;
	}
}
