import { AppError } from '../domain/app-error.ts';
import { isSecretText, Secret } from '../domain/secret.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { ask, jsonObject, plainWord, textOf } from './answer.ts';
import { type ClientCredentials, postForm, type TokenAnswer, tokenAnswer } from './token-endpoint.ts';

/** What a person types on any device, and what this program polls with (Zoho's device flow, compare RFC 8628). */
export interface DeviceCode {
	readonly userCode: string;
	readonly verificationUrl: string;
	readonly deviceCode: Secret;
	readonly intervalMs: number;
	readonly lifeMs: number;
}

/** What a poll found. A refusal is thrown. */
export type DevicePoll =
	| { readonly state: 'pending' | 'slow_down' }
	| { readonly state: 'other_dc'; readonly location: string }
	| { readonly state: 'issued'; readonly answer: TokenAnswer };

/** Asks for a user code. Rejects with INVALID_CLIENT, PROVIDER_REFUSED or PROVIDER_*. */
export async function requestDeviceCode(
	http: HttpClient,
	{ dataCenter, clientId }: Pick<ClientCredentials, 'dataCenter' | 'clientId'>,
	scopes: readonly string[],
): Promise<DeviceCode> {
	const url = `${dataCenter.accountsUrl}/oauth/v3/device/code`;
	const form = {
		client_id: clientId,
		grant_type: 'device_request',
		scope: scopes.join(','),
		access_type: 'offline',
		prompt: 'consent',
	};
	const body = jsonObject(await ask(http, { method: 'POST', url, form }), url);
	const error = textOf(body, 'error');
	if (error === 'invalid_client') throw new AppError('INVALID_CLIENT', { dataCenter: dataCenter.name });
	if (error !== null) throw new AppError('PROVIDER_REFUSED', { reason: plainWord(error) });
	const malformed = (problem: string) => new AppError('PROVIDER_MALFORMED', { host: new URL(url).host, problem });
	const [userCode, deviceCode, page] = [
		textOf(body, 'user_code'),
		textOf(body, 'device_code'),
		textOf(body, 'verification_url'),
	];
	if (userCode === null || !/^[\w-]{4,20}$/.test(userCode)) throw malformed('no user code');
	if (deviceCode === null || !isSecretText(deviceCode)) throw malformed('no device code');
	// The person will sign in there: only the data center's own accounts host will do.
	if (page === null || !URL.canParse(page) || new URL(page).origin !== dataCenter.accountsUrl)
		throw malformed('a page of another host');
	return {
		userCode,
		deviceCode: new Secret(deviceCode),
		verificationUrl: new URL(page).href,
		intervalMs: milliseconds(body.get('interval'), 30_000, 60_000),
		lifeMs: milliseconds(body.get('expires_in'), 300_000, 900_000),
	};
}

/** Asks whether the person has answered. Rejects with SIGN_IN_DENIED, SIGN_IN_TIMED_OUT, or as every token call. */
export async function pollDevice(
	http: HttpClient,
	credentials: ClientCredentials,
	deviceCode: Secret,
): Promise<DevicePoll> {
	const { dataCenter } = credentials;
	const url = `${dataCenter.accountsUrl}/oauth/v3/device/token`;
	const posted = await postForm(http, url, credentials, { grant_type: 'device_token', code: deviceCode.reveal() });
	const { body } = posted;
	switch (textOf(body, 'error')) {
		case 'authorization_pending':
			return { state: 'pending' };
		case 'slow_down':
			return { state: 'slow_down' };
		case 'other_dc':
			return { state: 'other_dc', location: textOf(body, 'user_location')?.toLowerCase() ?? '' };
		case 'access_denied':
			throw new AppError('SIGN_IN_DENIED');
		case 'expired':
			throw new AppError('SIGN_IN_TIMED_OUT');
		default:
			return { state: 'issued', answer: tokenAnswer(posted, dataCenter, '') };
	}
}

/** UNCONFIRMED unit: Zoho's pages say seconds and milliseconds. What is too large for seconds is milliseconds. */
function milliseconds(value: unknown, otherwise: number, most: number): number {
	const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
	if (!Number.isFinite(number) || number < 0) return otherwise;
	return Math.min(number * 1000 <= most ? number * 1000 : number, most);
}
