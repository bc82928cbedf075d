import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { envelopeOf, removeBuiltCli } from './cli-harness.ts';
import { inStore, type Lab, noKeyring, openLab } from './lab.ts';
import { onTerminal } from './on-terminal.ts';

afterAll(removeBuiltCli);

interface Offboarded {
	readonly customer: string;
	readonly complete: boolean;
	readonly connections: readonly {
		readonly connection: { readonly alias: string; readonly status: string };
		readonly proof: Readonly<Record<string, unknown>>;
		readonly forgotten: boolean;
		readonly error: { readonly code: string } | null;
	}[];
	readonly earlier: readonly { readonly alias: string }[];
	readonly left: readonly { readonly state: string; readonly what: string; readonly next: string }[];
	readonly audit: {
		readonly rows: readonly { readonly seq: number; readonly act: string; readonly hash: string }[];
		readonly head: { readonly seq: number; readonly hash: string };
		readonly firstBreak: number | null;
	};
}

const customer = 'Acme GmbH';
const proved = { revoked: true, refreshRefused: true, keychainEntries: 'gone', sealedValues: 0, replacedTokens: 0 };

/** A lab with two connections of the customer, one of them production and re-authenticated once, and one of another customer. */
async function labWithCustomer() {
	const lab = await openLab();
	const { cli } = lab;
	await lab.connect('acme', 'acme');
	await lab.connect('acme-box', 'acme-sandbox');
	await lab.connect('globex', 'globex');
	for (const alias of ['acme', 'acme-box']) await cli.json(['edit', alias, '--customer', customer]);
	await cli.json(['edit', 'globex', '--customer', 'Globex']);
	return lab;
}

interface Held {
	readonly ref: string;
	readonly owner: string;
	readonly refreshToken: string;
}

/** The refresh tokens in the keychain, by the connection that holds them. */
async function heldTokens({ cli }: Lab): Promise<readonly Held[]> {
	const sql =
		"SELECT v.ref, c.alias AS owner FROM vault_entry v JOIN connection c ON c.id = v.owner WHERE v.kind = 'connection'";
	const rows = inStore(cli, (store) => store.prepare(sql).all()) as { ref: string; owner: string }[];
	return Promise.all(
		rows.map(async ({ ref, owner }) => {
			const { refreshToken } = JSON.parse((await keytar.getPassword('Latchkey', ref)) ?? '{}');
			return { ref, owner, refreshToken };
		}),
	);
}

/** Whether the CRM still gives an access token for it. */
async function isAlive({ crm, clientSecret }: Lab, refreshToken: string): Promise<boolean> {
	const [eu] = crm.dataCenters;
	const body = new URLSearchParams({
		...{ grant_type: 'refresh_token', refresh_token: refreshToken },
		...{ client_id: '1000.LABCLIENT', client_secret: clientSecret },
	});
	const answer = await fetch(`${eu?.accountsUrl}/oauth/v2/token`, { method: 'POST', body });
	return 'access_token' in JSON.parse(await answer.text());
}

/** Files of a folder that hold one of the texts, as it is or in base64. */
function filesWith(folder: string, texts: readonly string[]): readonly string[] {
	const forms = texts.flatMap((text) => [text, Buffer.from(text).toString('base64').replace(/=+$/, '')]);
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((name) => join(folder, name))
		.filter((path) => statSync(path).isFile())
		.filter((path) => forms.some((form) => readFileSync(path).includes(form)));
}

const ofCustomer = (held: readonly Held[]) => held.filter(({ owner }) => owner !== 'globex');
const head = ({ cli }: Lab) =>
	inStore(cli, (store) => store.prepare('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1').get());

describe.skipIf(noKeyring)('offboard', () => {
	it('revokes what a customer has, proves that nothing is left, and leaves the other customer alone', async () => {
		const lab = await labWithCustomer();
		const { cli, clientSecret } = lab;
		const tokens = await Promise.all(
			['acme', 'acme-box'].map(async (alias) => (await cli.run(['token', alias])).stdout.trim()),
		);
		const held = await heldTokens(lab);
		const report = join(cli.home, 'report.md');
		const { data, warnings } = await cli.json<Offboarded>([
			...['offboard', '--customer', 'ACME gmbh', '--yes', '--report', report],
		]);
		expect(warnings).toEqual([]);
		expect([data.customer, data.complete]).toEqual([customer, true]);
		expect(
			data.connections.map(({ connection, proof, forgotten, error }) => [connection.status, proof, forgotten, error]),
		).toEqual([
			['revoked', proved, false, null],
			['revoked', proved, false, null],
		]);

		// The server's word, not Latchkey's.
		for (const { owner, refreshToken } of held)
			expect([owner, await isAlive(lab, refreshToken)]).toEqual([owner, owner === 'globex']);
		for (const { ref } of ofCustomer(held)) expect(await keytar.getPassword('Latchkey', ref)).toBeNull();
		const sealed = inStore(cli, (store) => store.prepare('SELECT connection FROM access_token').all());
		expect(sealed).toHaveLength(1);
		expect(filesWith(cli.home, [clientSecret, ...tokens, ...held.map(({ refreshToken }) => refreshToken)])).toEqual([]);

		expect(data.left.map(({ state }) => state)).not.toContain('open');
		expect(data.left.map(({ what }) => what)).toContain('The records of acme, acme-box');
		// Another customer uses that API client, too.
		expect(data.left.filter(({ what }) => what.includes('agency'))).toEqual([]);

		expect(data.audit.head).toEqual(head(lab));
		expect(data.audit.firstBreak).toBeNull();
		expect(data.audit.rows.at(-1)).toMatchObject({ act: 'customer offboarded', ...data.audit.head });
		expect(data.audit.rows.filter(({ act }) => act === 'revoked')).toHaveLength(2);
		const text = readFileSync(report, 'utf8');
		expect(statSync(report).mode & 0o777).toBe(0o600);
		expect(text).toContain('**Complete.** Zoho confirmed the revoke of 2 connections');
		expect(text).toContain(data.audit.head.hash);
		expect(text).not.toContain('globex');
	});

	it('names what Zoho could not confirm, ends with 7, and goes on where it stopped', async () => {
		const lab = await labWithCustomer();
		const { cli, crm } = lab;
		const held = await heldTokens(lab);
		const aliases = ['acme', 'acme-box'];
		crm.faults.next({ path: '/oauth/v2/revoke/token', fault: 'html' });
		const report = join(cli.home, 'report.md');
		const args = ['offboard', '--customer', customer, '--yes', '--report', report, '--forget'];
		const first = await cli.json<Offboarded>(args, 7);
		expect(first.ok).toBe(false);
		const [queued] = first.data.connections.filter(({ error }) => error !== null);
		expect(queued?.error?.code).toBe('REVOKE_QUEUED');
		const alias = queued?.connection.alias ?? '';
		expect(aliases).toContain(alias);
		expect(first.data.left.filter(({ state }) => state === 'open')).toEqual([
			expect.objectContaining({
				what: `${alias}: its refresh token may work at Zoho`,
				next: `latchkey offboard --customer '${customer}'`,
			}),
		]);
		expect(readFileSync(report, 'utf8')).toContain('**Not complete.**');
		// The record of what is not revoked stays: it is all that can still revoke it.
		expect(first.data.connections.map(({ forgotten }) => forgotten).toSorted()).toEqual([false, true]);

		const second = await cli.json<Offboarded>(args);
		expect([second.data.complete, second.data.connections.length]).toEqual([true, 1]);
		expect(second.data.connections[0]).toMatchObject({ connection: { alias }, proof: proved, forgotten: true });
		// What the first run proved is not lost with its report.
		const [other = ''] = aliases.filter((one) => one !== alias);
		expect(second.data.earlier.map((one) => one.alias)).toEqual([other]);
		expect(second.data.audit.rows.filter(({ act }) => act === 'offboarded')).toHaveLength(2);
		expect(readFileSync(report, 'utf8')).toContain(`## Proved and forgotten in earlier runs\n\n- ${other}: `);
		for (const { refreshToken } of ofCustomer(held)) expect(await isAlive(lab, refreshToken)).toBe(false);
		for (const { ref } of ofCustomer(held)) expect(await keytar.getPassword('Latchkey', ref)).toBeNull();
		expect((await cli.json(args, 1)).error?.code).toBe('CUSTOMER_UNKNOWN');
	});

	it('revokes the tokens that a re-auth replaced, too', async () => {
		const lab = await labWithCustomer();
		const { cli, crm } = lab;
		const before = await heldTokens(lab);
		// The re-auth cannot revoke the old token: it waits.
		crm.faults.next({ path: '/oauth/v2/revoke/token', times: 2, fault: 'html' });
		crm.faults.next({ path: '/oauth/v2/token/revoke', times: 2, fault: 'html' });
		const [eu] = crm.dataCenters;
		const scopes = ['ZohoCRM.users.READ', 'ZohoCRM.org.READ'];
		const code = crm.generateCode({ org: 'acme', scopes, clientId: '1000.LABCLIENT' });
		const body = new URLSearchParams({
			...{ grant_type: 'authorization_code', code, client_id: '1000.LABCLIENT', client_secret: lab.clientSecret },
		});
		const minted = JSON.parse(
			await (await fetch(`${eu?.accountsUrl}/oauth/v2/token`, { method: 'POST', body })).text(),
		);
		await cli.json(['reauth', 'acme', '--refresh-token-stdin'], 0, { input: minted.refresh_token });
		crm.faults.clear();
		expect(inStore(cli, (store) => store.prepare('SELECT ref FROM revoke_old').all())).toHaveLength(1);
		const old = before.find(({ owner }) => owner === 'acme')?.refreshToken ?? '';
		expect(await isAlive(lab, old)).toBe(true);

		const { data } = await cli.json<Offboarded>(['offboard', '--customer', customer, '--yes']);
		expect(data.connections.map(({ proof }) => proof)).toEqual([proved, proved]);
		for (const token of [old, minted.refresh_token]) expect(await isAlive(lab, token)).toBe(false);
		expect(lab.leftovers()).toEqual([]);
	});

	it('finishes a sign-in that an ended process left, and revokes what came out of it', async () => {
		const lab = await openLab();
		const { cli, crm, connecting } = lab;
		const running = connecting('--alias', 'late', '--customer', customer, '--json');
		const url = await running.url();
		crm.faults.next({ path: '/crm/v8/org', times: 6, fault: 'html' });
		await followConsent(url, { org: 'acme' });
		expect(envelopeOf(await running.ended).error?.code).toBe('SIGN_IN_UNFINISHED');
		crm.faults.clear();
		expect((await cli.json<{ connections: unknown[] }>(['list'])).data.connections).toEqual([]);
		const { data } = await cli.json<Offboarded>(['offboard', '--customer', customer, '--yes']);
		expect(data.connections).toMatchObject([{ connection: { alias: 'late', status: 'revoked' }, proof: proved }]);
		expect(lab.leftovers()).toEqual([]);
	});

	it('does not call it done while a sign-in of the customer waits in the browser', async () => {
		const lab = await labWithCustomer();
		const running = lab.connecting('--alias', 'soon', '--customer', customer);
		await running.url();
		const { data } = await lab.cli.json<Offboarded>(['offboard', '--customer', customer, '--yes'], 1);
		expect(data.complete).toBe(false);
		expect(data.left.filter(({ state }) => state === 'open').map(({ what }) => what)).toEqual([
			'Sign-ins on their way (1)',
		]);
		running.child.kill('SIGINT');
		await running.ended;
		expect((await lab.cli.json<Offboarded>(['offboard', '--customer', customer, '--yes'])).data.complete).toBe(true);
	});

	it('after Ctrl-C ends what is under way, names what was not done, and the same command does the rest', async () => {
		const lab = await openLab();
		const { cli, crm } = lab;
		const aliases = Array.from({ length: 6 }, (_, n) => `acme-${n}`);
		for (const alias of aliases) {
			await lab.connect(alias);
			await cli.json(['edit', alias, '--customer', customer]);
		}
		crm.faults.next({ path: '/oauth/v2/revoke/token', times: 4, fault: { delayMs: 1_500 } });
		const report = join(cli.home, 'report.md');
		const running = cli.start(['offboard', '--customer', customer, '--yes', '--report', report, '--json']);
		const asked = () => crm.requests.filter(({ path }) => path.includes('revoke')).length;
		await expect.poll(asked, { timeout: 10_000 }).toBe(4);
		expect(readFileSync(report, 'utf8')).toBe('The offboarding was begun and has not ended.\n');
		running.child.kill('SIGINT');
		const ran = await running.ended;
		expect(ran.code, ran.stderr).toBe(2);
		const { data } = envelopeOf<Offboarded & { readonly notDone: readonly string[] }>(ran);
		expect([data.complete, data.connections.length, data.notDone]).toEqual([false, 4, ['acme-4', 'acme-5']]);
		expect(readFileSync(report, 'utf8')).toContain('- acme-4: not done. Next: the same command again');
		const again = await cli.json<Offboarded>(['offboard', '--customer', customer, '--yes', '--report', report]);
		expect(again.data.complete).toBe(true);
		expect(again.data.connections.map(({ proof }) => proof.refreshRefused)).toEqual([
			null,
			null,
			null,
			null,
			true,
			true,
		]);
		expect(asked()).toBe(6);
		expect(again.data.audit.rows.filter(({ act }) => act === 'offboarded')).toHaveLength(6);
		expect(readFileSync(report, 'utf8')).toContain('**Complete.** Zoho confirmed the revoke of 6 connections');
	});

	it('killed after Zoho said yes, the same command proves it', async () => {
		const lab = await labWithCustomer();
		const { cli, crm } = lab;
		const held = ofCustomer(await heldTokens(lab));
		// The answer gets lost: nobody knows whether the token is dead.
		crm.faults.next({ path: '/oauth/v2/revoke/token', times: 2, fault: 'cut-after-work' });
		crm.faults.next({ path: '/oauth/v2/token/revoke', times: 2, fault: 'hang' });
		const running = cli.start(['offboard', '--customer', customer, '--yes']);
		await expect.poll(() => crm.requests.filter(({ path }) => path.includes('revoke')).length).toBeGreaterThan(1);
		running.child.kill('SIGKILL');
		await running.ended;
		crm.faults.clear();
		for (const { refreshToken } of held) expect(await isAlive(lab, refreshToken)).toBe(false);
		const { data } = await cli.json<Offboarded>(['offboard', '--customer', customer, '--yes']);
		expect(data.connections.map(({ proof }) => proof)).toEqual([proved, proved]);
	});

	it('without a keychain revokes nothing, ends with 6, and says that nobody knows what is left', async () => {
		const lab = await labWithCustomer();
		const args = ['offboard', '--customer', customer, '--yes', '--forget'];
		const env = { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined };
		const { data } = await lab.cli.json<Offboarded>(args, 6, { env });
		expect(data.complete).toBe(false);
		expect(
			data.connections.map(({ error, forgotten, proof }) => [error?.code, forgotten, proof.keychainEntries]),
		).toEqual([
			['KEYCHAIN_UNAVAILABLE', false, null],
			['KEYCHAIN_UNAVAILABLE', false, null],
		]);
		expect((await lab.cli.json<Offboarded>(args)).data.complete).toBe(true);
	});

	it('names a connection whose secret is lost, and who can still end it', async () => {
		const lab = await labWithCustomer();
		const lost = (await heldTokens(lab)).find(({ owner }) => owner === 'acme');
		await keytar.deletePassword('Latchkey', lost?.ref ?? '');
		const { data } = await lab.cli.json<Offboarded>(['offboard', '--customer', customer, '--yes', '--forget'], 6);
		const open = data.left.filter(({ state }) => state === 'open');
		expect(open).toEqual([
			expect.objectContaining({
				what: 'acme: its refresh token may work at Zoho',
				next: expect.stringContaining('Connected Apps'),
			}),
		]);
		expect(data.connections.map(({ forgotten }) => forgotten)).toEqual([false, true]);
		expect(await isAlive(lab, lost?.refreshToken ?? '')).toBe(true);
	});

	it('shows a plan and does nothing with --dry-run; asks once, with the customer and the production orgs', async () => {
		const lab = await labWithCustomer();
		const { cli } = lab;
		const revokes = () => lab.crm.requests.filter(({ path }) => path.includes('revoke')).length;
		const plan = await cli.run(['offboard', '--customer', customer, '--dry-run', '--forget']);
		expect(plan.stdout.split('\n').filter(Boolean)).toEqual([
			expect.stringMatching(/^acme: would revoke, delete its keychain entry, prove it, forget the record \(.*PROD\)$/),
			expect.stringMatching(/^acme-box: would revoke, .* \(.*sandbox\)$/),
		]);
		expect((await cli.json(['offboard', '--customer', customer], 2)).error?.message).toContain('say --yes');
		expect((await cli.json(['offboard', '--customer', 'Acme', '--yes'], 1)).error?.code).toBe('CUSTOMER_UNKNOWN');
		expect((await cli.json(['offboard', '--yes'], 2)).error?.message).toBe('--customer is missing.');
		const no = await onTerminal(cli, ['offboard', '--customer', customer], [/\[y\/N\]/, 'n\r']);
		expect(no.code).toBe(2);
		expect(no.shown).toContain('Revoke 2 connections of Acme GmbH at Zoho? 1 of them PROD: acme.');
		expect(revokes()).toBe(0);
		const report = join(cli.home, 'there.md');
		writeFileSync(report, 'mine');
		const taken = await onTerminal(cli, ['offboard', '--customer', customer, '--report', report]);
		expect([taken.code, readFileSync(report, 'utf8'), revokes()]).toEqual([2, 'mine', 0]);
		const yes = await onTerminal(cli, ['offboard', '--customer', customer], [/\[y\/N\]/, 'y\r']);
		expect(yes.code).toBe(0);
		expect(yes.shown).toMatch(/acme-box: Revoked on .*, its token is refused; nothing is left/);
		expect(yes.shown.match(/\[y\/N\]/g)).toHaveLength(1);
	});

	it('names the API client that only this customer used, and other connections to its orgs', async () => {
		const lab = await labWithCustomer();
		const { cli } = lab;
		await lab.connect('acme-again', 'acme');
		const whatIsLeft = async () =>
			(await cli.json<Offboarded>(['offboard', '--customer', customer, '--yes'])).data.left.map(({ what }) => what);
		const secrets = 'The client secrets of the API client agency (every data center)';
		const first = await whatIsLeft();
		expect(first.filter((what) => what.includes('a connection to the same org'))).toEqual([
			expect.stringMatching(/^acme-again: /),
		]);
		expect(first).not.toContain(secrets);
		for (const alias of ['globex', 'acme-again']) await cli.json(['edit', alias, '--customer', customer]);
		expect(await whatIsLeft()).toContain(secrets);
	});

	it('names the copies of secrets and of records that it cannot reach', async () => {
		const { cli } = await labWithCustomer();
		await cli.json(['export', 'sdk-store', 'acme', '--file', join(cli.home, 'sdk.txt'), '--yes']);
		const backup = join(cli.home, 'mine.db');
		await cli.json(['backup', '--to', backup]);
		await cli.json(['restore', backup, '--yes']);
		const { data } = await cli.json<Offboarded>(['offboard', '--customer', customer, '--yes', '--forget']);
		const today = new Date().toISOString().slice(0, 10);
		expect(data.left.map(({ state, what }) => `${state}: ${what}`)).toEqual([
			`kept: acme: copies of its secrets that were written to files (${today})`,
			expect.stringMatching(/^kept: Backups of the database \(\d\)$/),
			'kept: Databases that a restore put aside (1)',
			'kept: The audit log',
		]);
	});

	it('writes hostile names into the report as text: no link, no HTML, no further column or line', async () => {
		const lab = await labWithCustomer();
		const { cli } = lab;
		const hostile = '[a](javascript:x) | <img src=x> `b` # https://evil.test x@evil.test';
		await cli.json(['edit', 'acme', '--customer', hostile]);
		const org = '</td>|x|\n# Not\u202e a *heading*\u001b[31m';
		inStore(cli, (store) =>
			store.prepare("UPDATE connection SET org_name = ?, user_email = '|--|' WHERE alias = 'acme'").run(org),
		);
		const report = join(cli.home, 'report.md');
		const ran = await cli.run(['offboard', '--customer', hostile, '--yes', '--report', report]);
		expect(ran.code).toBe(0);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape would drive the terminal
		expect(ran.stdout + ran.stderr).not.toMatch(/[\u001b\u202e]/);
		const lines = readFileSync(report, 'utf8').split('\n');
		expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(5);
		const cells = lines.filter((line) => line.startsWith('| acme ')).map((line) => line.split(/(?<!\\)\|/).length);
		expect(cells).toEqual([12]);
		const bare = lines.join('\n').replace(/\\[!-/:-@[-`{-~]/g, '');
		for (const sign of ['<', '](', '://', 'x@', '\u202e']) expect(bare, sign).not.toContain(sign);
	});
});
