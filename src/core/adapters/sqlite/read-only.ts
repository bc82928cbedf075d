import { resolve } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import type { RowReader, Value } from './row-reader.ts';

interface Opened extends RowReader {
	close(): void;
}

/** Since when, by major version, Node's SQLite comes without a word on stderr that it is experimental; every later one does. */
const quietSince: Readonly<Record<number, number>> = { 24: 15, 25: 7 };
const quietFrom = 26;

// The database's schema is not trusted, and what is read from now on is of one moment.
const begin = 'PRAGMA trusted_schema = 0; BEGIN';

/**
 * What `act` reads in a database, all of one moment; null where that is not there, is of another version, damaged or being exchanged. Waits
 * for nobody, makes and migrates nothing. Not in a process that has it open otherwise: there may be two SQLites then, and when one closes the
 * file the other one's locks are gone (POSIX).
 */
export function readOnly<T>(database: string, act: (rows: RowReader) => T): T | null {
	try {
		const users = open(`${database}-users`);
		try {
			// Takes the lock that all share who have the database open (users-lock.ts); the open transaction keeps it.
			users.get('SELECT 1 FROM sqlite_schema');
			const rows = open(database);
			try {
				return act(rows);
			} finally {
				rows.close();
			}
		} finally {
			users.close();
		}
	} catch {
		return null;
	}
}

/** By Node's own SQLite where it can be, for that is loaded already: the other one takes longer to load than most reads do. */
function open(path: string): Opened {
	const ofNode = isQuiet(process.versions.node) ? process.getBuiltinModule('node:sqlite') : undefined;
	return ofNode ? byNode(ofNode, path) : byPackage(path);
}

function isQuiet(version: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major >= quietFrom || minor >= (quietSince[major] ?? Number.POSITIVE_INFINITY);
}

function byNode({ DatabaseSync }: typeof import('node:sqlite'), path: string): Opened {
	// It takes what begins with "file:" for a URL; a whole path never does.
	const sqlite = new DatabaseSync(resolve(path), { readOnly: true });
	sqlite.exec(begin);
	const values = (sql: string, given: readonly Value[]) => {
		const statement = sqlite.prepare(sql);
		statement.setReturnArrays(true);
		return statement.all(...given) as unknown as Value[][];
	};
	return {
		all: <Row>(sql: string, ...given: Value[]) => sqlite.prepare(sql).all(...given) as Row[],
		get: <Row>(sql: string, ...given: Value[]) => (sqlite.prepare(sql).get(...given) as Row | undefined) ?? null,
		column: <T>(sql: string, ...given: Value[]) => values(sql, given).map(([first]) => first as T),
		values: (sql, ...given) => values(sql, given),
		close: () => sqlite.close(),
	};
}

function byPackage(path: string): Opened {
	const sqlite = new BetterSqlite(path, { readonly: true, fileMustExist: true, timeout: 0 });
	sqlite.exec(begin);
	return {
		all: <Row>(sql: string, ...given: Value[]) => sqlite.prepare<Value[], Row>(sql).all(...given),
		get: <Row>(sql: string, ...given: Value[]) => sqlite.prepare<Value[], Row>(sql).get(...given) ?? null,
		column: <T>(sql: string, ...given: Value[]) =>
			sqlite
				.prepare<Value[]>(sql)
				.pluck()
				.all(...given) as T[],
		values: (sql, ...given) =>
			sqlite
				.prepare<Value[]>(sql)
				.raw()
				.all(...given) as Value[][],
		close: () => sqlite.close(),
	};
}
