import type { SignInRecord, SignInRepository } from '../../ports/store.ts';
import type { Database } from './database.ts';
import { signInColumns, signInsIn } from './listed-rows.ts';

/** Sign-ins on their way, in SQLite. */
export class SqliteSignIns implements SignInRepository {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	all(): readonly SignInRecord[] {
		return signInsIn(this.#db);
	}

	put(s: SignInRecord): void {
		this.#db.run(
			`INSERT INTO sign_in (${signInColumns})
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
