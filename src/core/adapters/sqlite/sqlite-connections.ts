import { AppError } from '../../domain/app-error.ts';
import type { Connection } from '../../domain/connection.ts';
import type { ConnectionRepository } from '../../ports/store.ts';
import { type Database, isUniqueConflict } from './database.ts';

interface Row {
	id: string;
	alias: string;
	customer: string | null;
	api_client: string;
	data_center: string;
	api_domain: string;
	environment: string;
	org_id: string;
	org_name: string;
	user_email: string;
	user_name: string;
	scopes: string;
	practice: number;
	ref: string | null;
	generation: number;
	status: string;
	problem: string | null;
	last_checked_at: number | null;
	waiting_until: number | null;
	revoked_at: number | null;
	created_at: number;
}

const columns = `id, alias, customer, api_client, data_center, api_domain, environment, org_id, org_name, user_email, user_name,
	scopes, practice, ref, generation, status, problem, last_checked_at, waiting_until, revoked_at, created_at`;
const changed = columns
	.split(',')
	.map((column) => column.trim())
	.filter((column) => column !== 'id');

/** Connections in SQLite; the schema's CHECKs guarantee what the casts below state. */
export class SqliteConnections implements ConnectionRepository {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	all(): readonly Connection[] {
		return this.#db.all<Row>(`SELECT ${columns} FROM connection ORDER BY alias`).map(toConnection);
	}

	byAge(): readonly Connection[] {
		return this.#db.all<Row>(`SELECT ${columns} FROM connection ORDER BY created_at, rowid`).map(toConnection);
	}

	revokeQueued(): readonly Connection[] {
		return this.#db.all<Row>(`SELECT ${columns} FROM connection WHERE status = 'revoke_queued'`).map(toConnection);
	}

	byId(id: string): Connection | null {
		const row = this.#db.get<Row>(`SELECT ${columns} FROM connection WHERE id = ?`, id);
		return row && toConnection(row);
	}

	byAlias(alias: string): Connection | null {
		const row = this.#db.get<Row>(`SELECT ${columns} FROM connection WHERE alias = ?`, alias);
		return row && toConnection(row);
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

function toConnection(row: Row): Connection {
	return {
		id: row.id,
		alias: row.alias,
		customer: row.customer,
		apiClient: row.api_client,
		dataCenter: row.data_center,
		apiDomain: row.api_domain,
		environment: row.environment,
		org: { id: row.org_id, name: row.org_name },
		user: { email: row.user_email, name: row.user_name },
		scopes: JSON.parse(row.scopes),
		practice: row.practice === 1,
		ref: row.ref,
		generation: row.generation,
		status: row.status,
		problem: row.problem === null ? null : JSON.parse(row.problem),
		lastCheckedAt: row.last_checked_at,
		waitingUntil: row.waiting_until,
		revokedAt: row.revoked_at,
		createdAt: row.created_at,
	} as Connection;
}
