import { randomInt } from 'node:crypto';
import { createServer, request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { type PracticeOptions, startPractice } from '../../../src/practice/start-practice.ts';
import { at, authorizationUrl, connect, credentials, practice, refresh } from './practice-harness.ts';

function statusWithHost(port: string, address: string, host: string): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		const options = { host: address, port, path: '/practice/health', headers: { host }, agent: false };
		request(options, (response) => resolve(response.resume().statusCode))
			.on('error', reject)
			.end();
	});
}

test('names the running data centers', async () => {
	const { crm } = await practice({ locations: ['eu', 'uk', 'eu'] });
	const [eu, uk] = crm.dataCenters;

	expect(eu).toMatchObject({ id: 'practice-eu', name: 'Practice Europe', location: 'eu' });
	expect(uk).toMatchObject({ id: 'practice-uk', name: 'Practice United Kingdom', location: 'uk' });
	expect(await (await fetch(`${uk?.accountsUrl}/oauth/serverinfo`)).json()).toEqual({
		result: 'success',
		locations: { eu: eu?.accountsUrl, uk: uk?.accountsUrl },
	});
	expect(await (await fetch(`${uk?.accountsUrl}/practice/health`)).json()).toEqual({
		practice: true,
		locations: ['eu', 'uk'],
	});
});

test('names further data centers, and another address of a running one, when told to', async () => {
	const extraLocations = { sg: 'https://accounts.zoho.sg', uk: 'https://accounts.moved.example.test' };
	const { crm } = await practice({ locations: ['eu', 'uk'], extraLocations });

	expect(await (await fetch(`${at(crm, 'uk').accountsUrl}/oauth/serverinfo`)).json()).toEqual({
		result: 'success',
		locations: { eu: at(crm, 'eu').accountsUrl, ...extraLocations },
	});
	expect(crm.dataCenters.map(({ location }) => location)).toEqual(['eu', 'uk']);
});

test('refuses a location that Zoho does not have', async () => {
	await expect(startPractice({ locations: ['eu', 'moon'], basePort: 0 })).rejects.toThrow(RangeError);
	await expect(startPractice({ locations: ['constructor'], basePort: 0 })).rejects.toThrow(RangeError);
});

test.each(['127.0.0.1', '::1'])('says which port is taken on %s, and frees the others', async (address) => {
	const options = await freeRange();
	const blocker = createServer();
	const listening = await new Promise<boolean>((resolve) => {
		blocker.once('error', () => resolve(false)).listen(options.basePort + 1, address, () => resolve(true));
	});
	onTestFinished(() => void blocker.close());
	if (!listening) return; // This machine has no IPv6.

	await expect(startPractice(options)).rejects.toMatchObject({ code: 'EADDRINUSE', port: options.basePort + 1 });

	await new Promise((resolve) => blocker.close(resolve));
	await (await startPractice(options)).close();
});

/** Below the range that systems hand out themselves, so that tests which run beside this one do not take the ports. */
async function freeRange(): Promise<PracticeOptions & { readonly basePort: number }> {
	const options = { locations: ['us', 'eu'], basePort: randomInt(20_000, 29_000) };
	const probe = await startPractice(options).catch(() => null);
	await probe?.close();
	return probe ? options : freeRange();
}

test('answers on its own host names only', async () => {
	const { crm } = await practice();
	const { port } = new URL(at(crm, 'eu').accountsUrl);
	const status = (host: string) => statusWithHost(port, '127.0.0.1', host);

	for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
		expect(await status(host)).toBe(200);
	}
	for (const host of [`evil.example.test:${port}`, 'localhost', 'localhost:1', `localhost:${port}.evil.example.test`]) {
		expect(await status(host)).toBe(403);
	}
});

test('answers 404 to other paths and 405 to other methods', async () => {
	const { crm } = await practice();
	const { accountsUrl } = at(crm, 'eu');

	for (const path of ['/', '/crm/v8/Leads', '/__proto__', '//evil.example.test/oauth/v2/token']) {
		expect((await fetch(accountsUrl + path)).status).toBe(404);
	}
	const deleted = await fetch(`${accountsUrl}/crm/v8/org`, { method: 'DELETE' });
	expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'GET']);
});

test('answers 413 to a body over 64 KiB', async () => {
	const { crm } = await practice();
	const send = async (length: number) => {
		const body = new URLSearchParams({ client_id: 'x'.repeat(length - 'client_id='.length) });
		return (await fetch(`${at(crm, 'eu').accountsUrl}/oauth/v2/token`, { method: 'POST', body })).status;
	};

	expect([await send(65_536), await send(65_537), await send(5_000_000)]).toEqual([200, 413, 413]);
});

test('keeps what was asked, and writes one line a request, without any secret', async () => {
	const lines: string[] = [];
	const { crm, clock } = await practice({ log: (line) => lines.push(line) });
	const { refreshToken, accessToken } = await connect(crm, 'eu', 'acme', { state: 'secret_state' });
	await refresh(crm, 'eu', refreshToken);
	await fetch(`${at(crm, 'eu').accountsUrl}/${refreshToken}?grant_type=${accessToken}`);

	expect(crm.requests.map(({ method, path, grantType, hasQuery }) => [method, path, grantType, hasQuery])).toEqual([
		['GET', '/oauth/v2/auth', null, true],
		['POST', '/oauth/v2/auth', null, false],
		['POST', '/oauth/v2/token', 'authorization_code', false],
		['POST', '/oauth/v2/token', 'refresh_token', false],
		['GET', `/${refreshToken}`, 'other', true],
	]);
	expect(crm.requests[0]).toMatchObject({ at: clock.now, dataCenter: 'practice-eu' });
	expect(lines).toEqual([
		'eu GET /oauth/v2/auth 200',
		'eu POST /oauth/v2/auth 302',
		'eu POST /oauth/v2/token authorization_code 200',
		'eu POST /oauth/v2/token refresh_token 200',
		'eu GET (unknown path) other 404',
	]);
});

test('keeps the client secrets of a data center over restarts', async () => {
	const first = await practice();
	const second = await practice();

	expect(credentials(second.crm, 'eu')).toEqual(credentials(first.crm, 'eu'));
	expect(new Set(Object.values(first.crm.apiClient.secrets)).size).toBe(3);
});

test('refuses to register a redirect URI that is not http or https, or has a fragment', async () => {
	const { crm } = await practice();
	const register = (uri: string) =>
		crm.addApiClient({ name: 'X', clientId: '1000.X', redirectUris: [uri], secrets: 's' });

	expect(() => register('javascript:alert(1)')).toThrow(TypeError);
	expect(() => register('http://localhost:1/#fragment')).toThrow(TypeError);
	expect((await fetch(authorizationUrl(crm, 'eu', { client_id: '1000.X' }))).status).toBe(400);
});

test('closes while a request waits', async () => {
	const { crm } = await practice();
	crm.faults.next({ path: '/practice/health', fault: 'hang' });
	const waiting = fetch(`${at(crm, 'eu').accountsUrl}/practice/health`);
	const ended = expect(waiting).rejects.toThrow();
	await expect.poll(() => crm.requests.length).toBe(1);

	await crm.close();

	await ended;
});
