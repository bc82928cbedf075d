import { expect, it } from 'vitest';
import { HttpFailure } from '../../../src/core/ports/http-client.ts';
import { codeOf, minute, world } from './world.ts';

const offline = () => Promise.reject(new HttpFailure('offline', 'no network', false));

/** A connection whose computer loses its network; `back` gives it again. */
async function offlineWorld() {
	const w = await world();
	await w.connect({ alias: 'acme' });
	w.http.intercept = offline;
	const back = () => {
		w.http.intercept = null;
	};
	return { w, back };
}

it('offline changes no status, no time and no log: each act says it, and works afterwards', async () => {
	const { w, back } = await offlineWorld();
	const before = w.core.connections.get('acme');
	const rows = w.core.audit.list().length;
	expect(await codeOf(w.core.connections.check('acme'))).toBe('OFFLINE');
	expect(await codeOf(w.core.connections.refresh('acme'))).toBe('OFFLINE');
	expect(w.core.connections.get('acme')).toEqual(before);
	expect(w.core.audit.list()).toHaveLength(rows);
	back();
	expect((await w.core.connections.check('acme')).status).toBe('connected');
});

it('offline a token that lives on is handed out, and one that ended is not', async () => {
	const { w } = await offlineWorld();
	expect((await w.core.connections.token('acme', 300)).expiresInSeconds).toBeGreaterThan(3000);
	w.clock.at += 58 * minute;
	expect(await codeOf(w.core.connections.token('acme', 300))).toBe('OFFLINE');
	expect(w.core.connections.get('acme').status).toBe('connected');
});

it('a status that is bad already stays what it was', async () => {
	const { w, back } = await offlineWorld();
	back();
	await w.crm.revokeEverywhere(w.core.connections.get('acme').user.email);
	expect(await codeOf(w.core.connections.refresh('acme'))).toBe('NEEDS_REAUTH');
	const before = w.core.connections.get('acme');
	w.http.intercept = offline;
	expect(await codeOf(w.core.connections.refresh('acme'))).toBe('OFFLINE');
	expect(w.core.connections.get('acme')).toEqual(before);
});

it('a revoke offline is queued, and recovery finishes it once the network is back', async () => {
	const { w, back } = await offlineWorld();
	const token = w.refreshTokenOf('acme');
	expect(await codeOf(w.core.connections.revoke('acme'))).toBe('REVOKE_QUEUED');
	await w.core.recover();
	expect(w.core.connections.get('acme').status).toBe('revoke_queued');
	expect(await w.isAlive(token)).toBe(true);
	back();
	await w.core.recover();
	expect(w.core.connections.get('acme').status).toBe('revoked');
	expect(await w.isAlive(token)).toBe(false);
});
