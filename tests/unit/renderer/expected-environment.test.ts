import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import { requestOf } from '../../../src/renderer/stores/connect-draft.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import { isParked, needsAttention } from '../../../src/shared/needs-attention.ts';
import { connection, draft, fakeApi, settle, signIn, snapshot } from './fixtures.ts';

const problem = { code: 'ENVIRONMENT_MISMATCH', message: 'You expected sandbox.', hint: 'Check it.' } as const;
const mismatch = { ...problem, details: { other: 'came' } } as const;
const apart = connection({ id: 'came', alias: 'acme-ltd', status: 'unverified', problem });

async function start(replaced: Partial<LatchkeyApi> = {}) {
	const data = snapshot({ connections: [apart] });
	const main = fakeApi({ snapshot: () => Promise.resolve({ ok: true, data }), ...replaced });
	const app = createApp(createClient(main.api));
	app.start();
	await settle();
	app.connect.getState().openSheet();
	return { app, ...main };
}

const shown = ({ app }: Awaited<ReturnType<typeof start>>) => ({
	open: app.connect.getState().open,
	selected: app.view.getState().selectedId,
	toasts: app.toasts.getState().toasts.map(({ tone, text, hint }) => ({ tone, text, hint })),
});
const told = {
	open: false,
	selected: 'came',
	toasts: [{ tone: 'problem', text: problem.message, hint: problem.hint }],
};

describe('the expected environment', () => {
	it('is asked for only where a person chose one', () => {
		expect(requestOf(draft({ expects: 'sandbox' }))).toMatchObject({ expects: 'sandbox' });
		expect(requestOf(draft())).not.toHaveProperty('expects');
	});

	it('leads to the connection that was kept apart when a sign-in ends in another one', async () => {
		const world = await start({ startConnect: () => Promise.resolve({ ok: true, data: signIn() }) });
		await world.app.connect.getState().submit(draft({ expects: 'sandbox' }), null);
		world.emit({ type: 'sign-in-changed', signIn: signIn({ state: 'failed', error: mismatch }) });
		await settle();
		expect(shown(world)).toEqual(told);
	});

	it('leads there from a code and a refresh token, too', async () => {
		const refuse = () => Promise.resolve({ ok: false as const, error: mismatch });
		for (const how of [{ code: '1000.c' }, { refreshToken: '1000.r' }]) {
			const world = await start({ connectWithCode: refuse, connectWithRefreshToken: refuse });
			await world.app.connect.getState().submit(draft({ expects: 'sandbox' }), null, how);
			expect(shown(world)).toEqual(told);
		}
	});

	it('needs attention until somebody checked or revoked what was kept apart', () => {
		expect(isParked(apart)).toBe(true);
		expect(needsAttention(apart)).toBe(true);
		expect(isParked({ ...apart, status: 'connected', problem: null })).toBe(false);
	});
});
