import { lstatSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite, { type Database as Sqlite, type Statement } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { lookInto } from './backup-file.ts';
import { makeBackup, writeBackup, writeCopy } from './backups.ts';
import { bringUpToDate, damagedStore, type Opening } from './bring-up-to-date.ts';
import { migrate } from './migrations.ts';
import { prepareFile } from './private-files.ts';
import type { RowReader, Value } from './row-reader.ts';
import { keepSums } from './row-sums.ts';
import { asStoreFailure, primaryCode } from './store-failure.ts';
import { joinUsers, lockUsersOut, type UsersLock } from './users-lock.ts';
import { waitingForOthers } from './waiting.ts';

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
export class Database implements RowReader {
	readonly path: string;
	/** A row of this table was found to be another than was written, and goes on as it is: no backup says what it was. For the audit log. */
	readonly changed: string | null;
	readonly #sqlite: Sqlite;
	#users: UsersLock | null;
	readonly #statements = new Map<string, Statement<Value[]>>();
	readonly #columns = new Map<string, Statement<Value[]>>();
	/** Whether rows still have to get their sums from this connection's first write on. */
	#lacksSums: boolean;

	private constructor(path: string, { sqlite, changed }: Ready, users: UsersLock | null, { migrations }: Opening) {
		this.path = path;
		this.changed = changed;
		this.#sqlite = sqlite;
		this.#users = users;
		// Files with another schema (sealed-entries.ts) seal their rows instead.
		this.#lacksSums = migrations === undefined;
	}

	/** Opens or creates the file (0600 in a 0700 folder) and brings its schema up to date. Throws STORE_*. */
	static open(path: string, opening: Opening = {}): Database {
		if (path === ':memory:') return guarded(path, () => new Database(path, ready(path, opening), null, opening));
		asStoreFailure(path, () => prepareFile(path));
		return guarded(path, () => {
			const users = asStoreFailure(path, () => joinUsers(path));
			try {
				return new Database(path, ready(path, opening), users, opening);
			} catch (error) {
				users.close();
				throw error;
			}
		});
	}

	/** Looks into a file with this schema that nobody writes, and leaves it as it is; false where it is not whole. */
	static look(path: string, migrations: readonly string[], isGood: (db: Database) => boolean): boolean {
		return lookInto(path, migrations, (sqlite) =>
			isGood(new Database(path, { sqlite, changed: null }, null, { migrations })),
		);
	}

	get<Row>(sql: string, ...values: Value[]): Row | null {
		return guarded(this.path, () => (this.#prepare(sql).get(...values) as Row | undefined) ?? null);
	}

	all<Row>(sql: string, ...values: Value[]): Row[] {
		return guarded(this.path, () => this.#prepare(sql).all(...values) as Row[]);
	}

	values(sql: string, ...values: Value[]): readonly (readonly Value[])[] {
		return guarded(
			this.path,
			() =>
				this.#sqlite
					.prepare<Value[]>(sql)
					.raw()
					.all(...values) as Value[][],
		);
	}

	column<T = string>(sql: string, ...values: Value[]): T[] {
		return guarded(this.path, () => {
			const known = this.#columns.get(sql) ?? this.#sqlite.prepare<Value[]>(sql).pluck();
			this.#columns.set(sql, known);
			return known.all(...values) as T[];
		});
	}

	run(sql: string, ...values: Value[]): void {
		guarded(this.path, () => {
			this.#beforeWrite();
			this.#prepare(sql).run(...values);
		});
	}

	/** Takes the write lock at once (BEGIN IMMEDIATE), so that a reader never fails half-way when it wants to write. */
	transaction<T>(act: () => T): T {
		if (this.#sqlite.inTransaction) return act();
		return guarded(this.path, () => {
			this.#beforeWrite();
			return this.#sqlite.transaction(act).immediate();
		});
	}

	pragma(text: string): unknown {
		return guarded(this.path, () => this.#sqlite.pragma(text, { simple: true }));
	}

	/** See ports/store.ts. */
	backup(to: string | null): string {
		return guarded(this.path, () => {
			if (to === null) return makeBackup(this.path, this.#sqlite, 'manual', Date.now());
			const refuse = (problem: string) => new AppError('USAGE', { problem, command: 'backup' });
			if (lstatSync(to, { throwIfNoEntry: false })) throw refuse(`${to} is there already; a backup replaces no file.`);
			if (!statSync(dirname(to), { throwIfNoEntry: false })?.isDirectory())
				throw refuse(`${to} cannot be written: its folder is not there.`);
			asStoreFailure(to, () => writeBackup(this.#sqlite, to));
			return to;
		});
	}

	/** Writes everything to a file of its own (0600), whole and good or not at all. */
	copyTo(path: string, isGood: (copy: string) => boolean): void {
		guarded(this.path, () => asStoreFailure(path, () => writeCopy(this.#sqlite, path, () => undefined, isGood)));
	}

	/** See ports/store.ts. */
	async alone<T>(act: () => Promise<T>): Promise<T> {
		if (!this.#users) return act();
		this.#users.close();
		try {
			const alone = guarded(this.path, () => asStoreFailure(this.path, () => lockUsersOut(this.path)));
			try {
				return await act();
			} finally {
				alone.close();
			}
		} finally {
			this.#users = guarded(this.path, () => asStoreFailure(this.path, () => joinUsers(this.path)));
		}
	}

	close(): void {
		this.#sqlite.close();
		this.#users?.close();
	}

	#beforeWrite(): void {
		if (!this.#lacksSums) return;
		keepSums(this.#sqlite);
		this.#lacksSums = false;
	}

	#prepare(sql: string): Statement<Value[]> {
		const known = this.#statements.get(sql);
		if (known) return known;
		const made = this.#sqlite.prepare<Value[]>(sql);
		this.#statements.set(sql, made);
		return made;
	}
}

interface Ready {
	readonly sqlite: Sqlite;
	/** The table of a row that is not as it was written, where no backup says what it was. */
	readonly changed: string | null;
}

/** An open database with our settings, whole as far as was searched, and up to date. */
function ready(path: string, opening: Opening): Ready {
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
		if (path !== ':memory:') return { sqlite, changed: bringUpToDate(path, sqlite, opening) };
		migrate(sqlite, opening.migrations);
		return { sqlite, changed: null };
	} catch (error) {
		sqlite.close();
		throw error;
	}
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
		const primary = primaryCode(error);
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
