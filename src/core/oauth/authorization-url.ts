import type { DataCenter } from '../domain/data-center.ts';

/** What a sign-in asks Zoho for. */
export interface AuthorizationRequest {
	readonly clientId: string;
	readonly redirectUri: string;
	readonly scopes: readonly string[];
	readonly state: string;
	readonly challenge: string;
}

/** The URL that the system browser opens, at the data center's own accounts host. */
export function authorizationUrl(dataCenter: DataCenter, request: AuthorizationRequest): string {
	const url = new URL('/oauth/v2/auth', dataCenter.accountsUrl);
	url.search = new URLSearchParams({
		response_type: 'code',
		client_id: request.clientId,
		redirect_uri: request.redirectUri,
		// Zoho separates scopes by commas where RFC 6749 has spaces.
		scope: request.scopes.join(','),
		// Zoho gives a refresh token only for offline access, and a second time only after a new consent.
		access_type: 'offline',
		prompt: 'consent',
		state: request.state,
		code_challenge: request.challenge,
		code_challenge_method: 'S256',
	}).toString();
	return url.href;
}
