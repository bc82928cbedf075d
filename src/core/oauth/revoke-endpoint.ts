import { AppError } from '../domain/app-error.ts';
import type { Secret } from '../domain/secret.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../ports/http-client.ts';
import { ask, waiting } from './answer.ts';
import { type ClientCredentials, refreshAccessToken } from './token-endpoint.ts';

/**
 * Revokes a refresh token; resolves only when Zoho said so, or when it is proved dead. Zoho answers 400 for an unknown token, but also at
 * the wrong data center: that counts only after a refresh attempt was refused with invalid_code. Rejects with AppError otherwise.
 */
export async function revokeRefreshToken(
	http: HttpClient,
	credentials: ClientCredentials,
	token: Secret,
): Promise<'revoked' | 'was dead'> {
	const { accountsUrl } = credentials.dataCenter;
	const basic = Buffer.from(`${credentials.clientId}:${credentials.clientSecret.reveal()}`).toString('base64');
	const current = await askToRevoke(http, {
		method: 'POST',
		url: `${accountsUrl}/oauth/v2/revoke/token`,
		headers: { authorization: `Basic ${basic}` },
		form: { token: token.reveal(), token_type: 'refresh_token' },
	});
	if (saysSuccess(current)) return 'revoked';
	// UNCONFIRMED which of the two forms a data center has: the current one is documented by Zoho Accounts, the older by Zoho CRM.
	const older = await askToRevoke(http, {
		method: 'POST',
		url: `${accountsUrl}/oauth/v2/token/revoke`,
		form: { token: token.reveal() },
	});
	if (saysSuccess(older)) return 'revoked';
	await proveDead(http, credentials, token);
	return 'was dead';
}

/** Resolves when a refresh attempt is refused with invalid_code: the token is dead. Rejects with PROVIDER_REFUSED where it is alive. */
export async function proveDead(http: HttpClient, credentials: ClientCredentials, token: Secret): Promise<void> {
	try {
		await refreshAccessToken(http, credentials, token);
	} catch (error) {
		if (error instanceof AppError && error.code === 'INVALID_CODE') return;
		throw error;
	}
	throw new AppError('PROVIDER_REFUSED', { reason: 'the token still works' });
}

/** Rejects with LIMITED for "too many requests": asking in another form would only count once more. */
async function askToRevoke(http: HttpClient, request: HttpRequest): Promise<HttpAnswer> {
	const answer = await ask(http, request);
	if (answer.status === 429) throw new AppError('LIMITED', waiting(answer));
	return answer;
}

/** 200 alone is no proof: a portal in between says 200 too. The current form's body is UNCONFIRMED, so an empty one counts. */
function saysSuccess({ status, text }: { readonly status: number; readonly text: string }): boolean {
	if (status !== 200) return false;
	if (text.trim() === '') return true;
	try {
		const value: unknown = JSON.parse(text);
		return (
			typeof value === 'object' &&
			value !== null &&
			!('error' in value) &&
			(!('status' in value) || value.status === 'success')
		);
	} catch {
		return false;
	}
}
