import type { ApiClientRegistry } from './api-client-registry.ts';
import { readScopes } from './describe-scope.ts';
import { type DeviceRequests, deviceCodeLifeMs } from './device-requests.ts';
import { type Answer, type Call, jsonAnswer, parameterOf } from './endpoint.ts';
import type { GrantStore } from './grant-store.ts';
import { generalError, tokenAnswer, tokenError } from './token-endpoint.ts';

/** Where a person types the user code. */
export const devicePagePath = '/oauth/v3/device';

/** Zoho's device flow as a device sees it. Every API client may use it. */
export class DeviceEndpoint {
	readonly #clients: ApiClientRegistry;
	readonly #grants: GrantStore;
	readonly #requests: DeviceRequests;
	readonly #intervalSeconds: number;

	constructor(parts: {
		readonly clients: ApiClientRegistry;
		readonly grants: GrantStore;
		readonly deviceRequests: DeviceRequests;
		readonly intervalSeconds: number;
	}) {
		this.#clients = parts.clients;
		this.#grants = parts.grants;
		this.#requests = parts.deviceRequests;
		this.#intervalSeconds = parts.intervalSeconds;
	}

	/**
	 * `POST /oauth/v3/device/code`: no secret is asked for. `expires_in` is in milliseconds, as an older page of Zoho says.
	 * There is no `verification_uri_complete`: programs of others read one, Zoho's pages do not promise it.
	 */
	begin = (call: Call): Answer => {
		const grantType = parameterOf(call, 'grant_type');
		if (grantType === undefined) return generalError();
		const client = this.#clients.find(parameterOf(call, 'client_id') ?? '', call.dataCenter.id);
		if (grantType !== 'device_request' || !client) return tokenError('invalid_client');
		const scopes = readScopes(parameterOf(call, 'scope') ?? '');
		// The name is from programs of others, Zoho's page names no errors.
		if (!scopes) return tokenError('invalid_scope');
		const accessType = parameterOf(call, 'access_type') ?? 'online';
		const prompt = parameterOf(call, 'prompt');
		if (!['online', 'offline'].includes(accessType) || (prompt ?? 'consent') !== 'consent') return generalError();

		const { deviceCode, userCode } = this.#requests.open({
			client,
			location: call.dataCenter.location,
			scopes,
			offline: accessType === 'offline',
			forceConsent: prompt === 'consent',
		});
		return jsonAnswer(200, {
			user_code: userCode,
			device_code: deviceCode,
			interval: this.#intervalSeconds,
			expires_in: deviceCodeLifeMs,
			verification_url: `${call.dataCenter.accountsUrl}${devicePagePath}`,
		});
	};

	/** `POST /oauth/v3/device/token`: tokens that begin with 1004, or HTTP 200 and what the device has to do. */
	poll = (call: Call): Answer => {
		const check = this.#clients.authenticate(call);
		if ('error' in check) return tokenError(check.error);
		const grantType = parameterOf(call, 'grant_type');
		if (grantType === undefined) return generalError();
		if (grantType !== 'device_token') return tokenError('invalid_client');
		const deviceCode = parameterOf(call, 'code') ?? '';
		const polled = this.#requests.poll(deviceCode, check.client.clientId, call.dataCenter.location);
		if ('error' in polled) return jsonAnswer(200, polled);

		const { authorization, withRefreshToken } = polled;
		const opened = withRefreshToken ? this.#grants.openGrant(authorization, '1004') : null;
		const accessToken = this.#grants.mintAccessToken(authorization, opened?.grant ?? null, '1004');
		return tokenAnswer(call, accessToken, opened?.refreshToken);
	};
}
