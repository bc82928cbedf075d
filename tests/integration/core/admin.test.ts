import { expect, it } from 'vitest';
import { Secret } from '../../../src/core/domain/secret.ts';
import type { NewApiClient } from '../../../src/core/usecases/api-clients.ts';
import { apiClientView, connectionView, dataCenterView } from '../../../src/shared/views.ts';
import { codeOf, errorOf, world } from './world.ts';

const client: NewApiClient = {
	name: 'Own',
	clientId: '1000.OWN',
	type: 'server-based',
	redirectUris: ['http://localhost:8917/callback'],
	scopes: [],
	clientSecret: new Secret('own-secret'),
	dataCenter: null,
};

it('an API client takes one secret for each data center, replaces it, and deletes the replaced one', async () => {
	const w = await world();
	await w.core.apiClients.add({ ...client, dataCenter: 'eu' });
	await w.core.apiClients.add({ ...client, dataCenter: 'us', clientSecret: new Secret('us-secret') });
	await w.core.apiClients.add({ ...client, dataCenter: 'eu', clientSecret: new Secret('newer-secret') });
	const own = w.core.apiClients.list().find(({ name }) => name === 'Own');
	expect(own).toMatchObject({ secretsFor: ['eu', 'us'], practice: false, connections: 0 });
	expect(apiClientView.parse(own)).toEqual(own);
	const held = [...w.keychain.items.values()].join();
	expect(held).toContain('newer-secret');
	expect(held).not.toContain('own-secret');
	expect(w.orphans()).toEqual([]);
	await w.core.apiClients.remove('own');
	expect(w.orphans()).toEqual([]);
	expect([...w.keychain.items.values()].join()).not.toContain('newer-secret');
	expect(await codeOf(w.core.apiClients.remove('Own'))).toBe('API_CLIENT_UNKNOWN');
});

it('an API client that cannot work is refused, with nothing left in the keychain', async () => {
	const w = await world();
	const cases: readonly [string, Partial<NewApiClient>][] = [
		['API_CLIENT_REFUSED', { name: '  ' }],
		['API_CLIENT_REFUSED', { name: 'two\nlines' }],
		['API_CLIENT_REFUSED', { name: 'x'.repeat(101) }],
		['API_CLIENT_REFUSED', { clientId: 'two words' }],
		['API_CLIENT_REFUSED', { clientSecret: new Secret('') }],
		['API_CLIENT_REFUSED', { clientSecret: new Secret('line\nbreak') }],
		['API_CLIENT_REFUSED', { clientSecret: new Secret('\\'.repeat(1500)) }],
		['API_CLIENT_REFUSED', { redirectUris: [] }],
		['REDIRECT_URI_REFUSED', { redirectUris: ['https://localhost:8917/callback'] }],
		['API_CLIENT_REFUSED', { type: 'self-client' }],
		['API_CLIENT_REFUSED', { type: 'mobile-desktop', redirectUris: [] }],
		['SCOPE_REFUSED', { scopes: ['rm -rf'] }],
		['DATA_CENTER_UNKNOWN', { dataCenter: 'mars' }],
		['API_CLIENT_EXISTS', { name: 'practice' }],
	];
	const items = w.keychain.items.size;
	for (const [code, change] of cases) expect(await codeOf(w.core.apiClients.add({ ...client, ...change }))).toBe(code);
	expect(w.keychain.items.size).toBe(items);
	expect(w.core.apiClients.list()).toHaveLength(1);
});

it('an API client is changed in place: what is not named and its secrets stay', async () => {
	const w = await world();
	await w.core.apiClients.add(client);
	const { redirectUris } = client;
	const changed = w.core.apiClients.change('own', { scopes: ['ZohoCRM.modules.ALL'], type: 'mobile-desktop' });
	expect(changed).toMatchObject({ scopes: ['ZohoCRM.modules.ALL'], type: 'mobile-desktop', redirectUris });
	expect(w.core.apiClients.change('own', { type: 'self-client' })).toMatchObject({
		redirectUris: [],
		secretsFor: ['*'],
	});
	const request = { apiClient: 'own', dataCenter: 'eu', alias: null, customer: null, scopes: [] };
	expect(await codeOf(w.core.signIns.connect(request))).toBe('API_CLIENT_WITHOUT_BROWSER');
	const back = () => w.core.apiClients.change('own', { type: 'server-based' });
	expect(await codeOf(back)).toBe('API_CLIENT_REFUSED');
	expect(w.core.apiClients.change('own', { type: 'server-based', redirectUris })).toMatchObject({ redirectUris });
	for (const [code, name, change] of [
		['API_CLIENT_UNKNOWN', 'nobody', {}],
		['SCOPE_REFUSED', 'own', { scopes: ['a b'] }],
		['REDIRECT_URI_REFUSED', 'own', { redirectUris: ['ftp://x'] }],
	] as const)
		expect(await codeOf(() => w.core.apiClients.change(name, change)), code).toBe(code);
	expect(w.orphans()).toEqual([]);
});

it('the longest client secret fits into a keychain entry', async () => {
	const w = await world();
	await w.core.apiClients.add({ ...client, clientSecret: new Secret('x'.repeat(1500)) });
	expect(w.core.apiClients.list()).toHaveLength(2);
});

it('an API client in use is not removed', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	expect((await errorOf(w.core.apiClients.remove('Practice')))?.message).toContain('a connection');
});

it('a sign-in needs the secret of the data center where it begins, and of the one where it lands', async () => {
	const w = await world();
	await w.core.apiClients.add({ ...client, dataCenter: 'eu' });
	expect(
		await codeOf(
			w.core.signIns.connect({ apiClient: 'Own', dataCenter: 'us', alias: null, customer: null, scopes: [] }),
		),
	).toBe('CLIENT_SECRET_MISSING');
	const own = w.store.apiClients.byName('Practice');
	if (!own) throw new Error('No client.');
	const { 'practice-in': _, ...secrets } = own.secrets;
	w.store.apiClients.put({ ...own, secrets });
	const error = await errorOf(w.connect({ dataCenter: 'practice-us', org: 'wayne-traders' }));
	expect(error).toMatchObject({ code: 'CLIENT_SECRET_MISSING', details: { dataCenter: 'Practice India' } });
	expect(w.http.tokenCalls('authorization_code')).toBe(0);
	expect(w.store.signIns.all()).toEqual([]);
});

it('a data center can be added once, by a plain origin, and removed while nobody uses it', async () => {
	const w = await world();
	const wanted = { id: 'Lab', name: 'Lab', accountsUrl: 'https://accounts.lab.test', apiUrl: 'https://api.lab.test/' };
	const added = w.core.dataCenters.add(wanted);
	expect(added).toMatchObject({ id: 'lab', kind: 'custom', apiUrl: 'https://api.lab.test' });
	expect(dataCenterView.parse(added)).toEqual(added);
	for (const [code, change] of [
		['DATA_CENTER_EXISTS', {}],
		['DATA_CENTER_EXISTS', { id: 'other' }],
		['DATA_CENTER_EXISTS', { id: 'mine', accountsUrl: 'https://accounts.zoho.eu' }],
		['DATA_CENTER_EXISTS', { id: 'eu', accountsUrl: 'https://x.test' }],
		['DATA_CENTER_REFUSED', { id: 'practice-x' }],
		['DATA_CENTER_REFUSED', { id: '../x' }],
		['DATA_CENTER_REFUSED', { id: 'y', name: '' }],
		['DATA_CENTER_REFUSED', { id: 'y', accountsUrl: 'http://accounts.lab.test' }],
	] as const) {
		expect(await codeOf(() => w.core.dataCenters.add({ ...wanted, ...change }))).toBe(code);
	}
	expect(await codeOf(() => w.core.dataCenters.remove('eu'))).toBe('DATA_CENTER_BUILT_IN');
	w.core.dataCenters.remove('lab');
	expect(await codeOf(() => w.core.dataCenters.remove('lab'))).toBe('DATA_CENTER_UNKNOWN');
	await w.connect();
	expect(await codeOf(() => w.core.dataCenters.remove('practice-eu'))).toBe('DATA_CENTER_IN_USE');
});

it('a data center that is called like a member of every object works like any other', async () => {
	const w = await world();
	w.core.dataCenters.add({ id: 'constructor', name: 'C', accountsUrl: 'https://c.test', apiUrl: 'https://c.test' });
	await w.core.apiClients.add({ ...client, dataCenter: 'eu' });
	expect(
		await codeOf(
			w.core.signIns.connect({ apiClient: 'Own', dataCenter: 'constructor', alias: null, customer: null, scopes: [] }),
		),
	).toBe('CLIENT_SECRET_MISSING');
	await w.core.apiClients.add({ ...client, dataCenter: 'constructor' });
	expect(w.core.apiClients.list().find(({ name }) => name === 'Own')?.secretsFor).toEqual(['constructor', 'eu']);
});

it('a practice CRM on other ports takes over its data centers, also where the ports overlap', async () => {
	const w = await world();
	const shifted = w.crm.dataCenters.map((one, index, all) => {
		const { accountsUrl, apiUrl } = all[index + 1] ?? {
			accountsUrl: 'http://localhost:1999',
			apiUrl: 'http://localhost:1999',
		};
		return { ...one, accountsUrl, apiUrl };
	});
	await w.core.practice.register({ dataCenters: shifted, apiClient: w.apiClient });
	const known = w.core.dataCenters.list().filter(({ kind }) => kind === 'practice');
	expect(known.map(({ id, accountsUrl }) => [id, accountsUrl]).sort()).toEqual(
		shifted.map(({ id, accountsUrl }) => [id, accountsUrl]).sort(),
	);
	expect(w.orphans()).toEqual([]);
});

it('registering the practice CRM twice changes nothing and keeps its secrets', async () => {
	const w = await world();
	const items = new Map(w.keychain.items);
	await w.register();
	expect(w.keychain.items).toEqual(items);
	expect(w.core.apiClients.list()).toHaveLength(1);
});

it('views of hostile names pass the strict schema', async () => {
	const w = await world();
	const { connection } = await w.connect({ dataCenter: 'practice-in', org: 'hostile' });
	expect(connectionView.parse(connection)).toEqual(connection);
	expect(connection.alias).toMatch(/^[a-z0-9-]+$/);
	expect(w.core.connections.get(connection.id)).toEqual(connection);
	expect(await codeOf(() => w.core.connections.get('nobody'))).toBe('CONNECTION_UNKNOWN');
});
