import { emptyToken, type OAuthToken } from '../../../src/core/domain/oauth-token.ts';
import { Secret } from '../../../src/core/domain/secret.ts';

const secrets = ['clientSecret', 'grantToken', 'refreshToken', 'accessToken'] as const;
type SecretField = (typeof secrets)[number];

/** A record with its secrets as text, for comparing. */
export type Plain = {
	readonly [Field in keyof OAuthToken]: Field extends SecretField ? string | null : OAuthToken[Field];
};

/** A token that says what is given and nothing else. */
export function tokenWith(given: Partial<Plain>): OAuthToken {
	const secret = (text: string | null | undefined) => (text === null || text === undefined ? null : new Secret(text));
	return {
		...emptyToken,
		...given,
		clientSecret: secret(given.clientSecret),
		grantToken: secret(given.grantToken),
		refreshToken: secret(given.refreshToken),
		accessToken: secret(given.accessToken),
	};
}

/** A record as a store gave it back. */
export function plain(token: OAuthToken): Plain {
	return {
		...token,
		clientSecret: token.clientSecret?.reveal() ?? null,
		grantToken: token.grantToken?.reveal() ?? null,
		refreshToken: token.refreshToken?.reveal() ?? null,
		accessToken: token.accessToken?.reveal() ?? null,
	};
}

/** All that the SDK knows of a token after its first use, in a form of which every store can keep the record. */
export function fullToken(name: string, given: Partial<Plain> = {}): OAuthToken {
	return tokenWith({
		userSignature: `${name}@example.test:777`,
		clientId: `1000.CLIENT${name.toUpperCase()}`,
		clientSecret: `secret-of-${name}`,
		refreshToken: `1000.refresh.${name}`,
		accessToken: `1000.access.${name}`,
		expiresIn: 1_767_225_600_000,
		redirectURL: 'http://localhost:8917/callback',
		apiDomain: 'https://www.zohoapis.eu',
		...given,
	});
}
