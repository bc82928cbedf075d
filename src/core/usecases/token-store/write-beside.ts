import type { Connection } from '../../domain/connection.ts';
import type { OAuthToken } from '../../domain/oauth-token.ts';
import type { Secret } from '../../domain/secret.ts';
import { tokenBudget } from '../../domain/token-budget.ts';
import { tokenDigest } from '../../domain/token-digest.ts';
import type { SdkRecord } from '../../ports/store.ts';
import { seal } from '../../protocol/seal.ts';
import { apiClientOf, type Context } from '../context.ts';
import { ownSignature } from './record-of.ts';

/**
 * Writes what of a token lies in the database: the access token as the connection's cached one, counted in the budget where it is a new
 * one, and what a program said beside it. Belongs into the transaction that writes the connection.
 */
export function writeBeside(context: Context, connection: Connection, sealKey: string, token: OAuthToken): void {
	if (token.accessToken) writeAccessToken(context, connection, sealKey, token.accessToken, token.expiresIn ?? 0);
	const { id, generation } = connection;
	const { userSignature, redirectURL, grantToken } = token;
	const place = { connection: id, field: 'grant_token', generation } as const;
	const grant: SdkRecord['grant'] = grantToken && {
		sealed: seal(sealKey, place, grantToken.reveal()),
		generation,
		digest: tokenDigest(grantToken),
	};
	const [ownRedirectUri] = apiClientOf(context, connection.apiClient).redirectUris;
	context.store.sdkRecords.put({
		connection: id,
		// Only what differs: what Latchkey knows by itself may change with the next check.
		userSignature: userSignature === ownSignature(connection) ? null : userSignature,
		redirectUrl: redirectURL === ownRedirectUri ? null : redirectURL,
		grant,
	});
}

function writeAccessToken(
	{ store, clock }: Context,
	{ id, generation, ref }: Connection,
	sealKey: string,
	accessToken: Secret,
	expiresAt: number,
): void {
	const digest = tokenDigest(accessToken);
	const isNew = !store.sdkRecords.holders('access', digest).has(id);
	const now = clock.now();
	if (isNew && ref) store.mintedTokens.add(ref, now, now - tokenBudget.windowMs);
	const sealed = seal(sealKey, { connection: id, field: 'access_token', generation }, accessToken.reveal());
	store.accessTokens.put({ connection: id, generation, sealed, expiresAt }, digest);
}
