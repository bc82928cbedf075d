import { expect, it, onTestFinished } from 'vitest';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import type { Core } from '../../../src/core/create-core.ts';
import { type BulkResult, inBulk } from '../../../src/core/usecases/bulk.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { manyConnections } from './many.ts';
import { openCore } from './open-core.ts';
import { RecordingHttp } from './recording-http.ts';
import { seed, seeded } from './seeded.ts';

/** Many connections under an open core whose calls are counted. */
async function scene(count: number, known = count) {
	const many = await manyConnections(count, known);
	const http = new RecordingHttp(new NodeHttpClient('0.0.0'));
	const core = openCore(many.folder, { clock: many.clock, http });
	onTestFinished(() => core.close());
	return { ...many, http, core, inFlight: countInFlight(http) };
}

/** The most calls that were under way at one time. */
function countInFlight(http: RecordingHttp): { most: number } {
	const seen = { most: 0 };
	let now = 0;
	http.intercept = async (_, send) => {
		seen.most = Math.max(seen.most, ++now);
		return send().finally(() => now--);
	};
	return seen;
}

type Act = (core: Core, target: string) => Promise<ConnectionView>;
const refresh: Act = (core, target) => core.connections.refresh(target);
const revoke: Act = (core, target) => core.connections.revoke(target);

const run = (core: Core, targets: readonly string[], act: Act, stop = new AbortController().signal) =>
	inBulk(
		targets,
		(target) => act(core, target),
		stop,
		() => undefined,
	);

const failed = (results: readonly BulkResult<unknown>[]) =>
	results.flatMap((result) => (result.ok ? [] : [result.target]));

it('R06: 10,000 connections whose tokens have ended are opened and listed without a call; a refresh of 200 has four in flight', async () => {
	const { core, http, aliases, inFlight } = await scene(10_000, 200);
	expect(core.needsRecovery()).toBe(false);
	await core.recover();
	const listed = core.connections.list();
	expect(listed).toHaveLength(10_000);
	expect(new Set(listed.map(({ status }) => status))).toEqual(new Set(['connected']));
	expect(http.calls).toEqual([]);
	const some = aliases.slice(0, 200);
	const results = await run(core, some, refresh);
	expect(failed(results)).toEqual([]);
	expect(results.map(({ target }) => target)).toEqual(some);
	expect(inFlight.most).toBe(4);
	expect(http.tokenCalls('refresh_token')).toBe(200);
	expect(http.calls).toHaveLength(200);
}, 60_000);

it(`V04: of 500, 30 % fail by chance: each has its result, exactly the failed ones are listed, and doing those again ends it (seed ${seed})`, async () => {
	const { core, http, aliases, seeds, clock } = await scene(500);
	const chance = seeded(seed);
	const unlucky = new Map<string, (typeof answers)[number]>();
	const answers = [
		{ status: 503, text: '<html>down</html>', serverTime: null, retryAfterMs: null },
		{ status: 400, text: '{"error":"Access Denied"}', serverTime: null, retryAfterMs: null },
		{ status: 200, text: '<html>portal</html>', serverTime: null, retryAfterMs: null },
	] as const;
	for (const { refreshToken } of seeds) {
		const answer = answers[Math.floor(chance() * answers.length)];
		if (answer && chance() < 0.3) unlucky.set(refreshToken, answer);
	}
	const bad = seeds.flatMap(({ alias, refreshToken }) => (unlucky.has(refreshToken) ? [alias] : []));
	expect(bad.length).toBeGreaterThan(100);
	http.intercept = (request) => {
		const { refresh_token: refreshed, token: revoked } = request.form ?? {};
		const answer = unlucky.get(refreshed ?? revoked ?? '');
		return answer ? Promise.resolve(answer) : null;
	};
	const heard: string[] = [];
	for (const act of [refresh, revoke]) {
		heard.length = 0;
		const results = await inBulk(
			aliases,
			(target) => act(core, target),
			new AbortController().signal,
			({ target }) => heard.push(target),
		);
		expect(results.map(({ target }) => target)).toEqual(aliases);
		expect(failed(results)).toEqual(bad);
		expect(heard.toSorted()).toEqual(aliases);
		const wanted = act === refresh ? 'connected' : 'revoked';
		const views = new Map(core.connections.list().map(({ alias, status }) => [alias, status]));
		expect(aliases.filter((alias) => views.get(alias) !== wanted)).toEqual(bad);
		clock.at += 11 * 60_000;
	}
	http.intercept = null;
	const before = http.calls.length;
	const again = await run(core, aliases, revoke);
	// What is revoked already is refused here, without a call.
	const done = aliases.filter((alias) => !bad.includes(alias));
	expect(again.flatMap((result) => (result.ok ? [] : [[result.target, result.error.code]]))).toEqual(
		done.map((alias) => [alias, 'CONNECTION_REVOKED']),
	);
	expect(http.calls.length - before).toBe(bad.length);
	expect(core.connections.list().every(({ status }) => status === 'revoked')).toBe(true);
}, 60_000);

it('V04: stopped in the middle, what is under way ends, the rest is not begun and named as such', async () => {
	const { core, http, aliases } = await scene(12);
	const stop = new AbortController();
	http.intercept = (_, send) => {
		if (http.calls.length === 6) stop.abort();
		return send();
	};
	const results = await run(core, aliases, revoke, stop.signal);
	const rest = results.flatMap((result) => (result.ok ? [] : [result]));
	expect(new Set(rest.map(({ error }) => error.code))).toEqual(new Set(['CANCELLED']));
	expect(http.calls.length).toBe(12 - rest.length);
	expect(http.calls.length).toBeLessThan(6 + 4);
	const views = core.connections.list();
	expect(views.flatMap(({ alias, status }) => (status === 'revoked' ? [] : [[alias, status]]))).toEqual(
		rest.map(({ target }) => [target, 'connected']),
	);
});
