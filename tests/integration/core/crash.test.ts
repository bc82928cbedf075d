import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Database } from '../../../src/core/adapters/sqlite/database.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { startPractice } from '../../../src/practice/start-practice.ts';
import { quickStart } from '../../support/quick-start.ts';
import { FileVault } from './file-vault.ts';
import { freePort } from './free-port.ts';
import type { Orders } from './program.ts';

async function scene() {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-crash-'));
	const crm = await startPractice({ basePort: 0, locations: ['eu'] });
	onTestFinished(async () => {
		await crm.close();
		rmSync(folder, { recursive: true, force: true });
	});
	const [dataCenter] = crm.dataCenters;
	const secret = 'client-secret-0f3a9c';
	const clientId = '1000.TESTCLIENT';
	const apiClient = {
		name: 'Practice',
		clientId,
		secrets: { 'practice-eu': secret },
		redirectUris: [`http://127.0.0.1:${await freePort()}/callback`],
		scopes: ['ZohoCRM.org.READ', 'ZohoCRM.users.READ'],
	};
	crm.addApiClient(apiClient);
	const run = (orders: Omit<Orders, 'folder'>) =>
		new Promise<{ ended: string; output: string }>((resolve) => {
			const program = join(import.meta.dirname, 'program.ts');
			const child = spawn(process.execPath, [program, JSON.stringify({ folder, ...orders })], {
				env: { ...process.env, ...quickStart },
				stdio: ['ignore', 'pipe', 'pipe'],
			});
			let output = '';
			let errors = '';
			child.stdout.on('data', (data) => (output += data));
			child.stderr.on('data', (data) => (errors += data));
			child.on('close', (code, signal) => resolve({ ended: signal ?? (code === 0 ? 'well' : errors), output }));
		});
	const it = {
		folder,
		crm,
		run,
		/** What is on disk now, as plain values. */
		look() {
			const store = openSqliteStore(join(folder, 'data', 'latchkey.db'));
			const vault = new FileVault(join(folder, 'keychain'));
			const refs = vault.refs;
			const live = new Set<string>(
				store.vaultEntries
					.all()
					.filter(({ state }) => state === 'live')
					.map(({ ref }) => ref),
			);
			const state = {
				connections: store.connections.all(),
				signIns: store.signIns.all(),
				journal: store.journal.all(),
				entries: store.vaultEntries.all(),
				acts: store.audit.all().map(({ act }) => act),
				orphans: refs.filter((ref) => !live.has(ref)),
				tokens: store.connections
					.all()
					.flatMap(({ ref }) =>
						ref ? [String(JSON.parse(readFileSync(join(folder, 'keychain', ref), 'utf8')).refreshToken)] : [],
					),
				firstBreak: store.audit.firstBreak(),
			};
			store.close();
			return state;
		},
		isAlive: async (refresh_token: string) => {
			const body = new URLSearchParams({
				client_id: clientId,
				client_secret: secret,
				grant_type: 'refresh_token',
				refresh_token,
			});
			const answer = await fetch(`${dataCenter?.accountsUrl}/oauth/v2/token`, { method: 'POST', body });
			return (await answer.text()).includes('access_token');
		},
		/** How many refresh tokens the CRM holds for the user of the org. */
		grants: () => crm.revokeEverywhere('anna.keller@example.test'),
	};
	await run({ act: 'register', offer: { dataCenters: crm.dataCenters, apiClient } });
	return it;
}

/** What must hold after any crash and a restart (I1 to I8), whatever the act. */
async function expectWhole(s: Awaited<ReturnType<typeof scene>>) {
	expect((await s.run({ act: 'recover' })).ended).toBe('well');
	const once = s.look();
	expect((await s.run({ act: 'recover' })).ended).toBe('well');
	const twice = s.look();
	expect({ ...twice, entries: twice.entries.length }, 'I8').toEqual({ ...once, entries: once.entries.length });
	expect(once.signIns).toEqual([]);
	expect(once.journal).toEqual([]);
	expect(once.orphans, 'I4').toEqual([]);
	expect(
		once.entries.filter(({ state }) => state !== 'live'),
		'I4',
	).toEqual([]);
	expect(once.firstBreak).toBeNull();
	for (const token of once.tokens) expect(await s.isAlive(token), 'I1').toBe(true);
	const db = Database.open(join(s.folder, 'data', 'latchkey.db'));
	expect(db.pragma('integrity_check'), 'I6').toBe('ok');
	db.close();
	const files = readdirSync(join(s.folder, 'data'), { withFileTypes: true }).filter((entry) => entry.isFile());
	for (const { name } of files)
		for (const token of once.tokens)
			expect(readFileSync(join(s.folder, 'data', name)).includes(token), 'I7').toBe(false);
	return once;
}

const beforeAnswer = ['intent', 'key-stored', 'code-sent', 'call:/oauth/v2/token', 'called:/oauth/v2/token'];
const afterAnswer = ['candidate', 'call:/crm/v8/org', 'called:/crm/v8/users', 'verified', 'entry-stored', 'flipped'];
const codeMayBeSent = new Set(['code-sent', 'call:/oauth/v2/token', 'called:/oauth/v2/token']);

describe('S02: connect, killed', () => {
	it.each(beforeAnswer)(
		'at %s: no connection, nothing left, and a code that may have been used is reported',
		async (endAt) => {
			const s = await scene();
			expect((await s.run({ act: 'connect', endAt })).ended).toBe('SIGKILL');
			const after = await expectWhole(s);
			expect(after.connections).toEqual([]);
			expect(after.acts.includes('sign-in outcome unknown'), 'I5').toBe(codeMayBeSent.has(endAt));
			expect((await s.run({ act: 'connect' })).ended).toBe('well');
		},
	);

	it.each(afterAnswer)('at %s: recovery makes the connection live', async (endAt) => {
		const s = await scene();
		expect((await s.run({ act: 'connect', endAt })).ended).toBe('SIGKILL');
		const after = await expectWhole(s);
		expect(after.connections).toMatchObject([{ alias: 'acme', status: 'connected' }]);
		expect(await s.grants(), 'I5').toBe(1);
	});
});

describe('S02: re-auth, killed', () => {
	it.each([
		...beforeAnswer,
		...afterAnswer,
		'call:/oauth/v2/revoke/token',
		'called:/oauth/v2/revoke/token',
		'old-revoked',
	])('at %s: the connection is live, before and after', async (endAt) => {
		const s = await scene();
		expect((await s.run({ act: 'connect' })).ended).toBe('well');
		const before = s.look();
		expect((await s.run({ act: 'reauth', endAt })).ended).toBe('SIGKILL');
		for (const token of s.look().tokens) expect(await s.isAlive(token), 'I1 before recovery').toBe(true);
		const after = await expectWhole(s);
		expect(after.connections).toMatchObject([{ id: before.connections[0]?.id, alias: 'acme', status: 'connected' }]);
		const isNew = !beforeAnswer.includes(endAt);
		expect(after.tokens[0] !== before.tokens[0], 'I2').toBe(isNew);
		if (isNew) expect(await s.isAlive(before.tokens[0] ?? ''), 'I5').toBe(false);
		// The one token that a kill between the CRM's answer and its commit may cost is reported.
		const lost = endAt === 'called:/oauth/v2/token' ? 1 : 0;
		expect(after.acts.includes('sign-in outcome unknown')).toBe(codeMayBeSent.has(endAt));
		expect(await s.grants()).toBe(1 + lost);
	});
});

describe('S02: re-auth that comes back with another org (L12), killed', () => {
	it.each(afterAnswer)('at %s: the connection is as it was, and the other org is parked once', async (endAt) => {
		const s = await scene();
		await s.run({ act: 'connect' });
		const [before] = s.look().connections;
		expect((await s.run({ act: 'reauth', org: 'globex', endAt })).ended).toBe('SIGKILL');
		const after = await expectWhole(s);
		expect(after.connections.find(({ alias }) => alias === 'acme')).toEqual(before);
		expect(after.connections.filter(({ alias }) => alias !== 'acme')).toMatchObject([
			{ alias: 'globex-bv', status: 'unverified', problem: { code: 'PARKED' } },
		]);
	});
});

describe('S02: refresh and revoke, killed', () => {
	it.each(['call:/oauth/v2/token', 'called:/oauth/v2/token'])(
		'refresh at %s: the old state, and the next one works',
		async (endAt) => {
			const s = await scene();
			await s.run({ act: 'connect' });
			expect((await s.run({ act: 'token', endAt, aheadMs: 3_600_000 })).ended).toBe('SIGKILL');
			await expectWhole(s);
			expect((await s.run({ act: 'token', aheadMs: 3_600_000 })).output).toMatch(/^1000\./);
		},
	);

	it.each(['call:/oauth/v2/revoke/token', 'called:/oauth/v2/revoke/token'])(
		'V01: revoke at %s: still queued, then finished',
		async (endAt) => {
			const s = await scene();
			await s.run({ act: 'connect' });
			const [token = ''] = s.look().tokens;
			expect((await s.run({ act: 'revoke', endAt })).ended).toBe('SIGKILL');
			expect(s.look().connections).toMatchObject([{ status: 'revoke_queued' }]);
			const after = await expectWhole(s);
			expect(after.connections).toMatchObject([{ status: 'revoked', ref: null }]);
			expect(await s.isAlive(token)).toBe(false);
		},
	);
});

describe('several processes at once', () => {
	it('R01: six processes that need a new token together make exactly one token call', async () => {
		const s = await scene();
		await s.run({ act: 'connect' });
		const startAt = Date.now() + 2_500;
		const results = await Promise.all(
			Array.from({ length: 6 }, () => s.run({ act: 'token', startAt, aheadMs: 3_600_000 })),
		);
		expect(new Set(results.map(({ output }) => output)).size).toBe(1);
		expect(results.every(({ ended }) => ended === 'well')).toBe(true);
		expect(s.crm.requests.filter(({ grantType }) => grantType === 'refresh_token')).toHaveLength(1);
	});

	it('S12: processes that open the store for the first time together agree on one', async () => {
		const s = await scene();
		const folder = join(s.folder, 'fresh');
		const startAt = Date.now() + 1_500;
		const results = await Promise.all(
			Array.from({ length: 5 }, () => s.run({ act: 'recover', folder, startAt } as Omit<Orders, 'folder'>)),
		);
		expect(results.map(({ ended }) => ended)).toEqual(Array.from({ length: 5 }, () => 'well'));
	});

	it('recovery leaves alone what a living process is doing', async () => {
		const s = await scene();
		const store = openSqliteStore(join(s.folder, 'data', 'latchkey.db'));
		const connecting = s.run({ act: 'connect' });
		const deadline = Date.now() + 10_000;
		while (store.signIns.all().length === 0 && Date.now() < deadline)
			await new Promise((resolve) => setTimeout(resolve, 2));
		await s.run({ act: 'recover' });
		store.close();
		expect((await connecting).ended).toBe('well');
		expect(s.look().connections).toHaveLength(1);
	});
});
