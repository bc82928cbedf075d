import { AppError } from '../core/domain/app-error.ts';
import type { OAuthToken } from '../core/domain/oauth-token.ts';
import { Secret } from '../core/domain/secret.ts';

type Text = string | null;

/** A token object of the Zoho CRM SDK, as its Node and its TypeScript package have it. */
export interface ZohoToken {
	getId(): Text;
	setId(id: Text): void;
	getUserSignature(): { getName(): string } | null;
	setUserSignature(signature: { name: string; getName(): string } | null): void;
	getClientId(): Text;
	setClientId(clientId: string): void;
	getClientSecret(): Text;
	setClientSecret(clientSecret: string): void;
	getRedirectURL(): Text;
	setRedirectURL(redirectURL: Text): void;
	getGrantToken(): Text;
	setGrantToken(grantToken: Text): void;
	getRefreshToken(): Text;
	setRefreshToken(refreshToken: Text): void;
	getAccessToken(): Text;
	setAccessToken(accessToken: Text): void;
	/** A text of epoch milliseconds, in spite of its name. */
	getExpiresIn(): Text;
	setExpiresIn(expiresIn: string): void;
	getAPIDomain(): Text;
	setAPIDomain(apiDomain: Text): void;
	authenticate(connector: never): void;
	generateToken(): void;
	remove(): Promise<boolean>;
	revoke(id: string): Promise<boolean | undefined>;
}

const methods = [
	...['Id', 'UserSignature', 'ClientId', 'ClientSecret', 'RedirectURL', 'GrantToken', 'RefreshToken', 'AccessToken'],
	...['ExpiresIn', 'APIDomain'],
].flatMap((field) => [`get${field}`, `set${field}`]);

/** Whether a value has the methods of the SDK's token. */
export function isZohoToken(value: unknown): value is ZohoToken {
	if (typeof value !== 'object' || value === null) return false;
	return methods.every((name) => typeof Reflect.get(value, name) === 'function');
}

/** What an SDK token says; undefined and empty fields are null. Throws TOKEN_REFUSED for anything else. */
export function fromZoho(token: unknown): OAuthToken {
	if (!isZohoToken(token)) throw new AppError('TOKEN_REFUSED', { problem: 'it is no OAuthToken of the Zoho CRM SDK' });
	const secret = (value: Text) => (value ? new Secret(value) : null);
	return {
		id: token.getId() || null,
		userSignature: token.getUserSignature()?.getName() || null,
		clientId: token.getClientId() || null,
		clientSecret: secret(token.getClientSecret()),
		grantToken: secret(token.getGrantToken()),
		refreshToken: secret(token.getRefreshToken()),
		accessToken: secret(token.getAccessToken()),
		expiresIn: token.getExpiresIn() ? Number(token.getExpiresIn()) : null,
		redirectURL: token.getRedirectURL() || null,
		apiDomain: token.getAPIDomain() || null,
	};
}

/** Writes what a record knows into an SDK token; where it knows nothing the token's own word stays. */
export function fill(token: ZohoToken, record: OAuthToken): void {
	const known = <Value>(value: Value | null, set: (value: Value) => void) => {
		if (value !== null) set(value);
	};
	known(record.id, (id) => token.setId(id));
	known(record.userSignature, (name) => token.setUserSignature({ name, getName: () => name }));
	known(record.clientId, (clientId) => token.setClientId(clientId));
	known(record.clientSecret, (secret) => token.setClientSecret(secret.reveal()));
	known(record.redirectURL, (url) => token.setRedirectURL(url));
	known(record.grantToken, (grant) => token.setGrantToken(grant.reveal()));
	known(record.refreshToken, (refreshToken) => token.setRefreshToken(refreshToken.reveal()));
	known(record.accessToken, (accessToken) => token.setAccessToken(accessToken.reveal()));
	known(record.expiresIn, (at) => token.setExpiresIn(String(at)));
	known(record.apiDomain, (apiDomain) => token.setAPIDomain(apiDomain));
}
