import { expect, test } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { findPracticeOrg } from '../../../src/practice/practice-data.ts';
import { at, authorizationUrl, callbackListener, consent, exchange, practice } from './practice-harness.ts';

test.each([
	['Invalid Client', { client_id: '1000.NOBODY' }],
	['Invalid Client', { client_id: '<script>alert(1)</script>' }],
	['Invalid response type', { response_type: 'token' }],
	['Invalid OAuth scope', { scope: 'ZohoCRM.org.READ ZohoCRM.users.READ' }],
	['Invalid OAuth scope', { scope: null }],
	['Invalid Redirect Uri', { redirect_uri: 'http://localhost:8917/callback/' }],
	['Invalid Redirect Uri', { redirect_uri: 'http://127.0.0.1:8917/callback' }],
	['An error occurred', { access_type: 'forever' }],
	['An error occurred', { prompt: 'login' }],
	['An error occurred', { state: 'a|b' }],
	['An error occurred', { code_challenge: 'short' }],
	['An error occurred', { code_challenge: 'c'.repeat(43), code_challenge_method: 'S512' }],
])('shows "%s" on its own page and redirects nowhere for %o', async (title, changes) => {
	const { crm } = await practice();

	const response = await fetch(authorizationUrl(crm, 'eu', changes), { redirect: 'manual' });

	expect(response.status).toBe(400);
	expect(response.headers.get('location')).toBeNull();
	const page = await response.text();
	expect(page).toContain(`<h1>${title}</h1>`);
	expect(page).not.toContain('<script');
});

test('speaks German to a browser that asks for it, with everything that a person reads', async () => {
	const { crm } = await practice();
	const headers = { 'accept-language': 'fr, de-DE;q=0.9, en;q=0.8' };

	const page = await (await fetch(authorizationUrl(crm, 'eu'), { headers })).text();
	const refused = await (await fetch(authorizationUrl(crm, 'eu', { scope: null }), { headers })).text();

	expect(page).toContain('<html lang="de">');
	for (const text of ['Übungs-CRM - nicht Zoho', 'bittet um Zugriff', 'Das Profil der Org sehen', 'Akzeptieren'])
		expect(page).toContain(text);
	expect(page).toContain('liegt in den Vereinigten Staaten');
	expect(page).not.toMatch(/Accept|Decline|lives in|made up|It will/);
	expect(refused).toContain('Schließen Sie diesen Tab');
});

test('refuses a parameter that comes twice', async () => {
	const { crm } = await practice();

	await expect(followConsent(`${authorizationUrl(crm, 'eu')}&state=other`)).rejects.toThrow('An error occurred');
});

test('sends the code, the location, the accounts server and the state to the redirect URI', async () => {
	const { crm } = await practice();

	const answer = await consent(crm, 'eu', 'acme');

	expect(answer).toEqual({
		code: expect.stringMatching(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/),
		location: 'eu',
		'accounts-server': at(crm, 'eu').accountsUrl,
		state: 'state_1',
	});
});

test('sends no state when none was given', async () => {
	const { crm } = await practice();

	expect(await consent(crm, 'eu', 'acme', { state: null })).not.toHaveProperty('state');
});

test('sends a user who lives elsewhere to the accounts server of their own data center', async () => {
	const { crm } = await practice();

	const answer = await consent(crm, 'us', 'Globex BV');

	expect(answer).toMatchObject({ location: 'eu', 'accounts-server': at(crm, 'eu').accountsUrl });
	expect((await exchange(crm, 'us', answer.code ?? '')).body).toEqual({ error: 'invalid_code' });
	expect((await exchange(crm, 'eu', answer.code ?? '')).body).toHaveProperty('access_token');
});

test('marks users who live in another running data center, and offers nobody from one that does not run', async () => {
	const { crm } = await practice({ locations: ['us', 'eu'] });

	const page = await (await fetch(authorizationUrl(crm, 'us'))).text();

	expect(page).toMatch(/anna\.keller@example\.test<\/span><span class="quiet">lives in Europe/);
	expect(page).not.toMatch(/lives in the United States/);
	expect(page).not.toContain('Wayne Traders');
});

test('offers no org of a data center that the API client is not enabled for', async () => {
	const { crm } = await practice();
	const redirectUris = ['http://localhost:8917/callback'];
	crm.addApiClient({ name: 'US only', clientId: '1000.US', redirectUris, secrets: { 'practice-us': 'secret' } });

	const page = await (await fetch(authorizationUrl(crm, 'us', { client_id: '1000.US' }))).text();

	expect(page).toContain('Initech Inc');
	expect(page).not.toContain('Acme GmbH');
	await expect(followConsent(authorizationUrl(crm, 'eu', { client_id: '1000.US' }))).rejects.toThrow('Invalid Client');
});

test('sends access_denied and the state when the person declines', async () => {
	const { crm } = await practice();

	const { callbackUrl } = await followConsent(authorizationUrl(crm, 'eu'), { decline: true, stopAtRedirect: true });

	expect(callbackUrl).toBe('http://localhost:8917/callback?error=access_denied&state=state_1');
});

test('follows the redirect to the program that waits, and keeps the query of its redirect URI', async () => {
	const { crm } = await practice();
	const listener = await callbackListener();
	const redirectUri = `${listener.redirectUri}?from=practice`;
	crm.addApiClient({ name: 'Other', clientId: '1000.OTHER', redirectUris: [redirectUri], secrets: 'secret' });
	const url = authorizationUrl(crm, 'eu', { client_id: '1000.OTHER', redirect_uri: redirectUri });

	const end = await followConsent(url, { org: 'acme' });

	expect(end).toMatchObject({ status: 200, text: expect.stringContaining('You can close this tab') });
	expect(listener.seen).toEqual([expect.stringMatching(/^\/callback\?from=practice&code=1000\./)]);
});

test('takes one answer for each consent page, and none for ten minutes too late', async () => {
	const { crm, clock } = await practice();
	const open = async () =>
		/name="ticket" value="([^"]+)"/.exec(await (await fetch(authorizationUrl(crm, 'eu'))).text())?.[1];
	const answer = async (ticket = '') => {
		const body = new URLSearchParams({ ticket, org: 'acme', choice: 'accept' });
		const url = `${at(crm, 'eu').accountsUrl}/oauth/v2/auth`;
		return (await fetch(url, { method: 'POST', body, redirect: 'manual' })).status;
	};
	const ticket = await open();
	const stale = await open();

	expect([await answer('guessed'), await answer(ticket), await answer(ticket)]).toEqual([400, 302, 400]);
	clock.now += 600_000;
	expect(await answer(stale)).toBe(400);
});

test('escapes every name on the page and says that it is not Zoho', async () => {
	const { crm } = await practice();
	const redirectUris = ['http://localhost:8917/callback'];
	crm.addApiClient({ name: '<img src=x onerror=alert(1)>', clientId: '1000."><b>', redirectUris, secrets: 'secret' });

	const page = await (await fetch(authorizationUrl(crm, 'in', { client_id: '1000."><b>' }))).text();

	expect(page).toContain('Practice CRM - not Zoho');
	expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;');
	expect(page).not.toMatch(/<(?:script|img|b)\b/);
	expect(page).toContain('data-company="&#34;&#62;&#60;script&#62;alert(1)');
});

test('lets the org with the hostile name be chosen by that name', async () => {
	const { crm } = await practice();
	const org = findPracticeOrg('hostile')?.companyName ?? '';

	expect(await consent(crm, 'us', org)).toMatchObject({ location: 'in' });
});

test('sends its pages with a strict content policy, without referrer and without cache', async () => {
	const { crm } = await practice();

	const { headers } = await fetch(authorizationUrl(crm, 'eu'));

	expect(headers.get('content-security-policy')).toMatch(
		/^default-src 'none'; style-src 'nonce-[^']+'; form-action 'self' http:\/\/localhost:8917; base-uri 'none'; frame-ancestors 'none'$/,
	);
	expect(headers.get('referrer-policy')).toBe('no-referrer');
	expect(headers.get('cache-control')).toBe('no-store');
});

test('describes scopes in plain words', async () => {
	const { crm } = await practice();
	const scope = 'ZohoCRM.org.ALL,ZohoCRM.modules.leads.READ,ZohoSearch.securesearch.READ';

	const page = await (await fetch(authorizationUrl(crm, 'eu', { scope }))).text();

	expect(page).toContain('See, create, change and delete the profile of the org');
	expect(page).toContain('See modules leads (ZohoCRM)');
	expect(page).toContain('See securesearch (ZohoSearch)');
});

test('says which org a consent page does not offer', async () => {
	const { crm } = await practice();

	await expect(followConsent(authorizationUrl(crm, 'eu'), { org: 'Nobody Ltd' })).rejects.toThrow(
		'does not offer Nobody Ltd',
	);
});
