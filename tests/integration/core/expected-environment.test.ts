import { expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import type { ExpectedEnvironment } from '../../../src/shared/views.ts';
import { codeOf, errorOf, world } from './world.ts';

type World = Awaited<ReturnType<typeof world>>;

const requestOf = (expects: ExpectedEnvironment | null) => ({
	...{ apiClient: 'Practice', dataCenter: 'practice-eu', alias: 'acme-test', customer: 'Acme', scopes: [], expects },
});

async function connect(w: World, expects: ExpectedEnvironment | null, org: string) {
	const { authorizationUrl, result } = await w.core.signIns.connect(requestOf(expects));
	await followConsent(authorizationUrl, { org });
	return result;
}

it('an org of the expected environment is connected as ever', async () => {
	const w = await world();
	const { connection, notices } = await connect(w, 'sandbox', 'acme-sandbox');
	expect(connection).toMatchObject({ alias: 'acme-test', status: 'connected', environment: 'sandbox', problem: null });
	expect(notices).toEqual([]);
});

it('an org of another environment is kept apart under an alias of its own, and says both environments', async () => {
	const w = await world();
	const error = await errorOf(connect(w, 'sandbox', 'acme'));
	expect(error?.code).toBe('ENVIRONMENT_MISMATCH');
	for (const words of ['expected sandbox', 'Acme GmbH, production', 'kept apart as "acme-gmbh"'])
		expect(error?.message).toContain(words);
	const [parked, ...more] = w.core.connections.list();
	expect(more).toEqual([]);
	expect(error?.details.other).toBe(parked?.id);
	expect(parked).toMatchObject({
		...{ alias: 'acme-gmbh', customer: 'Acme', status: 'unverified', environment: 'production' },
		problem: { code: 'ENVIRONMENT_MISMATCH' },
	});
	expect(parked?.problem?.message).toContain('expected sandbox');
	expect(await codeOf(w.core.connections.token('acme-test', 300))).toBe('CONNECTION_UNKNOWN');
	expect(w.acts()).toContain('parked');
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it('what was kept apart is kept by a check, and given back by a revoke', async () => {
	const w = await world();
	await errorOf(connect(w, 'developer', 'acme'));
	expect(await w.core.connections.check('acme-gmbh')).toMatchObject({ status: 'connected', problem: null });
	await errorOf(connect(w, 'production', 'acme-sandbox'));
	const parked = w.core.connections.list().find(({ status }) => status === 'unverified');
	const token = w.refreshTokenOf(parked?.alias ?? '');
	await w.core.connections.revoke(parked?.id ?? '');
	expect(await w.isAlive(token)).toBe(false);
	expect((await connect(w, 'sandbox', 'acme-sandbox')).connection).toMatchObject({ alias: 'acme-test' });
});

it('a code of the Self Client is held to it, too', async () => {
	const w = await world();
	const { Secret } = await import('../../../src/core/domain/secret.ts');
	const { clientId, scopes } = w.apiClient;
	const code = new Secret(w.crm.generateCode({ org: 'acme', scopes, clientId }));
	expect(await codeOf(w.core.signIns.withCode(requestOf('developer'), code))).toBe('ENVIRONMENT_MISMATCH');
});

it('a crash after the answer was kept forgets nothing of what was expected', async () => {
	const w = await world();
	w.crm.faults.next({ path: '/crm/v8/org', times: 3, fault: { status: 503 } });
	expect(await codeOf(connect(w, 'sandbox', 'acme'))).toBe('SIGN_IN_UNFINISHED');
	await w.close();
	w.open();
	await w.core.recover();
	expect(w.core.connections.list()).toMatchObject([
		{ alias: 'acme-gmbh', status: 'unverified', problem: { code: 'ENVIRONMENT_MISMATCH' } },
	]);
	expect(w.store.signIns.all()).toEqual([]);
});
