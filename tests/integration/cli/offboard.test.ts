import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { removeBuiltCli } from './cli-harness.ts';
import { inStore, noKeyring } from './lab.ts';
import {
	customer,
	filesWith,
	head,
	heldTokens,
	isAlive,
	labWithCustomer,
	type Offboarded,
	ofCustomer,
	proved,
} from './offboard-lab.ts';
import { onTerminal } from './on-terminal.ts';

afterAll(removeBuiltCli);

describe.skipIf(noKeyring)('offboard', { timeout: 60_000 }, () => {
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
