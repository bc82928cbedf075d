import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { scopeChoices, scopesOf } from '../../../src/renderer/features/connect/scope-choices.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import { createScopeDiff } from '../../../src/renderer/stores/scope-diff.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import type { Snapshot } from '../../../src/shared/views.ts';
import { apiClient, connection, fakeApi, onDevice, settle, signIn, snapshot } from './fixtures.ts';

const cancelled = { code: 'CANCELLED', message: 'Cancelled. Nothing was changed.', hint: 'Start again.' } as const;
const wrongOrg = {
	code: 'WRONG_ORG',
	message: 'You signed in to Globex.',
	hint: 'Switch the user.',
	details: { other: 'globex' },
} as const;
const parkedProblem = { code: 'PARKED', message: 'It came out of "acme".', hint: 'Check it.' } as const;
const refuse = (error: typeof cancelled | typeof wrongOrg) => () => Promise.resolve({ ok: false as const, error });

const parked = (id: string, agoMs: number) =>
	connection({
		...{ id, alias: id, status: 'unverified', problem: parkedProblem },
		createdAt: new Date(Date.now() - agoMs).toISOString(),
	});

async function start(replaced: Partial<LatchkeyApi> = {}, more: Partial<Snapshot> = {}) {
	const known = { apiClients: [apiClient()], ...more };
	const main = fakeApi({ snapshot: () => Promise.resolve({ ok: true, data: snapshot(known) }), ...replaced });
	const app = createApp(createClient(main.api));
	app.start();
	await settle();
	return { app, ...main };
}

describe('the one click', () => {
	it('asks for the scopes as before', async () => {
		const startReauth = vi.fn(() => Promise.resolve({ ok: true as const, data: signIn({ kind: 'reauth' }) }));
		const { app } = await start({ startReauth });
		await app.acts.getState().run('reauth', connection());
		expect(startReauth).toHaveBeenCalledWith({ id: 'c1', scopes: [] });
		expect(app.connect.getState().open).toBe(false);
	});

	it.each(['self-client', 'non-browser'] as const)('opens the choices for the type %s', async (type) => {
		const startReauth = vi.fn();
		const { app } = await start({ startReauth }, { apiClients: [apiClient({ type })] });
		await app.acts.getState().run('reauth', connection());
		expect(startReauth).not.toHaveBeenCalled();
		expect(app.connect.getState()).toMatchObject({ open: true, renewedId: 'c1', signInId: null });
		expect(app.acts.getState()).toMatchObject({ busy: {}, problems: {} });
	});

	it('says nothing alarming where the person said no in the dialog', async () => {
		const { app } = await start({ startReauth: refuse(cancelled) });
		await app.acts.getState().run('reauth', connection());
		expect(app.acts.getState()).toMatchObject({ busy: {}, problems: {} });
		expect(app.toasts.getState()).toMatchObject({ toasts: [], announcement: cancelled.message });
	});
});

describe('the sheet', () => {
	const fields = { id: 'c1', scopes: ['ZohoCRM.modules.ALL'] };

	it.each([
		['browser', 'startReauth'],
		['device', 'startDevice'],
	] as const)('starts by %s and waits', async (how, method) => {
		const begin = vi.fn(() =>
			Promise.resolve({ ok: true as const, data: signIn({ id: 's2', kind: 'reauth', connectionId: 'c1' }) }),
		);
		const { app } = await start({ [method]: begin });
		app.connect.getState().openReauth('c1');
		await app.connect.getState().renew('c1', fields.scopes, how);
		expect(begin).toHaveBeenCalledWith(fields);
		expect(app.connect.getState()).toMatchObject({ open: true, renewedId: 'c1', signInId: 's2', busy: false });
	});

	it('renews by a code, says so, and keeps the code nowhere', async () => {
		const reauthWithCode = vi.fn(() =>
			Promise.resolve({
				ok: true as const,
				data: { connection: connection(), notices: [{ code: 'twin' as const, alias: 'known' }] },
			}),
		);
		const { app } = await start({ reauthWithCode });
		app.connect.getState().openReauth('c1');
		await app.connect.getState().renew('c1', fields.scopes, { code: 'the-code-1000' });
		expect(reauthWithCode).toHaveBeenCalledWith({ ...fields, code: 'the-code-1000' });
		expect(app.connect.getState().open).toBe(false);
		expect(app.toasts.getState().toasts).toMatchObject([
			{ text: 'acme is signed in again.', hint: expect.stringContaining('"known"') },
		]);
		const states = [app.data, app.view, app.acts, app.connect, app.setup, app.toasts].map((each) => each.getState());
		expect(JSON.stringify(states)).not.toContain('the-code-1000');
	});

	it('stays open and quiet where the person said no in the dialog', async () => {
		const { app } = await start({ startReauth: refuse(cancelled) });
		app.connect.getState().openReauth('c1');
		await app.connect.getState().renew('c1', [], 'browser');
		expect(app.connect.getState()).toMatchObject({ open: true, error: null, busy: false });
		expect(app.toasts.getState().toasts).toEqual([]);
	});

	it('is led to by a sign-in that waits, whichever kind it is', async () => {
		const { app, emit } = await start();
		emit({ type: 'sign-in-changed', signIn: signIn({ id: 's2', kind: 'reauth', connectionId: 'c1', ...onDevice }) });
		app.connect.getState().followSignIn('s2');
		expect(app.connect.getState()).toMatchObject({ open: true, renewedId: 'c1', signInId: 's2' });
		app.connect.getState().openSheet();
		expect(app.connect.getState().renewedId).toBeNull();
	});
});

describe('another org that signed in', () => {
	const failed = signIn({ id: 's2', kind: 'reauth', connectionId: 'c1', state: 'failed', error: wrongOrg });

	it('is named at the connection, with the one that was kept apart', async () => {
		const connections = [connection(), parked('globex', -1000), parked('another', -500)];
		const { app, emit } = await start({}, { connections });
		await app.acts.getState().run('reauth', connection());
		app.connect.getState().followSignIn('s2');
		emit({ type: 'sign-in-changed', signIn: failed });
		await settle();
		const other = { id: 'globex', parked: true };
		expect(app.acts.getState().problems.c1).toEqual({ act: 'reauth', error: wrongOrg, other });
		expect(app.connect.getState().open).toBe(false);
		expect(app.toasts.getState().toasts).toMatchObject([{ tone: 'problem', text: wrongOrg.message }]);
	});

	it('is named, too, where it was connected before', async () => {
		const { app, emit } = await start({}, { connections: [connection(), connection({ id: 'globex' })] });
		emit({ type: 'sign-in-changed', signIn: failed });
		await settle();
		expect(app.acts.getState().problems.c1?.other).toEqual({ id: 'globex', parked: false });
	});

	it('is forgotten once the connection was renewed', async () => {
		const { app, emit } = await start();
		app.acts.getState().note('c1', { act: 'reauth', error: wrongOrg, other: null });
		const done = signIn({ id: 's5', kind: 'reauth', connectionId: 'c1', state: 'done', resultId: 'c1' });
		emit({ type: 'sign-in-changed', signIn: done });
		await settle();
		expect(app.acts.getState().problems).toEqual({});
	});

	it('has no button where it is gone by then', async () => {
		const { app, emit } = await start({}, { connections: [connection(), parked('before', 3_600_000)] });
		await app.acts.getState().run('reauth', connection());
		emit({ type: 'sign-in-changed', signIn: failed });
		await settle();
		expect(app.acts.getState().problems.c1?.other).toBeNull();
	});

	it('is the same after a code', async () => {
		const connections = [connection(), parked('globex', -1000)];
		const { app } = await start({ reauthWithCode: refuse(wrongOrg) }, { connections });
		app.connect.getState().openReauth('c1');
		await app.connect.getState().renew('c1', [], { code: '1000.c' });
		expect(app.acts.getState().problems.c1?.other?.id).toBe('globex');
		expect(app.connect.getState().open).toBe(false);
	});
});

describe('what other scopes change', () => {
	it('is nothing for "as before", without a question', async () => {
		const scopeDiff = vi.fn();
		const store = createScopeDiff(createClient(fakeApi({ scopeDiff }).api));
		await store.getState().ask('c1', []);
		expect(store.getState()).toMatchObject({ diff: { added: [], removed: [] }, error: null });
		expect(scopeDiff).not.toHaveBeenCalled();
	});

	it('is the answer to the last question, whichever answer comes last', async () => {
		const first = Promise.withResolvers<Awaited<ReturnType<LatchkeyApi['scopeDiff']>>>();
		const scopeDiff = vi
			.fn<LatchkeyApi['scopeDiff']>()
			.mockReturnValueOnce(first.promise)
			.mockResolvedValueOnce({ ok: true, data: { added: ['b'], removed: [] } });
		const store = createScopeDiff(createClient(fakeApi({ scopeDiff }).api));
		const asked = store.getState().ask('c1', ['a']);
		await store.getState().ask('c1', ['b']);
		first.resolve({ ok: true, data: { added: ['a'], removed: [] } });
		await asked;
		expect(store.getState().diff?.added).toEqual(['b']);
	});

	it('says what is no scope', async () => {
		const error = { code: 'SCOPE_REFUSED', message: '"x" is not a scope.', hint: 'Scopes look like this.' } as const;
		const store = createScopeDiff(
			createClient(fakeApi({ scopeDiff: () => Promise.resolve({ ok: false, error }) }).api),
		);
		await store.getState().ask('c1', ['x']);
		expect(store.getState()).toMatchObject({ diff: null, error });
	});
});

describe('the choices of scopes', () => {
	const reading = scopesOf('read', undefined) ?? [];

	it('leaves out what would be the same', () => {
		const client = apiClient({ scopes: [...reading] });
		expect(scopeChoices({ scopes: [...reading] }, client)).toEqual(['same', 'write', 'own']);
		expect(scopeChoices({ scopes: ['ZohoCRM.org.READ'] }, client)).toEqual(['same', 'client', 'write', 'own']);
		expect(scopeChoices({ scopes: ['ZohoCRM.org.READ'] }, undefined)).toEqual(['same', 'read', 'write', 'own']);
	});

	it('changes nothing as before, and lets a person write their own', () => {
		expect(scopesOf('same', apiClient())).toEqual([]);
		expect(scopesOf('own', apiClient())).toBeNull();
		expect(scopesOf('write', apiClient())).toContain('ZohoCRM.modules.ALL');
	});
});
