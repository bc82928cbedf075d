import { expect, it, onTestFinished } from 'vitest';
import { Secret } from '../../../src/core/domain/secret.ts';
import type { DeviceHandle } from '../../../src/core/facade/sign-ins.ts';
import { followDevice } from '../../../src/practice/follow-device.ts';
import { codeOf, errorOf, world } from './world.ts';

const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: null, customer: null, scopes: [] };
const quick = { deviceIntervalSeconds: 0.05 };

/** A world whose clock runs, for the practice CRM measures the pace of polls by it. */
async function running() {
	const w = await world(quick);
	const began = performance.now();
	const start = w.clock.at;
	const timer = setInterval(() => {
		w.clock.at = Math.round(start + performance.now() - began);
	}, 5);
	onTestFinished(() => clearInterval(timer));
	return w;
}

/** The person at the other device. */
function follow({ view }: DeviceHandle, choice: Parameters<typeof followDevice>[2]) {
	return followDevice(view.device?.verificationUrl ?? '', view.device?.userCode ?? '', choice);
}

it('connects by a code that the person types on another device', async () => {
	const w = await running();
	const handle = await w.core.signIns.onDevice(request);
	expect(handle.view).toMatchObject({ state: 'waiting', redirectUri: null, checkCode: null });
	expect(w.core.signIns.list()).toEqual([handle.view]);
	expect(handle.view.device?.userCode).toMatch(/^[\w-]{4,20}$/);
	expect(new URL(handle.view.device?.verificationUrl ?? '').origin).toBe(
		w.crm.dataCenters.find(({ id }) => id === 'practice-eu')?.accountsUrl,
	);
	await follow(handle, { org: 'acme' });
	const { connection } = await handle.result;
	expect(connection).toMatchObject({ org: { name: 'Acme GmbH' }, dataCenter: 'practice-eu', status: 'connected' });
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it('goes on at the data center where the person turns out to live, and says so', async () => {
	const w = await running();
	const handle = await w.core.signIns.onDevice(request);
	await follow(handle, { org: 'initech' });
	const { connection, notices } = await handle.result;
	expect(connection).toMatchObject({ dataCenter: 'practice-us', org: { name: 'Initech Inc' } });
	expect(notices).toMatchObject([{ code: 'other data center', landed: 'Practice United States' }]);
});

it('asks for the client secret of the data center where the person turns out to live', async () => {
	const w = await running();
	const practice = w.store.apiClients.byName('Practice');
	if (!practice) throw new Error('No client.');
	const { 'practice-us': _, ...secrets } = practice.secrets;
	w.store.apiClients.put({ ...practice, secrets });
	const states: string[] = [];
	w.core.subscribe((event) => {
		if (event.type !== 'sign-in-changed') return;
		states.push(`${event.signIn.state} ${event.signIn.dataCenter}`);
		if (event.signIn.state === 'needs_secret')
			w.core.signIns.provideSecret(event.signIn.id, new Secret(w.apiClient.secrets['practice-us'] ?? ''));
	});
	const handle = await w.core.signIns.onDevice({ ...request, mayAskSecret: true });
	await follow(handle, { org: 'initech' });
	expect((await handle.result).connection).toMatchObject({ dataCenter: 'practice-us', status: 'connected' });
	expect(states).toEqual([
		'waiting practice-eu',
		'needs_secret practice-us',
		'waiting practice-us',
		'finishing practice-us',
		'done practice-us',
	]);
	expect(w.orphans()).toEqual([]);
});

it('renews a connection in place, and refuses a person of another data center', async () => {
	const w = await running();
	const first = await w.connect({ alias: 'acme' });
	const old = w.refreshTokenOf('acme');
	const handle = await w.core.signIns.onDevice({ target: 'acme', scopes: [] });
	expect(w.core.connections.get('acme').status).toBe('pending');
	await follow(handle, { org: 'acme' });
	expect((await handle.result).connection).toMatchObject({
		id: first.connection.id,
		alias: 'acme',
		status: 'connected',
	});
	expect(await w.isAlive(old)).toBe(false);
	const elsewhere = await w.core.signIns.onDevice({ target: 'acme', scopes: [] });
	await follow(elsewhere, { org: 'initech' });
	expect(await codeOf(elsewhere.result)).toBe('DATA_CENTER_MISMATCH');
	expect(await w.isAlive(w.refreshTokenOf('acme'))).toBe(true);
	expect(w.orphans()).toEqual([]);
});

it('a decline, a cancel and an outage each end or go on as they should, with nothing left behind', async () => {
	const w = await running();
	const declined = await w.core.signIns.onDevice(request);
	await follow(declined, { org: 'acme', decline: true });
	expect(await codeOf(declined.result)).toBe('SIGN_IN_DENIED');

	const cancelled = await w.core.signIns.onDevice(request);
	w.core.signIns.cancel(cancelled.view.id);
	expect(await codeOf(cancelled.result)).toBe('SIGN_IN_CANCELLED');

	w.crm.faults.next({ path: '/oauth/v3/device/token', fault: { status: 503 } });
	const blipped = await w.core.signIns.onDevice(request);
	await follow(blipped, { org: 'acme' });
	expect((await blipped.result).connection.status).toBe('connected');

	expect(w.core.connections.list()).toHaveLength(1);
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it.each([
	['a page on another host', { verification_url: 'https://accounts.zoho.evil.test/oauth/v3/device' }],
	['a page that is a script', { verification_url: 'javascript:alert(1)' }],
	['a user code with markup', { user_code: '<b>AAAA</b>' }],
	['no device code', { device_code: '' }],
])('refuses %s', async (_, change) => {
	const w = await running();
	const page = `${w.crm.dataCenters.find(({ id }) => id === 'practice-eu')?.accountsUrl}/oauth/v3/device`;
	const answer = { user_code: 'ABCD-EFGH', device_code: '1004.a.b', interval: 30, verification_url: page, ...change };
	const headers = { 'content-type': 'application/json' };
	w.crm.faults.next({
		path: '/oauth/v3/device/code',
		fault: { status: 200, headers, body: JSON.stringify(answer) },
	});
	const error = await errorOf(w.core.signIns.onDevice(request));
	expect(error?.code).toBe('PROVIDER_MALFORMED');
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});
