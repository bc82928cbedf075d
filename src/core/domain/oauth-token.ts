import type { Secret } from './secret.ts';

/** One record of a token store, in the words of the Zoho CRM SDK's OAuthToken. What is not known is null. */
export interface OAuthToken {
	readonly id: string | null;
	/** Whose token: the SDK writes `email:zgid`. */
	readonly userSignature: string | null;
	readonly clientId: string | null;
	readonly clientSecret: Secret | null;
	/** The authorization code, spent or not. */
	readonly grantToken: Secret | null;
	readonly refreshToken: Secret | null;
	readonly accessToken: Secret | null;
	/** When the access token ends: epoch milliseconds, in spite of its name. */
	readonly expiresIn: number | null;
	readonly redirectURL: string | null;
	readonly apiDomain: string | null;
}

/** A record of which nothing is known. */
export const emptyToken: OAuthToken = {
	id: null,
	userSignature: null,
	clientId: null,
	clientSecret: null,
	grantToken: null,
	refreshToken: null,
	accessToken: null,
	expiresIn: null,
	redirectURL: null,
	apiDomain: null,
};

/**
 * How a token without an id is matched; a store tries each in turn and takes the first record that was stored of those that match.
 * A key holds plain text: it is for comparing and for prepared statements, never for a message.
 */
export type MatchKey =
	/** `clientId`: a record of another API client is not this one; null, or a record without one, matches any. */
	| { readonly by: 'user'; readonly userSignature: string; readonly clientId: string | null }
	| { readonly by: 'access'; readonly accessToken: string }
	| { readonly by: 'grant'; readonly grantToken: string; readonly clientId: string }
	| { readonly by: 'refresh'; readonly refreshToken: string; readonly clientId: string };

/**
 * The SDK's precedence: the user signature alone decides where there is one; else the access token where no client credentials are given;
 * else the grant, then the refresh token of that client. Where the SDK's stores disagree this takes what loses nothing: they let the same
 * user of another API client replace a record, and compare a refresh token whoever's client it is (docs/token-store.md).
 */
export function matchKeys(token: OAuthToken): readonly MatchKey[] {
	const { userSignature, clientId, clientSecret, accessToken, grantToken, refreshToken } = token;
	if (userSignature !== null) return [{ by: 'user', userSignature, clientId }];
	if (accessToken !== null && clientId === null && clientSecret === null) {
		return [{ by: 'access', accessToken: accessToken.reveal() }];
	}
	if (clientId === null || clientSecret === null) return [];
	return [
		...(grantToken ? [{ by: 'grant', grantToken: grantToken.reveal(), clientId } as const] : []),
		...(refreshToken ? [{ by: 'refresh', refreshToken: refreshToken.reveal(), clientId } as const] : []),
	];
}

/** Whether a stored record is the one that a key means. */
export function isMatch(stored: OAuthToken, key: MatchKey): boolean {
	switch (key.by) {
		case 'user':
			return (
				stored.userSignature === key.userSignature &&
				(key.clientId === null || stored.clientId === null || stored.clientId === key.clientId)
			);
		case 'access':
			return stored.accessToken?.reveal() === key.accessToken;
		case 'grant':
			return stored.grantToken?.reveal() === key.grantToken && stored.clientId === key.clientId;
		case 'refresh':
			return stored.refreshToken?.reveal() === key.refreshToken && stored.clientId === key.clientId;
	}
}

/** What is known of `given`, and where it says nothing what is known of `stored`; the id is the stored one. */
export function merged(given: OAuthToken, stored: OAuthToken): OAuthToken {
	return {
		id: stored.id,
		userSignature: given.userSignature ?? stored.userSignature,
		clientId: given.clientId ?? stored.clientId,
		clientSecret: given.clientSecret ?? stored.clientSecret,
		grantToken: given.grantToken ?? stored.grantToken,
		refreshToken: given.refreshToken ?? stored.refreshToken,
		accessToken: given.accessToken ?? stored.accessToken,
		expiresIn: given.expiresIn ?? stored.expiresIn,
		redirectURL: given.redirectURL ?? stored.redirectURL,
		apiDomain: given.apiDomain ?? stored.apiDomain,
	};
}

/** The token with its empty texts as unknown, which is what they mean to the SDK. */
export function withoutEmpty(token: OAuthToken): OAuthToken {
	const secret = (one: Secret | null) => (one?.reveal() ? one : null);
	return {
		id: token.id || null,
		userSignature: token.userSignature || null,
		clientId: token.clientId || null,
		clientSecret: secret(token.clientSecret),
		grantToken: secret(token.grantToken),
		refreshToken: secret(token.refreshToken),
		accessToken: secret(token.accessToken),
		expiresIn: token.expiresIn,
		redirectURL: token.redirectURL || null,
		apiDomain: token.apiDomain || null,
	};
}
