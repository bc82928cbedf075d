import type { ApiClientRegistration, ApiClientRegistry } from './api-client-registry.ts';
import { readScopes } from './describe-scope.ts';

/** A code challenge (RFC 7636 4.3). */
export interface PkceChallenge {
	readonly value: string;
	readonly method: 'S256' | 'plain';
}

/** An authorization request that is in order. */
export interface AuthorizationRequest {
	readonly client: ApiClientRegistration;
	readonly redirectUri: string;
	readonly scopes: readonly string[];
	readonly offline: boolean;
	/** Whether `prompt=consent` asked for a refresh token even if the user accepted this client before. */
	readonly forceConsent: boolean;
	readonly state: string | null;
	readonly challenge: PkceChallenge | null;
}

/** What is wrong with a request: the title is Zoho's own text, the reason says what to change. */
export interface AuthorizationRefusal {
	readonly title: string;
	readonly reason: string;
}

const refusal = (title: string, reason: string): AuthorizationRefusal => ({ title, reason });
const malformed = (reason: string) => refusal('An error occurred', reason);

/** Reads the query of `GET /oauth/v2/auth`, in the order in which Zoho complains. */
export function readAuthorizationRequest(
	query: URLSearchParams,
	clients: ApiClientRegistry,
	dataCenterId: string,
): AuthorizationRequest | AuthorizationRefusal {
	const names = [...query.keys()];
	// RFC 6749 3.1: a parameter must not come twice; whoever reads the other copy would see another request.
	if (new Set(names).size < names.length) return malformed('A parameter was given twice.');

	const client = clients.find(query.get('client_id') ?? '', dataCenterId);
	if (!client) return refusal('Invalid Client', 'No API client with this client_id is enabled in this data center.');
	if (query.get('response_type') !== 'code') {
		return refusal('Invalid response type', 'The response_type must be "code".');
	}
	const scopes = readScopes(query.get('scope') ?? '');
	if (!scopes) {
		return refusal('Invalid OAuth scope', 'Scopes look like ZohoCRM.modules.READ and are separated by commas.');
	}
	const redirectUri = query.get('redirect_uri') ?? '';
	if (!client.redirectUris.includes(redirectUri)) {
		return refusal('Invalid Redirect Uri', 'The redirect_uri is not identical to a registered one.');
	}

	const accessType = query.get('access_type') ?? 'online';
	if (accessType !== 'online' && accessType !== 'offline') return malformed('The access_type is online or offline.');
	const prompt = query.get('prompt');
	if (prompt !== null && prompt !== 'consent') return malformed('The only prompt is "consent".');
	const state = query.get('state');
	// Zoho's bug: a state with a pipe fails (its community thread "state parameter fails with pipe delimiters").
	if (state?.includes('|')) return malformed('Zoho does not take a state that contains "|".');
	const challenge = readChallenge(query);
	if (challenge === 'malformed')
		return malformed('The code_challenge is malformed, or its method is not S256 or plain.');
	if (challenge === null && client.requiresPkce) return malformed('This API client must send a code_challenge.');

	const offline = accessType === 'offline';
	return { client, redirectUri, scopes, offline, forceConsent: prompt === 'consent', state, challenge };
}

function readChallenge(query: URLSearchParams): PkceChallenge | null | 'malformed' {
	const value = query.get('code_challenge');
	if (value === null) return null;
	const method = query.get('code_challenge_method') ?? 'plain';
	if (!/^[\w.~-]{43,128}$/.test(value)) return 'malformed';
	return method === 'S256' || method === 'plain' ? { value, method } : 'malformed';
}
