import { closeSync, constants, openSync } from 'node:fs';
import BetterSqlite, { type Database as Sqlite, type Statement } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { matchKeys, merged, type OAuthToken, withoutEmpty } from '../../domain/oauth-token.ts';
import type { TokenStore } from '../../ports/token-store.ts';
import { waitingForOthers } from '../sqlite/waiting.ts';
import { atPlace, codeOf, makePrivate } from './private-file.ts';
import { isFound, type Lookup, lookupsOf, nextId, saved, soughtText, storable, unknown } from './records.ts';
import { cellsOf, columnOf, columns, tokenOf } from './token-row.ts';

interface Found {
	readonly rowid: unknown;
	readonly token: OAuthToken;
}

// The table of the SDK's documentation and samples.
const table = `CREATE TABLE IF NOT EXISTS oauthtoken (id varchar(10) NOT NULL, user_name varchar(255), client_id varchar(255),
	client_secret varchar(255), refresh_token varchar(255), access_token varchar(255), grant_token varchar(255), expiry_time varchar(20),
	redirect_url varchar(255), api_domain varchar(255), PRIMARY KEY (id))`;

const isNumber = `id NOT GLOB '*[^0-9]*' AND length(id) BETWEEN 1 AND 15`;

const indexes = [
	...[columnOf.user, columnOf.access, columnOf.grant, columnOf.refresh].map(
		(column) =>
			`CREATE INDEX IF NOT EXISTS latchkey_${column} ON oauthtoken (${column} COLLATE BINARY) WHERE ${column} IS NOT NULL`,
	),
	`CREATE INDEX IF NOT EXISTS latchkey_number ON oauthtoken (CAST(id AS INTEGER)) WHERE ${isNumber}`,
];

// As src/core/adapters/sqlite/database.ts.
const settings = {
	busy_timeout: 10_000,
	// Of a new file. A commit writes whole pages, one for the row and one for each index, and a record is far smaller than SQLite's usual page.
	page_size: 1_024,
	journal_mode: 'wal',
	secure_delete: 1,
	trusted_schema: 0,
	temp_store: 2,
	// 16 MiB: ten thousand records and their indexes.
	cache_size: -16_384,
	...(process.platform === 'darwin' ? { fullfsync: 1 } : {}),
};

/** How a file is kept. */
export interface SqliteTokenStoreOptions {
	/**
	 * Whether a record is on the disk when `saveToken` resolves (default). Without it the last records may be lost in a power cut, though never
	 * half-written: what every store of the SDK's own promises, and many times faster.
	 */
	readonly synced?: boolean;
}

/** Keeps the records in the `oauthtoken` table of an SQLite file of its own, or of the Python SDK's sample. Readable by its owner. */
export class SqliteTokenStore implements TokenStore {
	readonly #place: string;
	readonly #sqlite: Sqlite;
	readonly #find: Readonly<Record<Lookup['by'], Statement<[string]>>>;
	readonly #row: Statement<[unknown]>;
	readonly #all: Statement<[]>;
	/** Whether the table's columns keep every text as it is. A table made by hand may have a column of numbers, where '007' becomes 7. */
	readonly #keepsText: boolean;
	readonly #insert: Statement<unknown[]>;
	readonly #updates = new Map<string, Statement<unknown[]>>();
	readonly #largest: Statement<[]>;
	readonly #delete: Statement<[string]>;
	readonly #save: (token: OAuthToken) => OAuthToken;

	private constructor(place: string, sqlite: Sqlite) {
		this.#place = place;
		this.#sqlite = sqlite;
		this.#keepsText = sqlite
			.prepare<[]>("SELECT type FROM pragma_table_info('oauthtoken')")
			.pluck()
			.all()
			.every((type) => isTextual(String(type)));
		const all = columns.join(', ');
		const find = (by: Lookup['by']) =>
			sqlite
				.prepare<[string]>(
					`SELECT ${all}, rowid FROM oauthtoken WHERE ${columnOf[by]} = ? COLLATE BINARY ORDER BY rowid`,
				)
				.raw();
		this.#find = {
			id: find('id'),
			user: find('user'),
			access: find('access'),
			grant: find('grant'),
			refresh: find('refresh'),
		};
		this.#row = sqlite.prepare<[unknown]>(`SELECT ${all} FROM oauthtoken WHERE rowid = ?`).raw();
		this.#all = sqlite.prepare<[]>(`SELECT ${all} FROM oauthtoken ORDER BY rowid`).raw();
		const places = columns.map(() => '?').join(', ');
		this.#insert = sqlite.prepare<unknown[]>(`INSERT INTO oauthtoken (${all}) VALUES (${places})`);
		this.#largest = sqlite.prepare<[]>(`SELECT max(CAST(id AS INTEGER)) FROM oauthtoken WHERE ${isNumber}`).pluck();
		this.#delete = sqlite.prepare<[string]>('DELETE FROM oauthtoken WHERE id = ? COLLATE BINARY');
		const save = sqlite.transaction((token: OAuthToken) => this.#saveNow(token));
		this.#save = (token) => save.immediate(token);
	}

	/**
	 * Opens or creates the file (0600) or ':memory:'. Indexes are added to a table that is there; its rows stay. Throws STORE_UNSAFE for a
	 * link or a stranger's file, TOKEN_STORE_FAILED for what is no such table.
	 */
	static open(path: string, { synced = true }: SqliteTokenStoreOptions = {}): SqliteTokenStore {
		return atPlace(path, () => {
			if (path !== ':memory:') prepareFile(path);
			const sqlite = new BetterSqlite(path);
			try {
				for (const [name, wanted] of Object.entries({ ...settings, synchronous: synced ? 2 : 1 }))
					waitingForOthers(() => sqlite.pragma(`${name} = ${wanted}`));
				sqlite.transaction(() => prepareTable(path, sqlite)).immediate();
				return new SqliteTokenStore(path, sqlite);
			} catch (error) {
				sqlite.close();
				throw error;
			}
		});
	}

	async findToken(token: OAuthToken): Promise<OAuthToken | null> {
		const given = withoutEmpty(token);
		const found = this.#guarded(() => this.#first(matchKeys(given)));
		return found && merged(given, found.token);
	}

	async findTokenById(id: string): Promise<OAuthToken> {
		const found = id === '' ? null : this.#guarded(() => this.#first([{ by: 'id', id }]));
		if (!found) throw unknown(id);
		return found.token;
	}

	async saveToken(token: OAuthToken): Promise<OAuthToken> {
		const given = storable(token);
		return this.#guarded(() => this.#save(given));
	}

	async deleteToken(id: string): Promise<void> {
		const gone = id === '' ? 0 : this.#guarded(() => this.#delete.run(id).changes);
		if (gone === 0) throw unknown(id);
	}

	async deleteTokens(): Promise<void> {
		this.#guarded(() => this.#sqlite.exec('DELETE FROM oauthtoken'));
	}

	async getTokens(): Promise<readonly OAuthToken[]> {
		return this.#guarded(() => this.#all.all().map(asToken));
	}

	/** Closes the file; what was saved is in it, and nothing beside it. */
	close(): void {
		this.#sqlite.close();
	}

	#saveNow(given: OAuthToken): OAuthToken {
		const found = this.#first(lookupsOf(given));
		const record = saved(given, found?.token ?? null);
		const stored = { ...record, id: record.id ?? nextId(Number(this.#largest.get() ?? 0)) };
		const cells = cellsOf(stored);
		const rowid = found ? this.#update(found, cells) : this.#insert.run(...cells).lastInsertRowid;
		if (!this.#keepsText) this.#mustKeep(rowid, cells);
		return stored;
	}

	/** Throws TOKEN_REFUSED, so that the save is undone, where the row does not hold what was given. */
	#mustKeep(rowid: unknown, cells: readonly unknown[]): void {
		const kept = cellsOf(asToken(this.#row.get(rowid)));
		const changed = columns.find((_, at) => kept[at] !== cells[at]);
		if (changed) throw new AppError('TOKEN_REFUSED', { problem: `the column ${changed} would change it` });
	}

	/** Sets what differs, and so touches no index of another column: that halves what a commit writes. Answers the rowid. */
	#update({ rowid, token }: Found, cells: readonly unknown[]): unknown {
		const before = cellsOf(token);
		const changed = columns.flatMap((column, at) => (cells[at] === before[at] ? [] : [{ column, cell: cells[at] }]));
		if (changed.length === 0) return rowid;
		const set = changed.map(({ column }) => `${column} = ?`).join(', ');
		let update = this.#updates.get(set);
		if (!update) {
			update = this.#sqlite.prepare<unknown[]>(`UPDATE oauthtoken SET ${set} WHERE rowid = ?`);
			this.#updates.set(set, update);
		}
		update.run(...changed.map(({ cell }) => cell), rowid);
		return rowid;
	}

	#first(lookups: readonly Lookup[]): Found | null {
		for (const lookup of lookups) {
			const find = this.#find[lookup.by];
			const text = soughtText(lookup);
			// Nearly always the first row is the one: reading no more is much of the cost.
			const first = asFound(find.get(text), lookup);
			if (first) return first;
			for (const row of first === null ? find.all(text) : []) {
				const found = asFound(row, lookup);
				if (found) return found;
			}
		}
		return null;
	}

	#guarded<T>(act: () => T): T {
		return atPlace(this.#place, act);
	}
}

/** The file is 0600 before SQLite writes a byte; -wal and -shm take over its permissions. */
function prepareFile(path: string): void {
	makePrivate(path, [`${path}-wal`, `${path}-shm`, `${path}-journal`]);
	try {
		closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600));
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') throw error;
	}
}

function prepareTable(place: string, sqlite: Sqlite): void {
	sqlite.exec(table);
	const present = sqlite.prepare("SELECT name FROM pragma_table_info('oauthtoken')").pluck().all();
	const missing = columns.find((column) => !present.includes(column));
	if (missing)
		throw new AppError('TOKEN_STORE_FAILED', { place, problem: `its table oauthtoken has no column ${missing}` });
	for (const index of indexes) sqlite.exec(index);
}

/** Whether a column so declared keeps texts as they are (https://sqlite.org/datatype3.html, 3.1). */
function isTextual(type: string): boolean {
	return /CHAR|CLOB|TEXT|BLOB|^$/i.test(type) && !/INT/i.test(type);
}

/** The record of a row that a lookup means; null where the row is another's, undefined where there is no row. */
function asFound(row: unknown, lookup: Lookup): Found | null | undefined {
	if (row === undefined) return undefined;
	const cells = asCells(row);
	const token = tokenOf(cells);
	return isFound(token, lookup) ? { rowid: cells[columns.length], token } : null;
}

function asToken(row: unknown): OAuthToken {
	return tokenOf(asCells(row));
}

/** A row in raw form is an array. */
function asCells(row: unknown): readonly unknown[] {
	return Array.isArray(row) ? row : [];
}
