import { expect, test } from 'vitest';
import { at, connect, consent, crmGet, exchange, practice, refresh } from './practice-harness.ts';

const tokenPath = '/oauth/v2/token';

test('answers as scripted, as often as scripted, in the data center that is meant', async () => {
	const { crm } = await practice();
	const fault = { status: 503, headers: { 'retry-after': '7' }, body: '{"busy":true}' };
	crm.faults.next({ dataCenter: 'practice-eu', path: tokenPath, times: 2, fault });
	const ask = (location: string) => fetch(at(crm, location).accountsUrl + tokenPath, { method: 'POST' });

	const elsewhere = await ask('us');
	const answers = [await ask('eu'), await ask('eu'), await ask('eu')];

	expect(elsewhere.status).toBe(200);
	expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
	expect(answers[0]?.headers.get('retry-after')).toBe('7');
	expect(await answers[0]?.text()).toBe('{"busy":true}');
});

test('forgets scripted faults when told to', async () => {
	const { crm } = await practice();
	crm.faults.next({ path: '/practice/health', fault: 'html', times: 5 });
	crm.faults.clear();

	expect((await fetch(`${at(crm, 'eu').apiUrl}/practice/health`)).status).toBe(200);
});

test('throttles and sends HTML without touching the grant', async () => {
	const { crm } = await practice();
	const { refreshToken } = await connect(crm, 'eu', 'acme');
	crm.faults.next({ path: tokenPath, fault: 'throttle' });
	crm.faults.next({ path: tokenPath, fault: 'html' });

	expect(await refresh(crm, 'eu', refreshToken)).toMatchObject({ status: 400, body: { error: 'Access Denied' } });
	await expect(refresh(crm, 'eu', refreshToken)).rejects.toThrow(SyntaxError);
	expect((await refresh(crm, 'eu', refreshToken)).body).toHaveProperty('access_token');
});

test('cuts the connection before the work, or after it so that the code is spent', async () => {
	const { crm } = await practice();
	const { code = '' } = await consent(crm, 'eu', 'acme');
	crm.faults.next({ path: tokenPath, fault: 'cut' });
	crm.faults.next({ path: tokenPath, fault: 'cut-after-work' });

	await expect(exchange(crm, 'eu', code)).rejects.toThrow('fetch failed');
	await expect(exchange(crm, 'eu', code)).rejects.toThrow('fetch failed');
	expect((await exchange(crm, 'eu', code)).body).toEqual({ error: 'invalid_code' });
});

test('hangs until the caller goes away', async () => {
	const { crm } = await practice();
	crm.faults.next({ path: '/crm/v8/org', fault: 'hang' });

	const asked = fetch(`${at(crm, 'eu').apiUrl}/crm/v8/org`, { signal: AbortSignal.timeout(50) });

	await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
	expect((await crmGet(crm, 'eu', '/crm/v8/org')).status).toBe(401);
});

test('answers late', async () => {
	const { crm } = await practice();
	crm.faults.next({ path: '/practice/health', fault: { delayMs: 60 } });
	const from = performance.now();

	expect((await fetch(`${at(crm, 'eu').apiUrl}/practice/health`)).status).toBe(200);
	expect(performance.now() - from).toBeGreaterThanOrEqual(55);
});

test('leaves the refresh token out of an answer', async () => {
	const { crm } = await practice();
	const { code = '' } = await consent(crm, 'eu', 'acme');
	crm.faults.next({ path: tokenPath, fault: 'without-refresh-token' });

	const { body } = await exchange(crm, 'eu', code);

	expect(Object.keys(body)).toEqual(['access_token', 'api_domain', 'token_type', 'expires_in']);
});

test('replaces the refresh token at a refresh; the old one ends, its access tokens live on', async () => {
	const { crm } = await practice();
	const { refreshToken, accessToken } = await connect(crm, 'eu', 'acme');
	crm.faults.next({ path: tokenPath, fault: 'new-refresh-token' });

	const { body } = await refresh(crm, 'eu', refreshToken);

	expect((await refresh(crm, 'eu', refreshToken)).body).toEqual({ error: 'invalid_code' });
	expect((await refresh(crm, 'eu', body.refresh_token ?? '')).body).toHaveProperty('access_token');
	expect((await crmGet(crm, 'eu', '/crm/v8/org', `Zoho-oauthtoken ${accessToken}`)).status).toBe(200);
});

test('tampers with the redirect after the consent, not with the page before it', async () => {
	const { crm } = await practice();
	const redirect = { 'accounts-server': 'https://accounts.zoho.eu@evil.example.test', state: null };
	crm.faults.next({ path: '/oauth/v2/auth', fault: { redirect } });

	const answer = await consent(crm, 'eu', 'acme');

	expect(answer['accounts-server']).toBe('https://accounts.zoho.eu@evil.example.test');
	expect(answer).not.toHaveProperty('state');
	expect(answer).toHaveProperty('code');
});
