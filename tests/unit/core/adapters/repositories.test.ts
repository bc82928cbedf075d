import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStore } from '../../../../src/core/adapters/sqlite/sqlite-store.ts';
import type { ApiClient } from '../../../../src/core/domain/api-client.ts';
import type { Connection } from '../../../../src/core/domain/connection.ts';
import { newId } from '../../../../src/core/domain/ids.ts';
import type { SignInRecord, Store } from '../../../../src/core/ports/store.ts';
import { codeOf } from '../../../integration/core/world.ts';

let store: Store;
beforeEach(() => {
	store = openSqliteStore(':memory:');
});
afterEach(() => store.close());

const ref = () => {
	const made = newId.vaultRef();
	store.vaultEntries.add({ ref: made, owner: 'o', kind: 'connection', state: 'opening', lease: 'l' });
	return made;
};
const client = (change: Partial<ApiClient> = {}): ApiClient => ({
	id: newId.apiClient(),
	name: 'Own "client" \u00e9',
	clientId: '1000.C',
	type: 'server-based',
	redirectUris: ['http://localhost:8917/cb'],
	scopes: ['ZohoCRM.org.READ'],
	practice: false,
	secrets: { '*': ref(), eu: ref() },
	createdAt: 1,
	...change,
});
const connection = (apiClient: ApiClient, change: Partial<Connection> = {}): Connection => ({
	id: newId.connection(),
	alias: 'acme',
	customer: "O'Hara; DROP TABLE connection",
	apiClient: apiClient.id,
	dataCenter: 'eu',
	apiDomain: 'https://www.zohoapis.eu',
	environment: 'sandbox',
	org: { id: '1', name: '"><script>\u202e\u{1f986}' },
	user: { email: 'a@b.test', name: 'A' },
	scopes: ['x.y'],
	practice: true,
	ref: ref(),
	generation: 3,
	status: 'waiting',
	problem: { code: 'LIMITED', details: { alias: 'acme', until: '10:00' } },
	lastCheckedAt: 5,
	waitingUntil: 6,
	revokedAt: 7,
	createdAt: 8,
	...change,
});

it('an API client comes back as it was put, changed or not', () => {
	const own = client();
	store.apiClients.put(own);
	expect(store.apiClients.byId(own.id)).toEqual(own);
	expect(store.apiClients.byName(own.name.toUpperCase().replace('\u00c9', '\u00e9'))).toEqual(own);
	const changed = { ...own, clientId: '1000.D', scopes: [], secrets: { us: ref() } };
	store.apiClients.put(changed);
	expect(store.apiClients.all()).toEqual([changed]);
	store.apiClients.remove(own.id);
	expect(store.apiClients.all()).toEqual([]);
	expect(store.apiClients.byId('x')).toBeNull();
});

it('two API clients cannot have one name, in whatever case', async () => {
	store.apiClients.put(client({ name: 'Own' }));
	expect(await codeOf(() => store.apiClients.put(client({ name: 'OWN' })))).toBe('API_CLIENT_EXISTS');
});

it('a connection comes back as it was put, with and without its optional parts', () => {
	const own = client();
	store.apiClients.put(own);
	const full = connection(own);
	store.connections.put(full);
	expect(store.connections.byId(full.id)).toEqual(full);
	expect(store.connections.byAlias('ACME')).toEqual(full);
	const bare = {
		...full,
		customer: null,
		ref: null,
		problem: null,
		lastCheckedAt: null,
		waitingUntil: null,
		revokedAt: null,
	};
	store.connections.put(bare);
	expect(store.connections.all()).toEqual([bare]);
	store.connections.remove(full.id);
	expect(store.connections.byAlias('acme')).toBeNull();
});

it('two connections cannot have one alias, in whatever case, and lists are ordered by it', async () => {
	const own = client();
	store.apiClients.put(own);
	for (const alias of ['b', 'C', 'a']) store.connections.put(connection(own, { alias }));
	expect(store.connections.all().map(({ alias }) => alias)).toEqual(['a', 'b', 'C']);
	expect(await codeOf(() => store.connections.put(connection(own, { alias: 'B' })))).toBe('ALIAS_TAKEN');
});

it('a list gives the same objects again, but for what changed', () => {
	const own = client();
	store.apiClients.put(own);
	const [one, two] = [connection(own, { alias: 'a' }), connection(own, { alias: 'b' })];
	store.connections.put(one);
	store.connections.put(two);
	const before = store.connections.all();
	expect(store.connections.all()).toBe(before);
	store.connections.put({ ...two, status: 'locked' });
	const after = store.connections.all();
	expect(after[0]).toBe(before[0]);
	expect(after[1]).toEqual({ ...two, status: 'locked' });
	expect([...store.connections.counts()]).toEqual([[own.id, 2]]);

	store.labels.put(one.id, { tags: ['vip'], colour: 'teal', notes: '', pinned: true });
	const labels = store.labels.all();
	expect(store.labels.all()).toBe(labels);
	store.labels.put(two.id, { tags: [], colour: null, notes: 'Ask.', pinned: false });
	expect(store.labels.all().get(one.id)).toBe(labels.get(one.id));
	expect(store.labels.all().get(two.id)?.notes).toBe('Ask.');
});

it('the holder of a refresh token is found by the entry that it has now, whoever that was begun for', () => {
	const own = client();
	store.apiClients.put(own);
	const of = (digest: string) => [...store.sdkRecords.holders('refresh', digest)];
	const [held, parked, replaced] = [newId.vaultRef(), newId.vaultRef(), newId.vaultRef()];
	const [one, two] = [connection(own, { alias: 'a', ref: null }), connection(own, { alias: 'b', ref: null })];
	const entry = { kind: 'connection', state: 'live', lease: null } as const;
	store.vaultEntries.add({ ...entry, ref: held, owner: one.id }, 'of one');
	store.vaultEntries.add({ ...entry, ref: parked, owner: one.id }, 'of two');
	store.vaultEntries.add({ ...entry, ref: replaced, owner: one.id }, 'of nobody');
	store.connections.put({ ...one, ref: held });
	store.connections.put({ ...two, ref: parked });
	expect([of('of one'), of('of two'), of('of nobody'), of('unknown')]).toEqual([[one.id], [two.id], [], []]);
});

it('names come back letter by letter, whatever they are made of', () => {
	const own = client();
	store.apiClients.put(own);
	const name = `"\\\n\0\u2028</script> \u202Eمرحبا 👩‍👩‍👧 ${'ß'.repeat(4000)}`;
	const hostile = connection(own, { customer: name, org: { id: '"]', name }, scopes: [name, ''] });
	store.connections.put(hostile);
	expect(store.connections.all()).toEqual([hostile]);
	expect(store.connections.byId(hostile.id)).toEqual(hostile);
	store.labels.put(hostile.id, { tags: [name], colour: null, notes: name, pinned: false });
	expect(store.labels.all().get(hostile.id)).toEqual(store.labels.of(hostile.id));
	expect(store.labels.of(hostile.id).notes).toBe(name);
});

it('a data center comes back, and an accounts host can be there once', async () => {
	const lab = {
		id: 'lab',
		name: 'Lab',
		location: null,
		accountsUrl: 'https://a.test',
		apiUrl: 'https://b.test',
		apiUrls: ['https://b.test'],
		consoleUrl: null,
		kind: 'custom',
		confirmed: true,
	} as const;
	store.dataCenters.put(lab);
	store.dataCenters.put({ ...lab, name: 'Laboratory' });
	expect(store.dataCenters.all()).toEqual([{ ...lab, name: 'Laboratory' }]);
	expect(await codeOf(() => store.dataCenters.put({ ...lab, id: 'other' }))).toBe('DATA_CENTER_EXISTS');
	store.dataCenters.remove('lab');
	expect(store.dataCenters.all()).toEqual([]);
});

it('a sign-in comes back with its sealed answer, and a candidate without one is impossible', () => {
	const own = client();
	store.apiClients.put(own);
	const intent: SignInRecord = {
		id: newId.signIn(),
		kind: 'connect',
		connection: newId.connection(),
		apiClient: own.id,
		dataCenter: 'eu',
		alias: null,
		customer: 'Acme',
		scopes: ['x.y'],
		ref: ref(),
		stage: 'intent',
		sealed: null,
		lease: 'l',
		startedAt: 9,
	};
	store.signIns.put(intent);
	expect(store.signIns.all()).toEqual([intent]);
	const kept: SignInRecord = {
		...intent,
		stage: 'candidate',
		sealed: Buffer.from([0, 1, 255]),
		dataCenter: 'us',
		lease: 'm',
	};
	store.signIns.put(kept);
	expect(store.signIns.all()).toEqual([kept]);
	expect(() => store.signIns.put({ ...kept, sealed: null })).toThrow();
	store.signIns.remove(intent.id);
	expect(store.signIns.all()).toEqual([]);
});

it('entries, tokens, the journal and settings come back', () => {
	const own = client();
	store.apiClients.put(own);
	const one = connection(own);
	store.connections.put(one);
	const sealed = Buffer.from('sealed');
	store.accessTokens.put({ connection: one.id, generation: 3, sealed, expiresAt: 10 });
	store.accessTokens.put({ connection: one.id, generation: 4, sealed, expiresAt: 11 });
	expect(store.accessTokens.of(one.id)).toEqual({ connection: one.id, generation: 4, sealed, expiresAt: 11 });
	expect([...store.accessTokens.expiries()]).toEqual([[one.id, 11]]);
	store.connections.remove(one.id);
	expect(store.accessTokens.of(one.id)).toBeNull();
	const old = ref();
	store.journal.add({ ref: old, connection: one.id, apiClient: own.id, dataCenter: 'eu' });
	expect(store.journal.all()).toEqual([{ ref: old, connection: one.id, apiClient: own.id, dataCenter: 'eu' }]);
	expect(() => store.vaultEntries.remove(old)).toThrow();
	store.journal.remove(old);
	store.vaultEntries.setState(old, 'live');
	expect(store.vaultEntries.all().find((entry) => entry.ref === old)).toEqual({
		ref: old,
		owner: 'o',
		kind: 'connection',
		state: 'live',
		lease: null,
	});
	store.vaultEntries.remove(old);
	expect(store.settings.get('canary_ref')).toBeNull();
	store.settings.set('canary_ref', 'a');
	store.settings.set('canary_ref', 'b');
	expect(store.settings.get('canary_ref')).toBe('b');
	store.audit.append({ at: 1, act: 'a', connection: null, details: { n: 1, t: 'x' } });
	expect(store.audit.all()).toEqual([{ at: 1, act: 'a', connection: null, details: { n: 1, t: 'x' } }]);
	store.audit.append({ at: 2, act: 'b', connection: null, details: {} });
	const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
	expect(store.audit.chain().map(({ seq, act, hash: own }) => [seq, act, own])).toEqual([
		[1, 'a', hash],
		[2, 'b', hash],
	]);
});
