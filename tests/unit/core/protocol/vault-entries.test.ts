import { beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../../src/core/adapters/sqlite/sqlite-store.ts';
import type { Store } from '../../../../src/core/ports/store.ts';
import { VaultEntries } from '../../../../src/core/protocol/vault-entries.ts';
import { KeychainFake } from '../../../integration/core/keychain-fake.ts';
import { MemoryLocks } from '../../../integration/core/memory-locks.ts';
import { codeOf } from '../../../integration/core/world.ts';

let store: Store;
let keychain: KeychainFake;
let entries: VaultEntries;
beforeEach(() => {
	store = openSqliteStore(':memory:');
	keychain = new KeychainFake();
	entries = new VaultEntries(keychain, store, new MemoryLocks());
});
const states = () =>
	store.vaultEntries
		.all()
		.map(({ kind, state }) => `${kind} ${state}`)
		.sort();

describe('an entry', () => {
	it('is known to the store before it is written, and counts only once it was read back', async () => {
		const ref = entries.begin('client_secret', 'owner');
		expect(keychain.items.size).toBe(0);
		expect(states()).toEqual(['client_secret opening']);
		await entries.fill(ref, { clientSecret: 'c' });
		expect(keychain.calls).toEqual(['write', 'read']);
		expect((await entries.openClientSecret(ref, 'x')).reveal()).toBe('c');
	});

	it('K06: that does not come back as written is dead, and the keychain unavailable', async () => {
		keychain.read = async () => ({ state: 'found', value: 'something else' });
		expect(await codeOf(entries.fill(entries.begin('connection', 'o'), { sealKey: 'k' }))).toBe('KEYCHAIN_UNAVAILABLE');
		expect(states()).toEqual(['connection dead']);
	});

	it('that is dead goes with its row; one that still has to be revoked stays', async () => {
		const [gone, needed] = [entries.begin('connection', 'o'), entries.begin('connection', 'o')];
		for (const ref of [gone, needed]) {
			await entries.fill(ref, { sealKey: 'k' });
			store.vaultEntries.setState(ref, 'dead');
		}
		store.journal.add({ ref: needed, connection: 'c' as never, apiClient: 'a' as never, dataCenter: 'eu' });
		await entries.collect();
		expect(keychain.items.has(gone)).toBe(false);
		expect(keychain.items.has(needed)).toBe(true);
		expect(states()).toEqual(['canary live', 'connection dead']);
	});

	it('K02: a silently locked keychain does not make it look deleted', async () => {
		const ref = entries.begin('connection', 'o');
		await entries.fill(ref, { sealKey: 'k' });
		await entries.probe();
		store.vaultEntries.setState(ref, 'dead');
		keychain.mode = 'silently locked';
		await entries.collect();
		expect(states()).toContain('connection dead');
		keychain.mode = 'open';
		await entries.collect();
		expect(keychain.items.has(ref)).toBe(false);
		expect(states().filter((state) => state.startsWith('connection'))).toEqual([]);
	});

	it('K02: is said to be gone only while the keychain is proved open', async () => {
		const ref = entries.begin('connection', 'o');
		await entries.fill(ref, { sealKey: 'k' });
		expect(await entries.isThere(ref)).toBe(true);
		await keychain.delete(ref);
		expect(await entries.isThere(ref)).toBe(false);
		keychain.mode = 'silently locked';
		expect(await entries.isThere(ref)).toBeNull();
	});
});

describe('the canary', () => {
	it('is written once and only read afterwards', async () => {
		for (let n = 0; n < 3; n++) expect(await entries.probe()).toEqual({ state: 'ready' });
		expect(states()).toEqual(['canary live']);
		expect(keychain.calls.filter((act) => act === 'write')).toHaveLength(1);
	});

	it('K02: tells a locked keychain from one without entries', async () => {
		await entries.probe();
		keychain.mode = 'silently locked';
		expect(await entries.probe()).toEqual({ state: 'locked' });
		keychain.mode = 'open';
		keychain.items.clear();
		expect(await entries.probe()).toEqual({ state: 'ready' });
		await entries.collect();
		expect(states()).toEqual(['canary live']);
	});

	it('S12: two programs that probe for the first time together agree on one', async () => {
		const other = new VaultEntries(keychain, store, new MemoryLocks());
		expect(await Promise.all([entries.probe(), other.probe()])).toEqual([{ state: 'ready' }, { state: 'ready' }]);
		expect(states()).toEqual(['canary dead', 'canary live']);
		await entries.collect();
		expect([...keychain.items.keys()]).toEqual([store.settings.get('canary_ref')]);
	});
});
