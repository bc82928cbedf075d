import type { ApiClient } from '../../domain/api-client.ts';
import { AppError } from '../../domain/app-error.ts';
import type { ApiClientRepository } from '../../ports/store.ts';
import { type Database, isUniqueConflict } from './database.ts';
import { type ApiClientRow, apiClientsIn, selectApiClient, toApiClient } from './listed-rows.ts';

/** API clients in SQLite, with the refs of their secrets. */
export class SqliteApiClients implements ApiClientRepository {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	all(): readonly ApiClient[] {
		return apiClientsIn(this.#db);
	}

	byId(id: string): ApiClient | null {
		const row = this.#db.get<ApiClientRow>(`${selectApiClient} WHERE id = ?`, id);
		return row && toApiClient(row);
	}

	byName(name: string): ApiClient | null {
		const row = this.#db.get<ApiClientRow>(`${selectApiClient} WHERE name = ?`, name);
		return row && toApiClient(row);
	}

	put(client: ApiClient): void {
		try {
			this.#db.transaction(() => {
				this.#db.run(
					`INSERT INTO api_client (id, name, client_id, type, redirect_uris, scopes, practice, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
					ON CONFLICT (id) DO UPDATE SET name = excluded.name, client_id = excluded.client_id, type = excluded.type,
						redirect_uris = excluded.redirect_uris, scopes = excluded.scopes`,
					client.id,
					client.name,
					client.clientId,
					client.type,
					JSON.stringify(client.redirectUris),
					JSON.stringify(client.scopes),
					Number(client.practice),
					client.createdAt,
				);
				this.#db.run('DELETE FROM client_secret WHERE api_client = ?', client.id);
				for (const [dataCenter, ref] of Object.entries(client.secrets)) {
					this.#db.run(
						'INSERT INTO client_secret (api_client, data_center, ref) VALUES (?, ?, ?)',
						client.id,
						dataCenter,
						ref,
					);
				}
			});
		} catch (error) {
			if (isUniqueConflict(error, 'api_client.name')) throw new AppError('API_CLIENT_EXISTS', { name: client.name });
			throw error;
		}
	}

	remove(id: string): void {
		this.#db.run('DELETE FROM api_client WHERE id = ?', id);
	}
}
