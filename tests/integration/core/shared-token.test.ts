import { expect, it } from 'vitest';
import { Secret } from '../../../src/core/domain/secret.ts';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { world } from './world.ts';

const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: 'second', customer: null, scopes: [] };

it('a re-auth of one connection does not end the token that another one has as well', async () => {
	const w = await world();
	await w.connect({ alias: 'first' });
	const shared = w.refreshTokenOf('first');
	await w.core.signIns.withRefreshToken(request, new Secret(shared));
	await w.reauth('first');
	await w.core.recover();
	expect(w.refreshTokenOf('first')).not.toBe(shared);
	expect(await w.isAlive(shared)).toBe(true);
	expect(w.core.needsRecovery()).toBe(false);
	expect(w.orphans()).toEqual([]);
	expect(w.acts()).toContain('old token kept');
	await w.core.connections.revoke('second');
	expect(await w.isAlive(shared)).toBe(false);
});

it('a sign-in that is on its way in one program is left alone by another one that goes on with unfinished work', async () => {
	const w = await world();
	const { core } = w;
	const started = await core.signIns.connect({ ...request, alias: 'acme' });
	const other = w.open();
	expect(other.needsRecovery()).toBe(false);
	await Promise.all([other.recover(), other.recover(), core.recover()]);
	await Promise.all([followConsent(started.authorizationUrl, { org: 'acme' }), other.recover(), other.recover()]);
	const { connection } = await started.result;
	expect(connection).toMatchObject({ alias: 'acme', status: 'connected' });
	await other.recover();
	expect(await w.isAlive(w.refreshTokenOf('acme'))).toBe(true);
	expect(w.orphans()).toEqual([]);
	await core.close();
});
