import { expect, it } from 'vitest';
import { Secret } from '../../../src/core/domain/secret.ts';
import { codeOf, world } from './world.ts';

/** Two connections, and a keychain out of which everything was deleted while no program ran. */
async function emptied() {
	const w = await world();
	w.keychain.name = 'GNOME Keyring, collection "login"';
	await w.connect({ alias: 'acme' });
	await w.connect({ alias: 'globex' });
	await w.core.keychain.probe();
	await w.close();
	const before = new Map(w.keychain.items);
	w.keychain.items.clear();
	w.open();
	return { w, before };
}

it('K04: a keychain that was emptied under its name is told once, and no status goes on to say "connected"', async () => {
	const { w, before } = await emptied();
	const told: string[] = [];
	w.core.subscribe((event) => {
		if (event.type === 'keychain-changed') told.push(event.keychain.problem?.code ?? 'none');
	});
	const { state, problem } = await w.core.keychain.probe();
	expect([state, problem?.code]).toEqual(['ready', 'KEYCHAIN_EMPTIED']);
	expect(problem?.message).toContain('GNOME Keyring, collection "login"');
	expect(told).toContain('KEYCHAIN_EMPTIED');
	// Two refresh tokens, and the API client's secret at two data centers.
	const secrets = Object.keys(w.apiClient.secrets).length + 2;
	expect(w.core.vault.status().emptied).toEqual({ keychain: 'GNOME Keyring, collection "login"', entries: secrets });
	for (const { status, problem: own } of w.core.connections.list())
		expect([status, own?.code]).toEqual(['locked', 'SECRET_UNREADABLE']);

	// Said once, however often it is met; each connection is still answered for itself.
	await w.core.keychain.probe();
	expect(await codeOf(w.core.connections.refresh('acme'))).toBe('SECRET_UNREADABLE');
	expect(w.acts().filter((act) => act === 'keychain emptied')).toHaveLength(1);
	// Nothing that the database knows was given up, and nothing was put in its place.
	const live = w.store.vaultEntries.all().filter(({ kind, state }) => kind !== 'canary' && state === 'live');
	expect(live).toHaveLength(secrets);
	for (const ref of before.keys()) expect(w.keychain.items.has(ref)).toBe(false);
});

it('K04: with the keychain back every connection works, and what recovery had to do is done then', async () => {
	const { w, before } = await emptied();
	await w.core.keychain.probe();
	await w.core.connections.forget('globex', true);
	await w.core.recover();
	// The token of the forgotten one may come back with the keychain, so its entry stays known.
	expect(w.store.vaultEntries.all().some(({ state }) => state === 'dead')).toBe(true);
	await w.close();

	w.keychain.items.clear();
	for (const [ref, value] of before) w.keychain.items.set(ref, value);
	w.open();
	expect((await w.core.keychain.probe()).problem).toBeNull();
	expect(w.core.vault.status().emptied).toBeNull();
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'unverified', problem: null });
	expect((await w.core.connections.refresh('acme')).status).toBe('connected');
	await w.core.recover();
	expect(w.orphans()).toEqual([]);
	expect(w.store.vaultEntries.all().filter(({ state }) => state !== 'live')).toEqual([]);
	expect(w.acts()).toContain('keychain found again');
});

it('K04: entries that another program puts back are found at their first use', async () => {
	const { w, before } = await emptied();
	await w.core.keychain.probe();
	for (const [ref, value] of before) w.keychain.items.set(ref, value);
	expect((await w.core.connections.refresh('acme')).status).toBe('connected');
	expect(w.core.vault.status().emptied).toBeNull();
	expect(w.core.connections.get('globex')).toMatchObject({ status: 'unverified', problem: null });
});

it('K04: who signs in again goes on with the keychain as it is', async () => {
	const { w } = await emptied();
	await w.core.keychain.probe();
	const [client] = w.core.apiClients.list();
	if (!client) throw new Error('There is no API client.');
	const { name, clientId, type, redirectUris, scopes } = client;
	for (const [dataCenter, secret] of Object.entries(w.apiClient.secrets))
		await w.core.apiClients.add({
			...{ name, clientId, type, redirectUris, scopes },
			clientSecret: new Secret(secret),
			dataCenter,
		});
	// A client secret alone signs nobody in.
	expect(w.core.vault.status().emptied).not.toBeNull();
	expect((await w.reauth('acme')).connection.status).toBe('connected');
	expect(w.core.vault.status().emptied).toBeNull();
	expect((await w.core.keychain.probe()).problem).toBeNull();
	expect(w.core.connections.get('globex')).toMatchObject({ status: 'locked', problem: { code: 'SECRET_UNREADABLE' } });
	await w.core.recover();
	expect(w.orphans()).toEqual([]);
});

it("K04: by a person's word the emptied keychain is gone on with, and what it lacks is listed", async () => {
	const { w } = await emptied();
	await w.core.keychain.probe();
	expect(await w.core.vault.adopt()).toMatchObject({
		held: [],
		signInAgain: ['acme', 'globex'],
		keychainProblem: null,
	});
	expect(w.core.vault.status().emptied).toBeNull();
	expect((await w.core.keychain.probe()).problem).toBeNull();
});

it('K02, K04: a keychain that is locked, or is locked or opened while it is asked, was not emptied', async () => {
	const { w, before } = await emptied();
	for (const [ref, value] of before) w.keychain.items.set(ref, value);
	for (const mode of ['locked', 'silently locked', 'unavailable'] as const) {
		w.keychain.mode = mode;
		await w.core.keychain.probe();
	}
	w.keychain.mode = 'open';
	// The canary's answer, its new one's write and reading back, then each entry: the lock falls or ends between any two of them.
	for (let at = 1; at <= 9; at++) {
		for (const [first, then] of [
			['silently locked', 'open'],
			['open', 'silently locked'],
		] as const) {
			// The canary alone is gone, so that each round asks for the others.
			const canary = w.store.settings.get('canary_ref');
			if (canary !== null) w.keychain.items.delete(canary);
			const from = w.keychain.calls.length;
			w.keychain.modeOfCall = (_, call) => (call - from <= at ? first : then);
			await w.core.keychain.probe();
			w.keychain.modeOfCall = null;
		}
	}
	expect(w.acts()).not.toContain('keychain emptied');
	expect(w.core.vault.status().emptied).toBeNull();
	expect((await w.core.connections.refresh('acme')).status).toBe('connected');
});

it('a canary that alone is gone is made anew without a word', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.core.keychain.probe();
	w.keychain.items.delete(w.store.settings.get('canary_ref') ?? '');
	expect(await w.core.keychain.probe()).toMatchObject({ state: 'ready', problem: null });
	expect(w.core.connections.get('acme').status).toBe('connected');
});
