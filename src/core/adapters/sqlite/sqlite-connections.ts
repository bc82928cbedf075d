import { AppError } from '../../domain/app-error.ts';
import type { Connection } from '../../domain/connection.ts';
import type { ConnectionRepository } from '../../ports/store.ts';
import { type Database, isUniqueConflict } from './database.ts';
import { KeptRows } from './kept-rows.ts';
import { connectionColumns, toConnection } from './listed-rows.ts';

const row = `json_array(${connectionColumns})`;
const changed = connectionColumns
	.split(',')
	.map((column) => column.trim())
	.filter((column) => column !== 'id');

/** Connections in SQLite. */
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
				`INSERT INTO connection (${connectionColumns}) VALUES (${'?, '.repeat(20)}?)
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

const parseRow = (text: string) => toConnection(JSON.parse(text));
