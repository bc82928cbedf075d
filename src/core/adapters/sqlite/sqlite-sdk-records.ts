import type { VaultRef } from '../../domain/ids.ts';
import type { SdkRecord, SdkRecordRepository } from '../../ports/store.ts';
import type { Database } from './database.ts';

interface Row {
	user_signature: string | null;
	redirect_url: string | null;
	grant_sealed: Buffer | null;
	grant_generation: number | null;
	grant_digest: string | null;
}

const holders = {
	access: 'SELECT connection AS id FROM access_token WHERE digest = ?',
	// An entry mostly belongs to the connection that it was begun for. All of them are looked through only for one that does not: what
	// signed in to another org was kept apart with it.
	refresh: `SELECT coalesce(c.id, (SELECT id FROM connection WHERE ref = v.ref)) AS id
		FROM vault_entry v LEFT JOIN connection c ON c.id = v.owner AND c.ref = v.ref WHERE v.token_digest = ?`,
	grant: 'SELECT connection AS id FROM sdk_record WHERE grant_digest = ?',
} as const;

/** What programs saved beside connections, and whose a token is, in SQLite. */
export class SqliteSdkRecords implements SdkRecordRepository {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	of(connection: SdkRecord['connection']): SdkRecord | null {
		const row = this.#db.get<Row>('SELECT * FROM sdk_record WHERE connection = ?', connection);
		if (!row) return null;
		const { grant_sealed: sealed, grant_generation: generation, grant_digest: digest } = row;
		const grant = sealed && generation !== null && digest !== null ? { sealed, generation, digest } : null;
		return { connection, userSignature: row.user_signature, redirectUrl: row.redirect_url, grant };
	}

	put({ connection, userSignature, redirectUrl, grant }: SdkRecord): void {
		this.#db.run(
			`INSERT INTO sdk_record (connection, user_signature, redirect_url, grant_sealed, grant_generation, grant_digest)
			VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (connection) DO UPDATE SET user_signature = excluded.user_signature, redirect_url = excluded.redirect_url,
				grant_sealed = excluded.grant_sealed, grant_generation = excluded.grant_generation, grant_digest = excluded.grant_digest`,
			connection,
			userSignature,
			redirectUrl,
			grant?.sealed ?? null,
			grant?.generation ?? null,
			grant?.digest ?? null,
		);
	}

	holders(kind: keyof typeof holders, digest: string): ReadonlySet<string> {
		return new Set(this.#db.all<{ id: string | null }>(holders[kind], digest).flatMap(({ id }) => id ?? []));
	}

	refreshDigest(ref: VaultRef): string | null {
		const sql = 'SELECT token_digest AS digest FROM vault_entry WHERE ref = ?';
		return this.#db.get<{ digest: string | null }>(sql, ref)?.digest ?? null;
	}
}
