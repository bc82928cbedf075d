import type { OAuthToken } from '../domain/oauth-token.ts';

/**
 * The custom persistence of the Zoho CRM SDK: six operations over OAuthToken records. What every store promises (docs/token-store.md):
 * matching by `matchKeys`, merging by `merged`, no two records for one match, users and API clients kept apart, and after a failure either
 * the old record or the new one whole. Nothing of a token stands in an error.
 */
export interface TokenStore {
	/** The record that the token means, with the token's own fields over the stored ones; null where none matches. The id plays no part. */
	findToken(token: OAuthToken): Promise<OAuthToken | null>;
	/** Rejects with TOKEN_UNKNOWN: the SDK goes wrong on null. */
	findTokenById(id: string): Promise<OAuthToken>;
	/**
	 * Updates the record of the token's id, or without an id the one that matches, else adds one; gives back what is stored, with its id. An
	 * id of the caller's own is kept, a missing one is made. Rejects with TOKEN_REFUSED where a new record would have no token at all.
	 */
	saveToken(token: OAuthToken): Promise<OAuthToken>;
	/** Rejects with TOKEN_UNKNOWN. */
	deleteToken(id: string): Promise<void>;
	deleteTokens(): Promise<void>;
	/** All records in the order they were first stored. */
	getTokens(): Promise<readonly OAuthToken[]>;
}
