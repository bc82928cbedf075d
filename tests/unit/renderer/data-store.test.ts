import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { createDataStore } from '../../../src/renderer/stores/data-store.ts';
import { activeConnects, reauthOf } from '../../../src/renderer/stores/sign-ins.ts';
import type { Result } from '../../../src/shared/ipc/contract.ts';
import type { Snapshot } from '../../../src/shared/views.ts';
import { connection, fakeApi, settle, signIn, snapshot } from './fixtures.ts';

/** A main process whose snapshots are answered by hand. */
function slowMain() {
	const open: ((result: Result<Snapshot>) => void)[] = [];
	let count = 0;
	const { api, emit, listeners } = fakeApi({
		snapshot: () => {
			count += 1;
			return new Promise((resolve) => open.push(resolve));
		},
	});
	const store = createDataStore(createClient(api));
	const answer = async (result: Result<Snapshot>) => {
		open.shift()?.(result);
		await settle();
	};
	return { store, emit, listeners, answer, count: () => count };
}

describe('fetching', () => {
	it('listens first, then fetches', () => {
		const { store, listeners, count } = slowMain();
		const end = store.getState().start();
		expect([listeners.size, count()]).toEqual([1, 1]);
		end();
		expect(listeners.size).toBe(0);
	});

	it('has one fetch on its way and one queued, however many events come', async () => {
		const { store, emit, answer, count } = slowMain();
		store.getState().start();
		for (let index = 0; index < 20; index += 1) emit({ type: 'store-changed' });
		expect(count()).toBe(1);
		await answer({ ok: true, data: snapshot() });
		expect(count()).toBe(2);
		await answer({ ok: true, data: snapshot({ connections: [] }) });
		expect(count()).toBe(2);
		expect(store.getState().snapshot?.connections).toEqual([]);
		emit({ type: 'store-changed' });
		expect(count()).toBe(3);
	});

	it('keeps what it knows when a fetch fails, and says why', async () => {
		const { store, answer } = slowMain();
		store.getState().start();
		await answer({ ok: true, data: snapshot() });
		void store.getState().load();
		const error = { code: 'STORE_DAMAGED', message: 'The database is damaged.', hint: 'Keep it.' } as const;
		await answer({ ok: false, error });
		expect(store.getState().error).toEqual(error);
		expect(store.getState().snapshot?.connections).toHaveLength(1);
		void store.getState().load();
		await answer({ ok: true, data: snapshot() });
		expect(store.getState().error).toBeNull();
	});

	it('puts a thrown error into words', async () => {
		const { api } = fakeApi({ snapshot: () => Promise.reject(new Error('gone')) });
		const store = createDataStore(createClient(api));
		await store.getState().load();
		expect(store.getState().error?.message).toContain('gone');
		expect(store.getState().error?.hint).not.toBe('');
	});
});

describe('events', () => {
	it('shows a sign-in and the keychain at once', async () => {
		const { store, emit, answer } = slowMain();
		store.getState().start();
		await answer({ ok: true, data: snapshot() });
		emit({ type: 'sign-in-changed', signIn: signIn({ state: 'finishing' }) });
		emit({ type: 'keychain-changed', keychain: { state: 'locked', backend: 'test', problem: null } });
		expect(store.getState().signIns.s1?.state).toBe('finishing');
		expect(store.getState().snapshot?.keychain?.state).toBe('locked');
	});

	it('never turns a sign-in back because of an older snapshot', async () => {
		const { store, emit, answer } = slowMain();
		store.getState().start();
		emit({ type: 'sign-in-changed', signIn: signIn({ state: 'done', resultId: 'c1' }) });
		await answer({ ok: true, data: snapshot({ signIns: [signIn()] }) });
		expect(store.getState().signIns.s1?.state).toBe('done');
	});

	it('replaces one connection', async () => {
		const { store, answer } = slowMain();
		store.getState().start();
		await answer({ ok: true, data: snapshot({ connections: [connection(), connection({ id: 'c2' })] }) });
		store.getState().putConnection(connection({ id: 'c2', status: 'locked' }));
		expect(store.getState().snapshot?.connections.map(({ status }) => status)).toEqual(['connected', 'locked']);
	});
});

it('knows which sign-ins are on their way', () => {
	const signIns = {
		s1: signIn(),
		s2: signIn({ id: 's2', kind: 'reauth', connectionId: 'c1' }),
		s3: signIn({ id: 's3', state: 'failed' }),
		s4: signIn({ id: 's4', expiresAt: new Date(Date.now() - 1).toISOString() }),
	};
	expect(activeConnects(signIns, Date.now()).map(({ id }) => id)).toEqual(['s1']);
	expect(reauthOf(signIns, 'c1', Date.now())?.id).toBe('s2');
	expect(reauthOf(signIns, 'c2', Date.now())).toBeNull();
});
