import { expect, it } from 'vitest';
import { KeytarVault } from '../../../src/core/adapters/keychain/keytar-vault.ts';
import type { Core } from '../../../src/core/create-core.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import { FakeKeytar } from '../../unit/core/adapters/fake-keytar.ts';
import { KeychainFake } from './keychain-fake.ts';
import { codeOf, errorOf, world } from './world.ts';

/** A world whose connection lies in GNOME's keyring, reopened on KDE's, which is open and empty. */
async function onOtherKeychain() {
	const w = await world();
	w.keychain.name = 'GNOME Keyring, collection "login"';
	await w.connect({ alias: 'acme' });
	await w.core.keychain.probe();
	const first = new Map(w.keychain.items);
	await w.close();
	const other = new KeychainFake();
	other.name = 'KDE Wallet, collection "kdewallet"';
	w.open({ vault: other });
	return { w, first, other };
}

it('K08: another keychain than the one that holds the secrets is named, nothing is written to it, and the first one works again', async () => {
	const { w, first, other } = await onOtherKeychain();
	expect(w.core.vault.status()).toMatchObject({ backend: 'GNOME Keyring, collection "login"', changed: null });
	const acts = [
		() => w.core.connections.token('acme', 3_700),
		() => w.core.connections.refresh('acme'),
		() => w.core.connections.check('acme'),
		() => w.core.connections.revoke('acme'),
		() => w.reauth('acme'),
		() => w.connect({ alias: 'second' }),
		() =>
			w.core.apiClients.add({
				...ofPractice(w.core),
				clientSecret: new Secret('0'.repeat(40)),
				dataCenter: 'practice-eu',
			}),
	];
	for (const act of acts) expect(await codeOf(act)).toBe('KEYCHAIN_CHANGED');
	const { state, problem } = await w.core.keychain.probe();
	expect([state, problem?.code]).toEqual(['unavailable', 'KEYCHAIN_CHANGED']);
	expect(problem?.message).toContain('GNOME Keyring, collection "login", now it is KDE Wallet, collection "kdewallet"');
	await w.core.recover();
	expect(other.items.size).toBe(0);
	expect(other.calls.filter((act) => act !== 'read')).toEqual([]);
	const changed = { before: 'GNOME Keyring, collection "login"', now: 'KDE Wallet, collection "kdewallet"' };
	expect(w.core.vault.status().changed).toEqual(changed);
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'connected', problem: null });
	await w.close();
	expect(w.keychain.items).toEqual(first);

	w.open();
	expect((await w.core.connections.refresh('acme')).status).toBe('connected');
	expect(w.core.vault.status().changed).toBeNull();
	// What the acts above began is gone with its rows.
	await w.core.recover();
	expect(w.orphans()).toEqual([]);
	expect(w.store.vaultEntries.all().filter((entry) => entry.state !== 'live')).toEqual([]);
});

it("K08: by a person's word the new keychain takes the place of the one that is gone, and each connection signs in again", async () => {
	const { w, other } = await onOtherKeychain();
	expect(await codeOf(w.core.connections.refresh('acme'))).toBe('KEYCHAIN_CHANGED');
	expect(await w.core.vault.adopt()).toMatchObject({ held: [], signInAgain: ['acme'], keychainProblem: null });
	expect(w.core.vault.status()).toMatchObject({ backend: 'KDE Wallet, collection "kdewallet"', changed: null });
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'locked', problem: { code: 'SECRET_UNREADABLE' } });
	expect(w.acts()).toContain('keychain adopted');
	for (const [dataCenter, secret] of Object.entries(w.apiClient.secrets))
		await w.core.apiClients.add({ ...ofPractice(w.core), clientSecret: new Secret(secret), dataCenter });
	expect((await w.reauth('acme')).connection.status).toBe('connected');
	expect([...other.items.values()].some((value) => value.includes('refreshToken'))).toBe(true);
});

it('K08: adopting is refused while the keychain is locked', async () => {
	const { w, other } = await onOtherKeychain();
	other.mode = 'silently locked';
	expect(await codeOf(w.core.vault.adopt())).toBe('KEYCHAIN_LOCKED');
	expect(w.core.connections.get('acme').status).toBe('connected');
});

it('K08: no keychain where one was says which one is missed', async () => {
	const { w, other } = await onOtherKeychain();
	other.mode = 'unavailable';
	const problem = (await w.core.keychain.probe()).problem;
	expect(problem?.message).toContain('no daemon; the secrets lie in GNOME Keyring, collection "login"');
});

it('K08: where nobody can tell a name, another keychain changes nothing in the first one, and once that is back every connection works', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.core.keychain.probe();
	const first = new Map(w.keychain.items);
	await w.close();

	w.open({ vault: new KeychainFake() });
	expect((await w.core.keychain.probe()).state).toBe('ready');
	expect(await codeOf(w.core.connections.token('acme', 60))).toBe('SECRET_UNREADABLE');
	expect(await codeOf(w.core.connections.revoke('acme'))).toBe('SECRET_UNREADABLE');
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'locked', problem: { code: 'SECRET_UNREADABLE' } });
	await w.core.recover();
	await w.close();
	expect(w.keychain.items).toEqual(first);

	w.open();
	await w.core.connections.refresh('acme');
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'connected', problem: null });
	expect(await w.isAlive(w.refreshTokenOf('acme'))).toBe(true);
});

// What Windows says for ERROR_NOT_ENOUGH_MEMORY (8), ERROR_NO_SUCH_LOGON_SESSION (1312) and RPC_X_BAD_STUB_DATA (1783); keytar passes it on.
it.each([
	['8, the store is full', 'Not enough memory resources are available to process this command.'],
	['1312, no logon session', 'A specified logon session does not exist. It may already have been terminated.'],
	['1783, the value is too long', 'The stub received bad data.'],
])('K09: Windows error %s: a sign-in stops before the browser, in words, and leaves nothing', async (_, problem) => {
	const w = await world({ locations: ['eu'] });
	await w.close();
	const keytar = new FakeKeytar(() => ({ ok: false, problem }));
	process.env.DBUS_SESSION_BUS_ADDRESS ??= 'unix:path=/nowhere';
	w.open({ vault: new KeytarVault(keytar.start) });
	const refused = await errorOf(w.connect({ alias: 'acme' }));
	expect(refused).toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE', details: { problem } });
	expect(refused?.message).toContain(problem);
	expect(w.core.connections.list()).toEqual([]);
	expect(w.store.signIns.all()).toEqual([]);
	await w.close();
	w.open();
	expect((await w.connect({ alias: 'acme' })).connection.status).toBe('connected');
});

/** The API client that is there, to give it another secret. */
function ofPractice(core: Core) {
	const [found] = core.apiClients.list();
	if (!found) throw new Error('There is no API client.');
	const { name, clientId, type, redirectUris, scopes } = found;
	return { name, clientId, type, redirectUris, scopes };
}
