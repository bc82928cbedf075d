import type { SignInRecord, SignInRepository } from '../../ports/store.ts';
import type { Database } from './database.ts';

interface Row extends Omit<SignInRecord, 'apiClient' | 'dataCenter' | 'scopes' | 'startedAt'> {
	api_client: string;
	data_center: string;
	scopes: string;
	started_at: number;
}

const columns =
	'id, kind, connection, api_client, data_center, alias, customer, scopes, ref, stage, sealed, lease, started_at';

/** Sign-ins on their way, in SQLite. */
export class SqliteSignIns implements SignInRepository {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	all(): readonly SignInRecord[] {
		return this.#db.all<Row>(`SELECT ${columns} FROM sign_in ORDER BY started_at`).map(toRecord);
	}

	put(s: SignInRecord): void {
		this.#db.run(
			`INSERT INTO sign_in (${columns})
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET data_center = excluded.data_center, stage = excluded.stage, sealed = excluded.sealed,
				ref = excluded.ref, lease = excluded.lease`,
			s.id,
			s.kind,
			s.connection,
			s.apiClient,
			s.dataCenter,
			s.alias,
			s.customer,
			JSON.stringify(s.scopes),
			s.ref,
			s.stage,
			s.sealed,
			s.lease,
			s.startedAt,
		);
	}

	remove(id: string): void {
		this.#db.run('DELETE FROM sign_in WHERE id = ?', id);
	}
}

function toRecord({ api_client, data_center, scopes, started_at, ...row }: Row): SignInRecord {
	return {
		...row,
		apiClient: api_client,
		dataCenter: data_center,
		scopes: JSON.parse(scopes),
		startedAt: started_at,
	} as SignInRecord;
}
