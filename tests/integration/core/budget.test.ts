import { expect, it } from 'vitest';
import { errorOf, minute, world } from './world.ts';

/** A connected world with the count of its token calls, and a way to make the cached access token go. */
async function connected() {
	const w = await world();
	const { connection } = await w.connect({ alias: 'acme' });
	const id = w.store.connections.byId(connection.id)?.id;
	if (!id) throw new Error('not connected');
	return {
		...w,
		get core() {
			return w.core;
		},
		tokenCalls: () => w.crm.requests.filter(({ path }) => path === '/oauth/v2/token').length,
		/** What a program does that finds no live token. */
		async tokenAnew() {
			w.store.accessTokens.remove(id);
			return w.core.connections.token('acme', 300);
		},
	};
}

it('T11: a program is stopped before the last two tokens of a window, and told until when', async () => {
	const w = await connected();
	// The sign-in was the first of the window.
	for (let n = 2; n <= 8; n++) await w.tokenAnew();
	expect(w.tokenCalls()).toBe(8);
	expect((await errorOf(w.tokenAnew()))?.code).toBe('LIMITED');
	expect(w.tokenCalls()).toBe(8);
	// A wish that was refused here says nothing about the connection.
	expect(w.core.connections.get('acme').status).toBe('connected');

	await w.core.connections.refresh('acme');
	expect((await w.core.connections.token('acme', 300)).accessToken.reveal()).toMatch(/^1000/);
	expect(w.tokenCalls()).toBe(9);
	w.clock.at += 10 * minute;
	await w.tokenAnew();
	expect(w.tokenCalls()).toBe(10);
});

it('T11: with all ten spent the connection waits, no call is made, and it works again at the time it names', async () => {
	const w = await connected();
	for (let n = 2; n <= 10; n++) await w.core.connections.refresh('acme');
	expect(w.tokenCalls()).toBe(10);
	for (let n = 0; n < 3; n++) expect((await errorOf(w.core.connections.refresh('acme')))?.code).toBe('LIMITED');
	expect(w.tokenCalls()).toBe(10);
	const { status, waitingUntil } = w.core.connections.get('acme');
	expect(status).toBe('waiting');
	w.clock.at = Date.parse(waitingUntil ?? '');
	expect((await w.core.connections.refresh('acme')).status).toBe('connected');
});
