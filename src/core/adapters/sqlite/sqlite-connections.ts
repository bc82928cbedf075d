import { AppError } from '../../domain/app-error.ts';
import type { Connection } from '../../domain/connection.ts';
import type { ConnectionRepository } from '../../ports/store.ts';
import { type Database, isUniqueConflict } from './database.ts';
import { KeptRows, type Values } from './kept-rows.ts';

const columns = `id, alias, customer, api_client, data_center, api_domain, environment, org_id, org_name, user_email, user_name,
	scopes, practice, ref, generation, status, problem, last_checked_at, waiting_until, revoked_at, created_at`;
const row = `json_array(${columns})`;
const changed = columns
	.split(',')
	.map((column) => column.trim())
	.filter((column) => column !== 'id');

/** Connections in SQLite; the schema's CHECKs guarantee what the casts below state. */
export class SqliteConnections implements ConnectionRepository {
	readonly #db: Database;
	readonly #kept = new KeptRows(toConnection);

	constructor(db: Database) {
		this.#db = db;
	}

	all(): readonly Connection[] {
		return this.#kept.take(this.#db.column(`SELECT ${row} FROM connection ORDER BY alias`));
	}

	byAge(): readonly Connection[] {
		return this.#db.column(`SELECT ${row} FROM connection ORDER BY created_at, rowid`).map(parseRow);
	}

	revokeQueued(): readonly Connection[] {
		return this.#db.column(`SELECT ${row} FROM connection WHERE status = 'revoke_queued'`).map(parseRow);
	}

	byId(id: string): Connection | null {
		const [found] = this.#db.column(`SELECT ${row} FROM connection WHERE id = ?`, id);
		return found === undefined ? null : parseRow(found);
	}

	byAlias(alias: string): Connection | null {
		const [found] = this.#db.column(`SELECT ${row} FROM connection WHERE alias = ?`, alias);
		return found === undefined ? null : parseRow(found);
	}

	counts(): ReadonlyMap<string, number> {
		const rows = this.#db.all<{ client: string; count: number }>(
			'SELECT api_client AS client, count(*) AS count FROM connection GROUP BY api_client',
		);
		return new Map(rows.map(({ client, count }) => [client, count]));
	}

	put(c: Connection): void {
		try {
			this.#db.run(
				`INSERT INTO connection (${columns}) VALUES (${'?, '.repeat(20)}?)
				ON CONFLICT (id) DO UPDATE SET ${changed.map((column) => `${column} = excluded.${column}`).join(', ')}`,
				c.id,
				c.alias,
				c.customer,
				c.apiClient,
				c.dataCenter,
				c.apiDomain,
				c.environment,
				c.org.id,
				c.org.name,
				c.user.email,
				c.user.name,
				JSON.stringify(c.scopes),
				Number(c.practice),
				c.ref,
				c.generation,
				c.status,
				c.problem && JSON.stringify(c.problem),
				c.lastCheckedAt,
				c.waitingUntil,
				c.revokedAt,
				c.createdAt,
			);
		} catch (error) {
			if (isUniqueConflict(error, 'connection.alias')) throw new AppError('ALIAS_TAKEN', { alias: c.alias });
			throw error;
		}
	}

	remove(id: string): void {
		this.#db.run('DELETE FROM connection WHERE id = ?', id);
	}
}

let lastScopes = { text: '[]', list: [] as readonly string[] };

/** Neighbours mostly have the same ones: then they share the list. */
function parseScopes(text: string): readonly string[] {
	if (text !== lastScopes.text) lastScopes = { text, list: JSON.parse(text) };
	return lastScopes.list;
}

const parseRow = (text: string) => toConnection(JSON.parse(text));

/** By number, in the order of `columns`: to take a row of twenty values apart costs more than to make a connection of it. */
function toConnection(row: Values): Connection {
	return {
		id: row[0],
		alias: row[1],
		customer: row[2],
		apiClient: row[3],
		dataCenter: row[4],
		apiDomain: row[5],
		environment: row[6],
		org: { id: row[7], name: row[8] },
		user: { email: row[9], name: row[10] },
		scopes: parseScopes(String(row[11])),
		practice: row[12] === 1,
		ref: row[13],
		generation: row[14],
		status: row[15],
		problem: row[16] === null ? null : JSON.parse(String(row[16])),
		lastCheckedAt: row[17],
		waitingUntil: row[18],
		revokedAt: row[19],
		createdAt: row[20],
	} as unknown as Connection;
}
