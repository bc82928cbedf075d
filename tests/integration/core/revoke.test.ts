import { expect, it } from 'vitest';
import { MemoryLocks } from './memory-locks.ts';
import { codeOf, errorOf, minute, world } from './world.ts';

it('revoke ends the token at the CRM, then here', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const token = w.refreshTokenOf('acme');
	const revoked = await w.core.connections.revoke('acme');
	expect(revoked).toMatchObject({
		status: 'revoked',
		revokedAt: new Date(w.clock.at).toISOString(),
		accessTokenExpiresAt: null,
	});
	expect(await w.isAlive(token)).toBe(false);
	expect([...w.keychain.items.values()].join()).not.toContain(token);
	expect(w.orphans()).toEqual([]);
	expect(await codeOf(w.core.connections.token('acme', 60))).toBe('CONNECTION_REVOKED');
	expect(await codeOf(w.core.connections.revoke('acme'))).toBe('CONNECTION_REVOKED');
	expect((await w.reauth('acme')).connection).toMatchObject({ status: 'connected', revokedAt: null });
});

it('V02: without the network it stays queued, hands out nothing, and recovery finishes it', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const token = w.refreshTokenOf('acme');
	for (const fault of ['cut', 'html', { status: 503 }] as const) {
		w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault });
		expect(await codeOf(w.core.connections.revoke('acme'))).toBe('REVOKE_QUEUED');
		expect(w.core.connections.get('acme')).toMatchObject({ status: 'revoke_queued', revokedAt: null });
	}
	expect(await codeOf(w.core.connections.token('acme', 60))).toBe('REVOKE_QUEUED');
	expect(w.refreshTokenOf('acme')).toBe(token);
	await w.core.recover();
	expect(w.core.connections.get('acme').status).toBe('revoked');
	expect(await w.isAlive(token)).toBe(false);
	expect(w.core.needsRecovery()).toBe(false);
});

it('V02: recovery leaves a queued revoke alone for as long as Zoho asks; a person may try at once', async () => {
	for (const status of [503, 429]) {
		const w = await world();
		await w.connect({ alias: 'acme' });
		const asked = () => w.crm.requests.filter(({ path }) => path.includes('revoke')).length;
		const fault = { status, headers: { 'retry-after': '120' } };
		w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault, times: 2 });
		expect(await codeOf(w.core.connections.revoke('acme'))).toBe('REVOKE_QUEUED');
		expect(w.core.connections.get('acme').waitingUntil).toBe(new Date(w.clock.at + 2 * minute).toISOString());
		expect(asked()).toBe(1);
		w.clock.at += minute;
		await w.core.recover();
		expect(asked()).toBe(1);
		expect(await codeOf(w.core.connections.revoke('acme'))).toBe('REVOKE_QUEUED');
		expect(asked()).toBe(2);
		w.clock.at += 2 * minute;
		await w.core.recover();
		expect(w.core.connections.get('acme')).toMatchObject({ status: 'revoked', waitingUntil: null });
	}
});

it('V03: 400 at both forms while the token lives is no revoke', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	for (const path of ['/oauth/v2/revoke/token', '/oauth/v2/token/revoke'])
		w.crm.faults.next({ path, fault: { status: 400, body: '{"error":"invalid_token"}' } });
	expect(await codeOf(w.core.connections.revoke('acme'))).toBe('REVOKE_QUEUED');
	expect(w.core.connections.get('acme').status).toBe('revoke_queued');
	expect(await w.isAlive(w.refreshTokenOf('acme'))).toBe(true);
});

it('V03: a token that died elsewhere counts as revoked only because a refresh says invalid_code', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.crm.revokeEverywhere('anna.keller@example.test');
	w.crm.faults.next({ path: '/oauth/v2/token', fault: 'throttle' });
	const error = await errorOf(w.core.connections.revoke('acme'));
	expect(error?.code).toBe('REVOKE_QUEUED');
	expect(error?.message).toContain('Zoho limits token calls');
	expect((await w.core.connections.revoke('acme')).status).toBe('revoked');
});

it('falls back to the older form of revoke', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const token = w.refreshTokenOf('acme');
	w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault: { status: 404, body: 'not here' } });
	expect((await w.core.connections.revoke('acme')).status).toBe('revoked');
	expect(await w.isAlive(token)).toBe(false);
});

it('a page that says 200 but is no answer of Zoho does not count as revoked', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	for (const path of ['/oauth/v2/revoke/token', '/oauth/v2/token/revoke'])
		w.crm.faults.next({ path, fault: { status: 200, body: '<html>Hotel Wi-Fi</html>' } });
	expect(await codeOf(w.core.connections.revoke('acme'))).toBe('REVOKE_QUEUED');
});

it("V01: ended between the CRM's yes and the commit, the revoke is finished after a restart", async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	w.http.intercept = (request, send) => {
		if (!request.url.endsWith('/revoke/token')) return null;
		return send().then(() => {
			throw new Error('ended here');
		});
	};
	await expect(w.core.connections.revoke('acme')).rejects.toThrow('ended here');
	w.http.intercept = null;
	await w.close();
	w.open();
	expect(w.core.connections.get('acme').status).toBe('revoke_queued');
	await w.core.recover();
	expect(w.core.connections.get('acme').status).toBe('revoked');
	expect(w.orphans()).toEqual([]);
});

it('recovery does not revoke what was re-authenticated while it worked', async () => {
	const w = await world();
	await w.close();
	// Two connections may share a stripe of the real locks; here that would be a wait without an end.
	w.open({ locks: new MemoryLocks() });
	for (const alias of ['a-first', 'b-second']) {
		await w.connect({ alias });
		w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault: 'cut' });
		expect(await codeOf(w.core.connections.revoke(alias))).toBe('REVOKE_QUEUED');
	}
	let reauth: Promise<unknown> | null = null;
	w.http.intercept = (request, send) => {
		if (reauth || !request.url.endsWith('/oauth/v2/revoke/token')) return null;
		// While the revoke of the first one waits for the CRM, a person renews the second one.
		reauth = w.reauth('b-second');
		return reauth.then(send);
	};
	await w.core.recover();
	expect(w.core.connections.get('a-first').status).toBe('revoked');
	expect(w.core.connections.get('b-second').status).toBe('connected');
	expect(await w.isAlive(w.refreshTokenOf('b-second'))).toBe(true);
});

it('forget refuses while a token would stay alive at Zoho, unless a person chose that', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const token = w.refreshTokenOf('acme');
	expect(w.core.connections.isHeld('acme')).toBe(true);
	expect(await codeOf(w.core.connections.forget('acme', false))).toBe('CONNECTION_HELD');
	const calls = w.http.calls.length;
	await w.core.connections.forget('acme', true);
	expect(w.http.calls.length).toBe(calls);
	expect(w.core.connections.list()).toEqual([]);
	expect(w.acts()).toContain('forgotten without revoking');
	expect([...w.keychain.items.values()].join()).not.toContain(token);
	expect(await w.isAlive(token)).toBe(true);
	expect(w.orphans()).toEqual([]);
});

it('forget takes revoked and refused connections without a question, and queued ones only by choice', async () => {
	const w = await world();
	for (const alias of ['revoked', 'refused', 'queued'])
		await w.connect({ alias, org: alias === 'refused' ? 'globex' : 'acme' });
	await w.core.connections.revoke('revoked');
	await w.crm.revokeEverywhere('pieter.jansen@example.test');
	w.clock.at += 60 * minute;
	expect(await codeOf(w.core.connections.token('refused', 60))).toBe('NEEDS_REAUTH');
	w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault: 'cut' });
	expect(await codeOf(w.core.connections.revoke('queued'))).toBe('REVOKE_QUEUED');
	await w.core.connections.forget('revoked', false);
	await w.core.connections.forget('refused', false);
	expect(await codeOf(w.core.connections.forget('queued', false))).toBe('CONNECTION_HELD');
	await w.core.connections.forget('queued', true);
	expect(await codeOf(w.core.connections.forget('queued', true))).toBe('CONNECTION_UNKNOWN');
	expect(w.orphans()).toEqual([]);
});

it('V05: after a revoke nothing of the sealed token stays in the database or its WAL', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const sealed = w.store.accessTokens.of(w.store.connections.byAlias('acme')?.id ?? ('' as never))?.sealed;
	if (!sealed) throw new Error('No cached token.');
	const holds = () => [...w.files().values()].some((bytes) => bytes.includes(sealed.subarray(1, 29)));
	expect(holds()).toBe(true);
	await w.core.connections.revoke('acme');
	expect(holds()).toBe(false);
});
