import { expect, it } from 'vitest';
import { codeOf, minute, world } from './world.ts';

it.each(['locked', 'silently locked', 'unavailable'] as const)(
	'K02: with a keychain that is %s, connect stops before any URL is made',
	async (mode) => {
		const w = await world();
		w.keychain.mode = mode;
		const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: null, customer: null, scopes: [] };
		const events: string[] = [];
		w.core.subscribe((event) => events.push(event.type));
		expect(await codeOf(w.core.signIns.connect(request))).toBe(
			mode === 'unavailable' ? 'KEYCHAIN_UNAVAILABLE' : 'KEYCHAIN_LOCKED',
		);
		expect(events).not.toContain('sign-in-changed');
		expect(w.store.signIns.all()).toEqual([]);
		expect(w.core.connections.list()).toEqual([]);
		w.keychain.mode = 'open';
		expect((await w.connect()).connection.status).toBe('connected');
		await w.core.recover();
		expect(w.store.vaultEntries.all().filter(({ state }) => state !== 'live')).toEqual([]);
		expect(w.orphans()).toEqual([]);
	},
);

it.each(['locked', 'silently locked', 'unavailable'] as const)(
	'K02: with a keychain that is %s, a token call says so and the status of the connection stays',
	async (mode) => {
		const w = await world();
		await w.connect({ alias: 'acme' });
		w.keychain.mode = mode;
		const code = mode === 'unavailable' ? 'KEYCHAIN_UNAVAILABLE' : 'KEYCHAIN_LOCKED';
		const calls = w.http.calls.length;
		expect(await codeOf(w.core.connections.token('acme', 60))).toBe(code);
		w.clock.at += 60 * minute;
		expect(await codeOf(w.core.connections.token('acme', 60))).toBe(code);
		expect(await codeOf(w.core.connections.revoke('acme'))).toBe(code);
		expect((await w.core.keychain.probe()).state).toBe(mode === 'unavailable' ? 'unavailable' : 'locked');
		expect(w.http.calls.length).toBe(calls);
		expect(w.core.connections.get('acme')).toMatchObject({ status: 'connected', problem: null });
		w.keychain.mode = 'open';
		await w.core.connections.token('acme', 60);
		expect((await w.core.keychain.probe()).state).toBe('ready');
		await w.core.recover();
		expect(w.orphans()).toEqual([]);
	},
);

it('K02: what is forgotten while the keychain is silently locked is deleted from it once it is open', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const token = w.refreshTokenOf('acme');
	w.keychain.mode = 'silently locked';
	await w.core.connections.forget('acme', true);
	w.keychain.mode = 'open';
	expect([...w.keychain.items.values()].join()).toContain(token);
	expect(w.core.needsRecovery()).toBe(true);
	await w.core.recover();
	expect([...w.keychain.items.values()].join()).not.toContain(token);
	expect(w.orphans()).toEqual([]);
});

it('recovery does nothing while the keychain does not read back', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	w.crm.faults.next({ path: '/oauth/v2/revoke/token', fault: 'cut' });
	expect(await codeOf(w.core.connections.revoke('acme'))).toBe('REVOKE_QUEUED');
	const items = new Map(w.keychain.items);
	const calls = w.http.calls.length;
	for (const mode of ['locked', 'silently locked', 'unavailable'] as const) {
		w.keychain.mode = mode;
		await w.core.recover();
	}
	expect(w.keychain.items).toEqual(items);
	expect(w.http.calls.length).toBe(calls);
	expect(w.core.connections.get('acme').status).toBe('revoke_queued');
});

it('K04: an entry that is gone while the canary reads back makes the connection "locked"; nothing is deleted or made anew', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.core.keychain.probe();
	w.keychain.items.delete(w.store.connections.byAlias('acme')?.ref ?? '');
	const items = new Map(w.keychain.items);
	expect(await codeOf(w.core.connections.token('acme', 60))).toBe('SECRET_UNREADABLE');
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'locked', problem: { code: 'SECRET_UNREADABLE' } });
	expect(w.keychain.items).toEqual(items);
	await w.reauth('acme');
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'connected', problem: null });
	expect(w.acts()).toContain('old token unreadable');
	expect(w.store.journal.all()).toEqual([]);
});

it('K04: a keychain that was reset as a whole is used again, and each connection can be renewed', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.core.keychain.probe();
	w.keychain.items.clear();
	expect((await w.core.keychain.probe()).state).toBe('ready');
	expect(await codeOf(w.core.connections.token('acme', 60))).toBe('SECRET_UNREADABLE');
	expect(await codeOf(w.reauth('acme'))).toBe('SECRET_UNREADABLE');
	expect(w.http.tokenCalls('refresh_token')).toBe(0);
});

it.each([
	['no JSON', 'rubbish'],
	['another version', '{"v":2,"sealKey":"x"}'],
	['no key', '{"v":1}'],
	['a key of the wrong size', '{"v":1,"sealKey":"abc","refreshToken":"1000.a"}'],
	['a token with a line break', `{"v":1,"sealKey":"${'k'.repeat(43)}","refreshToken":"a\\nb"}`],
	['a list', '[1]'],
])('K05: a planted entry with %s is unreadable, not a crash', async (_, planted) => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	w.keychain.items.set(w.store.connections.byAlias('acme')?.ref ?? '', planted);
	expect(await codeOf(w.core.connections.token('acme', 60))).toBe('SECRET_UNREADABLE');
	expect(w.core.connections.get('acme').status).toBe('locked');
});

it('a keychain that fails at any one call leaves either a whole connection or none, and recovery clears the rest', async () => {
	for (let failing = 1; failing < 40; failing++) {
		for (const mode of ['locked', 'silently locked', 'unavailable'] as const) {
			const w = await world({ locations: ['eu'] });
			const before = w.keychain.calls.length;
			// A lock stays until a person opens it; a daemon may be away for one call only.
			const isTrouble = (call: number) => (mode === 'silently locked' ? call >= failing : call === failing);
			w.keychain.modeOfCall = (_, call) => (isTrouble(call - before) ? mode : 'open');
			await codeOf(w.connect({ alias: 'acme' }));
			const calls = w.keychain.calls.length - before;
			w.keychain.modeOfCall = null;
			await w.core.recover();
			await w.core.recover();
			expect(w.orphans(), `${mode} at call ${failing}`).toEqual([]);
			expect(w.store.signIns.all()).toEqual([]);
			for (const { alias } of w.core.connections.list()) expect(await w.isAlive(w.refreshTokenOf(alias))).toBe(true);
			await w.close();
			if (calls < failing) return;
		}
	}
});
