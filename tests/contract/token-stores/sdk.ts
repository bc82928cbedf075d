import { createRequire } from 'node:module';
import type { OAuthToken } from '../../../src/core/domain/oauth-token.ts';
import { type Plain, plain } from './tokens.ts';

/** What the tests use of the SDK's own token. */
interface SdkToken {
	getId(): string;
	getUserSignature(): { getName(): string } | null | undefined;
	getClientId(): string | null | undefined;
	getClientSecret(): string | null | undefined;
	getGrantToken(): string | null | undefined;
	getRefreshToken(): string | null | undefined;
	getAccessToken(): string | null | undefined;
	getExpiresIn(): string | null | undefined;
	getRedirectURL(): string | null | undefined;
	getAPIDomain(): string | null | undefined;
	setExpiresIn(time: string | null): void;
	setAPIDomain(url: string | null): void;
}

/** What the tests use of the SDK's FileStore. */
interface SdkFileStore {
	saveToken(token: SdkToken): Promise<void>;
	findToken(token: SdkToken): Promise<SdkToken | null>;
	findTokenById(id: string): Promise<SdkToken>;
	getTokens(): Promise<SdkToken[]>;
	deleteToken(id: string): Promise<void>;
}

const require = createRequire(import.meta.url);

/** Loaded from the packages on demand, as a program would. */
const load = {
	nodejs: () => ({
		...require('@zohocrm/nodejs-sdk-8.0/lib/models/authenticator/store/file_store.js'),
		...require('@zohocrm/nodejs-sdk-8.0/lib/models/authenticator/oauth_token.js'),
		...require('@zohocrm/nodejs-sdk-8.0/lib/routes/user_signature.js'),
	}),
	typescript: () => ({
		...require('@zohocrm/typescript-sdk-8.0/dist/models/authenticator/store/file_store.js'),
		...require('@zohocrm/typescript-sdk-8.0/dist/models/authenticator/oauth_token.js'),
		...require('@zohocrm/typescript-sdk-8.0/dist/routes/user_signature.js'),
	}),
};

/** The FileStore of an official SDK, and the way from our tokens to its own. */
export function loadSdk(name: 'nodejs' | 'typescript') {
	const { FileStore, OAuthToken, UserSignature } = load[name]();
	return {
		openFile: (path: string): SdkFileStore => new FileStore(path),
		toSdk: (token: OAuthToken): SdkToken => {
			const { id, userSignature, clientId, clientSecret, grantToken, refreshToken, accessToken, ...rest } =
				plain(token);
			const user = userSignature && new UserSignature(userSignature);
			const credentials = [clientId, clientSecret, grantToken, refreshToken, rest.redirectURL];
			const made: SdkToken = new OAuthToken(...credentials, id, accessToken, user);
			made.setExpiresIn(rest.expiresIn === null ? null : String(rest.expiresIn));
			made.setAPIDomain(rest.apiDomain);
			return made;
		},
	};
}

/** A token of the SDK; the TypeScript one says "" for a client that it does not know. */
export function fromSdk(token: SdkToken): Plain {
	const expiresIn = token.getExpiresIn();
	return {
		id: token.getId(),
		userSignature: token.getUserSignature()?.getName() ?? null,
		clientId: token.getClientId() || null,
		clientSecret: token.getClientSecret() || null,
		grantToken: token.getGrantToken() ?? null,
		refreshToken: token.getRefreshToken() ?? null,
		accessToken: token.getAccessToken() ?? null,
		expiresIn: expiresIn ? Number(expiresIn) : null,
		redirectURL: token.getRedirectURL() ?? null,
		apiDomain: token.getAPIDomain() ?? null,
	};
}
