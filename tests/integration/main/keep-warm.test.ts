import { expect, it } from 'vitest';
import { HttpFailure } from '../../../src/core/ports/http-client.ts';
import { KeepWarm } from '../../../src/main/keep-warm.ts';
import { defaultSettings, type Settings } from '../../../src/shared/settings.ts';
import { minute, world } from '../core/world.ts';

/** A pinned and a plain connection, and the token calls that were made for them. */
async function pinned() {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.connect({ alias: 'initech', org: 'initech', dataCenter: 'practice-us' });
	w.core.connections.edit('acme', { pinned: true });
	let settings: Settings = { ...defaultSettings, keepWarm: true };
	const lock = { isLocked: false };
	const calls = () => w.crm.requests.filter(({ path }) => path === '/oauth/v2/token').length;
	const before = calls();
	return {
		w,
		lock,
		warm: new KeepWarm(w.core, () => settings, lock, w.clock),
		choose: (change: Partial<Settings>) => {
			settings = { ...settings, ...change };
		},
		calls: () => calls() - before,
		/** The cached token of the pinned one goes. */
		loseToken: () => {
			const id = w.store.connections.byAlias('acme')?.id;
			if (id) w.store.accessTokens.remove(id);
		},
	};
}

it('renews the token of a pinned connection shortly before it ends, once, and no other', async () => {
	const { w, warm, calls } = await pinned();
	w.clock.at += 45 * minute;
	await warm.look();
	expect(calls()).toBe(0);
	w.clock.at += 6 * minute;
	await Promise.all([warm.look(), warm.look()]);
	expect(calls()).toBe(1);
	await warm.look();
	expect(calls()).toBe(1);
	const { accessTokenExpiresAt } = w.core.connections.get('acme');
	expect(Date.parse(accessTokenExpiresAt ?? '')).toBeGreaterThan(w.clock.at + 50 * minute);
});

it('does nothing where it is not chosen, and nothing while the app is locked', async () => {
	const { w, warm, calls, choose, lock } = await pinned();
	w.clock.at += 55 * minute;
	choose({ keepWarm: false });
	await warm.look();
	choose({ keepWarm: true });
	lock.isLocked = true;
	await warm.look();
	expect(calls()).toBe(0);
	lock.isLocked = false;
	await warm.look();
	expect(calls()).toBe(1);
});

it('leaves the last tokens of a window to the person, and rests after a failure', async () => {
	const { w, warm, calls, loseToken } = await pinned();
	w.clock.at += 55 * minute;
	for (let n = 0; n < 8; n++) await w.core.connections.refresh('acme');
	loseToken();
	await warm.look();
	expect(calls()).toBe(8);
	// A person still gets one at once.
	await w.core.connections.refresh('acme');
	expect(calls()).toBe(9);
	loseToken();
	w.clock.at += 9 * minute;
	await warm.look();
	expect(calls()).toBe(9);
	w.clock.at += 2 * minute;
	await warm.look();
	expect(calls()).toBe(10);
});

it('asks nothing for a connection that needs its person', async () => {
	const { w, warm, calls } = await pinned();
	await w.crm.revokeEverywhere(w.core.connections.get('acme').user.email);
	w.clock.at += 55 * minute;
	await warm.look();
	expect(w.core.connections.get('acme').status).toBe('needs_reauth');
	const asked = calls();
	w.clock.at += 30 * minute;
	await warm.look();
	expect(calls()).toBe(asked);
});

it('offline is no failure of a connection: the first look after it renews', async () => {
	const { w, warm, calls } = await pinned();
	w.clock.at += 55 * minute;
	w.http.intercept = () => Promise.reject(new HttpFailure('offline', 'no network', false));
	await warm.look();
	expect(w.core.connections.get('acme').status).toBe('connected');
	w.http.intercept = null;
	w.clock.at += minute;
	await warm.look();
	expect(calls()).toBe(1);
});
