import { expect, it } from 'vitest';
import { minute, world } from './world.ts';

it.each([
	['an hour behind', 60 * minute],
	['ten minutes ahead', -10 * minute],
	['right to the second', 800],
])('R04: a machine whose clock is %s hands out tokens with the end by the clock of Zoho', async (_, ahead) => {
	const w = await world();
	w.http.intercept = (_request, send) => send().then((answer) => ({ ...answer, serverTime: w.clock.now() + ahead }));
	await w.connect({ alias: 'acme' });
	const token = await w.core.connections.token('acme', 300);
	const noticed = Math.abs(ahead) < 5_000 ? 0 : ahead;
	expect(token.expiresAt.getTime() - w.clock.now()).toBe(60 * minute + noticed);
	expect(token.expiresInSeconds).toBe(3600);

	// The clock is corrected: the next answer says so.
	w.http.intercept = (_request, send) => send().then((answer) => ({ ...answer, serverTime: w.clock.now() }));
	await w.core.connections.refresh('acme');
	const after = await w.core.connections.token('acme', 300);
	expect(after.expiresAt.getTime() - w.clock.now()).toBe(60 * minute);
});
