import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { readClientChange, readNewClient } from '../../../src/renderer/features/connect/new-client.ts';
import {
	groupsOf,
	missingWays,
	possibleWay,
	typeFor,
	waysFor,
	waysToRenew,
} from '../../../src/renderer/features/connect/ways-in.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import { dataCenter, draft, fakeApi, settle } from './fixtures.ts';

const refused = { code: 'DATA_CENTER_IN_USE', message: 'It is used.', hint: 'Revoke first.' } as const;
const form = draft({ way: 'token', expects: 'sandbox' });
const change = { name: 'Latchkey', type: 'non-browser', redirectUris: [], scopes: [] } as const;
const xx = { location: 'xx', accountsUrl: 'https://accounts.zoho.xx', apiUrl: 'https://www.zohoapis.xx' };

async function start(replaced: Partial<LatchkeyApi> = {}) {
	const app = createApp(createClient(fakeApi(replaced).api));
	app.start();
	await settle();
	return { app, setup: app.setup.getState };
}

describe('the ways in of a type', () => {
	it('are all with a browser, and only those that can work without one', () => {
		expect(waysFor('server-based')).toEqual(['browser', 'device', 'code', 'token']);
		expect(waysFor('mobile-desktop')).toEqual(waysFor(undefined));
		expect(waysFor('self-client')).toEqual(['code', 'token']);
		expect(waysFor('non-browser')).toEqual(['device', 'token']);
		expect(waysToRenew('server-based')).toEqual(['browser', 'device', 'code']);
		expect(waysToRenew('self-client')).toEqual(['code']);
		expect(waysToRenew('non-browser')).toEqual(['device']);
	});

	it('are left for the first one that works, with one line of why', () => {
		expect(possibleWay('browser', waysFor('self-client'))).toBe('code');
		expect(possibleWay('token', waysFor('self-client'))).toBe('token');
		expect(missingWays('self-client')).toContain('sign-in page');
		expect(missingWays('mobile-desktop')).toBeNull();
	});

	it('choose the type of a new API client that can go them', () => {
		expect(typeFor('code', 'server-based')).toBe('self-client');
		expect(typeFor('device', 'mobile-desktop')).toBe('mobile-desktop');
		expect(typeFor('device', 'self-client')).toBe('non-browser');
		expect(typeFor('browser', 'non-browser')).toBe('server-based');
		expect(typeFor('token', 'non-browser')).toBe('non-browser');
	});
});

describe('a device code', () => {
	it.each([
		['BCDF-GHJK', ['BCDF', 'GHJK']],
		['BCDFGHJKL', ['BCDF', 'GHJK', 'L']],
		['', []],
	])('is shown in groups: %s', (code, groups) => {
		expect(groupsOf(code)).toEqual(groups);
	});
});

describe('the form of an API client', () => {
	const form = new FormData();
	for (const uri of [' http://localhost:1/a ', '', 'http://localhost:2/b']) form.append('redirectUri', uri);
	form.set('clientName', ' Mine ');
	form.set('scopes', 'a.b, c.d');

	it('reads every redirect URI, and none for a type without a browser', () => {
		const uris = ['http://localhost:1/a', 'http://localhost:2/b'];
		expect(readClientChange(form, 'server-based')).toEqual({
			...{ type: 'server-based', redirectUris: uris, scopes: ['a.b', 'c.d'] },
		});
		expect(readClientChange(form, 'self-client').redirectUris).toEqual([]);
		expect(readNewClient(form, 'mobile-desktop', 'eu')).toMatchObject({ name: 'Mine', redirectUris: uris });
	});
});

describe('changing an API client', () => {
	it('says so, and gives the connect form back as it was', async () => {
		const { app, setup } = await start();
		setup().openApiClients('Latchkey', form);
		expect(await setup().changeApiClient({ ...change, redirectUris: [], scopes: [] })).toBe(true);
		expect(app.toasts.getState().announcement).toBe('Latchkey is changed.');
		setup().close();
		expect(setup()).toMatchObject({ open: null, back: null });
		expect(app.connect.getState()).toMatchObject({ open: true, draft: form });
		setup().openApiClients();
		expect(setup()).toMatchObject({ editing: null, back: null });
	});

	it('stays in the form with what went wrong, one act at a time', async () => {
		const changeApiClient = vi.fn(() => Promise.resolve({ ok: false as const, error: refused }));
		const { setup } = await start({ changeApiClient });
		setup().openApiClients('Latchkey');
		const input = { ...change, redirectUris: [], scopes: [] };
		const both = await Promise.all([setup().changeApiClient(input), setup().changeApiClient(input)]);
		expect(both).toEqual([false, false]);
		expect(changeApiClient).toHaveBeenCalledTimes(1);
		expect(setup()).toMatchObject({ error: refused, busy: false });
		setup().edit(null);
		expect(setup().error).toBeNull();
	});
});

describe('data centers', () => {
	const found = () => Promise.resolve({ ok: true as const, data: { found: [xx] } });

	it('are found without being trusted, anew each time the sheet opens', async () => {
		const trustDataCenter = vi.fn();
		const { setup } = await start({ findDataCenters: found, trustDataCenter });
		setup().openDataCenters();
		await setup().findDataCenters();
		expect(setup().found).toEqual([xx]);
		expect(trustDataCenter).not.toHaveBeenCalled();
		setup().close();
		setup().openDataCenters();
		expect(setup().found).toBeNull();
	});

	it('are trusted by their location alone, and nothing is said of a no', async () => {
		const trusted = { done: true, dataCenter: dataCenter('xx', 'XX', { kind: 'custom' }) };
		const trustDataCenter = vi
			.fn<LatchkeyApi['trustDataCenter']>()
			.mockResolvedValueOnce({ ok: true, data: { done: false, dataCenter: null } })
			.mockResolvedValueOnce({ ok: true, data: trusted });
		const { app, setup } = await start({ findDataCenters: found, trustDataCenter });
		setup().openDataCenters();
		await setup().findDataCenters();
		expect(await setup().trust('xx')).toBe(false);
		expect(setup()).toMatchObject({ found: [xx], error: null });
		expect(app.toasts.getState().toasts).toEqual([]);
		expect(await setup().trust('xx')).toBe(true);
		expect(trustDataCenter).toHaveBeenLastCalledWith({ location: 'xx' });
		expect(setup().found).toEqual([]);
		expect(app.toasts.getState().toasts).toMatchObject([{ text: 'XX is trusted.' }]);
	});

	it('say why one cannot be removed, in the sheet or in a toast', async () => {
		const removeDataCenter = () => Promise.resolve({ ok: false as const, error: refused });
		const { app, setup } = await start({ removeDataCenter });
		setup().openDataCenters();
		expect(await setup().remove('xx', 'XX')).toBe(false);
		expect(setup().error).toEqual(refused);
		setup().close();
		await setup().remove('xx', 'XX');
		expect(app.toasts.getState().toasts).toMatchObject([{ text: refused.message }]);
	});
});
