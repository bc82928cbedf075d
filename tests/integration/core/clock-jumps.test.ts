import { expect, it, onTestFinished } from 'vitest';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import { manyConnections } from './many.ts';
import { openCore } from './open-core.ts';
import { RecordingHttp } from './recording-http.ts';
import { seed, seeded } from './seeded.ts';
import { codeOf, minute, world } from './world.ts';

const jumps = 200;
const hour = 60 * minute;
const day = 24 * hour;

it(`R04: over ${jumps} jumps of the clock by seconds, hours or days there is at most one refresh each, and always a token (seed ${seed})`, async () => {
	const { folder, clock, aliases } = await manyConnections(1);
	const [alias = ''] = aliases;
	const chance = seeded(seed);
	let ahead = 0;
	const http = new RecordingHttp(new NodeHttpClient('0.0.0'));
	const core = openCore(folder, { clock: { now: () => clock.at + ahead }, http });
	onTestFinished(() => core.close());
	let refreshes = 0;
	for (let jump = 0; jump < jumps; jump++) {
		// Zoho's time goes on as ever; the limit of its ten tokens is kept by that.
		clock.at += 3 * minute;
		const reach = [10_000, 8 * hour, 3 * day][Math.floor(chance() * 3)] ?? 0;
		const by = Math.round((chance() * 2 - 1) * reach);
		ahead += by;
		const before = http.tokenCalls('refresh_token');
		const asked = await Promise.all(Array.from({ length: 3 }, () => core.connections.token(alias, 300)));
		const calls = http.tokenCalls('refresh_token') - before;
		expect(calls, `jump ${jump} by ${by} ms`).toBeLessThanOrEqual(1);
		// Neither a token that has ended by this clock, nor one that lives longer than any can.
		if (jump === 0 || Math.abs(by) > 2 * hour) expect(calls, `jump ${jump} by ${by} ms`).toBe(1);
		expect(new Set(asked.map(({ accessToken }) => accessToken.reveal())).size).toBe(1);
		for (const { expiresInSeconds } of asked) {
			expect(expiresInSeconds).toBeGreaterThanOrEqual(300);
			expect(expiresInSeconds).toBeLessThanOrEqual(61 * 60);
		}
		refreshes += calls;
	}
	expect(refreshes).toBeLessThan(jumps);
}, 60_000);

it('R04: a pause that was noted before the clock was set back does not last for days', async () => {
	const w = await world();
	w.clock.at += 3 * day;
	await w.connect({ alias: 'acme' });
	w.crm.faults.next({ path: '/oauth/v2/token', fault: 'throttle' });
	expect(await codeOf(w.core.connections.refresh('acme'))).toBe('LIMITED');
	w.clock.at -= 3 * day;
	expect(w.core.connections.get('acme').status).toBe('unverified');
	expect(await codeOf(w.core.connections.refresh('acme'))).toBe('none');
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'connected', waitingUntil: null });
});
