import type { ApiClientRegistry } from './api-client-registry.ts';
import { type Answer, type Call, type Endpoint, jsonAnswer, parameterOf } from './endpoint.ts';
import type { GrantStore, TokenKind } from './grant-store.ts';

const kinds: Readonly<Record<string, readonly TokenKind[]>> = {
	refresh_token: ['refresh_token'],
	access_token: ['access_token'],
};

/** `POST /oauth/v2/revoke/token`: the client proves itself, the form names the token. 400 for a token that is not its own. */
export function revokeOwnToken(clients: ApiClientRegistry, grants: GrantStore): Endpoint {
	return (call) => {
		const check = clients.authenticate(call);
		if ('error' in check) return jsonAnswer(400, { error: check.error, status: 'failure' });
		const type = call.fields.get('token_type') ?? 'refresh_token';
		return revoked(
			grants.revoke(
				call.fields.get('token') ?? '',
				{ location: call.dataCenter.location, clientId: check.client.clientId },
				(Object.hasOwn(kinds, type) && kinds[type]) || [],
			),
		);
	};
}

/** `POST /oauth/v2/token/revoke`, the older form: whoever holds a token may end it. 400 for one that is not alive here. */
export function revokeHeldToken(grants: GrantStore): Endpoint {
	return (call: Call) =>
		revoked(
			grants.revoke(parameterOf(call, 'token') ?? '', { location: call.dataCenter.location, clientId: null }, [
				'refresh_token',
				'access_token',
			]),
		);
}

function revoked(done: boolean): Answer {
	return done ? jsonAnswer(200, { status: 'success' }) : jsonAnswer(400, { error: 'invalid_token', status: 'failure' });
}
