import { createServer } from 'node:http';
import { expect, onTestFinished } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { type PracticeCrm, type PracticeOptions, startPractice } from '../../../src/practice/start-practice.ts';

const callback = 'http://localhost:8917/callback';

/** A practice CRM on free ports with a clock of its own, closed when the test ends. */
export async function practice(options: PracticeOptions = {}) {
	const clock = { now: Date.parse('2026-03-02T09:00:00Z') };
	const crm = await startPractice({ basePort: 0, now: () => clock.now, ...options });
	onTestFinished(() => crm.close());
	return { crm, clock };
}

/** The data center of a location; throws when it does not run. */
export function at(crm: PracticeCrm, location: string) {
	const found = crm.dataCenters.find((dataCenter) => dataCenter.location === location);
	if (!found) throw new Error(`No data center ${location}.`);
	return found;
}

/** An authorization URL that is in order; `changes` replace parameters, null removes one. */
export function authorizationUrl(
	crm: PracticeCrm,
	location: string,
	changes: Record<string, string | null> = {},
): string {
	const url = new URL('/oauth/v2/auth', at(crm, location).accountsUrl);
	const parameters = {
		client_id: crm.apiClient.clientId,
		response_type: 'code',
		redirect_uri: callback,
		scope: 'ZohoCRM.org.READ,ZohoCRM.users.READ',
		access_type: 'offline',
		prompt: 'consent',
		state: 'state_1',
		...changes,
	};
	for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value);
	return url.href;
}

/** The parameters of the redirect after a consent. */
export async function consent(
	crm: PracticeCrm,
	location: string,
	org: string,
	changes: Record<string, string | null> = {},
) {
	const { callbackUrl } = await followConsent(authorizationUrl(crm, location, changes), { org, stopAtRedirect: true });
	return Object.fromEntries(new URL(callbackUrl).searchParams);
}

/** The id and secret of the practice client in a data center, as parameters. */
export function credentials(crm: PracticeCrm, location: string) {
	const secret = crm.apiClient.secrets[at(crm, location).id] ?? '';
	return { client_id: crm.apiClient.clientId, client_secret: secret };
}

/** Posts a form; the answer's status and JSON. */
export async function post(crm: PracticeCrm, location: string, path: string, form: Record<string, string>) {
	const response = await fetch(at(crm, location).accountsUrl + path, {
		method: 'POST',
		body: new URLSearchParams(form),
	});
	const body: Record<string, string> = await response.json();
	return { status: response.status, body };
}

/** Exchanges a code with the right credentials; `changes` add or replace parameters. */
export function exchange(crm: PracticeCrm, location: string, code: string, changes: Record<string, string> = {}) {
	const grant = { grant_type: 'authorization_code', code, redirect_uri: callback };
	return post(crm, location, '/oauth/v2/token', { ...credentials(crm, location), ...grant, ...changes });
}

/** What a first token answer holds: both tokens begin with `prefix`, and the API domain is the practice CRM's own. */
export function firstTokens(crm: PracticeCrm, location: string, prefix: '1000' | '1004') {
	const token = expect.stringMatching(new RegExp(`^${prefix}\\.[0-9a-f]{32}\\.[0-9a-f]{32}$`));
	const { apiUrl } = at(crm, location);
	return { access_token: token, refresh_token: token, api_domain: apiUrl, token_type: 'Bearer', expires_in: 3600 };
}

/** Refreshes with the right credentials. */
export function refresh(crm: PracticeCrm, location: string, refreshToken: string) {
	const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
	return post(crm, location, '/oauth/v2/token', { ...credentials(crm, location), ...grant });
}

/** Connects an org: consent and exchange. */
export async function connect(
	crm: PracticeCrm,
	location: string,
	org: string,
	changes: Record<string, string | null> = {},
) {
	const { code = '' } = await consent(crm, location, org, changes);
	const { body } = await exchange(crm, location, code);
	return { accessToken: body.access_token ?? '', refreshToken: body.refresh_token ?? '' };
}

/** Asks the CRM; the answer's status and JSON. */
export async function crmGet(crm: PracticeCrm, location: string, path: string, authorization?: string) {
	const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
	const response = await fetch(at(crm, location).apiUrl + path, { headers });
	return { status: response.status, body: await response.json() };
}

/** Whether the CRM takes an access token. */
export async function isAlive(crm: PracticeCrm, location: string, accessToken: string): Promise<boolean> {
	return (await crmGet(crm, location, '/crm/v8/org', `Zoho-oauthtoken ${accessToken}`)).status === 200;
}

/** A program that waits for the redirect on a free port; `seen` collects the URLs. */
export async function callbackListener() {
	const seen: string[] = [];
	const server = createServer((request, response) => {
		seen.push(request.url ?? '');
		response.setHeader('content-type', 'text/html').end('<title>Signed in</title><p>You can close this tab.');
	});
	await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return { redirectUri: `http://localhost:${port}/callback`, seen };
}
