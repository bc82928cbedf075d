import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
	at,
	authorizationUrl,
	connect,
	consent,
	credentials,
	crmGet,
	exchange,
	firstTokens,
	isAlive,
	post,
	practice,
	refresh,
} from './practice-harness.ts';

const minute = 60_000;

test('exchanges a code for tokens in the form of Zoho, with its own origin as the API domain', async () => {
	const { crm } = await practice();
	const { code = '' } = await consent(crm, 'eu', 'acme');

	const { status, body } = await exchange(crm, 'eu', code);

	expect(status).toBe(200);
	expect(body).toEqual(firstTokens(crm, 'eu', '1000'));
});

test('takes a code once', async () => {
	const { crm } = await practice();
	const { code = '' } = await consent(crm, 'eu', 'acme');

	const answers = await Promise.all(Array.from({ length: 20 }, () => exchange(crm, 'eu', code)));

	expect(answers.filter(({ body }) => 'access_token' in body)).toHaveLength(1);
	expect(answers.filter(({ status, body }) => status === 200 && body.error === 'invalid_code')).toHaveLength(19);
});

test('takes a code for two minutes', async () => {
	const { crm, clock } = await practice();
	const early = await consent(crm, 'eu', 'acme');
	const late = await consent(crm, 'eu', 'acme');

	clock.now += 2 * minute - 1;
	expect((await exchange(crm, 'eu', early.code ?? '')).body).toHaveProperty('access_token');
	clock.now += 1;
	expect((await exchange(crm, 'eu', late.code ?? '')).body).toEqual({ error: 'invalid_code' });
});

test('leaves a code to its owner when another API client or another data center asks with it', async () => {
	const { crm } = await practice();
	const redirectUris = ['http://localhost:8917/callback'];
	crm.addApiClient({ name: 'Other', clientId: '1000.OTHER', redirectUris, secrets: 'other-secret' });
	const { code = '' } = await consent(crm, 'eu', 'acme');

	const other = await exchange(crm, 'eu', code, { client_id: '1000.OTHER', client_secret: 'other-secret' });
	const elsewhere = await exchange(crm, 'us', code);

	expect([other.body, elsewhere.body]).toEqual([{ error: 'invalid_code' }, { error: 'invalid_code' }]);
	expect((await exchange(crm, 'eu', code)).body).toHaveProperty('access_token');
});

test('refuses a redirect URI that is not the one of the authorization', async () => {
	const { crm } = await practice();
	const { code = '' } = await consent(crm, 'eu', 'acme');

	const answer = await exchange(crm, 'eu', code, { redirect_uri: 'http://localhost:8918/callback' });

	expect(answer).toEqual({ status: 200, body: { error: 'invalid_redirect_uri' } });
});

test('exchanges a code of the API console without a redirect URI', async () => {
	const { crm } = await practice();
	const grant = { grant_type: 'authorization_code', code: crm.generateCode({ org: 'globex' }) };

	const { body } = await post(crm, 'eu', '/oauth/v2/token', { ...credentials(crm, 'eu'), ...grant });

	expect(body).toHaveProperty('refresh_token');
});

test.each([
	['an unknown client', { client_id: '1000.NOBODY' }, 'invalid_client'],
	['a wrong secret', { client_secret: 'wrong' }, 'invalid_client_secret'],
	['an empty secret', { client_secret: '' }, 'invalid_client_secret'],
	['an unknown grant type', { grant_type: 'password' }, 'invalid_client'],
])('answers HTTP 200 with an error for %s', async (_, changes, error) => {
	const { crm } = await practice();
	const { code = '' } = await consent(crm, 'eu', 'acme');

	expect(await exchange(crm, 'eu', code, changes)).toEqual({ status: 200, body: { error } });
	expect((await exchange(crm, 'eu', code)).body).toHaveProperty('access_token');
});

test('has another client secret in each data center', async () => {
	const { crm } = await practice();
	const { code = '' } = await consent(crm, 'eu', 'acme');

	const answer = await exchange(crm, 'eu', code, credentials(crm, 'us'));

	expect(answer.body).toEqual({ error: 'invalid_client_secret' });
});

test('does not know a client in a data center that it has no secret for', async () => {
	const { crm } = await practice();
	crm.addApiClient({ name: 'US only', clientId: '1000.US', redirectUris: [], secrets: { 'practice-us': 'secret' } });
	const form = { client_id: '1000.US', client_secret: 'secret', grant_type: 'refresh_token', refresh_token: 'x' };

	expect((await post(crm, 'eu', '/oauth/v2/token', form)).body).toEqual({ error: 'invalid_client' });
	expect((await post(crm, 'us', '/oauth/v2/token', form)).body).toEqual({ error: 'invalid_code' });
});

test('reads multipart forms as the official SDK sends them', async () => {
	const { crm } = await practice();
	const { refreshToken } = await connect(crm, 'eu', 'acme');
	const boundary = '--------------------------748201563920174635281907';
	const fields = { ...credentials(crm, 'eu'), grant_type: 'refresh_token', refresh_token: refreshToken };
	const parts = Object.entries(fields).map(
		([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
	);

	const response = await fetch(`${at(crm, 'eu').accountsUrl}/oauth/v2/token`, {
		method: 'POST',
		headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
		body: `${parts.join('')}--${boundary}--\r\n`,
	});

	expect(await response.json()).toHaveProperty('access_token');
});

test('reads parameters from the query, and credentials from a Basic header', async () => {
	const { crm } = await practice();
	const { refreshToken } = await connect(crm, 'eu', 'acme');
	const { client_id, client_secret } = credentials(crm, 'eu');
	const query = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });

	const response = await fetch(`${at(crm, 'eu').accountsUrl}/oauth/v2/token?${query}`, {
		method: 'POST',
		headers: { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}` },
	});

	expect(await response.json()).toHaveProperty('access_token');
});

test.each(['application/json', 'multipart/form-data; boundary=never-used'])(
	'answers invalid_client to a body of type %s that it cannot read',
	async (type) => {
		const { crm } = await practice();
		const response = await fetch(`${at(crm, 'eu').accountsUrl}/oauth/v2/token`, {
			method: 'POST',
			headers: { 'content-type': type },
			body: JSON.stringify({ ...credentials(crm, 'eu'), grant_type: 'refresh_token' }),
		});

		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({ error: 'invalid_client' });
	},
);

test('answers HTTP 400 to a GET and to a call without a grant type', async () => {
	const { crm } = await practice();

	expect((await fetch(`${at(crm, 'eu').accountsUrl}/oauth/v2/token`)).status).toBe(400);
	expect((await post(crm, 'eu', '/oauth/v2/token', credentials(crm, 'eu'))).status).toBe(400);
});

const verifier = 'v'.repeat(64);
const s256 = createHash('sha256').update(verifier).digest('base64url');

test.each([
	['S256', { code_challenge: s256, code_challenge_method: 'S256' }],
	['plain', { code_challenge: verifier, code_challenge_method: 'plain' }],
	['plain when no method is named', { code_challenge: verifier }],
])('verifies a code challenge (%s)', async (_, challenge) => {
	const { crm } = await practice();
	const codes = await Promise.all([1, 2, 3].map(async () => (await consent(crm, 'eu', 'acme', challenge)).code ?? ''));
	const [right = '', wrong = '', missing = ''] = codes;

	expect((await exchange(crm, 'eu', right, { code_verifier: verifier })).body).toHaveProperty('access_token');
	expect((await exchange(crm, 'eu', wrong, { code_verifier: 'w'.repeat(64) })).body).toEqual({ error: 'invalid_code' });
	expect((await exchange(crm, 'eu', missing)).body).toEqual({ error: 'invalid_code' });
	expect((await exchange(crm, 'eu', wrong, { code_verifier: verifier })).body).toEqual({ error: 'invalid_code' });
});

test('demands a code challenge of an API client that must use PKCE', async () => {
	const { crm } = await practice();
	const redirectUris = ['http://localhost:8917/callback'];
	crm.addApiClient({ name: 'Mobile', clientId: '1000.M', redirectUris, secrets: 's', requiresPkce: true });

	expect((await fetch(authorizationUrl(crm, 'eu', { client_id: '1000.M' }))).status).toBe(400);
	const withChallenge = { client_id: '1000.M', code_challenge: s256, code_challenge_method: 'S256' };
	expect((await fetch(authorizationUrl(crm, 'eu', withChallenge))).status).toBe(200);
});

test('gives a refresh token at the first consent only, unless prompt=consent asks again', async () => {
	const { crm } = await practice();

	const first = await connect(crm, 'eu', 'acme', { prompt: null });
	const second = await connect(crm, 'eu', 'acme', { prompt: null });
	const asked = await connect(crm, 'eu', 'acme');

	expect([first, second, asked].map(({ refreshToken }) => refreshToken !== '')).toEqual([true, false, true]);
	expect(await isAlive(crm, 'eu', second.accessToken)).toBe(true);
});

test('gives no refresh token for online access', async () => {
	const { crm } = await practice();

	expect((await connect(crm, 'eu', 'acme', { access_type: null })).refreshToken).toBe('');
});

test('refreshes without a new refresh token', async () => {
	const { crm } = await practice();
	const { refreshToken } = await connect(crm, 'eu', 'acme');

	const { body } = await refresh(crm, 'eu', refreshToken);

	expect(body).not.toHaveProperty('refresh_token');
	expect(await isAlive(crm, 'eu', body.access_token ?? '')).toBe(true);
});

test('does not know a refresh token in another data center', async () => {
	const { crm } = await practice();
	const { refreshToken } = await connect(crm, 'eu', 'acme');

	expect(await refresh(crm, 'us', refreshToken)).toEqual({ status: 200, body: { error: 'invalid_code' } });
});

test('denies the 11th access token within 10 minutes, with HTTP 400, and goes on afterwards', async () => {
	const { crm, clock } = await practice();
	const { refreshToken } = await connect(crm, 'eu', 'acme');
	for (let count = 2; count <= 10; count += 1) {
		expect((await refresh(crm, 'eu', refreshToken)).status).toBe(200);
	}

	const denied = await refresh(crm, 'eu', refreshToken);
	expect(denied.status).toBe(400);
	expect(denied.body).toMatchObject({ error: 'Access Denied', status: 'failure' });

	clock.now += 10 * minute;
	expect((await refresh(crm, 'eu', refreshToken)).status).toBe(200);
});

test('keeps 15 access tokens of a refresh token alive; the 16th ends the oldest', async () => {
	const { crm, clock } = await practice();
	const { refreshToken, accessToken } = await connect(crm, 'eu', 'acme');
	const tokens = [accessToken];
	const refreshTimes = async (times: number) => {
		for (let count = 0; count < times; count += 1) {
			tokens.push((await refresh(crm, 'eu', refreshToken)).body.access_token ?? '');
		}
	};
	await refreshTimes(9);
	clock.now += 10 * minute;
	await refreshTimes(5);
	expect(await isAlive(crm, 'eu', accessToken)).toBe(true);

	await refreshTimes(1);

	const alive = await Promise.all(tokens.map((token) => isAlive(crm, 'eu', token)));
	expect(alive).toEqual([false, ...Array.from({ length: 15 }, () => true)]);
});

test('silently ends the oldest refresh token of a user and client, and its access tokens, at the 21st', async () => {
	const { crm } = await practice();
	const other = await connect(crm, 'eu', 'globex');
	const grants = [];
	for (let count = 1; count <= 21; count += 1) grants.push(await connect(crm, 'eu', 'acme'));
	const [first, second] = grants;

	expect((await refresh(crm, 'eu', first?.refreshToken ?? '')).body).toEqual({ error: 'invalid_code' });
	expect(await isAlive(crm, 'eu', first?.accessToken ?? '')).toBe(false);
	expect((await refresh(crm, 'eu', second?.refreshToken ?? '')).body).toHaveProperty('access_token');
	expect((await refresh(crm, 'eu', other.refreshToken)).body).toHaveProperty('access_token');
});

test('ends an access token after one hour', async () => {
	const { crm, clock } = await practice();
	const { accessToken } = await connect(crm, 'eu', 'acme');

	clock.now += 60 * minute - 1;
	expect(await isAlive(crm, 'eu', accessToken)).toBe(true);
	clock.now += 1;
	expect(await crmGet(crm, 'eu', '/crm/v8/org', `Zoho-oauthtoken ${accessToken}`)).toMatchObject({
		status: 401,
		body: { code: 'INVALID_TOKEN' },
	});
});
