import type { VaultRef } from '../../domain/ids.ts';
import type { AccessTokenRecord } from '../../ports/store.ts';
import { readUpToDate } from './read-up-to-date.ts';

/** A connection's cached access token, and which keychain entry opens it. */
export interface CachedToken {
	readonly ref: VaultRef;
	/** Of the connection's last sign-in. */
	readonly generation: number;
	readonly cached: AccessTokenRecord;
}

// Where the secrets lie elsewhere, or the keychain was found emptied or exchanged, the token is not for this way.
const sql = `SELECT c.ref, c.generation, t.connection, t.generation AS cachedGeneration, t.sealed, t.expires_at AS expiresAt
	FROM connection AS c JOIN access_token AS t ON t.connection = c.id
	WHERE c.alias = ? AND c.ref IS NOT NULL AND c.status NOT IN ('revoke_queued', 'revoked')
		AND NOT EXISTS (SELECT 1 FROM setting WHERE key IN ('vault', 'vault_emptied', 'vault_changed') AND value NOT IN ('', 'keychain'))`;

type Row = AccessTokenRecord & Omit<CachedToken, 'cached'> & { readonly cachedGeneration: number };

/** What the store would say of an alias, where it may be asked as it is (read-up-to-date.ts); else null: open the store. */
export function readCachedToken(database: string, alias: string, now: number): CachedToken | null {
	return readUpToDate(database, now, (rows) => {
		const row = rows.get<Row>(sql, alias);
		if (!row) return null;
		const { ref, generation, connection, cachedGeneration, sealed, expiresAt } = row;
		return {
			ref,
			generation,
			cached: { connection, generation: cachedGeneration, sealed: Buffer.from(sealed), expiresAt },
		};
	});
}
