import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { relabel } from '../../../src/renderer/features/bulk/relabel.ts';
import { activityWords } from '../../../src/renderer/features/details/activity-words.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import { rowBulk } from '../../../src/renderer/stores/bulk-store.ts';
import { errorWords } from '../../../src/shared/error-words.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import { bulk, connection, fakeApi, settle, snapshot } from './fixtures.ts';

async function start(replaced: Partial<LatchkeyApi> = {}) {
	const main = fakeApi(replaced);
	const app = createApp(createClient(main.api));
	app.start();
	await settle();
	return { app, ...main };
}

const offline = errorWords('PROVIDER_UNREACHABLE', {}, 'window');

describe('acts on many', () => {
	it('are planned first: nothing begins before the person says so', async () => {
		const startBulk = vi.fn(() => Promise.resolve({ ok: true as const, data: { bulk: bulk({ total: 2 }) } }));
		const { app } = await start({ startBulk });
		await app.bulk.getState().ask('check', ['c1', 'c2']);
		expect(app.bulk.getState().asked).toMatchObject({ act: 'check', busy: false, plan: { ids: ['c1', 'c2'] } });
		expect(startBulk).not.toHaveBeenCalled();
		await app.bulk.getState().start();
		expect(startBulk).toHaveBeenCalledTimes(1);
		expect(app.bulk.getState().asked).toBeNull();
		expect(app.toasts.getState().announcement).toContain('2 connections');
	});

	it('stay planned where the person says no in the dialog', async () => {
		const { app } = await start({ startBulk: () => Promise.resolve({ ok: true, data: { bulk: null } }) });
		await app.bulk.getState().ask('revoke', ['c1']);
		await app.bulk.getState().start();
		expect(app.bulk.getState().asked?.plan?.ids).toEqual(['c1']);
		expect(app.bulk.getState().runs).toEqual([]);
	});

	it('a plan that comes too late is not shown', async () => {
		const { app } = await start();
		const asking = app.bulk.getState().ask('check', ['c1']);
		app.bulk.getState().leave();
		await asking;
		expect(app.bulk.getState().asked).toBeNull();
	});

	it('tell each row what becomes of it, and never turn back', async () => {
		const { app, emit } = await start();
		await app.bulk.getState().ask('check', ['c1', 'c2', 'c3']);
		await app.bulk.getState().start();
		const row = (id: string) => rowBulk(app.bulk.getState().runs, id);
		expect(row('c1')).toEqual({ act: 'check', error: null });
		expect(row('other')).toBeNull();
		const results = [
			{ id: 'c1', error: null },
			{ id: 'c2', error: offline },
		];
		emit({ type: 'bulk-changed', bulk: bulk({ total: 3, results }) });
		const failed = row('c2');
		expect([row('c1'), failed?.error?.code, row('c3')?.error]).toEqual([null, 'PROVIDER_UNREACHABLE', null]);
		emit({ type: 'bulk-changed', bulk: bulk({ total: 3, results: results.slice(0, 1) }) });
		expect(row('c2')).toEqual(failed);
		const cancelled = { id: 'c3', error: errorWords('CANCELLED', {}, 'window') };
		emit({ type: 'bulk-changed', bulk: bulk({ total: 3, state: 'ended', results: [...results, cancelled] }) });
		expect(row('c3')).toBeNull();
		expect(app.toasts.getState().announcement).toContain('1 failed');
		emit({ type: 'bulk-changed', bulk: bulk({ total: 3, state: 'running', results }) });
		expect(app.bulk.getState().runs[0]?.view.state).toBe('ended');
	});

	it('once put away do not come back with an older snapshot, and are repeated for those that failed', async () => {
		const planBulk = vi.fn((input: { act: 'check' | 'refresh' | 'revoke'; ids: readonly string[] }) =>
			Promise.resolve({
				ok: true as const,
				data: { act: input.act, ids: input.ids, skipped: [], endsToo: [], seconds: 1 },
			}),
		);
		const ended = bulk({
			...{ state: 'ended', total: 2 },
			results: [
				{ id: 'c1', error: null },
				{ id: 'c2', error: offline },
			],
		});
		const { app } = await start({
			planBulk,
			snapshot: () => Promise.resolve({ ok: true, data: snapshot({ bulks: [ended] }) }),
		});
		expect(app.bulk.getState().runs).toHaveLength(1);
		await app.bulk.getState().retry('b1');
		expect(planBulk).toHaveBeenCalledWith({ act: 'check', ids: ['c2'], withProduction: true });
		await app.data.getState().load();
		expect(app.bulk.getState().runs).toEqual([]);
	});

	it('do not fetch everything again for each word of theirs', async () => {
		const fetch = vi.fn(() => Promise.resolve({ ok: true as const, data: snapshot() }));
		const { emit } = await start({ snapshot: fetch });
		const before = fetch.mock.calls.length;
		emit({ type: 'bulk-changed', bulk: bulk() });
		await settle();
		expect(fetch.mock.calls.length).toBe(before);
	});
});

it('a snapshot keeps the objects of what did not change', async () => {
	const one = connection({ id: 'c2' });
	let connections = [connection(), one];
	const { app } = await start({
		snapshot: () => Promise.resolve({ ok: true, data: structuredClone(snapshot({ connections })) }),
	});
	const before = app.data.getState().snapshot;
	await app.data.getState().load();
	expect(app.data.getState().snapshot?.connections).toBe(before?.connections);
	connections = [connection({ tags: ['new'] }), one];
	await app.data.getState().load();
	const after = app.data.getState().snapshot;
	expect(after?.connections[0]).not.toBe(before?.connections[0]);
	expect(after?.connections[1]).toBe(before?.connections[1]);
	expect(after?.settings).toBe(before?.settings);
});

describe('a list that is handed around', () => {
	it('is counted as the main process wrote it, and a cancelled dialog says nothing', async () => {
		let saved: number | null = 9_999;
		const saveConnectionList = vi.fn(() => Promise.resolve({ ok: true as const, data: { saved } }));
		const { app } = await start({ saveConnectionList });
		const { saveList } = app.bulk.getState();
		expect(await saveList(['c1'], 'csv')).toBeNull();
		expect(saveConnectionList).toHaveBeenCalledWith({ ids: ['c1'], form: 'csv' });
		expect(app.toasts.getState().toasts.map(({ text }) => text)).toEqual(['List of 9,999 connections saved.']);
		saved = null;
		expect(await saveList(['c1'], 'json')).toBeNull();
		expect(app.toasts.getState().toasts).toHaveLength(1);
	});

	it('that is refused says why to whoever asked, and is not told twice', async () => {
		const { app } = await start({ saveConnectionList: () => Promise.resolve({ ok: false, error: offline }) });
		expect(await app.bulk.getState().saveList(['c1'], 'csv')).toEqual(offline);
		expect(app.toasts.getState().toasts).toEqual([]);
	});
});

describe('relabel', () => {
	const some = [connection({ id: '1', tags: ['vip'] }), connection({ id: '2', customer: null })];

	it('leaves alone what is so already, and counts what failed', async () => {
		const edit = vi.fn((id: string) => Promise.resolve(id === '2' ? offline : null));
		expect(await relabel(some, 'tag', 'VIP', edit)).toEqual({ changed: 0, failed: 1, error: offline });
		expect(edit).toHaveBeenCalledTimes(1);
		expect(await relabel(some, 'customer', '', edit)).toEqual({ changed: 1, failed: 0, error: null });
		expect(edit).toHaveBeenLastCalledWith('1', { customer: null });
	});
});

describe('activityWords', () => {
	it.each([
		['edited', 'changed: alias, tags, alias: acme', { what: 'Labels changed', more: 'alias, tags' }],
		['refreshed', '', { what: 'Access token refreshed', more: '' }],
		['revoked', 'alias: acme', { what: 'Revoked at Zoho', more: '' }],
		['written in plain text', "to: an SDK's token file", { more: "an SDK's token file" }],
		['something new', 'x: y', { what: 'something new', more: 'y' }],
		['constructor', '', { what: 'constructor' }],
		['use failed', 'code: NO_SUCH_CODE', { what: 'Use failed', more: 'NO_SUCH_CODE' }],
	])('says "%s" (%s)', (act, detail, said) => {
		expect(activityWords({ act, detail })).toMatchObject(said);
	});
});
