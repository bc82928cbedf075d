import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { onTestFinished, vi } from 'vitest';

/** The registered client of the server. */
export const client = { id: '1000.STANDARD', secret: 'standard-client-secret-41f7', redirectUri: '' };

const scopes = ['ZohoCRM.org.READ', 'ZohoCRM.users.READ', 'ZohoCRM.modules.READ'];
const user = 'anna.keller@example.test';

/** What the server was asked, without secrets. */
export interface SeenRequest {
	readonly method: string;
	readonly path: string;
}

/**
 * An authorization server that others wrote (oidc-provider), at Zoho's paths and with PKCE required. Around it, and never inside, stands what
 * Zoho has beside the standard: commas between scopes, `location` and `accounts-server` on the redirect, Basic credentials at the revoke
 * endpoint, and the two CRM calls that tell whose token it is.
 */
export async function standardServer(redirectUri: string) {
	// It warns of every default that only a test may leave as it is.
	for (const level of ['warn', 'info'] as const) vi.spyOn(console, level).mockReturnValue();
	const seen: SeenRequest[] = [];
	let listener = (_request: IncomingMessage, response: ServerResponse): void => void response.writeHead(503).end();
	const server = createServer((request, response) => listener(request, response));
	await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
	const provider = standardProvider(origin, redirectUri);
	const standard = provider.callback();

	listener = (request, response) => {
		const url = new URL(request.url ?? '', origin);
		seen.push({ method: request.method ?? '', path: url.pathname });
		const failed = (error: unknown) => response.writeHead(500).end(String(error));
		if (url.pathname.startsWith('/crm/v8/')) return void answerAsCrm(provider, url, request, response).catch(failed);
		if (url.pathname.startsWith('/interaction/')) return void accept(provider, request, response).catch(failed);
		if (url.pathname === '/oauth/v2/auth') {
			const scope = url.searchParams.get('scope');
			if (scope !== null) url.searchParams.set('scope', scope.replaceAll(',', ' '));
			request.url = url.pathname + url.search;
		}
		if (url.pathname === '/oauth/v2/revoke/token')
			return void revokeWithBasic(standard, request, response).catch(failed);
		withPlace(response, redirectUri, origin);
		void standard(request, response);
	};
	return { origin, seen, provider };
}

function standardProvider(origin: string, redirectUri: string): Provider {
	return new Provider(origin, {
		clients: [
			{
				client_id: client.id,
				client_secret: client.secret,
				redirect_uris: [redirectUri],
				application_type: 'native',
				grant_types: ['authorization_code', 'refresh_token'],
				response_types: ['code'],
				token_endpoint_auth_method: 'client_secret_post',
			},
		],
		routes: { authorization: '/oauth/v2/auth', token: '/oauth/v2/token', revocation: '/oauth/v2/revoke/token' },
		scopes,
		pkce: { required: () => true },
		features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
		interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
		issueRefreshToken: () => true,
		rotateRefreshToken: false,
		cookies: { keys: ['a key of a test'] },
		ttl: {
			AccessToken: 3600,
			AuthorizationCode: 120,
			RefreshToken: 86_400,
			Grant: 86_400,
			Interaction: 600,
			Session: 600,
		},
		findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
		renderError: (ctx, out) => {
			ctx.type = 'json';
			ctx.body = JSON.stringify({ error: out.error });
		},
	});
}

/** The person: signs in, then accepts what was asked. */
async function accept(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const { prompt, params, grantId } = await provider.interactionDetails(request, response);
	if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId: user } });
	const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
	const grant = known ?? new provider.Grant({ accountId: user, clientId: String(params.client_id) });
	grant.addOIDCScope(String(params.scope));
	const consent = { grantId: await grant.save() };
	return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}

/** Adds what Zoho adds to the redirect back to the client. */
function withPlace(response: ServerResponse, redirectUri: string, origin: string): void {
	const setHeader = response.setHeader.bind(response);
	response.setHeader = (name, value) => {
		if (name.toLowerCase() !== 'location' || !String(value).startsWith(redirectUri)) return setHeader(name, value);
		const url = new URL(String(value));
		url.searchParams.set('location', 'standard');
		url.searchParams.set('accounts-server', origin);
		return setHeader(name, url.href);
	};
}

/** Puts the credentials of a Basic header into the form: this client is registered for the form. */
async function revokeWithBasic(
	standard: ReturnType<Provider['callback']>,
	request: IncomingMessage & { body?: unknown },
	response: ServerResponse,
): Promise<void> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
	const basic = Buffer.from(request.headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString('utf8');
	const [id = '', secret = ''] = basic.split(':');
	delete request.headers.authorization;
	request.body = { ...Object.fromEntries(form), client_id: id, client_secret: secret };
	await standard(request, response);
}

async function answerAsCrm(
	provider: Provider,
	url: URL,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const answer = (status: number, body: unknown) =>
		void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	const token = await provider.AccessToken.find(request.headers.authorization?.replace(/^Zoho-oauthtoken /, '') ?? '');
	if (!token?.isValid) return answer(401, { code: 'INVALID_TOKEN', status: 'error' });
	if (url.pathname === '/crm/v8/org')
		return answer(200, { org: [{ id: '4711', zgid: '20094811237', company_name: 'Acme GmbH', type: 'production' }] });
	return answer(200, { users: [{ id: '4712', email: token.accountId, full_name: 'Anna Keller' }] });
}
