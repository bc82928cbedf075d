import { expect, it, onTestFinished } from 'vitest';
import { followDevice } from '../../../src/practice/follow-device.ts';
import { codeOf, errorOf, world } from './world.ts';

const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: null, customer: null, scopes: [] };
const never = new AbortController().signal;
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

it('connects by a code that the person types on another device', async () => {
	const w = await running();
	const handle = await w.core.signIns.onDevice(request, never);
	expect(handle.userCode).toMatch(/^[\w-]{4,20}$/);
	expect(new URL(handle.verificationUrl).origin).toBe(
		w.crm.dataCenters.find(({ id }) => id === 'practice-eu')?.accountsUrl,
	);
	await followDevice(handle.verificationUrl, handle.userCode, { org: 'acme' });
	const { connection } = await handle.result;
	expect(connection).toMatchObject({ org: { name: 'Acme GmbH' }, dataCenter: 'practice-eu', status: 'connected' });
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it('goes on at the data center where the person turns out to live, and says so', async () => {
	const w = await running();
	const handle = await w.core.signIns.onDevice(request, never);
	await followDevice(handle.verificationUrl, handle.userCode, { org: 'initech' });
	const { connection, notices } = await handle.result;
	expect(connection).toMatchObject({ dataCenter: 'practice-us', org: { name: 'Initech Inc' } });
	expect(notices.join(' ')).toContain('Practice United States');
});

it('a decline, a cancel and an outage each end or go on as they should, with nothing left behind', async () => {
	const w = await running();
	const declined = await w.core.signIns.onDevice(request, never);
	await followDevice(declined.verificationUrl, declined.userCode, { org: 'acme', decline: true });
	expect(await codeOf(declined.result)).toBe('SIGN_IN_DENIED');

	const stop = new AbortController();
	const cancelled = await w.core.signIns.onDevice(request, stop.signal);
	stop.abort();
	expect(await codeOf(cancelled.result)).toBe('SIGN_IN_CANCELLED');

	w.crm.faults.next({ path: '/oauth/v3/device/token', fault: { status: 503 } });
	const blipped = await w.core.signIns.onDevice(request, never);
	await followDevice(blipped.verificationUrl, blipped.userCode, { org: 'acme' });
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
	const error = await errorOf(w.core.signIns.onDevice(request, never));
	expect(error?.code).toBe('PROVIDER_MALFORMED');
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});
