import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import { connection, dataCenter, draft, fakeApi, settle, signIn, snapshot } from './fixtures.ts';

async function start(replaced: Partial<LatchkeyApi> = {}) {
	const main = fakeApi(replaced);
	const app = createApp(createClient(main.api));
	app.start();
	await settle();
	return { app, ...main };
}

const refused = { code: 'NEEDS_REAUTH', message: 'Zoho no longer accepts it.', hint: 'Re-authenticate it.' } as const;
const twin = { code: 'twin', alias: 'known' } as const;
const newClient = {
	name: 'Mine',
	clientId: '1000.A',
	type: 'server-based' as const,
	redirectUris: ['http://localhost:8917/callback'],
	scopes: [],
	clientSecret: 'the-client-secret',
	dataCenter: 'eu',
};

describe('acts', () => {
	it('counts the clipboard down after copying and tells screen readers', async () => {
		const { app } = await start();
		await app.acts.getState().run('copyToken', connection());
		expect(app.acts.getState().copied?.id).toBe('c1');
		expect(app.toasts.getState().announcement).toContain('acme');
	});

	it('says why an act failed, at the connection and in a toast, and forgets it with the next act', async () => {
		const { app } = await start({ refresh: () => Promise.resolve({ ok: false, error: refused }) });
		await app.acts.getState().run('refresh', connection());
		expect(app.acts.getState().problems.c1).toEqual({ act: 'refresh', error: refused, other: null });
		expect(app.toasts.getState().toasts).toMatchObject([
			{ tone: 'problem', text: refused.message, hint: refused.hint },
		]);
		expect(app.acts.getState().busy).toEqual({});
		await app.acts.getState().run('check', connection());
		expect(app.acts.getState().problems).toEqual({});
	});

	it('runs one act on a connection at a time', async () => {
		const check = vi.fn(() => new Promise<never>(() => {}));
		const { app } = await start({ check });
		void app.acts.getState().run('check', connection());
		void app.acts.getState().run('check', connection());
		void app.acts.getState().run('forget', connection());
		expect(check).toHaveBeenCalledTimes(1);
		expect(app.acts.getState().busy).toEqual({ c1: 'check' });
	});

	it('closes the details of a forgotten connection', async () => {
		const { app } = await start();
		app.view.getState().select('c1');
		await app.acts.getState().run('forget', connection());
		expect(app.view.getState().selectedId).toBeNull();
	});
});

describe('connecting', () => {
	it('starts the sign-in with what was typed and waits', async () => {
		const startConnect = vi.fn(() => Promise.resolve({ ok: true as const, data: signIn() }));
		const { app } = await start({ startConnect });
		app.connect.getState().openSheet();
		await app.connect.getState().submit(draft({ customer: 'Acme' }), null);
		expect(startConnect).toHaveBeenCalledWith({
			apiClient: 'Latchkey',
			dataCenter: 'eu',
			alias: null,
			customer: 'Acme',
		});
		expect(app.connect.getState()).toMatchObject({ open: true, signInId: 's1', error: null, busy: false });
	});

	it('adds a new API client first and keeps its secret nowhere', async () => {
		const { app } = await start();
		app.connect.getState().openSheet();
		expect(await app.connect.getState().submit(draft({ apiClient: null }), newClient)).toBe('Mine');
		expect(app.connect.getState().draft.apiClient).toBe('Mine');
		const states = [app.data, app.view, app.acts, app.connect, app.setup, app.toasts].map((store) => store.getState());
		expect(JSON.stringify(states)).not.toContain('the-client-secret');
	});

	it('goes on to the connection and its name in the sheet when the sign-in is done, and says so once', async () => {
		const { app, emit } = await start();
		app.connect.getState().openSheet();
		await app.connect.getState().submit(draft(), null);
		emit({ type: 'sign-in-changed', signIn: signIn({ state: 'done', resultId: 'c1', notices: [twin] }) });
		emit({ type: 'sign-in-changed', signIn: signIn({ state: 'done', resultId: 'c1', notices: [twin] }) });
		await settle();
		expect(app.connect.getState()).toMatchObject({ open: true, signInId: null, error: null });
		expect(app.connect.getState().connected).toEqual({ id: 'c1', notices: [twin] });
		expect(app.view.getState().selectedId).toBe('c1');
		expect(app.toasts.getState()).toMatchObject({ toasts: [], announcement: 'acme is connected.' });
		// Whatever becomes of the sheet, the next one begins anew.
		app.connect.getState().closeSheet();
		app.connect.getState().openSheet();
		expect(app.connect.getState()).toMatchObject({ open: true, connected: null });
	});

	it('tells it in a toast where the sheet was closed, or is another one by now', async () => {
		const { app, emit } = await start();
		app.connect.getState().openSheet();
		await app.connect.getState().submit(draft(), null);
		app.connect.getState().closeSheet();
		app.connect.getState().openSheet({ way: 'import' });
		emit({ type: 'sign-in-changed', signIn: signIn({ state: 'done', resultId: 'c1', notices: [twin] }) });
		await settle();
		expect(app.connect.getState()).toMatchObject({ open: true, connected: null, draft: { way: 'import' } });
		expect(app.toasts.getState().toasts).toMatchObject([
			{ text: 'acme is connected.', hint: expect.stringContaining('"known"') },
		]);
	});

	it('does not wait for a sign-in that ended before its first answer came', async () => {
		const { app, emit } = await start({
			startConnect: async () => {
				emit({ type: 'sign-in-changed', signIn: signIn({ state: 'done', resultId: 'c1' }) });
				return { ok: true, data: signIn() };
			},
		});
		app.connect.getState().openSheet();
		await app.connect.getState().submit(draft(), null);
		expect(app.connect.getState()).toMatchObject({ open: true, signInId: null, connected: { id: 'c1' } });
		expect(app.toasts.getState().toasts).toEqual([]);
	});

	it('shows why a sign-in failed in the sheet, or in a toast if the sheet is closed', async () => {
		const { app, emit } = await start();
		app.connect.getState().openSheet();
		await app.connect.getState().submit(draft(), null);
		emit({ type: 'sign-in-changed', signIn: signIn({ state: 'failed', error: refused }) });
		expect(app.connect.getState().error).toEqual(refused);
		expect(app.toasts.getState().toasts).toEqual([]);
		app.connect.getState().closeSheet();
		emit({ type: 'sign-in-changed', signIn: signIn({ id: 's9', state: 'failed', error: refused }) });
		expect(app.toasts.getState().toasts).toHaveLength(1);
	});

	it('opens the sheet with the practice org', async () => {
		const practice = dataCenter('p', 'Practice', { kind: 'practice' });
		const { app } = await start({
			snapshot: () => Promise.resolve({ ok: true, data: snapshot({ dataCenters: [practice] }) }),
		});
		await app.connect.getState().startPractice();
		expect(app.connect.getState()).toMatchObject({ open: true, draft: { dataCenter: 'p' } });
	});
});

describe('re-authentication', () => {
	it('fails at its connection', async () => {
		const { app, emit } = await start();
		await app.acts.getState().run('reauth', connection());
		expect(app.data.getState().signIns.s2?.connectionId).toBe('c1');
		const failed = signIn({ id: 's2', kind: 'reauth', connectionId: 'c1', state: 'failed', error: refused });
		emit({ type: 'sign-in-changed', signIn: failed });
		expect(app.acts.getState().problems.c1?.error).toEqual(refused);
	});

	it('is quiet about sign-ins that ended before the window opened', async () => {
		const old = signIn({ state: 'done', resultId: 'c1' });
		const { app } = await start({
			snapshot: () => Promise.resolve({ ok: true, data: snapshot({ signIns: [old] }) }),
		});
		expect(app.toasts.getState().toasts).toEqual([]);
	});
});
