import { expect, it } from 'vitest';
import { KeytarVault } from '../../../src/core/adapters/keychain/keytar-vault.ts';
import { FakeKeytar } from '../../unit/core/adapters/fake-keytar.ts';
import { KeychainFake } from './keychain-fake.ts';
import { codeOf, errorOf, world } from './world.ts';

it('K08: another keychain than last time changes nothing in the first one, and once that is back every connection works', async () => {
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
