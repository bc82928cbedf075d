import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { followNetwork } from '../../../src/renderer/follow-network.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import { errorWords } from '../../../src/shared/error-words.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import { connection, fakeApi, settle, snapshot } from './fixtures.ts';

const offlineError = errorWords('OFFLINE', { host: 'accounts.zoho.eu', problem: 'no network' }, 'window');

async function start(replaced: Partial<LatchkeyApi> = {}) {
	const state = { offline: false };
	const main = fakeApi({ snapshot: () => Promise.resolve({ ok: true, data: snapshot(state) }), ...replaced });
	const app = createApp(createClient(main.api));
	app.start();
	await settle();
	const change = async (offline: boolean) => {
		state.offline = offline;
		main.emit({ type: 'network-changed', offline });
		await settle();
	};
	return { app, change };
}

describe('the network', () => {
	it("is told as Chromium sees it, at the start and at every change, and the window waits for the main process's word", async () => {
		const networkHint = vi.fn(fakeApi().api.networkHint);
		const { app } = await start({ networkHint });
		const listeners = new Map<string, () => void>();
		const navigator = { onLine: true };
		followNetwork(app, { navigator, addEventListener: (type, listener) => void listeners.set(type, listener) });
		navigator.onLine = false;
		listeners.get('offline')?.();
		navigator.onLine = true;
		listeners.get('online')?.();
		expect(networkHint.mock.calls.map(([{ online }]) => online)).toEqual([true, false, true]);
		expect(app.data.getState().snapshot?.offline).toBe(false);
	});

	it('that is gone is said once, and changes no connection; that it is back, too', async () => {
		const { app, change } = await start();
		const before = app.data.getState().snapshot?.connections;
		await change(true);
		expect(app.data.getState().snapshot?.offline).toBe(true);
		expect(app.data.getState().snapshot?.connections).toBe(before);
		expect(app.toasts.getState()).toMatchObject({ announcement: 'You are offline.', toasts: [] });
		await change(false);
		expect(app.toasts.getState()).toMatchObject({ announcement: 'Online again.', toasts: [] });
	});

	it('is no announcement at the start', async () => {
		const { app } = await start({ snapshot: () => Promise.resolve({ ok: true, data: snapshot({ offline: true }) }) });
		expect(app.data.getState().snapshot?.offline).toBe(true);
		expect(app.toasts.getState().announcement).toBe('');
	});

	it('when it is back, what failed for want of it is over, and other failures stay', async () => {
		const { app, change } = await start({ check: () => Promise.resolve({ ok: false, error: offlineError }) });
		await change(true);
		await app.acts.getState().run('check', connection());
		const refused = errorWords('PROVIDER_REFUSED', { reason: 'x' }, 'window');
		app.acts.getState().note('c2', { act: 'check', error: refused, other: null });
		expect(app.acts.getState().problems.c1?.error.code).toBe('OFFLINE');
		await change(false);
		expect(Object.keys(app.acts.getState().problems)).toEqual(['c2']);
	});

	it('that lacks is shown in the details alone where they are open, and still said', async () => {
		const { app } = await start({ check: () => Promise.resolve({ ok: false, error: offlineError }) });
		await app.acts.getState().run('check', connection());
		expect(app.toasts.getState().toasts).toHaveLength(1);
		app.toasts.setState({ toasts: [] });
		app.view.getState().select('c1');
		await app.acts.getState().run('check', connection());
		expect(app.toasts.getState()).toMatchObject({ toasts: [], announcement: offlineError.message });
	});

	it('is looked for once at a time where a person asks', async () => {
		const lookForNetwork = vi.fn(fakeApi().api.lookForNetwork);
		const { app } = await start({ lookForNetwork });
		const { look } = app.network.getState();
		await Promise.all([look(), look()]);
		expect(lookForNetwork).toHaveBeenCalledTimes(1);
		expect(app.toasts.getState().announcement).toBe('Still offline.');
		expect(app.network.getState().busy).toBe(false);
	});
});
