import { AppError } from '../domain/app-error.ts';
import { apiDomainOf, type DataCenter } from '../domain/data-center.ts';
import { isSecretText, Secret } from '../domain/secret.ts';
import { lifetimeSeconds } from '../domain/token-lifetime.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { ask, jsonObject, plainWord, textOf, waiting } from './answer.ts';

/** Who asks, and where. */
export interface ClientCredentials {
	readonly dataCenter: DataCenter;
	readonly clientId: string;
	readonly clientSecret: Secret;
}

/** What Zoho issued. */
export interface TokenAnswer {
	readonly accessToken: Secret;
	/** Only on the first consent, or when Zoho replaces it; null means "keep the one you have". */
	readonly refreshToken: Secret | null;
	readonly expiresInSeconds: number;
	/** Checked against the data center's own hosts. */
	readonly apiDomain: string;
	/** When it was issued by Zoho's own clock, epoch milliseconds; null without a readable Date. */
	readonly serverTime: number | null;
}

/** What came back for a form. */
export interface FormAnswer {
	readonly url: string;
	readonly body: ReadonlyMap<string, unknown>;
	readonly serverTime: number | null;
}

/** Exchanges a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5). */
export function exchangeCode(
	http: HttpClient,
	credentials: ClientCredentials,
	grant: { readonly code: Secret; readonly redirectUri: string; readonly verifier: string },
): Promise<TokenAnswer> {
	const form = {
		grant_type: 'authorization_code',
		code: grant.code.reveal(),
		redirect_uri: grant.redirectUri,
		code_verifier: grant.verifier,
	};
	return requestToken(http, credentials, form, grant.redirectUri);
}

/** Exchanges a code of the API console's Self Client: no redirect URI, no PKCE, good only in the data center it was made in. */
export function exchangeSelfClientCode(
	http: HttpClient,
	credentials: ClientCredentials,
	code: Secret,
): Promise<TokenAnswer> {
	return requestToken(http, credentials, { grant_type: 'authorization_code', code: code.reveal() }, '');
}

/** Mints a new access token (RFC 6749 section 6). INVALID_CODE here means that the refresh token is dead. */
export function refreshAccessToken(
	http: HttpClient,
	credentials: ClientCredentials,
	refreshToken: Secret,
): Promise<TokenAnswer> {
	return requestToken(http, credentials, { grant_type: 'refresh_token', refresh_token: refreshToken.reveal() }, '');
}

async function requestToken(
	http: HttpClient,
	credentials: ClientCredentials,
	form: Readonly<Record<string, string>>,
	redirectUri: string,
): Promise<TokenAnswer> {
	const url = `${credentials.dataCenter.accountsUrl}/oauth/v2/token`;
	return tokenAnswer(await postForm(http, url, credentials, form), credentials.dataCenter, redirectUri);
}

/** Posts a form with the client's credentials. Rejects with LIMITED or PROVIDER_*. */
export async function postForm(
	http: HttpClient,
	url: string,
	{ clientId, clientSecret }: Pick<ClientCredentials, 'clientId' | 'clientSecret'>,
	form: Readonly<Record<string, string>>,
): Promise<FormAnswer> {
	const answer = await ask(http, {
		method: 'POST',
		url,
		form: { client_id: clientId, client_secret: clientSecret.reveal(), ...form },
		// A refresh may be acted upon twice. A code works once: where its answer is lost, the sign-in is.
		...(form.grant_type === 'refresh_token' ? { reuse: true } : {}),
	});
	if (answer.status === 429) throw new AppError('LIMITED', waiting(answer));
	return { url, body: jsonObject(answer, url), serverTime: answer.serverTime };
}

/** What Zoho issued, or why not: errors come with HTTP 200, and successes are known by the token alone. */
export function tokenAnswer(
	{ url, body, serverTime }: FormAnswer,
	dataCenter: DataCenter,
	redirectUri: string,
): TokenAnswer {
	const malformed = (problem: string) => new AppError('PROVIDER_MALFORMED', { host: new URL(url).host, problem });
	const accessToken = textOf(body, 'access_token');
	if (accessToken === null) throw refusal(body, dataCenter, redirectUri) ?? malformed('neither a token nor an error');
	if (!isSecretText(accessToken)) throw malformed('an access token with strange characters');
	const refreshToken = textOf(body, 'refresh_token');
	if (refreshToken !== null && !isSecretText(refreshToken)) throw malformed('a refresh token with strange characters');
	return {
		accessToken: new Secret(accessToken),
		refreshToken: refreshToken === null ? null : new Secret(refreshToken),
		expiresInSeconds: lifetimeSeconds(body.get('expires_in'), body.get('expires_in_sec')),
		apiDomain: apiDomainOf(dataCenter, textOf(body, 'api_domain')),
		serverTime,
	};
}

function refusal(body: ReadonlyMap<string, unknown>, dataCenter: DataCenter, redirectUri: string): AppError | null {
	const error = textOf(body, 'error');
	if (error === null) return null;
	const tooMany = /too many requests/i.test(textOf(body, 'error_description') ?? '');
	const place = { dataCenter: dataCenter.name, dataCenterId: dataCenter.id };
	switch (error) {
		case 'invalid_code':
		// What a standard server says for the same (RFC 6749 section 5.2); not seen at Zoho.
		case 'invalid_grant':
			return new AppError('INVALID_CODE');
		case 'invalid_client':
			return new AppError('INVALID_CLIENT', place);
		case 'invalid_client_secret':
			return new AppError('INVALID_CLIENT_SECRET', place);
		case 'invalid_redirect_uri':
			return new AppError('INVALID_REDIRECT_URI', { uri: redirectUri });
		case 'Access Denied':
		case 'access_denied':
			return new AppError('LIMITED');
		default:
			return tooMany ? new AppError('LIMITED') : new AppError('PROVIDER_REFUSED', { reason: plainWord(error) });
	}
}
