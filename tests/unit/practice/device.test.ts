import { expect, test } from 'vitest';
import { followDevice } from '../../../src/practice/follow-device.ts';
import { beginDevice, codePath, pollDevice } from './device-harness.ts';
import { at, connect, credentials, firstTokens, isAlive, post, practice, refresh } from './practice-harness.ts';

const minute = 60_000;
const pending = { status: 200, body: { error: 'authorization_pending' } };

test('gives a device code, a user code and the page on which to type it, as Zoho documents', async () => {
	const { crm } = await practice();

	const { status, body } = await post(crm, 'eu', codePath, {
		client_id: crm.apiClient.clientId,
		grant_type: 'device_request',
		scope: 'ZohoCRM.org.READ',
	});

	expect(status).toBe(200);
	expect(body).toEqual({
		user_code: expect.stringMatching(/^[B-DF-HJ-NP-TV-Z]{4}-[B-DF-HJ-NP-TV-Z]{4}$/),
		device_code: expect.stringMatching(/^1004\.[0-9a-f]{32}\.[0-9a-f]{32}$/),
		interval: 30,
		expires_in: 300_000,
		verification_url: `${at(crm, 'eu').accountsUrl}/oauth/v3/device`,
	});
});

test.each([
	['an unknown client', { client_id: '1000.NOBODY' }, 200, 'invalid_client'],
	['another grant type', { grant_type: 'device_token' }, 200, 'invalid_client'],
	['scopes separated by spaces', { scope: 'ZohoCRM.org.READ ZohoCRM.users.READ' }, 200, 'invalid_scope'],
	['an unknown access type', { access_type: 'forever' }, 400, 'general_error'],
	['an unknown prompt', { prompt: 'login' }, 400, 'general_error'],
])('gives no code for %s', async (_, changes, status, error) => {
	const { crm } = await practice();

	const answer = await post(crm, 'eu', codePath, {
		client_id: crm.apiClient.clientId,
		grant_type: 'device_request',
		scope: 'ZohoCRM.org.READ',
		...changes,
	});

	expect(answer).toMatchObject({ status, body: { error } });
	expect(answer.body).not.toHaveProperty('device_code');
});

test('answers authorization_pending until the person accepts, then tokens that begin with 1004, once', async () => {
	const { crm, clock } = await practice();
	const device = await beginDevice(crm, 'eu');
	expect(await pollDevice(crm, 'eu', device.deviceCode)).toEqual(pending);

	const end = await followDevice(device.verificationUrl, device.userCode, { org: 'acme-sandbox' });

	expect(end).toMatchObject({ status: 200, text: expect.stringContaining('<h1>Access given</h1>') });
	clock.now += 30_000;
	const { status, body } = await pollDevice(crm, 'eu', device.deviceCode);
	expect(status).toBe(200);
	expect(body).toEqual(firstTokens(crm, 'eu', '1004'));
	expect(await isAlive(crm, 'eu', body.access_token ?? '')).toBe(true);
	clock.now += 30_000;
	expect((await pollDevice(crm, 'eu', device.deviceCode)).body).toEqual({ error: 'invalid_code' });
});

test('refreshes a device as every other connection, with tokens that begin with 1004 again', async () => {
	const { crm } = await practice();
	const device = await beginDevice(crm, 'eu');
	await followDevice(device.verificationUrl, device.userCode);
	const { refresh_token = '' } = (await pollDevice(crm, 'eu', device.deviceCode)).body;
	crm.faults.next({ path: '/oauth/v2/token', fault: 'new-refresh-token' });

	const { body } = await refresh(crm, 'eu', refresh_token);

	expect(body).toMatchObject({
		access_token: expect.stringMatching(/^1004\./),
		refresh_token: expect.stringMatching(/^1004\./),
	});
});

test('answers slow_down to a poll that comes too early, and counts that one as well', async () => {
	const { crm, clock } = await practice();
	const device = await beginDevice(crm, 'eu');
	const answers = [];
	for (const wait of [0, 29_999, 29_999, 30_000]) {
		clock.now += wait;
		answers.push((await pollDevice(crm, 'eu', device.deviceCode)).body.error);
	}

	expect(answers).toEqual(['authorization_pending', 'slow_down', 'slow_down', 'authorization_pending']);
});

test('takes the interval from its options and names it', async () => {
	const { crm, clock } = await practice({ deviceIntervalSeconds: 0.05 });
	const device = await beginDevice(crm, 'eu');

	expect(device.interval).toBe(0.05);
	expect(await pollDevice(crm, 'eu', device.deviceCode)).toEqual(pending);
	clock.now += 49;
	expect((await pollDevice(crm, 'eu', device.deviceCode)).body).toEqual({ error: 'slow_down' });
	clock.now += 50;
	expect(await pollDevice(crm, 'eu', device.deviceCode)).toEqual(pending);
});

test('sends a device whose user lives elsewhere to that data center, where the same device code goes on', async () => {
	const { crm, clock } = await practice();
	const device = await beginDevice(crm, 'us');
	await followDevice(device.verificationUrl, device.userCode, { org: 'globex' });

	const sentAway = await pollDevice(crm, 'us', device.deviceCode);
	const elsewhere = await pollDevice(crm, 'in', device.deviceCode);
	const tooSoon = await pollDevice(crm, 'eu', device.deviceCode);
	clock.now += 30_000;
	const { body } = await pollDevice(crm, 'eu', device.deviceCode);

	expect(sentAway).toEqual({ status: 200, body: { error: 'other_dc', user_location: 'eu' } });
	expect(elsewhere.body).toEqual({ error: 'invalid_code' });
	expect(tooSoon.body).toEqual({ error: 'slow_down' });
	expect(body.api_domain).toBe(at(crm, 'eu').apiUrl);
	expect(await isAlive(crm, 'eu', body.access_token ?? '')).toBe(true);
});

test('knows a device code in no other data center before the person accepted', async () => {
	const { crm } = await practice();
	const device = await beginDevice(crm, 'us');

	expect((await pollDevice(crm, 'eu', device.deviceCode)).body).toEqual({ error: 'invalid_code' });
	expect(await pollDevice(crm, 'us', device.deviceCode)).toEqual(pending);
});

test('answers access_denied when the person declines', async () => {
	const { crm } = await practice();
	const device = await beginDevice(crm, 'eu');

	const end = await followDevice(device.verificationUrl, device.userCode, { decline: true });

	expect(end.text).toContain('<h1>Access declined</h1>');
	expect(await pollDevice(crm, 'eu', device.deviceCode)).toEqual({ status: 200, body: { error: 'access_denied' } });
});

test('ends after five minutes in which the person did nothing', async () => {
	const { crm, clock } = await practice();
	const device = await beginDevice(crm, 'eu');

	clock.now += 5 * minute - 1;
	expect(await pollDevice(crm, 'eu', device.deviceCode)).toEqual(pending);
	clock.now += 1;
	expect(await pollDevice(crm, 'eu', device.deviceCode)).toEqual({ status: 200, body: { error: 'expired' } });
	await expect(followDevice(device.verificationUrl, device.userCode)).rejects.toThrow('Connect a device');
});

test('keeps the tokens for five minutes when the person accepted at the last moment', async () => {
	const { crm, clock } = await practice();
	const [early, late] = [await beginDevice(crm, 'eu'), await beginDevice(crm, 'eu')];
	clock.now += 5 * minute - 1;
	for (const { verificationUrl, userCode } of [early, late]) await followDevice(verificationUrl, userCode);

	clock.now += 5 * minute - 1;
	expect((await pollDevice(crm, 'eu', early.deviceCode)).body).toHaveProperty('access_token');
	clock.now += 1;
	expect((await pollDevice(crm, 'eu', late.deviceCode)).body).toEqual({ error: 'expired' });
});

test.each([
	['an unknown client', { client_id: '1000.NOBODY' }, 'invalid_client'],
	['a wrong secret', { client_secret: 'wrong' }, 'invalid_client_secret'],
	['another grant type', { grant_type: 'authorization_code' }, 'invalid_client'],
	['another device code', { code: '1004.unknown' }, 'invalid_code'],
	['the device code of another client', { client_id: '1000.OTHER', client_secret: 'other-secret' }, 'invalid_code'],
])('refuses a poll with %s, and it does not slow the device down', async (_, changes, error) => {
	const { crm } = await practice();
	crm.addApiClient({ name: 'Other', clientId: '1000.OTHER', redirectUris: [], secrets: 'other-secret' });
	const device = await beginDevice(crm, 'eu');

	expect(await pollDevice(crm, 'eu', device.deviceCode, changes)).toEqual({ status: 200, body: { error } });
	expect(await pollDevice(crm, 'eu', device.deviceCode)).toEqual(pending);
});

test('answers HTTP 400 without a grant type, and 405 to a GET', async () => {
	const { crm } = await practice();
	const urls = [codePath, '/oauth/v3/device/token'].map((path) => at(crm, 'eu').accountsUrl + path);

	expect((await post(crm, 'eu', codePath, credentials(crm, 'eu'))).status).toBe(400);
	expect((await post(crm, 'eu', '/oauth/v3/device/token', credentials(crm, 'eu'))).status).toBe(400);
	for (const url of urls) expect((await fetch(url)).status).toBe(405);
});

test('gives a refresh token for offline access only, and at the first consent unless prompt=consent asks again', async () => {
	const { crm } = await practice();
	const hasRefreshToken = async (changes: Record<string, string>) => {
		const device = await beginDevice(crm, 'eu', changes);
		await followDevice(device.verificationUrl, device.userCode, { org: 'acme' });
		return 'refresh_token' in (await pollDevice(crm, 'eu', device.deviceCode)).body;
	};

	const noPrompt = { prompt: '' };
	expect(await hasRefreshToken({ access_type: 'online' })).toBe(false);
	expect(await hasRefreshToken(noPrompt)).toBe(false);
	expect(await hasRefreshToken({})).toBe(true);
	await crm.revokeEverywhere('anna.keller@example.test');
	expect(await hasRefreshToken(noPrompt)).toBe(true);
});

test('gives no tokens to a device whose app the user has removed meanwhile', async () => {
	const { crm } = await practice();
	const device = await beginDevice(crm, 'eu');
	await followDevice(device.verificationUrl, device.userCode, { org: 'acme' });

	await crm.revokeEverywhere('anna.keller@example.test');

	expect((await pollDevice(crm, 'eu', device.deviceCode)).body).toEqual({ error: 'invalid_code' });
});

test('keeps the newest thousand device codes', async () => {
	const { crm } = await practice();
	const first = await beginDevice(crm, 'eu');
	const second = await beginDevice(crm, 'eu');
	for (let count = 3; count <= 1001; count += 1) await beginDevice(crm, 'eu');

	expect((await pollDevice(crm, 'eu', first.deviceCode)).body).toEqual({ error: 'invalid_code' });
	expect(await pollDevice(crm, 'eu', second.deviceCode)).toEqual(pending);
});

test('writes neither a user code nor a device code into the log', async () => {
	const lines: string[] = [];
	const { crm } = await practice({ log: (line) => lines.push(line) });
	const device = await beginDevice(crm, 'eu');
	await followDevice(device.verificationUrl, device.userCode);
	await pollDevice(crm, 'eu', device.deviceCode);

	expect(lines).toEqual([
		'eu POST /oauth/v3/device/code device_request 200',
		'eu GET /oauth/v3/device 200',
		'eu POST /oauth/v3/device 200',
		'eu POST /oauth/v3/device 200',
		'eu POST /oauth/v3/device/token device_token 200',
	]);
});

test('a device and a browser share the refresh tokens of a user and client', async () => {
	const { crm } = await practice();
	const device = await beginDevice(crm, 'eu');
	await followDevice(device.verificationUrl, device.userCode, { org: 'acme' });
	const { refresh_token = '' } = (await pollDevice(crm, 'eu', device.deviceCode)).body;

	for (let count = 1; count <= 20; count += 1) await connect(crm, 'eu', 'acme');

	expect((await refresh(crm, 'eu', refresh_token)).body).toEqual({ error: 'invalid_code' });
});
