import { chmodSync, closeSync, constants, lstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite, { type Database as Sqlite, type Statement } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { migrate } from './migrations.ts';

type Value = string | number | bigint | Buffer | null;

const openLimitMs = 10_000;

// Asserted on every open, for a database that was reopened comes back with other defaults: better-sqlite3 compiles
// DEFAULT_WAL_SYNCHRONOUS=1, which can roll back acknowledged commits after a power loss.
const settings: Readonly<Record<string, string | number>> = {
	journal_mode: 'wal',
	synchronous: 2,
	// A deleted ciphertext is overwritten; together with checkpoint() nothing of it stays in the files.
	secure_delete: 1,
	foreign_keys: 1,
	trusted_schema: 0,
	temp_store: 2,
	busy_timeout: 10_000,
	...(process.platform === 'darwin' ? { fullfsync: 1 } : {}),
};

/** A SQLite file with our settings, cached statements, and errors as AppError. */
export class Database {
	readonly path: string;
	readonly #sqlite: Sqlite;
	readonly #statements = new Map<string, Statement<Value[]>>();

	private constructor(path: string, sqlite: Sqlite) {
		this.path = path;
		this.#sqlite = sqlite;
	}

	/** Opens or creates the file (0600 in a 0700 folder) and brings its schema up to date. */
	static open(path: string): Database {
		if (path !== ':memory:') asStoreFailure(path, () => prepareFile(path));
		return guarded(path, () => {
			const sqlite = new BetterSqlite(path);
			try {
				for (const [name, wanted] of Object.entries(settings)) {
					waitingForOthers(() => sqlite.pragma(`${name} = ${wanted}`));
					const found = sqlite.pragma(name, { simple: true });
					const inMemory = name === 'journal_mode' && path === ':memory:';
					if (found !== wanted && !inMemory)
						throw new AppError('STORE_UNSAFE', { path, problem: `${name} stays ${String(found)}` });
				}
				const health = sqlite.pragma('quick_check(1)', { simple: true });
				if (health !== 'ok') throw new AppError('STORE_DAMAGED', { path, problem: 'quick_check found damage' });
				migrate(sqlite);
				return new Database(path, sqlite);
			} catch (error) {
				sqlite.close();
				throw error;
			}
		});
	}

	get<Row>(sql: string, ...values: Value[]): Row | null {
		return guarded(this.path, () => (this.#prepare(sql).get(...values) as Row | undefined) ?? null);
	}

	all<Row>(sql: string, ...values: Value[]): Row[] {
		return guarded(this.path, () => this.#prepare(sql).all(...values) as Row[]);
	}

	run(sql: string, ...values: Value[]): void {
		guarded(this.path, () => this.#prepare(sql).run(...values));
	}

	/** Takes the write lock at once (BEGIN IMMEDIATE), so that a reader never fails half-way when it wants to write. */
	transaction<T>(act: () => T): T {
		if (this.#sqlite.inTransaction) return act();
		return guarded(this.path, () => this.#sqlite.transaction(act).immediate());
	}

	pragma(text: string): unknown {
		return guarded(this.path, () => this.#sqlite.pragma(text, { simple: true }));
	}

	close(): void {
		this.#sqlite.close();
	}

	#prepare(sql: string): Statement<Value[]> {
		const known = this.#statements.get(sql);
		if (known) return known;
		const made = this.#sqlite.prepare<Value[]>(sql);
		this.#statements.set(sql, made);
		return made;
	}
}

/** The switch to WAL fails at once, whatever busy_timeout says, while another process opens the same new file. */
export function waitingForOthers(act: () => void): void {
	const until = Date.now() + openLimitMs;
	for (;;) {
		try {
			act();
			return;
		} catch (error) {
			const busy = error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
			if (!busy || Date.now() > until) throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
		}
	}
}

/** The folder 0700, the file 0600 before SQLite writes a byte; a planted link or a stranger's file is refused. */
function prepareFile(path: string): void {
	const folder = dirname(path);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	if (process.platform === 'win32') return;
	refuseForeign(folder);
	chmodSync(folder, 0o700);
	try {
		closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_NOFOLLOW, 0o600));
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
	for (const file of [path, `${path}-wal`, `${path}-shm`]) {
		if (refuseForeign(file)) makePrivate(file);
	}
}

/** The last process that closes the database removes -wal and -shm, perhaps just now. */
function makePrivate(path: string): void {
	try {
		chmodSync(path, 0o600);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
	}
}

function asStoreFailure(path: string, act: () => void): void {
	try {
		act();
	} catch (error) {
		if (error instanceof AppError) throw error;
		const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
		throw new AppError('STORE_FAILED', { path, problem }, { cause: error });
	}
}

/** Throws STORE_UNSAFE for a link and for what belongs to another user; false where nothing is there. Not for Windows. */
export function refuseForeign(path: string): boolean {
	const found = lstatSync(path, { throwIfNoEntry: false });
	if (!found) return false;
	if (found.isSymbolicLink()) throw new AppError('STORE_UNSAFE', { path, problem: 'it is a symbolic link' });
	if (found.isFile() && found.nlink > 1)
		throw new AppError('STORE_UNSAFE', { path, problem: 'it has a second name (hard link)' });
	if (found.uid !== process.getuid?.())
		throw new AppError('STORE_UNSAFE', { path, problem: 'it belongs to another user' });
	return true;
}

const damaged = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB']);

function guarded<T>(path: string, act: () => T): T {
	try {
		return act();
	} catch (error) {
		if (!(error instanceof BetterSqlite.SqliteError)) throw error;
		const primary = error.code.split('_').slice(0, 2).join('_');
		// A broken rule of the schema is for the repository to put into words.
		if (primary === 'SQLITE_CONSTRAINT') throw error;
		throw new AppError(
			damaged.has(primary) ? 'STORE_DAMAGED' : 'STORE_FAILED',
			{ path, problem: error.code },
			{ cause: error },
		);
	}
}

/** Whether a write broke a UNIQUE rule on the column, as `table.column`. */
export function isUniqueConflict(error: unknown, column: string): boolean {
	return (
		error instanceof BetterSqlite.SqliteError &&
		error.code === 'SQLITE_CONSTRAINT_UNIQUE' &&
		error.message.includes(column)
	);
}
