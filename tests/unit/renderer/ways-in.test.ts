import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import {
	codeEnd,
	howOf,
	pasteProblem,
	problemOf,
	secretProblem,
} from '../../../src/renderer/features/connect/ways-in.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import { requestOf } from '../../../src/renderer/stores/connect-draft.ts';
import { activeConnects, mergeSignIn, mergeSignIns } from '../../../src/renderer/stores/sign-ins.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import { connection, dataCenter, draft, fakeApi, minute, onDevice, settle, signIn, snapshot } from './fixtures.ts';

const refused = { code: 'NEEDS_REAUTH', message: 'Zoho no longer accepts it.', hint: 'Re-authenticate it.' } as const;
const said = { message: refused.message, hint: refused.hint };
const request = { apiClient: 'Latchkey', dataCenter: 'eu', alias: null, customer: null };

async function start(replaced: Partial<LatchkeyApi> = {}) {
	const main = fakeApi(replaced);
	const app = createApp(createClient(main.api));
	app.start();
	await settle();
	app.connect.getState().openSheet();
	const states = () =>
		JSON.stringify([app.data, app.view, app.acts, app.connect, app.setup, app.toasts].map((store) => store.getState()));
	return { app, states, ...main };
}

/** An answer that is given by hand. */
function later<T>() {
	const { promise, resolve } = Promise.withResolvers<T>();
	return { answer: () => promise, give: resolve };
}

describe('what was typed', () => {
	it('is taken without the spaces around it, by its way in', () => {
		expect(howOf('code', ' 1000.c\n')).toEqual({ code: '1000.c' });
		expect(howOf('token', ' 1000.r ')).toEqual({ refreshToken: '1000.r' });
		expect(howOf('browser', 'x')).toBe('browser');
		expect(howOf('device', 'x')).toBe('device');
	});

	it('makes a request once an API client is chosen', () => {
		expect(requestOf(draft())).toEqual(request);
		expect(requestOf(draft({ apiClient: null }))).toBeNull();
		expect(requestOf(draft({ customer: 'Acme' }))).toEqual({ ...request, customer: 'Acme' });
		// Only a browser finds the data center.
		expect(requestOf(draft({ finds: true }))).toEqual({ ...request, finds: true });
		expect(requestOf(draft({ finds: true, way: 'token' }))).toEqual(request);
	});

	it('has three minutes from when the scopes were copied', () => {
		expect(codeEnd(Date.parse('2026-05-10T12:00:00.000Z'))).toBe('2026-05-10T12:03:00.000Z');
	});
});

describe('problems in the words of the way in', () => {
	const invalid = { ...refused, code: 'INVALID_CODE' } as const;

	it('calls a code a code and a refresh token a refresh token', () => {
		expect(problemOf('code', invalid).message).toContain('this code');
		expect(problemOf('token', invalid).message).toContain('this refresh token');
		expect(problemOf('token', { ...refused, code: 'USAGE' }).hint).not.toContain('latchkey');
		expect(problemOf('browser', invalid)).toEqual(said);
		expect(problemOf('code', refused)).toEqual(said);
	});

	it('says how to paste better, and passes on what is no matter of pasting', () => {
		expect(pasteProblem({ ...refused, code: 'CALLBACK_INVALID' }).hint).toContain('paste it again');
		expect(pasteProblem(refused)).toEqual(said);
	});

	it('speaks of the secret, not of the API client that it is for', () => {
		expect(secretProblem({ ...refused, code: 'API_CLIENT_REFUSED' }).message).toContain('client secret');
		expect(secretProblem(refused)).toEqual(said);
	});
});

describe.each([
	['a code', { code: 'the-code-1000' }, 'connectWithCode'],
	['a refresh token', { refreshToken: 'the-token-1000' }, 'connectWithRefreshToken'],
] as const)('connecting with %s', (_, proof, method) => {
	const [typed] = Object.values(proof);

	it('ends as a sign-in in the browser does, and keeps nowhere what was typed', async () => {
		const call = vi.fn(() =>
			Promise.resolve({
				ok: true as const,
				data: { connection: connection(), notices: [{ code: 'twin' as const, alias: 'known' }] },
			}),
		);
		const { app, states } = await start({ [method]: call });
		await app.connect.getState().submit(draft(), null, proof);
		expect(call).toHaveBeenCalledWith({ ...request, ...proof });
		expect(app.connect.getState()).toMatchObject({ open: true, busy: false, error: null, signInId: null });
		expect(app.connect.getState().connected).toEqual({ id: 'c1', notices: [{ code: 'twin', alias: 'known' }] });
		expect(app.view.getState().selectedId).toBe('c1');
		expect(app.toasts.getState()).toMatchObject({ toasts: [], announcement: 'acme is connected.' });
		expect(states()).not.toContain(typed);
	});

	it('stays in the form with what went wrong', async () => {
		const { app, states } = await start({ [method]: () => Promise.resolve({ ok: false, error: refused }) });
		await app.connect.getState().submit(draft(), null, proof);
		expect(app.connect.getState()).toMatchObject({ open: true, busy: false, error: refused });
		expect(app.toasts.getState().toasts).toEqual([]);
		expect(states()).not.toContain(typed);
	});

	it('tells a failure in a toast when the sheet was closed or is another one by now', async () => {
		const { answer, give } = later<{ ok: false; error: typeof refused }>();
		const { app } = await start({ [method]: answer });
		const submitted = app.connect.getState().submit(draft(), null, proof);
		app.connect.getState().closeSheet();
		app.connect.getState().openSheet({ dataCenter: 'us' });
		expect(app.connect.getState().busy).toBe(false);
		give({ ok: false, error: refused });
		await submitted;
		expect(app.connect.getState()).toMatchObject({ open: true, error: null, draft: { dataCenter: 'us' } });
		expect(app.toasts.getState().toasts).toMatchObject([{ tone: 'problem', text: refused.message }]);
	});
});

describe('an API client for a Self Client', () => {
	const newClient = {
		...{ name: 'Mine', clientId: '1000.A', redirectUris: [], scopes: [] },
		type: 'self-client' as const,
		...{ clientSecret: 'the-client-secret', dataCenter: 'eu' },
	};

	it('is added alone, before there are scopes to copy', async () => {
		const startConnect = vi.fn();
		const { app, states } = await start({ startConnect });
		expect(await app.connect.getState().addApiClient(draft({ apiClient: null }), newClient)).toBe('Mine');
		expect(app.connect.getState()).toMatchObject({ open: true, busy: false, draft: { apiClient: 'Mine' } });
		expect(startConnect).not.toHaveBeenCalled();
		expect(states()).not.toContain('the-client-secret');
	});

	it('says why it could not be added', async () => {
		const { app } = await start({ addApiClient: () => Promise.resolve({ ok: false, error: refused }) });
		expect(await app.connect.getState().addApiClient(draft({ apiClient: null }), newClient)).toBeNull();
		expect(app.connect.getState().error).toEqual(refused);
	});
});

describe('a client secret that is missing', () => {
	const asking = signIn({ state: 'needs_secret', dataCenter: 'us' });
	const time = Date.parse('2026-05-10T12:00:00.000Z');
	const asked = (signIns: ReturnType<typeof mergeSignIn>) => Date.parse(signIns.s1?.expiresAt ?? '') - time;

	it('has 110 seconds from when it was first asked for', () => {
		const first = mergeSignIn({ s1: signIn() }, asking, time);
		expect(asked(first)).toBe(110_000);
		expect(asked(mergeSignIns(first, [asking], time + minute))).toBe(110_000);
		expect(activeConnects(first, time + 109_000)).toHaveLength(1);
		expect(activeConnects(first, time + 110_000)).toEqual([]);
	});

	it('leaves a device waiting again, for as long as its code lives', () => {
		const device = signIn({ ...onDevice, expiresAt: new Date(time + 5 * minute).toISOString() });
		const asks = { ...device, state: 'needs_secret', dataCenter: 'us' } as const;
		const first = mergeSignIn({ s1: device }, asks, time);
		expect(asked(first)).toBe(5 * minute);
		expect(mergeSignIn(first, device, time).s1?.state).toBe('needs_secret');
		expect(mergeSignIn(first, { ...device, dataCenter: 'us' }, time).s1?.state).toBe('waiting');
		const inBrowser = mergeSignIn({}, asking, time);
		expect(mergeSignIn(inBrowser, signIn({ dataCenter: 'us' }), time).s1?.state).toBe('needs_secret');
	});

	it('is no longer waited for while the sign-in is finished, however late', () => {
		const late = mergeSignIn({}, signIn({ state: 'finishing' }), time);
		expect(activeConnects(late, Date.now() + 10 * minute)).toHaveLength(1);
	});

	it('is announced where the sheet is closed, once, and the strip leads back to it', async () => {
		const { app, emit } = await start({
			snapshot: () =>
				Promise.resolve({ ok: true, data: snapshot({ dataCenters: [dataCenter('us', 'United States')] }) }),
		});
		await app.connect.getState().submit(draft(), null);
		app.connect.getState().closeSheet();
		emit({ type: 'sign-in-changed', signIn: asking });
		expect(app.toasts.getState().announcement).toBe('A sign-in needs a client secret for United States');
		app.toasts.getState().announce('');
		emit({ type: 'sign-in-changed', signIn: asking });
		expect(app.toasts.getState().announcement).toBe('');
		app.connect.getState().followSignIn('s1');
		expect(app.connect.getState()).toMatchObject({ open: true, signInId: 's1', error: null });
	});

	it('is not announced where the sheet shows it', async () => {
		const { app, emit } = await start();
		await app.connect.getState().submit(draft(), null);
		emit({ type: 'sign-in-changed', signIn: asking });
		expect(app.toasts.getState().announcement).toBe('');
	});
});
