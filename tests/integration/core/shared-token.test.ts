import { expect, it } from 'vitest';
import { Secret } from '../../../src/core/domain/secret.ts';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { codeOf, world } from './world.ts';

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

it('a revoke ends every connection that has the same refresh token, and each says so; the others stay', async () => {
	const w = await world();
	await w.connect({ alias: 'first' });
	const shared = w.refreshTokenOf('first');
	await w.core.signIns.withRefreshToken(request, new Secret(shared));
	await w.connect({ alias: 'third', org: 'globex' });
	const { connections } = w.core;
	await connections.token('second', 60);
	expect(connections.sharers('first').map(({ alias }) => alias)).toEqual(['second']);
	expect(connections.sharers('second').map(({ alias }) => alias)).toEqual(['first']);
	expect(connections.sharers('third')).toEqual([]);
	await connections.revoke('second', { prove: true });
	for (const alias of ['first', 'second']) expect(connections.get(alias), alias).toMatchObject({ status: 'revoked' });
	expect(connections.get('first')).toMatchObject({ revokedAt: expect.any(String), accessTokenExpiresAt: null });
	expect(connections.get('third').status).toBe('connected');
	expect(connections.sharers('first')).toEqual([]);
	expect(await codeOf(connections.token('first', 60))).toBe('CONNECTION_REVOKED');
	expect(w.orphans()).toEqual([]);
	expect(w.core.needsRecovery()).toBe(false);
});

it('a revoke that Zoho has not confirmed leaves the others as they are until it has', async () => {
	const w = await world();
	await w.connect({ alias: 'first' });
	await w.core.signIns.withRefreshToken(request, new Secret(w.refreshTokenOf('first')));
	const { connections } = w.core;
	w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault: { status: 500 } });
	w.crm.faults.next({ path: '/oauth/v2/token/revoke', fault: { status: 500 } });
	expect(await codeOf(connections.revoke('first'))).toBe('REVOKE_QUEUED');
	expect(connections.get('second').status).toBe('connected');
	await w.core.recover();
	for (const alias of ['first', 'second']) expect(connections.get(alias).status, alias).toBe('revoked');
});

it('two that share a token are revoked at once without waiting for each other', async () => {
	const w = await world();
	await w.connect({ alias: 'first' });
	await w.core.signIns.withRefreshToken(request, new Secret(w.refreshTokenOf('first')));
	const { connections } = w.core;
	const codes = await Promise.all(['first', 'second'].map((alias) => codeOf(connections.revoke(alias))));
	for (const code of codes) expect(['none', 'CONNECTION_REVOKED']).toContain(code);
	for (const alias of ['first', 'second']) expect(connections.get(alias).status, alias).toBe('revoked');
	expect(w.orphans()).toEqual([]);
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
