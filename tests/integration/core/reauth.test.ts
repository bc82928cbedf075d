import { expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { codeOf, errorOf, minute, world } from './world.ts';

it('re-auth keeps id, alias, customer and history, and ends the old refresh token at the CRM', async () => {
	const w = await world();
	const { connection: before } = await w.connect({ alias: 'acme', customer: 'Acme' });
	const old = w.refreshTokenOf('acme');
	const acts = w.acts();
	w.clock.at += minute;
	const { connection: after } = await w.reauth('acme');
	expect(after).toMatchObject({
		id: before.id,
		alias: 'acme',
		customer: 'Acme',
		createdAt: before.createdAt,
		status: 'connected',
	});
	expect(w.acts().slice(0, acts.length)).toEqual(acts);
	expect(w.acts()).toContain('re-authenticated');
	const fresh = w.refreshTokenOf('acme');
	expect(fresh).not.toBe(old);
	expect(await w.isAlive(old)).toBe(false);
	expect(await w.isAlive(fresh)).toBe(true);
	expect(w.store.journal.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it('the old token stays in use until the new one is live', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const waiting = await w.core.signIns.reauth('acme');
	expect(w.core.connections.get('acme').status).toBe('pending');
	expect((await w.core.connections.token('acme', 300)).accessToken.reveal()).toMatch(/^1000/);
	w.core.signIns.cancel(waiting.view.id);
	expect(await codeOf(waiting.result)).toBe('SIGN_IN_CANCELLED');
	expect(w.core.connections.get('acme').status).toBe('connected');
	expect(await w.isAlive(w.refreshTokenOf('acme'))).toBe(true);
});

it('L12: another org is parked as a connection of its own, and the old connection goes on working', async () => {
	const w = await world();
	await w.connect({ alias: 'acme', customer: 'Acme' });
	const before = w.core.connections.get('acme');
	const old = w.refreshTokenOf('acme');
	const error = await errorOf(w.reauth('acme', { org: 'globex' }));
	expect(error?.code).toBe('WRONG_ORG');
	for (const words of ['Globex BV', 'Acme GmbH', 'kept apart as "globex-bv"']) expect(error?.message).toContain(words);
	expect(w.core.connections.get('acme')).toEqual(before);
	expect(w.refreshTokenOf('acme')).toBe(old);
	expect(await w.isAlive(old)).toBe(true);
	const parked = w.core.connections.get('globex-bv');
	expect(error?.details.other).toBe(parked.id);
	expect(parked).toMatchObject({ status: 'unverified', customer: null, problem: { code: 'PARKED' } });
	expect(await w.isAlive(w.refreshTokenOf('globex-bv'))).toBe(true);
	expect(w.acts()).toContain('parked');
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.store.journal.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
	expect(await w.core.connections.check('globex-bv')).toMatchObject({ status: 'connected', problem: null });
});

it('L12: an org of another environment is another org', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const row = w.store.connections.byAlias('acme');
	if (!row) throw new Error('No connection.');
	w.store.connections.put({ ...row, environment: 'sandbox' });
	expect(await codeOf(w.reauth('acme'))).toBe('WRONG_ORG');
	w.store.connections.put({ ...row, environment: 'unknown' });
	await w.core.connections.forget('acme-gmbh', true);
	expect((await w.reauth('acme')).connection).toMatchObject({ environment: 'production', status: 'connected' });
});

it('L12: another org that is connected already gets no second connection: the new token is given back to the CRM', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.connect({ alias: 'globex', org: 'globex' });
	const error = await errorOf(w.reauth('acme', { org: 'globex' }));
	expect(error?.code).toBe('WRONG_ORG');
	expect(error?.message).toContain('connected already as "globex"');
	expect(error?.details.other).toBe(w.core.connections.get('globex').id);
	expect(w.core.connections.list().map(({ alias, status }) => [alias, status])).toEqual([
		['acme', 'connected'],
		['globex', 'connected'],
	]);
	for (const alias of ['acme', 'globex']) expect(await w.isAlive(w.refreshTokenOf(alias))).toBe(true);
	const candidate =
		/"refresh_token":"([^"]+)"/.exec(
			w.http.calls.filter(({ path }) => path === '/oauth/v2/token').at(-1)?.answer?.text ?? '',
		)?.[1] ?? '';
	expect(candidate).not.toBe('');
	expect(await w.isAlive(candidate)).toBe(false);
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it('L12: a wrong org that is connected already, and whose token cannot be given back, is kept sealed and ended by the next recovery', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.connect({ alias: 'globex', org: 'globex' });
	w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault: 'cut' });
	expect(await codeOf(w.reauth('acme', { org: 'globex' }))).toBe('WRONG_ORG');
	const candidate =
		/"refresh_token":"([^"]+)"/.exec(
			w.http.calls.filter(({ path }) => path === '/oauth/v2/token').at(-1)?.answer?.text ?? '',
		)?.[1] ?? '';
	expect(await w.isAlive(candidate)).toBe(true);
	expect(w.core.needsRecovery()).toBe(true);
	await w.core.recover();
	expect(await w.isAlive(candidate)).toBe(false);
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'connected', org: { name: 'Acme GmbH' } });
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it('L02: a re-auth that comes back from another data center is refused and sends no code', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const calls = w.http.tokenCalls('authorization_code');
	const started = await w.core.signIns.reauth('acme');
	const state = new URL(started.authorizationUrl).searchParams.get('state') ?? '';
	const [us] = w.crm.dataCenters;
	await fetch(
		`${started.view.redirectUri}?${new URLSearchParams({ state, code: '1000.x', 'accounts-server': us?.accountsUrl ?? '', location: 'us' })}`,
	);
	const error = await errorOf(started.result);
	expect(error?.code).toBe('DATA_CENTER_MISMATCH');
	expect(error?.message).toContain('Practice Europe');
	expect(w.http.tokenCalls('authorization_code')).toBe(calls);
	expect(w.core.connections.get('acme').status).toBe('connected');
	expect(w.orphans()).toEqual([]);
});

it('the revoke of the replaced token waits for the network and is finished by recovery', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const old = w.refreshTokenOf('acme');
	w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault: { status: 503 } });
	await w.reauth('acme');
	expect(w.store.journal.all()).toHaveLength(1);
	expect(w.keychain.items.size).toBe(1 + w.crm.dataCenters.length + 2);
	await w.core.recover();
	expect(w.store.journal.all()).toEqual([]);
	expect(await w.isAlive(old)).toBe(false);
	expect(w.orphans()).toEqual([]);
	expect(w.core.needsRecovery()).toBe(false);
});

it('neither the API client nor the data center of a revoke that waits can be removed', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault: { status: 503 } });
	await w.reauth('acme');
	const old = w.store.journal.all()[0]?.ref ?? '';
	const token = JSON.parse(w.keychain.items.get(old) ?? '{}').refreshToken;
	await w.core.connections.revoke('acme');
	await w.core.connections.forget('acme', false);
	expect(await codeOf(w.core.apiClients.remove('Practice'))).toBe('API_CLIENT_IN_USE');
	expect(await codeOf(() => w.core.dataCenters.remove('practice-eu'))).toBe('DATA_CENTER_IN_USE');
	await w.core.recover();
	expect(await w.isAlive(token)).toBe(false);
	await w.core.apiClients.remove('Practice');
	w.core.dataCenters.remove('practice-eu');
});

it('an API client or a data center with a sign-in on its way is not removed under it', async () => {
	const w = await world();
	const started = await w.core.signIns.connect({
		apiClient: 'Practice',
		dataCenter: 'practice-eu',
		alias: null,
		customer: null,
		scopes: [],
	});
	expect(await codeOf(w.core.apiClients.remove('Practice'))).toBe('API_CLIENT_IN_USE');
	expect(await codeOf(() => w.core.dataCenters.remove('practice-eu'))).toBe('DATA_CENTER_IN_USE');
	w.core.signIns.cancel(started.view.id);
	await codeOf(started.result);
});

it('a connection that is forgotten while its re-auth finishes does not come back', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	let forgetting: Promise<void> | null = null;
	w.keychain.modeOfCall = (act) => {
		// The second entry of the sign-in is being written: the identity was compared already.
		const isSecondEntry = act === 'write' && w.store.signIns.all().some(({ stage }) => stage === 'candidate');
		if (isSecondEntry) forgetting ??= w.core.connections.forget('acme', true);
		return 'open';
	};
	expect(await codeOf(w.reauth('acme'))).toBe('CONNECTION_UNKNOWN');
	await forgetting;
	expect(w.core.connections.list()).toEqual([]);
	expect(w.store.signIns.all()).toEqual([]);
	await w.core.recover();
	expect(w.orphans()).toEqual([]);
});

it('a sign-in whose org cannot be asked for is kept sealed, and the next recovery finishes it', async () => {
	const w = await world();
	w.crm.faults.next({ path: '/crm/v8/org', times: 3, fault: { status: 503 } });
	expect(await codeOf(w.connect({ alias: 'acme' }))).toBe('SIGN_IN_UNFINISHED');
	expect(w.core.connections.list()).toEqual([]);
	expect(w.store.signIns.all()).toMatchObject([{ stage: 'candidate' }]);
	await w.core.recover();
	expect(w.core.connections.get('acme').status).toBe('connected');
	expect(w.orphans()).toEqual([]);
});

it('a limit of the CRM does not throw the new token away', async () => {
	const w = await world();
	w.crm.faults.next({
		path: '/crm/v8/org',
		fault: { status: 429, body: '{"code":"TOO_MANY_REQUESTS","status":"error"}' },
	});
	expect(await codeOf(w.connect({ alias: 'acme' }))).toBe('SIGN_IN_UNFINISHED');
	await w.core.recover();
	expect(w.core.connections.get('acme').status).toBe('connected');
});

it('a kept answer is finished the next day, when its access token is long over', async () => {
	const w = await world();
	w.crm.faults.next({ path: '/crm/v8/org', times: 3, fault: { status: 503 } });
	expect(await codeOf(w.connect({ alias: 'acme' }))).toBe('SIGN_IN_UNFINISHED');
	await w.close();
	w.clock.at += 20 * 60 * minute;
	w.open();
	await w.core.recover();
	expect(w.core.connections.get('acme').status).toBe('connected');
	expect((await w.core.connections.token('acme', 300)).expiresAt.getTime()).toBeGreaterThan(w.clock.at);
	expect(w.orphans()).toEqual([]);
});

it('a kept answer whose refresh token died meanwhile is let go', async () => {
	const w = await world();
	w.crm.faults.next({ path: '/crm/v8/org', times: 3, fault: { status: 503 } });
	expect(await codeOf(w.connect({ alias: 'acme' }))).toBe('SIGN_IN_UNFINISHED');
	await w.crm.revokeEverywhere('anna.keller@example.test');
	await w.core.recover();
	expect(w.core.connections.list()).toEqual([]);
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
	expect(w.core.needsRecovery()).toBe(false);
});

it('a kept answer whose key is lost from the open keychain is reported and does not stay for ever', async () => {
	const w = await world();
	w.crm.faults.next({ path: '/crm/v8/org', times: 3, fault: { status: 503 } });
	expect(await codeOf(w.connect({ alias: 'acme' }))).toBe('SIGN_IN_UNFINISHED');
	w.keychain.items.delete(w.store.signIns.all()[0]?.ref ?? '');
	await w.core.recover();
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.acts()).toContain('sign-in outcome unknown');
	expect(w.core.needsRecovery()).toBe(false);
});

it('a token that cannot read its org is given back to the CRM', async () => {
	const w = await world();
	w.crm.faults.next({ path: '/crm/v8/org', fault: { status: 403, body: '{"code":"NO_PERMISSION","status":"error"}' } });
	expect(await codeOf(w.connect())).toBe('ORG_UNREADABLE');
	const [token = ''] = [...w.http.secrets()].filter((secret) =>
		w.http.calls.some(({ answer }) => answer?.text.includes(`"refresh_token":"${secret}"`)),
	);
	expect(await w.isAlive(token)).toBe(false);
	expect(w.orphans()).toEqual([]);
});

it('takes other scopes, and says beforehand what they add and give up', async () => {
	const w = await world();
	const { connection } = await w.connect({ alias: 'acme' });
	expect(connection.scopes).toEqual(['ZohoCRM.org.READ', 'ZohoCRM.users.READ']);
	const wanted = ['ZohoCRM.modules.ALL', 'ZohoCRM.org.ALL'];
	expect(w.core.signIns.scopeDiff('acme', wanted)).toEqual({
		added: wanted,
		removed: ['ZohoCRM.org.READ'],
	});
	const started = await w.core.signIns.reauth('acme', wanted);
	await followConsent(started.authorizationUrl, { org: 'acme' });
	const { connection: after } = await started.result;
	expect(after).toMatchObject({ id: connection.id, scopes: [...wanted, 'ZohoCRM.users.READ'] });
	expect(w.core.signIns.scopeDiff('acme', after.scopes)).toEqual({ added: [], removed: [] });
	expect(await codeOf(w.core.signIns.reauth('acme', ['delete everything']))).toBe('SCOPE_REFUSED');
});
