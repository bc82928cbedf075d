import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import { nextActOf, nextActs } from '../../../src/renderer/stores/next-acts.ts';
import type { About } from '../../../src/renderer/stores/toast-store.ts';
import type { ErrorCode } from '../../../src/shared/error-codes.ts';
import { errorWords } from '../../../src/shared/error-words.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import type { KeychainView, Snapshot } from '../../../src/shared/views.ts';
import { connection, draft, fakeApi, settle, snapshot } from './fixtures.ts';

async function start(replaced: Partial<LatchkeyApi> = {}, more: Partial<Snapshot> = {}) {
	const main = fakeApi({ snapshot: () => Promise.resolve({ ok: true, data: snapshot(more) }), ...replaced });
	const app = createApp(createClient(main.api));
	app.start();
	await settle();
	const act = (code: ErrorCode, about?: About) => nextActOf(app, code, about);
	return { app, act, ...main };
}

const refusal = (code: ErrorCode) => ({ ok: false as const, error: errorWords(code, {}, 'window') });
const keychain = (more: Partial<KeychainView>): KeychainView => ({
	...{ vault: 'keychain', state: 'ready', backend: 'memory', entries: 3, problem: null },
	...more,
});

describe('the next step of an error', () => {
	it('re-authenticates, where the connection is known and still there', async () => {
		const startReauth = vi.fn(fakeApi().api.startReauth);
		const { act } = await start({ startReauth });
		expect(act('NEEDS_REAUTH')).toBeNull();
		expect(act('NEEDS_REAUTH', { connectionId: 'gone' })).toBeNull();
		const next = act('NEEDS_REAUTH', { connectionId: 'c1' });
		expect(next?.label).toBe('Re-authenticate');
		next?.run();
		expect(startReauth).toHaveBeenCalledWith({ id: 'c1', scopes: [] });
	});

	it('tries again only what is known to have failed', async () => {
		const retry = vi.fn();
		const { act } = await start();
		for (const code of ['LIMITED', 'PORT_BUSY', 'PROVIDER_UNREACHABLE', 'OFFLINE'] as const) {
			expect(act(code)).toBeNull();
			act(code, { retry })?.run();
		}
		expect(retry).toHaveBeenCalledTimes(4);
	});

	it('asks the keychain again, and does again what failed once it answers', async () => {
		const retry = vi.fn();
		const probeKeychain = vi
			.fn<LatchkeyApi['probeKeychain']>()
			.mockResolvedValueOnce({
				ok: true,
				data: keychain({ state: 'locked', problem: refusal('KEYCHAIN_LOCKED').error }),
			})
			.mockResolvedValue({ ok: true, data: keychain({}) });
		const { app, act } = await start({ probeKeychain });
		act('KEYCHAIN_LOCKED', { retry })?.run();
		await settle();
		expect(retry).not.toHaveBeenCalled();
		expect(app.toasts.getState().toasts).toMatchObject([{ error: { code: 'KEYCHAIN_LOCKED' }, about: { retry } }]);
		act('KEYCHAIN_LOCKED', { retry })?.run();
		await settle();
		expect(retry).toHaveBeenCalledTimes(1);
		expect(act('KEYCHAIN_LOCKED')?.label).toBe('Check the keychain');
		act('KEYCHAIN_LOCKED')?.run();
		await settle();
		expect(app.toasts.getState().toasts.at(-1)?.text).toBe('Keychain ready');
	});

	it('opens the place where it is mended, and gives back the form that gave way', async () => {
		const openDataFolder = vi.fn(fakeApi().api.openDataFolder);
		const { app, act } = await start({
			openDataFolder,
			startConnect: () => Promise.resolve(refusal('INVALID_CLIENT_SECRET')),
		});
		act('STORE_FAILED')?.run();
		expect(openDataFolder).toHaveBeenCalledTimes(1);
		act('BROWSER_FAILED')?.run();
		expect(app.sheets.getState()).toMatchObject({ open: 'settings', beginsAt: 'browser' });
		act('DATA_CENTER_UNKNOWN')?.run();
		expect(app.sheets.getState().open).toBeNull();
		expect(app.setup.getState().open).toBe('data-centers');
		expect(act('DATA_CENTER_UNKNOWN')).toBeNull();
		app.setup.getState().close();

		const form = draft({ way: 'device', customer: 'Acme' });
		app.connect.getState().openSheet();
		await app.connect.getState().submit(form, null);
		expect(app.connect.getState().error?.code).toBe('INVALID_CLIENT_SECRET');
		act('INVALID_CLIENT_SECRET')?.run();
		expect(app.connect.getState().open).toBe(false);
		expect(app.setup.getState().open).toBe('api-clients');
		app.setup.getState().close();
		expect(app.connect.getState()).toMatchObject({ open: true, draft: form });
	});

	it('is nothing but unlocking while the window is locked', async () => {
		const { act } = await start({}, { locked: true });
		const about = { connectionId: 'c1', retry: () => undefined };
		const codes = Object.keys(nextActs) as ErrorCode[];
		expect(codes.filter((code) => act(code, about) !== null)).toEqual(['APP_LOCKED']);
	});

	it('is no button where a click can mend nothing', async () => {
		const { act } = await start();
		const about = { connectionId: 'c1', retry: () => undefined };
		for (const code of ['ALIAS_TAKEN', 'SCOPE_REFUSED', 'STORE_NEWER', 'CANCELLED'] as const)
			expect(act(code, about)).toBeNull();
	});
});

describe('a message of what went wrong', () => {
	const acme = connection();

	it('knows its connection and does again what failed, which takes it away', async () => {
		const refresh = vi
			.fn<LatchkeyApi['refresh']>()
			.mockResolvedValueOnce(refusal('PROVIDER_UNREACHABLE'))
			.mockResolvedValue({ ok: true, data: acme });
		const { app, act } = await start({ refresh });
		await app.acts.getState().run('refresh', acme);
		const [toast] = app.toasts.getState().toasts;
		expect(toast).toMatchObject({ error: { code: 'PROVIDER_UNREACHABLE' }, about: { connectionId: 'c1' } });
		act('PROVIDER_UNREACHABLE', toast?.about)?.run();
		await settle();
		expect(refresh).toHaveBeenCalledTimes(2);
		expect(app.toasts.getState().toasts).toEqual([]);
	});

	it('stays about its own connection alone, and offline only as long as that lasts', async () => {
		const { app } = await start({
			refresh: () => Promise.resolve(refusal('OFFLINE')),
			check: () => Promise.resolve(refusal('TIMED_OUT')),
		});
		const other = connection({ id: 'c2', alias: 'beta' });
		const codes = () => app.toasts.getState().toasts.map(({ error }) => error?.code);
		await app.acts.getState().run('refresh', acme);
		await app.acts.getState().run('check', other);
		expect(codes()).toEqual(['OFFLINE', 'TIMED_OUT']);
		app.acts.getState().clearOffline();
		expect(codes()).toEqual(['TIMED_OUT']);
		app.acts.getState().clear('c1');
		expect(codes()).toEqual(['TIMED_OUT']);
		app.acts.getState().clear('c2');
		expect(codes()).toEqual([]);
	});
});
