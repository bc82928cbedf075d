import BetterSqlite, { type Statement } from 'better-sqlite3';
import { cellsOf, columns } from '../src/core/adapters/token-stores/token-row.ts';
import type { OAuthToken } from '../src/core/domain/oauth-token.ts';

const all = columns.join(', ');

/**
 * The floor under any store on SQLite: one prepared statement for each act on the table of ours, not synced, with nothing matched, merged,
 * checked or kept apart. What a store of ours costs above this is its own; what this costs is the driver's and SQLite's.
 */
export class BareStatements {
	readonly #sqlite: BetterSqlite.Database;
	readonly #byUser: Statement<[string]>;
	readonly #byId: Statement<[string]>;
	readonly #all: Statement<[]>;
	readonly #update: Statement<[string, string]>;
	readonly #insert: Statement<unknown[]>;
	readonly #delete: Statement<[string]>;

	constructor(path: string) {
		const sqlite = new BetterSqlite(path);
		sqlite.pragma('synchronous = 1');
		sqlite.pragma('cache_size = -16384');
		this.#sqlite = sqlite;
		this.#byUser = sqlite.prepare<[string]>(`SELECT ${all} FROM oauthtoken WHERE user_name = ?`).raw();
		this.#byId = sqlite.prepare<[string]>(`SELECT ${all} FROM oauthtoken WHERE id = ?`).raw();
		this.#all = sqlite.prepare<[]>(`SELECT ${all} FROM oauthtoken`).raw();
		this.#update = sqlite.prepare<[string, string]>('UPDATE oauthtoken SET access_token = ? WHERE user_name = ?');
		this.#insert = sqlite.prepare(`INSERT INTO oauthtoken (${all}) VALUES (${columns.map(() => '?').join(', ')})`);
		this.#delete = sqlite.prepare<[string]>('DELETE FROM oauthtoken WHERE id = ?');
	}

	byUser(user: string): unknown {
		return this.#byUser.get(user);
	}

	byId(id: string): unknown {
		return this.#byId.get(id);
	}

	all(): unknown {
		return this.#all.all();
	}

	update(user: string, accessToken: string): void {
		this.#update.run(accessToken, user);
	}

	insert(token: OAuthToken): void {
		this.#insert.run(...cellsOf(token));
	}

	delete(id: string): void {
		this.#delete.run(id);
	}

	close(): void {
		this.#sqlite.close();
	}
}
