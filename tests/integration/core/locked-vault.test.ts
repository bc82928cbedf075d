import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { SealedVault } from '../../../src/core/adapters/vault/sealed-vault.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import { HttpFailure } from '../../../src/core/ports/http-client.ts';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { codeOf, world } from './world.ts';

const passphrase = new Secret('correct horse battery staple');

/** A world whose secrets lie in a vault under a passphrase, and what its keychain was told to be. */
async function scene() {
	const w = await world();
	await w.close();
	const path = join(w.folder, 'data', 'vault.db');
	await SealedVault.create(path, passphrase);
	// A database of its own: the other one knows the keychain.
	const store = openSqliteStore(join(w.folder, 'data', 'own.db'));
	w.open({ store, vault: new SealedVault(path, async (wrong) => (wrong ? null : passphrase)) });
	await w.register();
	const told: string[] = [];
	w.core.subscribe((event) => {
		if (event.type === 'keychain-changed') told.push(event.keychain.state);
	});
	return { w, told };
}

it('locked, it hands out nothing and says nothing of the connections; its passphrase opens it again', async () => {
	const { w, told } = await scene();
	const { connection } = await w.connect({ alias: 'acme' });
	await w.core.vault.lock();
	expect(told.at(-1)).toBe('locked');
	expect(await codeOf(w.core.connections.token('acme', 60, 'program'))).toBe('KEYCHAIN_LOCKED');
	expect(await codeOf(w.core.connections.check('acme'))).toBe('KEYCHAIN_LOCKED');
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'connected', problem: null });
	expect(w.core.vault.untilUnlocked()).not.toBeNull();

	expect(await codeOf(w.core.vault.unlock(new Secret('correct horse battery stable')))).toBe('PASSPHRASE_WRONG');
	expect(w.core.vault.untilUnlocked()).not.toBeNull();
	await w.core.vault.unlock(passphrase);
	expect(told.at(-1)).toBe('ready');
	expect(w.core.vault.untilUnlocked()).toBeNull();
	expect((await w.core.connections.check('acme')).id).toBe(connection.id);
});

it('a queued revoke stays queued while it is locked, and goes on afterwards', async () => {
	const { w } = await scene();
	await w.connect({ alias: 'acme' });
	w.http.intercept = () => Promise.reject(new HttpFailure('unreachable', 'no network', false));
	expect(await codeOf(w.core.connections.revoke('acme'))).toBe('REVOKE_QUEUED');
	w.http.intercept = null;
	const before = w.core.connections.get('acme');
	await w.core.vault.lock();
	await w.core.recover();
	expect(w.core.connections.get('acme')).toEqual(before);
	await w.core.vault.unlock(passphrase);
	await w.core.recover();
	expect(w.core.connections.get('acme').status).toBe('revoked');
});

/** A sign-in whose browser comes back while the vault is locked. */
async function lockedSignIn() {
	const { w } = await scene();
	const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: 'acme', customer: null, scopes: [] };
	const started = await w.core.signIns.connect(request);
	await w.core.vault.lock();
	await followConsent(started.authorizationUrl, { org: 'acme' });
	return { w, started };
}

it('a sign-in that comes back while it is locked waits for the passphrase', async () => {
	const { w, started } = await lockedSignIn();
	const early = await Promise.race([
		started.result.then(() => 'ended'),
		new Promise((end) => setTimeout(end, 300, 'waits')),
	]);
	expect(early).toBe('waits');
	expect(w.store.signIns.all()).toMatchObject([{ stage: 'intent' }]);
	await w.core.vault.unlock(passphrase);
	expect((await started.result).connection).toMatchObject({ alias: 'acme', status: 'connected' });
});

it('a sign-in that waits for the passphrase can be cancelled, and leaves nothing', async () => {
	const { w, started } = await lockedSignIn();
	w.core.signIns.cancel(started.view.id);
	expect(await codeOf(started.result)).toBe('SIGN_IN_CANCELLED');
	expect(w.store.signIns.all()).toEqual([]);
});

it('a keychain stays as it is', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	let told = 0;
	w.core.subscribe((event) => {
		if (event.type === 'keychain-changed') told++;
	});
	await w.core.vault.lock();
	expect(w.core.vault.untilUnlocked()).toBeNull();
	expect(told).toBe(0);
	expect((await w.core.connections.token('acme', 60, 'program')).connection.alias).toBe('acme');
});
