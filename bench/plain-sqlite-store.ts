import BetterSqlite from 'better-sqlite3';
import { cellsOf, columns, tokenOf } from '../src/core/adapters/token-stores/token-row.ts';
import { matchKeys, merged, type OAuthToken } from '../src/core/domain/oauth-token.ts';

/** The table as the documentation of the SDK has it. */
export const documentedTable = `CREATE TABLE oauthtoken (id varchar(10) NOT NULL, user_name varchar(255), client_id varchar(255),
	client_secret varchar(255), refresh_token varchar(255), access_token varchar(255), grant_token varchar(255), expiry_time varchar(20),
	redirect_url varchar(255), api_domain varchar(255), primary key (id))`;

/** The peer: the documented table in SQLite, used as the SDK's Python sample does: a connection per call, no index beside the key. */
export class PlainSqliteStore {
	readonly #path: string;

	constructor(path: string) {
		this.#path = path;
	}

	async findToken(token: OAuthToken): Promise<OAuthToken | null> {
		const found = this.#connected((sqlite) => this.#match(sqlite, token));
		return found && merged(token, found);
	}

	async findTokenById(id: string): Promise<OAuthToken> {
		const row = this.#connected((sqlite) => sqlite.prepare('SELECT * FROM oauthtoken WHERE id = ?').get(id));
		return asToken(row);
	}

	async saveToken(token: OAuthToken): Promise<OAuthToken> {
		return this.#connected((sqlite) => {
			const found = this.#match(sqlite, token);
			const largest = 'SELECT max(CAST(id AS INTEGER)) FROM oauthtoken';
			const id = found?.id ?? String(Number(sqlite.prepare(largest).pluck().get()) + 1);
			const stored = { ...(found ? merged(token, found) : token), id };
			const sql = found
				? `UPDATE oauthtoken SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`
				: `INSERT INTO oauthtoken VALUES (${columns.map(() => '?').join(', ')})`;
			sqlite.prepare(sql).run(...cellsOf(stored), ...(found ? [id] : []));
			return stored;
		});
	}

	async deleteToken(id: string): Promise<void> {
		this.#connected((sqlite) => sqlite.prepare('DELETE FROM oauthtoken WHERE id = ?').run(id));
	}

	async getTokens(): Promise<readonly OAuthToken[]> {
		return this.#connected((sqlite) => sqlite.prepare('SELECT * FROM oauthtoken').all().map(asToken));
	}

	#match(sqlite: BetterSqlite.Database, token: OAuthToken): OAuthToken | null {
		const [key] = matchKeys(token);
		if (key?.by !== 'user') throw new Error('The bench finds by user alone.');
		const row = sqlite.prepare('SELECT * FROM oauthtoken WHERE user_name = ? LIMIT 1').get(key.userSignature);
		return row ? asToken(row) : null;
	}

	#connected<T>(act: (sqlite: BetterSqlite.Database) => T): T {
		const sqlite = new BetterSqlite(this.#path);
		try {
			return act(sqlite);
		} finally {
			sqlite.close();
		}
	}
}

function asToken(row: unknown): OAuthToken {
	return tokenOf(Object.values(row ?? {}));
}
