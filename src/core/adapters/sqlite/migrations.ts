import BetterSqlite, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { takeSums } from './row-sums.ts';
import { migrations } from './schema.ts';

/** Whether the store's schema is older than this program, with anything in it. Throws STORE_NEWER. */
export function losesByMigration(sqlite: Sqlite): boolean {
	const version = versionOf(sqlite, migrations);
	if (version === 0 || version === migrations.length) return false;
	return sqlite.prepare('SELECT EXISTS (SELECT 1 FROM audit)').pluck().get() === 1;
}

/** Brings the schema up to date in one transaction; two processes at first run agree by the write lock. Throws STORE_NEWER. */
export function migrate(sqlite: Sqlite, to: readonly string[] = migrations): void {
	if (versionOf(sqlite, to) === to.length) return;
	sqlite
		.transaction(() => {
			for (const sql of to.slice(versionOf(sqlite, to))) sqlite.exec(sql);
			sqlite.pragma(`user_version = ${to.length}`);
			if (to === migrations) takeSums(sqlite);
		})
		.immediate();
}

/** Whether the tables, indices and triggers are to the letter what these migrations make. */
export function hasSchemaOf(sqlite: Sqlite, made: readonly string[]): boolean {
	const expected = new BetterSqlite(':memory:');
	try {
		for (const sql of made) expected.exec(sql);
		return schemaOf(sqlite) === schemaOf(expected);
	} finally {
		expected.close();
	}
}

function schemaOf(sqlite: Sqlite): string {
	const rows = sqlite.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').raw().all();
	return JSON.stringify(rows).replace(/(\\[nt]|\s)+/g, ' ');
}

/** How many of these migrations it has; throws STORE_NEWER where it has more. */
export function versionOf(sqlite: Sqlite, known: readonly string[]): number {
	const found = Number(sqlite.pragma('user_version', { simple: true }));
	if (found > known.length) throw new AppError('STORE_NEWER', { found, known: known.length });
	return found;
}
