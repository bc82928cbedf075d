import { chmodSync, closeSync, constants, lstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite, { type Database as Sqlite, type Statement } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { shellWord } from '../../domain/shell-word.ts';
import { isDailyDue, makeBackup, newestGoodBackup, writeBackup } from './backups.ts';
import { forgetCheck, isCheckDue, noteChecked } from './check-note.ts';
import { requireLocalDisk } from './local-disk.ts';
import { losesByMigration, migrate } from './migrations.ts';
import { asStoreFailure } from './store-failure.ts';
import { joinUsers, lockUsersOut, type UsersLock } from './users-lock.ts';
import { waitingForOthers } from './waiting.ts';

type Value = string | number | bigint | Buffer | null;

/** How a database is opened. */
export interface Opening {
	/** Whether it is searched for damage at every opening, or once a day and after the computer started (check-note.ts). */
	readonly check?: 'always' | 'daily';
	/** Makes a backup before each migration, and one a day. */
	readonly backups?: boolean;
	/** Another schema than the store's (migrations.ts). */
	readonly migrations?: readonly string[];
	/** Epoch milliseconds, for tests. */
	readonly now?: () => number;
}

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
	#users: UsersLock | null;
	readonly #statements = new Map<string, Statement<Value[]>>();
	readonly #columns = new Map<string, Statement<Value[]>>();

	private constructor(path: string, sqlite: Sqlite, users: UsersLock | null) {
		this.path = path;
		this.#sqlite = sqlite;
		this.#users = users;
	}

	/** Opens or creates the file (0600 in a 0700 folder) and brings its schema up to date. Throws STORE_*. */
	static open(path: string, opening: Opening = {}): Database {
		if (path === ':memory:') return guarded(path, () => new Database(path, ready(path, opening), null));
		asStoreFailure(path, () => prepareFile(path));
		return guarded(path, () => {
			const users = asStoreFailure(path, () => joinUsers(path));
			try {
				return new Database(path, ready(path, opening), users);
			} catch (error) {
				users.close();
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

	/** The first column alone. */
	column<T = string>(sql: string, ...values: Value[]): T[] {
		return guarded(this.path, () => {
			const known = this.#columns.get(sql) ?? this.#sqlite.prepare<Value[]>(sql).pluck();
			this.#columns.set(sql, known);
			return known.all(...values) as T[];
		});
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

	/** See ports/store.ts. */
	backup(to: string | null): string {
		return guarded(this.path, () => {
			if (to === null) return makeBackup(this.path, this.#sqlite, 'manual', Date.now());
			const problem = `${to} is there already; a backup replaces no file.`;
			if (lstatSync(to, { throwIfNoEntry: false })) throw new AppError('USAGE', { problem, command: 'backup' });
			asStoreFailure(to, () => writeBackup(this.#sqlite, to));
			return to;
		});
	}

	/** See ports/store.ts. */
	async alone<T>(act: () => Promise<T>): Promise<T> {
		if (!this.#users) return act();
		this.#users.close();
		try {
			const alone = asStoreFailure(this.path, () => lockUsersOut(this.path));
			try {
				return await act();
			} finally {
				alone.close();
			}
		} finally {
			this.#users = joinUsers(this.path);
		}
	}

	close(): void {
		this.#sqlite.close();
		this.#users?.close();
	}

	#prepare(sql: string): Statement<Value[]> {
		const known = this.#statements.get(sql);
		if (known) return known;
		const made = this.#sqlite.prepare<Value[]>(sql);
		this.#statements.set(sql, made);
		return made;
	}
}

/** An open database with our settings, whole as far as was searched, and up to date. */
function ready(path: string, opening: Opening): Sqlite {
	const sqlite = new BetterSqlite(path);
	try {
		for (const [name, wanted] of Object.entries(settings)) {
			// The switch to WAL fails at once, whatever busy_timeout says, while another process opens the same new file.
			waitingForOthers(() => sqlite.pragma(`${name} = ${wanted}`));
			const found = sqlite.pragma(name, { simple: true });
			const inMemory = name === 'journal_mode' && path === ':memory:';
			if (found !== wanted && !inMemory)
				throw new AppError('STORE_UNSAFE', { path, problem: `${name} stays ${String(found)}` });
		}
		if (path === ':memory:') migrate(sqlite, opening.migrations);
		else bringUpToDate(path, sqlite, opening);
		return sqlite;
	} catch (error) {
		sqlite.close();
		throw error;
	}
}

function bringUpToDate(
	path: string,
	sqlite: Sqlite,
	{ check = 'always', backups = false, migrations, now = Date.now }: Opening,
): void {
	const time = now();
	if (check === 'always' || isCheckDue(path, time)) {
		requireWhole(path, sqlite, 'quick_check');
		noteChecked(path, time);
	}
	if (backups && losesByMigration(sqlite)) makeBackup(path, sqlite, 'before-migration', time);
	migrate(sqlite, migrations);
	if (!backups || !isDailyDue(path, sqlite, time)) return;
	requireWhole(path, sqlite, 'integrity_check');
	try {
		makeBackup(path, sqlite, 'daily', time);
	} catch {
		// A disk without room for it must not keep anybody from their connections; `backup list` tells how old the newest one is.
	}
}

function requireWhole(path: string, sqlite: Sqlite, check: 'quick_check' | 'integrity_check'): void {
	if (sqlite.pragma(`${check}(1)`, { simple: true }) !== 'ok') throw damagedStore(path, `${check} found damage`);
}

/** That the file is damaged, with the newest backup that can be restored, and how. */
function damagedStore(path: string, problem: string, cause?: unknown): AppError {
	if (path === ':memory:') return new AppError('STORE_DAMAGED', { path, problem, remedy: 'Start again' }, { cause });
	forgetCheck(path);
	const backup = newestGoodBackup(path);
	const remedy = backup
		? `The backup of ${new Date(backup.madeAt).toISOString().slice(0, 16).replace('T', ' ')} UTC is whole: \`latchkey restore ${shellWord(backup.path)}\``
		: 'There is no backup of it; move it aside to begin anew';
	return new AppError('STORE_DAMAGED', { path, problem, remedy, ...(backup && { backup: backup.path }) }, { cause });
}

/** The folder 0700, the file 0600 before SQLite writes a byte; a planted link or a stranger's file is refused. */
function prepareFile(path: string): void {
	const folder = dirname(path);
	requireLocalDisk(folder);
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

/** Our statements fit the schema: where one does not, a letter of the schema's own text was hit. */
function isMisfit({ code, message }: InstanceType<typeof BetterSqlite.SqliteError>): boolean {
	return code.startsWith('SQLITE_ERROR') && !message.includes('transaction');
}

function guarded<T>(path: string, act: () => T): T {
	try {
		return act();
	} catch (error) {
		if (!(error instanceof BetterSqlite.SqliteError)) throw error;
		const primary = error.code.split('_').slice(0, 2).join('_');
		// A broken rule of the schema is for the repository to put into words.
		if (primary === 'SQLITE_CONSTRAINT') throw error;
		if (damaged.has(primary) || isMisfit(error)) throw damagedStore(path, error.code, error);
		throw new AppError('STORE_FAILED', { path, problem: error.code }, { cause: error });
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
