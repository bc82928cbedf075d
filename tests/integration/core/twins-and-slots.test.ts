import { expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { errorOf, world } from './world.ts';

const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: null, customer: null, scopes: [] };

it('an org that is connected already renews that connection where the person prefers it: same id, old token ended', async () => {
	const w = await world();
	const { connection: before } = await w.connect({ alias: 'acme', customer: 'Acme' });
	const old = w.refreshTokenOf('acme');
	const asked: string[] = [];
	const started = await w.core.signIns.connect({
		...request,
		alias: 'second',
		askAboutTwin: async ({ alias }) => {
			asked.push(alias);
			return 'renew';
		},
	});
	await followConsent(started.authorizationUrl, { org: 'acme' });
	const { connection, notices } = await started.result;
	expect(asked).toEqual(['acme']);
	// Nobody took the alias "second": the connection that was renewed keeps its own.
	expect(notices).toEqual([]);
	expect(connection).toMatchObject({ id: before.id, alias: 'acme', customer: 'Acme', status: 'connected' });
	expect(w.core.connections.list()).toHaveLength(1);
	expect(await w.isAlive(old)).toBe(false);
	expect(await w.isAlive(w.refreshTokenOf('acme'))).toBe(true);
	expect((await w.core.connections.token('acme', 300)).accessToken.reveal()).toMatch(/^1000/);
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it('whoever wants neither gives the new token back; what is there goes on working', async () => {
	const w = await world();
	const { connection: before } = await w.connect({ alias: 'acme' });
	const held = w.refreshTokenOf('acme');
	const started = await w.core.signIns.connect({ ...request, alias: 'second', askAboutTwin: async () => 'cancel' });
	const rejected = errorOf(started.result);
	await followConsent(started.authorizationUrl, { org: 'acme' });
	expect(await rejected).toMatchObject({ code: 'SIGN_IN_CANCELLED' });
	await w.core.recover();
	expect(w.core.connections.list()).toMatchObject([{ id: before.id, alias: 'acme', status: 'connected' }]);
	expect(await w.isAlive(held)).toBe(true);
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it('both are kept where the person wants that, or nobody is asked; another environment is no twin', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const { notices } = await w.connect({ alias: 'again' });
	expect(notices).toContainEqual({ code: 'twin', alias: 'acme' });
	const { notices: none } = await w.connect({ alias: 'sandbox', org: 'acme-sandbox' });
	expect(none).toEqual([]);
	// What is re-authenticated already is not told to be re-authenticated instead.
	expect(await w.reauth('again')).toMatchObject({ connection: { alias: 'again' }, notices: [] });
	expect(w.core.connections.list().map(({ alias }) => alias)).toEqual(['acme', 'again', 'sandbox']);
});

it('T11: counts the token slots of a user, and names the users whose next sign-in would end a token', async () => {
	const w = await world();
	for (let n = 1; n <= 19; n++) await w.connect({ alias: `acme-${n}` });
	expect(w.core.connections.slots('acme-1')).toEqual({ held: 19, limit: 20 });
	expect(w.core.signIns.usersWithoutSlot(request)).toEqual([]);
	await w.connect({ alias: 'acme-20' });
	await w.connect({ alias: 'globex', org: 'globex' });
	expect(w.core.connections.slots('acme-1').held).toBe(20);
	expect(w.core.connections.slots('globex').held).toBe(1);
	expect(w.core.signIns.usersWithoutSlot(request)).toEqual(['anna.keller@example.test']);
	// Where the data center is still to be found, those of every one may be the user who signs in.
	const elsewhere = { ...request, dataCenter: 'practice-us' };
	expect(w.core.signIns.usersWithoutSlot(elsewhere)).toEqual([]);
	expect(w.core.signIns.usersWithoutSlot({ ...elsewhere, finds: true })).toEqual(['anna.keller@example.test']);
	await w.core.connections.revoke('acme-7');
	expect(w.core.connections.slots('acme-1').held).toBe(19);
	expect(w.core.signIns.usersWithoutSlot(request)).toEqual([]);
});

it('V02: a yes of Zoho is proved on request, and believed only if the token is refused', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const yes = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"status":"success"}' };
	w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault: yes });
	const error = await errorOf(w.core.connections.revoke('acme', { prove: true }));
	expect(error?.code).toBe('REVOKE_QUEUED');
	expect(w.core.connections.get('acme').status).toBe('revoke_queued');
	expect((await w.core.connections.revoke('acme', { prove: true })).status).toBe('revoked');
});
