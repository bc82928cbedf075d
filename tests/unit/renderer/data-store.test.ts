import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { createDataStore } from '../../../src/renderer/stores/data-store.ts';
import { activeConnects, reauthOf } from '../../../src/renderer/stores/sign-ins.ts';
import type { Result } from '../../../src/shared/ipc/contract.ts';
import type { ListPart, Snapshot } from '../../../src/shared/views.ts';
import { connection, fakeApi, settle, signIn, snapshot } from './fixtures.ts';

/** A main process whose snapshots are answered by hand. */
function slowMain() {
	const open: ((result: Result<Snapshot>) => void)[] = [];
	const asked: object[] = [];
	const { api, emit, listeners } = fakeApi({
		snapshot: (question) => {
			asked.push(question);
			return new Promise((resolve) => open.push(resolve));
		},
	});
	const store = createDataStore(createClient(api));
	const answer = async (result: Result<Snapshot>) => {
		open.shift()?.(result);
		await settle();
	};
	return { store, emit, listeners, answer, asked, count: () => asked.length };
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

describe('a long list', () => {
	const part = (more: Partial<ListPart>): ListPart => ({ upTo: 1, more: false, gone: [], tally: null, ...more });

	it('is shown from its first part on, and is whole once the call has ended', async () => {
		const [one, two, three] = ['c1', 'c2', 'c3'].map((id) => connection({ id, alias: id }));
		const { store, answer, asked } = slowMain();
		let ended = false;
		void store
			.getState()
			.load()
			.then(() => {
				ended = true;
			});
		const aliases = () => store.getState().snapshot?.connections.map(({ alias }) => alias);
		await answer({ ok: true, data: snapshot({ connections: one ? [one] : [], part: part({ upTo: 1, more: true }) }) });
		expect([aliases(), store.getState().snapshot?.part?.more]).toEqual([['c1'], true]);
		await settle();
		await answer({ ok: true, data: snapshot({ connections: two ? [two] : [], part: part({ upTo: 2, more: true }) }) });
		expect([aliases(), ended]).toEqual([['c1'], false]);
		await settle();
		await answer({ ok: true, data: snapshot({ connections: three ? [three] : [], part: part({ upTo: 3 }) }) });
		expect([aliases(), ended, store.getState().snapshot?.part]).toEqual([['c1', 'c2', 'c3'], true, null]);
		expect(asked).toEqual([{}, { since: 1 }, { since: 2 }]);
	});

	it('then asks for what changed alone; what did not change is the same object', async () => {
		const { store, answer, asked, emit } = slowMain();
		store.getState().start();
		const connections = ['c1', 'c2', 'c3'].map((id) => connection({ id, alias: id }));
		await answer({ ok: true, data: snapshot({ connections, part: part({ upTo: 3 }) }) });
		const before = store.getState().snapshot;
		emit({ type: 'store-changed' });
		await answer({ ok: true, data: structuredClone(snapshot({ connections: [], part: part({ upTo: 3 }) })) });
		expect(store.getState().snapshot).toBe(before);
		emit({ type: 'store-changed' });
		const changed = snapshot({
			connections: [connection({ id: 'c2', alias: 'renamed' })],
			part: part({ upTo: 5, gone: ['c1'] }),
		});
		await answer({ ok: true, data: changed });
		const after = store.getState().snapshot?.connections;
		expect(after?.map(({ alias }) => alias)).toEqual(['renamed', 'c3']);
		expect(after?.[1]).toBe(before?.connections[2]);
		expect(asked).toEqual([{}, { since: 3 }, { since: 3 }]);
		store.getState().putConnection(connection({ id: 'c3', alias: 'edited' }));
		emit({ type: 'store-changed' });
		await answer({ ok: true, data: snapshot({ connections: [], part: part({ upTo: 5 }) }) });
		expect(store.getState().snapshot?.connections.map(({ alias }) => alias)).toEqual(['renamed', 'edited']);
	});
});

describe('events', () => {
	it('shows a sign-in and the keychain at once', async () => {
		const { store, emit, answer } = slowMain();
		store.getState().start();
		await answer({ ok: true, data: snapshot() });
		emit({ type: 'sign-in-changed', signIn: signIn({ state: 'finishing' }) });
		emit({
			type: 'keychain-changed',
			keychain: { vault: 'keychain', state: 'locked', backend: 'test', entries: 3, problem: null },
		});
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
