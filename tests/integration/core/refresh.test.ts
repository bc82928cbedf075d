import { expect, it } from 'vitest';
import { codeOf, errorOf, minute, world } from './world.ts';

it('R01: twenty callers of an expired token make exactly one token call and all get its result', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	w.clock.at += 60 * minute;
	const calls = w.http.tokenCalls('refresh_token');
	const tokens = await Promise.all(Array.from({ length: 20 }, () => w.core.connections.token('acme', 300)));
	expect(new Set(tokens.map(({ accessToken }) => accessToken.reveal())).size).toBe(1);
	expect(w.http.tokenCalls('refresh_token') - calls).toBe(1);
});

it('hands out the cached token only when it lives long enough', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const first = (await w.core.connections.token('acme', 300)).accessToken.reveal();
	w.clock.at += 55 * minute;
	expect((await w.core.connections.token('acme', 300)).accessToken.reveal()).toBe(first);
	w.clock.at += 1;
	expect((await w.core.connections.token('acme', 300)).accessToken.reveal()).not.toBe(first);
});

it('R04: a clock that was set back does not make a dead token look alive', async () => {
	const w = await world();
	w.clock.at += 3 * 24 * 60 * minute;
	await w.connect({ alias: 'acme' });
	const first = (await w.core.connections.token('acme', 300)).accessToken.reveal();
	w.clock.at -= 3 * 24 * 60 * minute;
	expect((await w.core.connections.token('acme', 300)).accessToken.reveal()).not.toBe(first);
});

it('R02: a refused refresh token means "needs re-auth", and nothing is deleted', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const kept = w.refreshTokenOf('acme');
	await w.crm.revokeEverywhere('anna.keller@example.test');
	w.clock.at += 60 * minute;
	expect(await codeOf(w.core.connections.token('acme', 300))).toBe('NEEDS_REAUTH');
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'needs_reauth', problem: { code: 'NEEDS_REAUTH' } });
	expect(w.refreshTokenOf('acme')).toBe(kept);
	const { connection } = await w.reauth('acme');
	expect(connection).toMatchObject({ status: 'connected', problem: null });
	expect(w.orphans()).toEqual([]);
});

it('R03: offline, 5xx, HTML and nonsense mean "unreachable"; the token is kept and works afterwards', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const kept = w.refreshTokenOf('acme');
	w.clock.at += 60 * minute;
	const faults = [
		'cut',
		'html',
		{ status: 500, body: '{"error":"invalid_code"}' },
		{ status: 200, body: '<html>Sign in to the hotel' },
		{ status: 302, headers: { location: 'https://evil.test/' } },
		{ status: 200, body: '[]' },
	] as const;
	for (const fault of faults) {
		// Twice: a refresh that is cut on a kept connection is sent once more on a new one.
		w.crm.faults.next({ path: '/oauth/v2/token', times: 2, fault });
		expect(await codeOf(w.core.connections.token('acme', 300))).toMatch(/^PROVIDER_/);
		w.crm.faults.clear();
		expect(w.core.connections.get('acme').status).toBe('unreachable');
	}
	expect(w.refreshTokenOf('acme')).toBe(kept);
	await w.core.connections.token('acme', 300);
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'connected', problem: null });
});

it('T11: a limit means "waiting" with a time, and no network call until then', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	w.clock.at += 60 * minute;
	w.crm.faults.next({ path: '/oauth/v2/token', fault: 'throttle' });
	const error = await errorOf(w.core.connections.token('acme', 300));
	expect(error?.code).toBe('LIMITED');
	expect(error?.message).not.toContain('?');
	expect(w.core.connections.get('acme')).toMatchObject({
		status: 'waiting',
		waitingUntil: new Date(w.clock.at + 10 * minute).toISOString(),
	});
	const calls = w.http.calls.length;
	for (const act of ['token', 'refresh', 'check'] as const) {
		const asked = act === 'token' ? w.core.connections.token('acme', 300) : w.core.connections[act]('acme');
		expect(await codeOf(asked)).toBe('LIMITED');
	}
	expect(w.http.calls.length).toBe(calls);
	w.clock.at += 10 * minute + 1;
	expect(w.core.connections.get('acme').status).toBe('unverified');
	await w.core.connections.token('acme', 300);
	expect(w.core.connections.get('acme').status).toBe('connected');
});

it('T11: a limit lasts for as long as the server says', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	w.clock.at += 60 * minute;
	w.crm.faults.next({ path: '/oauth/v2/token', fault: { status: 429, headers: { 'retry-after': '90' } } });
	expect(await codeOf(w.core.connections.token('acme', 300))).toBe('LIMITED');
	const waitingUntil = new Date(w.clock.at + 90_000).toISOString();
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'waiting', waitingUntil });
	w.clock.at += 91_000;
	await w.core.connections.token('acme', 300);
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'connected', waitingUntil: null });
});

it('T04: a refresh that carries a new refresh token stores it, and the one before is gone', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const old = w.refreshTokenOf('acme');
	w.crm.faults.next({ path: '/oauth/v2/token', fault: 'new-refresh-token' });
	await w.core.connections.refresh('acme');
	const fresh = w.refreshTokenOf('acme');
	expect(fresh).not.toBe(old);
	expect(await w.isAlive(fresh)).toBe(true);
	expect([...w.keychain.items.values()].join()).not.toContain(old);
	expect(w.orphans()).toEqual([]);
	await w.core.connections.refresh('acme');
	expect(w.refreshTokenOf('acme')).toBe(fresh);
});

it('T03: an API domain of another place is refused, and the token goes nowhere', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	for (const api_domain of ['https://www.zohoapis.eu.evil.test', 'http://localhost:1', 'https://www.zohoapis.eu']) {
		w.crm.faults.next({
			path: '/oauth/v2/token',
			fault: { status: 200, body: JSON.stringify({ access_token: '1000.a.b', api_domain }) },
		});
		expect(await codeOf(w.core.connections.refresh('acme'))).toBe('API_DOMAIN_UNKNOWN');
	}
	expect(w.http.calls.every(({ request }) => request.headers?.authorization?.includes('1000.a.b') !== true)).toBe(true);
});

it('a wrong client secret is named with its data center and does not ask for a re-auth', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	w.crm.addApiClient({ ...w.apiClient, secrets: 'another-secret' });
	const error = await errorOf(w.core.connections.refresh('acme'));
	expect(error).toMatchObject({
		code: 'INVALID_CLIENT_SECRET',
		details: { dataCenter: 'Practice Europe', dataCenterId: 'practice-eu' },
	});
	expect(w.core.connections.get('acme').status).toBe('unverified');
});

it('check brings org and environment up to date and renews a refused access token once', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const calls = w.http.tokenCalls('refresh_token');
	w.crm.faults.next({ path: '/crm/v8/org', fault: { status: 401, body: '{"code":"INVALID_TOKEN","status":"error"}' } });
	w.clock.at += minute;
	const checked = await w.core.connections.check('acme');
	expect(checked).toMatchObject({ status: 'connected', lastCheckedAt: new Date(w.clock.at).toISOString() });
	expect(w.http.tokenCalls('refresh_token') - calls).toBe(1);
	w.crm.faults.next({
		path: '/crm/v8/org',
		times: 2,
		fault: { status: 401, body: '{"code":"INVALID_TOKEN","status":"error"}' },
	});
	w.clock.at += minute;
	expect(await codeOf(w.core.connections.check('acme'))).toBe('PROVIDER_REFUSED');
	expect(w.core.connections.get('acme').status).toBe('unverified');
});

it('S07: a sealed token that was moved to another connection does not open there', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.connect({ alias: 'globex', org: 'globex' });
	const [acme, globex] = ['acme', 'globex'].map((alias) => w.store.connections.byAlias(alias));
	const theirs = acme && w.store.accessTokens.of(acme.id);
	if (!acme || !globex || !theirs) throw new Error('Not connected.');
	const stolen = (await w.core.connections.token('acme', 60)).accessToken.reveal();
	w.store.accessTokens.put({ ...theirs, connection: globex.id });
	expect((await w.core.connections.token('globex', 60)).accessToken.reveal()).not.toBe(stolen);
});

it('one bad connection does not fail the others', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.connect({ alias: 'globex', org: 'globex' });
	w.keychain.items.delete(w.store.connections.byAlias('acme')?.ref ?? '');
	expect(await codeOf(w.core.connections.token('acme', 60))).toBe('SECRET_UNREADABLE');
	expect((await w.core.connections.token('globex', 60)).accessToken.reveal()).toMatch(/^1000/);
	expect(w.core.connections.list().map(({ status }) => status)).toEqual(['locked', 'connected']);
});

it('listeners hear of changes, and their events hold no secret', async () => {
	const w = await world();
	const events: string[] = [];
	const stop = w.core.subscribe((event) => events.push(JSON.stringify(event)));
	await w.connect({ alias: 'acme' });
	await w.core.connections.refresh('acme');
	expect(events.some((event) => event.includes('sign-in-changed'))).toBe(true);
	for (const secret of w.http.secrets()) expect(events.join()).not.toContain(secret);
	stop();
	const heard = events.length;
	await w.core.connections.check('acme');
	expect(events.length).toBe(heard);
});
