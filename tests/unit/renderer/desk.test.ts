import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import type { Snapshot } from '../../../src/shared/views.ts';
import { connection, draft, fakeApi, importStore, settle, snapshot } from './fixtures.ts';

async function start(replaced: Partial<LatchkeyApi> = {}) {
	const { api, emit } = fakeApi(replaced);
	const app = createApp(createClient(api));
	app.start();
	await settle();
	return { app, emit };
}

const refused = { code: 'NEEDS_REAUTH', message: 'Zoho no longer accepts it.', hint: 'Re-authenticate it.' } as const;
const answer = <T>(data: T) => Promise.resolve({ ok: true as const, data });
const refusal = () => Promise.resolve({ ok: false as const, error: refused });

describe('the export sheet', () => {
	it('shows the form that was chosen last, whichever answer comes last', async () => {
		const answers: (() => void)[] = [];
		const previewExport: LatchkeyApi['previewExport'] = ({ form }) =>
			new Promise((resolve) => answers.push(() => resolve({ ok: true, data: { text: form } })));
		const { app } = await start({ previewExport });
		app.exports.getState().openSheet('c1');
		app.exports.getState().choose('curl');
		for (const give of answers.reverse()) give();
		await settle();
		expect(app.exports.getState()).toMatchObject({ form: 'curl', preview: 'curl' });
	});

	it('says when the clipboard is cleared, and holds nothing of the token', async () => {
		const { app } = await start();
		app.exports.getState().openSheet('c1');
		const before = Date.now();
		await app.exports.getState().copy(connection(), 'header');
		expect(app.exports.getState().copiedUntil).toBeGreaterThanOrEqual(before + 30_000);
		expect(app.toasts.getState().announcement).toContain('HTTP header of acme copied');
		app.exports.getState().choose('env');
		expect(app.exports.getState().copiedUntil).toBeNull();
	});

	it('says what went wrong in the sheet, or in a toast where it is closed', async () => {
		const { app } = await start({ copyExport: refusal });
		app.exports.getState().openSheet('c1');
		await app.exports.getState().copy(connection(), 'raw');
		expect(app.exports.getState().error).toEqual(refused);
		expect(app.toasts.getState().toasts).toEqual([]);
		app.exports.getState().close();
		await app.exports.getState().copy(connection(), 'raw');
		expect(app.toasts.getState().toasts).toMatchObject([{ text: refused.message }]);
	});

	it('says nothing where the person changed their mind', async () => {
		const changed = () => answer({ done: false });
		const { app } = await start({ saveExport: changed, saveSdkStore: changed });
		app.exports.getState().openSheet('c1');
		await app.exports.getState().save();
		await app.exports.getState().saveStore(connection(), 'file');
		expect(app.toasts.getState().toasts).toEqual([]);
	});
});

describe('the lock', () => {
	it('closes every sheet, whoever closed the lock, and what was typed goes with them', async () => {
		let now: Snapshot = snapshot();
		const { app, emit } = await start({ snapshot: () => answer(now) });
		app.connect.getState().openSheet();
		app.exports.getState().openSheet('c1');
		app.setup.getState().openApiClients('Latchkey', draft({ apiClient: null }));
		app.sheets.getState().show('palette');
		now = snapshot({ locked: true });
		emit({ type: 'store-changed' });
		await settle();
		expect(app.connect.getState().open).toBe(false);
		expect(app.exports.getState().connectionId).toBeNull();
		expect(app.setup.getState()).toMatchObject({ open: null, back: null });
		expect(app.sheets.getState().open).toBeNull();
		expect(app.toasts.getState().announcement).toBe('Latchkey is locked.');
	});

	it('says why it stays closed', async () => {
		const locked = { code: 'KEYCHAIN_LOCKED', message: 'The keychain is locked.', hint: 'Unlock it.' } as const;
		const unlock = vi
			.fn<LatchkeyApi['unlock']>()
			.mockResolvedValueOnce({ ok: false, error: locked })
			.mockResolvedValueOnce({ ok: true, data: {} });
		const { app } = await start({ unlock });
		await app.lock.getState().unlock();
		expect(app.lock.getState()).toMatchObject({ error: locked, busy: false });
		await app.lock.getState().unlock();
		expect(app.lock.getState()).toMatchObject({ error: null, busy: false });
	});
});

describe('an import', () => {
	it('means all that is new until the person says otherwise', async () => {
		const takeImport = vi.fn(fakeApi().api.takeImport);
		const { app } = await start({ takeImport });
		app.connect.getState().openSheet({ way: 'import' });
		await app.imports.getState().choose();
		expect([...app.imports.getState().chosen]).toEqual([1]);
		app.imports.getState().pick([1], false);
		await app.imports.getState().take(null, true);
		expect(takeImport).not.toHaveBeenCalled();
		app.imports.getState().pick([1], true);
		await app.imports.getState().take('Acme', true);
		expect(takeImport).toHaveBeenCalledWith({ importId: 'i1', numbers: [1], customer: 'Acme', check: true });
		expect(app.imports.getState().result).toMatchObject({ left: 0 });
	});

	it('keeps what was left out when records find their data center', async () => {
		const [fresh, held] = importStore().rows;
		if (!fresh || !held) throw new Error('the store has two records');
		const before = importStore({ rows: [fresh, { ...held, state: 'refused' }] });
		const after = importStore({ rows: [fresh, { ...held, state: 'new' }] });
		const { app } = await start({
			openImport: () => answer({ store: before }),
			planImport: () => answer(after),
		});
		app.connect.getState().openSheet({ way: 'import' });
		await app.imports.getState().choose();
		app.imports.getState().pick([1], false);
		await app.imports.getState().placeAt('eu');
		expect([...app.imports.getState().chosen]).toEqual([2]);
	});

	it('lets the main process forget the secrets when the sheet closes, also where the answer comes after it', async () => {
		const closeImport = vi.fn(fakeApi().api.closeImport);
		const { app } = await start({ closeImport });
		app.connect.getState().openSheet({ way: 'import' });
		await app.imports.getState().choose();
		app.connect.getState().closeSheet();
		expect(closeImport).toHaveBeenCalledTimes(1);

		app.connect.getState().openSheet({ way: 'import' });
		const choosing = app.imports.getState().choose();
		app.connect.getState().closeSheet();
		await choosing;
		expect(closeImport).toHaveBeenCalledTimes(2);
	});

	it('is forgotten with the lock, and where another way in is chosen', async () => {
		const closeImport = vi.fn(fakeApi().api.closeImport);
		let now: Snapshot = snapshot();
		const { app, emit } = await start({ closeImport, snapshot: () => answer(now) });
		const { connect, imports } = app;
		connect.getState().openSheet();
		expect(imports.getState().open).toBe(false);
		connect.getState().chooseWay(draft({ way: 'import' }));
		await imports.getState().choose();
		expect(imports.getState()).toMatchObject({ open: true, store: { id: 'i1' } });
		connect.getState().chooseWay(draft({ way: 'token' }));
		expect(imports.getState().open).toBe(false);
		expect(closeImport).toHaveBeenCalledTimes(1);
		connect.getState().chooseWay(draft({ way: 'import' }));
		expect(imports.getState().store).toBeNull();
		await imports.getState().choose();
		now = snapshot({ locked: true });
		emit({ type: 'store-changed' });
		await settle();
		expect(connect.getState().open).toBe(false);
		expect(imports.getState().open).toBe(false);
		expect(closeImport).toHaveBeenCalledTimes(2);
	});

	it('changes nothing where no file was chosen', async () => {
		const { app } = await start({ openImport: () => answer({ store: null }) });
		app.connect.getState().openSheet({ way: 'import' });
		await app.imports.getState().choose();
		expect(app.imports.getState()).toMatchObject({ store: null, error: null, busy: false });
	});
});
