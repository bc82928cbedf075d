import { createHash } from 'node:crypto';
import type { ApiClientRegistration, ApiClientRegistry } from './api-client-registry.ts';
import type { CodeContent } from './authorization-endpoint.ts';
import { type Answer, type Call, jsonAnswer, parameterOf } from './endpoint.ts';
import { type GrantStore, grantLimits } from './grant-store.ts';
import { familyOf, sameSecret } from './new-token.ts';
import type { OneTimeStore } from './one-time-store.ts';

/** Answers `GET /oauth/v2/token`: Zoho has a server error for it. */
export function refuseTokenGet(): Answer {
	return generalError();
}

/** Zoho's answer to a call that it cannot read at all. */
export function generalError(): Answer {
	return jsonAnswer(400, { error: 'general_error', status: 'failure' });
}

/** A refusal in Zoho's form, which comes with HTTP 200. */
export function tokenError(error: string): Answer {
	return jsonAnswer(200, { error });
}

/** The tokens that were made; the throttle's answer when there were too many. */
export function tokenAnswer(call: Call, accessToken: string | null, refreshToken: string | undefined): Answer {
	if (accessToken === null) return throttled();
	return jsonAnswer(200, {
		access_token: accessToken,
		refresh_token: refreshToken,
		api_domain: call.dataCenter.apiUrl,
		token_type: 'Bearer',
		expires_in: grantLimits.accessTokenLifeMs / 1000,
	});
}

/** Zoho's answer to too many token calls: HTTP 400, as in the logs of its users. */
export function throttled(): Answer {
	return jsonAnswer(400, {
		error: 'Access Denied',
		error_description: 'You have made too many requests continuously. Please try again after some time.',
		status: 'failure',
	});
}

/** `POST /oauth/v2/token` of every data center. */
export class TokenEndpoint {
	readonly #clients: ApiClientRegistry;
	readonly #grants: GrantStore;
	readonly #codes: OneTimeStore<CodeContent>;
	readonly #grantTypes: ReadonlyMap<string, (call: Call, client: ApiClientRegistration) => Answer>;

	constructor(clients: ApiClientRegistry, grants: GrantStore, codes: OneTimeStore<CodeContent>) {
		this.#clients = clients;
		this.#grants = grants;
		this.#codes = codes;
		this.#grantTypes = new Map([
			['authorization_code', this.#exchange],
			['refresh_token', this.#refresh],
		]);
	}

	/** Exchanges a code or refreshes. Zoho's errors come with HTTP 200; only a body with an access token is a success. */
	post = (call: Call): Answer => {
		const check = this.#clients.authenticate(call);
		if ('error' in check) return tokenError(check.error);
		const grantType = parameterOf(call, 'grant_type');
		if (grantType === undefined) return generalError();
		return this.#grantTypes.get(grantType)?.(call, check.client) ?? tokenError('invalid_client');
	};

	#exchange = (call: Call, { clientId }: ApiClientRegistration): Answer => {
		const { location } = call.dataCenter;
		// Taken before it is checked further: a second guess at the redirect URI or the verifier finds no code.
		const content = this.#codes.take(
			parameterOf(call, 'code') ?? '',
			({ authorization }) => authorization.location === location && authorization.clientId === clientId,
		);
		if (!content) return tokenError('invalid_code');
		if (content.isOverLimit) return tokenError('access_denied');
		if ((parameterOf(call, 'redirect_uri') ?? null) !== content.redirectUri) return tokenError('invalid_redirect_uri');
		if (!isVerified(content, parameterOf(call, 'code_verifier'))) return tokenError('invalid_code');

		const { authorization } = content;
		const opened = content.withRefreshToken ? this.#grants.openGrant(authorization) : null;
		const accessToken = this.#grants.mintAccessToken(authorization, opened?.grant ?? null);
		return tokenAnswer(call, accessToken, opened?.refreshToken);
	};

	#refresh = (call: Call, { clientId }: ApiClientRegistration): Answer => {
		const { location } = call.dataCenter;
		const refreshToken = parameterOf(call, 'refresh_token') ?? '';
		const grant = this.#grants.findGrant(refreshToken, { location, clientId });
		if (!grant) return tokenError('invalid_code');
		const family = familyOf(refreshToken);
		const accessToken = this.#grants.mintAccessToken(grant, grant, family);
		const isRotated = accessToken !== null && call.rotateRefreshToken;
		return tokenAnswer(call, accessToken, isRotated ? this.#grants.rotate(grant, family) : undefined);
	};
}

/** RFC 7636 4.6. */
function isVerified({ challenge }: CodeContent, verifier: string | undefined): boolean {
	if (challenge === null) return true;
	if (verifier === undefined || !/^[\w.~-]{43,128}$/.test(verifier)) return false;
	const answer = challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
	return sameSecret(answer, challenge.value);
}
