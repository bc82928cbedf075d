import { secretRefFor } from '../../domain/api-client.ts';
import type { Connection } from '../../domain/connection.ts';
import type { OAuthToken } from '../../domain/oauth-token.ts';
import { Secret } from '../../domain/secret.ts';
import { type SealedPlace, unseal } from '../../protocol/seal.ts';
import { openEntry } from '../access-tokens.ts';
import { apiClientOf, type Context } from '../context.ts';

/** Whether a connection is a record of the token store: what is revoked, or shall be, has no token to give. */
export function isRecord({ ref, status }: Connection): boolean {
	return ref !== null && status !== 'revoked' && status !== 'revoke_queued';
}

/** Whose the connection is, in the SDK's words: what a program saved, else `email:zgid`. */
export function signatureOf({ store }: Context, { id, user, org }: Connection): string | null {
	return store.sdkRecords.of(id)?.userSignature ?? ownSignature({ user, org });
}

/** What the SDK itself would call the user of a connection; null while nobody has seen whose it is. */
export function ownSignature({ user, org }: Pick<Connection, 'user' | 'org'>): string | null {
	return user.email !== '' && org.id !== '' ? `${user.email}:${org.id}` : null;
}

/**
 * A connection as a record of the token store, with its secrets. Throws KEYCHAIN_*, or SECRET_UNREADABLE where the keychain is open
 * without them.
 */
export async function recordOf(context: Context, connection: Connection): Promise<OAuthToken> {
	const { store, entries } = context;
	const { id, dataCenter } = connection;
	const { sealKey, refreshToken } = await openEntry(context, connection);
	const client = apiClientOf(context, connection.apiClient);
	const secretRef = secretRefFor(client, dataCenter);
	const clientSecret = secretRef && (await entries.openClientSecret(secretRef, client.name));
	const opened = (
		field: SealedPlace['field'],
		kept: { readonly sealed: Buffer; readonly generation: number } | null,
	) => {
		const text = kept && unseal(sealKey, { connection: id, field, generation: kept.generation }, kept.sealed);
		return text === null ? null : new Secret(text);
	};
	const cached = store.accessTokens.of(id);
	const accessToken = opened('access_token', cached?.generation === connection.generation ? cached : null);
	const grantToken = opened('grant_token', store.sdkRecords.of(id)?.grant ?? null);
	const expiresIn = accessToken && (cached?.expiresAt || null);
	return { ...openPart(context, connection), clientSecret, refreshToken, accessToken, grantToken, expiresIn };
}

/** What is known of a connection without the keychain: all but its secrets. */
export function openPart(context: Context, connection: Connection): OAuthToken {
	const client = apiClientOf(context, connection.apiClient);
	return {
		id: connection.id,
		userSignature: signatureOf(context, connection),
		clientId: client.clientId,
		clientSecret: null,
		grantToken: null,
		refreshToken: null,
		accessToken: null,
		expiresIn: null,
		redirectURL: context.store.sdkRecords.of(connection.id)?.redirectUrl ?? client.redirectUris[0] ?? null,
		apiDomain: connection.apiDomain,
	};
}
