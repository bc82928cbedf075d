import { expect, it } from 'vitest';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import { LoopbackListener } from '../../../src/core/adapters/loopback/loopback-listener.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import { exchangeCode } from '../../../src/core/oauth/token-endpoint.ts';
import type { HttpRequest } from '../../../src/core/ports/http-client.ts';
import { freePort } from '../core/free-port.ts';
import { RecordingHttp } from '../core/recording-http.ts';
import { codeOf, errorOf, world } from '../core/world.ts';
import { followRedirects } from './follow-redirects.ts';
import { client, standardServer } from './standard-server.ts';

/** A core that knows the foreign server as a data center of its own, and nothing else about it. */
async function scene() {
	const redirectUri = `http://localhost:${await freePort()}/callback`;
	const server = await standardServer(redirectUri);
	const real = new NodeHttpClient('0.0.0');
	let change = (request: HttpRequest): HttpRequest => request;
	const http = new RecordingHttp({ send: (request) => real.send(change(request)), close: () => real.close() });
	const w = await world();
	await w.close();
	const core = w.open({ http, listener: new LoopbackListener(), clock: { now: Date.now } });
	core.dataCenters.add({ id: 'standard', name: 'Standard', accountsUrl: server.origin, apiUrl: server.origin });
	await core.apiClients.add({
		name: 'Standard',
		clientId: client.id,
		type: 'server-based',
		redirectUris: [redirectUri],
		scopes: ['ZohoCRM.org.READ', 'ZohoCRM.users.READ', 'ZohoCRM.modules.READ'],
		clientSecret: new Secret(client.secret),
		dataCenter: 'standard',
	});
	const start = (alias: string) =>
		core.signIns.connect({ apiClient: 'Standard', dataCenter: 'standard', alias, customer: null, scopes: [] });
	return {
		...{ server, http, core, redirectUri, start, store: w.store },
		/** Changes the token calls that leave from now on. */
		tamper: (form: Readonly<Record<string, string>>) => {
			change = (request) =>
				request.url.endsWith('/oauth/v2/token') ? { ...request, form: { ...request.form, ...form } } : request;
		},
		leaveAlone: () => {
			change = (request) => request;
		},
		/** The callback URL that the server sends the browser to. */
		consent: (started: Awaited<ReturnType<typeof start>>) => followRedirects(started.authorizationUrl, redirectUri),
		async connect(alias: string) {
			const started = await start(alias);
			const callbackUrl = await followRedirects(started.authorizationUrl, redirectUri);
			expect((await fetch(callbackUrl)).status).toBe(200);
			return { callbackUrl, ...(await started.result) };
		},
	};
}

/** Nothing of a sign-in that failed is left. */
function expectNothing({ core, store }: Awaited<ReturnType<typeof scene>>, connections = 0) {
	expect(core.connections.list()).toHaveLength(connections);
	expect(store.signIns.all()).toEqual([]);
}

it('signs in at a server that nobody here wrote, refreshes, checks and revokes', async () => {
	const s = await scene();
	const { connection, notices, callbackUrl } = await s.connect('acme');
	expect(connection).toMatchObject({
		alias: 'acme',
		status: 'connected',
		dataCenter: 'standard',
		environment: 'production',
		org: { id: '20094811237', name: 'Acme GmbH' },
		user: { email: 'anna.keller@example.test' },
		practice: false,
	});
	expect(notices).toEqual([]);
	expect(Object.fromEntries(new URL(callbackUrl).searchParams)).toMatchObject({ 'accounts-server': s.server.origin });
	const first = (await s.core.connections.token('acme', 300)).accessToken.reveal();
	expect(s.http.tokenCalls('refresh_token')).toBe(0);

	await s.core.connections.refresh('acme');
	const second = (await s.core.connections.token('acme', 300)).accessToken.reveal();
	expect(second).not.toBe(first);
	expect(s.http.tokenCalls('refresh_token')).toBe(1);
	expect((await s.core.connections.check('acme')).status).toBe('connected');

	expect((await s.core.connections.revoke('acme')).status).toBe('revoked');
	expect(await s.server.provider.AccessToken.find(second)).toBeUndefined();
});

it('L06: a verifier that does not fit the challenge is refused, and nothing is saved', async () => {
	const s = await scene();
	const started = await s.start('acme');
	const callbackUrl = await s.consent(started);
	s.tamper({ code_verifier: 'v'.repeat(43) });
	await fetch(callbackUrl);
	const error = await errorOf(started.result);
	expect(['INVALID_CODE', 'PROVIDER_REFUSED']).toContain(error?.code);
	expect(s.http.calls.at(-1)?.answer).toMatchObject({ status: 400, text: expect.stringContaining('invalid_grant') });
	expectNothing(s);
});

it('L06: the server gives no code without a challenge, nor for the plain method', async () => {
	const s = await scene();
	const started = await s.start('acme');
	for (const change of [
		{ code_challenge: null },
		{ code_challenge_method: null },
		{ code_challenge_method: 'plain' },
	]) {
		const url = new URL(started.authorizationUrl);
		for (const [name, value] of Object.entries(change)) {
			if (value === null) url.searchParams.delete(name);
			else url.searchParams.set(name, value);
		}
		const back = new URL(await followRedirects(url.href, s.redirectUri));
		expect(back.searchParams.get('error')).toBe('invalid_request');
		expect(back.searchParams.get('code')).toBeNull();
	}
	s.core.signIns.cancel(started.view.id);
	expect(await codeOf(started.result)).toBe('SIGN_IN_CANCELLED');
	expectNothing(s);
});

it('L04: a code that was used is refused the second time, with the right verifier', async () => {
	const s = await scene();
	await s.connect('acme');
	const form = s.http.calls.find(({ request }) => request.form?.grant_type === 'authorization_code')?.request.form;
	const dataCenter = s.store.dataCenters.all().find(({ id }) => id === 'standard');
	if (!form || !dataCenter) throw new Error('There was no token call.');
	const credentials = { dataCenter, clientId: client.id, clientSecret: new Secret(client.secret) };
	const { code = '', redirect_uri: redirectUri = '', code_verifier: verifier = '' } = form;
	const again = await codeOf(exchangeCode(s.http, credentials, { code: new Secret(code), redirectUri, verifier }));
	expect(['INVALID_CODE', 'PROVIDER_REFUSED']).toContain(again);
	expect(s.http.calls.at(-1)?.answer?.status).toBe(400);
});

it("L05: another sign-in's code is refused, and that sign-in still ends well", async () => {
	const s = await scene();
	const [first, second] = [await s.start('first'), await s.start('second')];
	const [mine, theirs] = [new URL(await s.consent(first)), new URL(await s.consent(second))];
	const swapped = new URL(mine);
	swapped.searchParams.set('code', theirs.searchParams.get('code') ?? '');
	await fetch(swapped);
	expect(['INVALID_CODE', 'PROVIDER_REFUSED']).toContain(await codeOf(first.result));
	expect(s.core.connections.list()).toEqual([]);
	const third = await s.connect('third');
	expect(third.connection.alias).toBe('third');
	expect(s.core.signIns.list().map(({ alias }) => alias)).toEqual(['second']);
});

it('L04: the callback of a sign-in that ended is not taken a second time', async () => {
	const s = await scene();
	const waiting = await s.start('second');
	const { callbackUrl } = await s.connect('first');
	const calls = s.http.calls.length;
	expect((await fetch(callbackUrl)).status).toBe(400);
	expect(s.http.calls.length).toBe(calls);
	expect(s.core.signIns.list().map(({ id }) => id)).toEqual([waiting.view.id]);
});

it('errors of a standard server (HTTP 400 and 401 with a code) end in coded errors and keep the connection', async () => {
	const s = await scene();
	await s.connect('acme');
	const cases = [
		[{ refresh_token: 'unknown' }, ['NEEDS_REAUTH', 'PROVIDER_REFUSED']],
		[{ client_secret: 'wrong' }, ['INVALID_CLIENT', 'INVALID_CLIENT_SECRET']],
		[{ client_id: 'unknown' }, ['INVALID_CLIENT']],
		[{ grant_type: 'password' }, ['PROVIDER_REFUSED']],
	] as const;
	for (const [form, codes] of cases) {
		s.tamper(form);
		const error = await errorOf(s.core.connections.refresh('acme'));
		expect(codes, JSON.stringify(form)).toContain(error?.code);
		expect(s.http.calls.at(-1)?.answer?.status).toBeGreaterThanOrEqual(400);
		expect(error?.message).not.toMatch(/unknown|wrong|\?/);
	}
	s.leaveAlone();
	expect((await s.core.connections.refresh('acme')).status).toBe('connected');
	s.tamper({ code: 'unknown' });
	const started = await s.start('second');
	await fetch(await s.consent(started));
	expect(['INVALID_CODE', 'PROVIDER_REFUSED']).toContain(await codeOf(started.result));
	expectNothing(s, 1);
});
