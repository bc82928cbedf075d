import { afterAll, describe, expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { practiceOrgs } from '../../../src/practice/practice-data.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { Cli, envelopeOf, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';
import { onTerminal } from './on-terminal.ts';

afterAll(removeBuiltCli);

const hostile = practiceOrgs.find(({ key }) => key === 'hostile')?.companyName ?? '';

describe.skipIf(noKeyring)('names from the CRM', () => {
	it('are printed without control characters and direction marks, and whole in JSON', async () => {
		const { cli, connecting } = await openLab();
		const running = connecting('--data-center', 'lab-in');
		await followConsent(await running.url(), { org: 'hostile' });
		expect(await running.ended).toMatchObject({ code: 0 });
		const listed = await cli.json<{ connections: readonly ConnectionView[] }>(['list']);
		const [connection] = listed.data.connections;
		expect(connection?.org.name).toBe(hostile);
		expect(connection?.alias).toMatch(/^[a-z0-9-]+$/);
		for (const args of [['list'], ['show', connection?.alias ?? ''], ['check', connection?.alias ?? '']]) {
			await cli.run(args);
			await cli.run([...args, '--json']);
		}
		for (const { args, ran } of cli.runs) {
			expect(`${ran.stdout}${ran.stderr}`.replace(/[\n\t]/g, ''), args.join(' ')).not.toMatch(
				/[\p{Cc}\p{Cf}\u2028\u2029]/u,
			);
		}
		expect((await cli.run(['list'])).stdout).toContain('\\u{202e}');
	});
});

describe.skipIf(noKeyring || process.platform !== 'linux')('on a terminal', () => {
	it('a client secret is asked for and not shown', async () => {
		const cli = await Cli.open();
		const add = ['api-client', 'add', '--name', 'agency', '--client-id', 'ID'];
		const { code, shown } = await onTerminal(cli, add, [/it is not shown/, 'wrng\x7f\x7f\x7fo-hunter2-x\r']);
		expect(shown).toContain('API client:');
		expect(shown).not.toContain('hunter2');
		expect(code).toBe(0);
		const cancelled = await onTerminal(
			cli,
			['api-client', 'add', '--name', 'b', '--client-id', 'ID'],
			[/not shown/, '\x03'],
		);
		expect(cancelled).toMatchObject({ code: 2, shown: expect.stringContaining('(CANCELLED)') });
		expect((await cli.json(['api-client', 'list'])).data).toMatchObject({ apiClients: [{ name: 'agency' }] });
	});

	it('revoke and forget ask first; no answer, Ctrl-C and Ctrl-D mean no', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		for (const verb of ['revoke', 'forget']) {
			for (const answer of ['n\r', '\r', '\x03', '\x04']) {
				const { code, shown } = await onTerminal(cli, [verb, 'acme'], [/\[y\/N\]/, answer]);
				expect({ code, shown }).toMatchObject({ code: 2, shown: expect.stringContaining('(CANCELLED)') });
			}
		}
		expect((await cli.json<ConnectionView>(['show', 'acme'])).data.status).toBe('connected');
		const { code, shown } = await onTerminal(
			cli,
			['revoke', 'acme'],
			[/Revoke acme \(Acme GmbH, PROD\)\?.*\[y\/N\]/, 'y\r'],
		);
		expect({ code, shown }).toMatchObject({ code: 0, shown: expect.stringContaining('acme: Revoked on') });
	});

	it('revoking several is one question that names each, the customer and production; no means no', async () => {
		const { cli, connecting } = await openLab();
		for (const org of ['acme', 'acme-sandbox', 'globex']) {
			const customer = org === 'globex' ? 'Globex BV' : 'Acme GmbH';
			const running = connecting('--alias', org, '--customer', customer, '--json');
			await followConsent(await running.url(), { org });
			expect(await running.ended).toMatchObject({ code: 0 });
		}
		const ofAcme = ['revoke', '--customer', 'acme gmbh'];
		const no = await onTerminal(cli, ofAcme, [/\[y\/N\]/, 'n\r']);
		expect(no).toMatchObject({ code: 2, shown: expect.stringContaining('(CANCELLED)') });
		expect(no.shown).toContain('  acme (Acme GmbH, PROD)\n  acme-sandbox (Acme GmbH, sandbox)\n');
		expect(no.shown).toContain(
			'Revoke 2 connections of Acme GmbH at Zoho? 1 of them PROD: acme. Programs that use them stop',
		);
		expect((await cli.json<ConnectionView>(['show', 'acme'])).data.status).toBe('connected');
		const yes = await onTerminal(cli, ofAcme, [/\[y\/N\]/, 'y\r']);
		expect(yes.code).toBe(0);
		expect(yes.shown).toMatch(/^acme: Revoked on /m);
		expect(yes.shown).toMatch(/^acme-sandbox: Revoked on /m);
		expect((await cli.json<ConnectionView>(['show', 'globex'])).data.status).toBe('connected');
		const rest = await onTerminal(cli, ['revoke', '--all'], [/\[y\/N\]/, 'n\r']);
		expect(rest.shown).toContain('  globex (Globex BV, PROD)\n');
		expect(rest.shown).toContain('Revoke 1 connection of Globex BV at Zoho? 1 of them PROD: globex. Programs');
	});

	it('the lists have headings and fit the width', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		for (const args of [['list'], ['data-center', 'list'], ['api-client', 'list']]) {
			const { code, shown } = await onTerminal(cli, args);
			expect(code).toBe(0);
			expect(shown).toMatch(/^[A-Z]/);
			for (const line of shown.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
		}
		const { shown } = await onTerminal(cli, ['list']);
		expect(shown).toMatch(/^ALIAS {2}STATUS .*\nacme {3}Connected, checked just now {2}PROD/);
		await cli.run(['edit', 'acme', '--alias', 'northwind-trading-europe']);
		const narrow = (await onTerminal(cli, ['list'])).shown;
		expect(narrow).not.toContain('CUSTOMER');
		expect(narrow).toMatch(/\nnorthwind-trading-europe {2}Connected {2}PROD {2}lab {10}Acme GmbH\n/);
	});

	it('the list keeps the customers at 80 columns, and a backup or client id can be copied whole', async () => {
		const { cli, connect } = await openLab();
		await connect('northwind-trading-europe');
		await cli.run(['edit', 'northwind-trading-europe', '--customer', 'Acme Beteiligungen Holding & Co. KG']);
		await connect('acme');
		const listed = (await onTerminal(cli, ['list'])).shown;
		expect(listed).toMatch(/^ALIAS +STATUS +ENV +DATA CENTER .*CUSTOMER\n/);
		expect(listed).toMatch(/\nnorthwind-trading-europe {2}Connected {2}PROD {2}lab .*Acme \S.*…\n/);
		for (const line of listed.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
		const prod = await onTerminal(cli, ['list', '--environment', 'PROD', '--data-center', 'lab']);
		expect(prod.shown).toBe(listed);
		const { shown } = await onTerminal(cli, ['backup', 'list']);
		expect(shown).toMatch(/^MADE \(UTC\) +.*STATE +FILE\n/);
		const [backup = ''] = (await cli.json<{ backups: { path: string }[] }>(['backup', 'list'])).data.backups.map(
			({ path }) => path,
		);
		expect(shown).toContain(`  ${backup}\n`);
		const id = `1000.${'X'.repeat(50)}`;
		const add = ['api-client', 'add', '--name', 'a-client-of-a-long-name', '--client-id', id, '--secret-stdin'];
		await cli.run(add, { input: 'a-secret' });
		expect((await onTerminal(cli, ['api-client', 'list'])).shown).toContain(`${id} `);
		const log = (await onTerminal(cli, ['audit'])).shown;
		expect(log).toMatch(/^TIME \(UTC\) +ACT +CONNECTION +DETAILS\n/);
		expect(log).toMatch(/connected +northwind-trading-europe /);
	});

	it('an error is broken between words, never inside of a command, and stays one line in a pipe', async () => {
		const cli = await Cli.open();
		const { shown } = await onTerminal(cli, ['connect']);
		expect(shown).toBe(
			[
				'error: There is no API client yet. Add one with `latchkey api-client add`, or',
				'  run `latchkey practice` to try. (USAGE)',
				'  Run `latchkey connect --help` for the form.',
				'',
			].join('\n'),
		);
		expect((await cli.run(['connect'])).stderr.split('\n')).toHaveLength(3);
		const mysql = ['import', 'sdk-store', '--mysql', 'root@203.0.113.250/database_of_a_customer'];
		const long = (await onTerminal(cli, mysql)).shown;
		expect(long).toContain('\n  `ssh -L 3307:localhost:3306 203.0.113.250`');
		for (const line of long.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
	});

	it('a data center that Zoho lists is trusted only after a yes to its hosts', async () => {
		const { cli, crm } = await openLab();
		const body = JSON.stringify({ locations: { sg: 'https://accounts.zoho.sg', odd: 'https://accounts.odd.test' } });
		const known = async () => (await cli.run(['data-center', 'list'])).stdout;
		for (const [answer, isTrusted] of [
			['\r', false],
			['y\r', true],
		] as const) {
			const headers = { 'content-type': 'application/json' };
			crm.faults.next({ path: '/oauth/serverinfo', fault: { status: 200, headers, body } });
			const { code, shown } = await onTerminal(cli, ['data-center', 'find', 'lab'], [/\[y\/N\]/, answer]);
			expect(code).toBe(0);
			expect(shown.replace(/\s+/g, ' ')).toContain(
				'send client secrets to https://accounts.zoho.sg and tokens to https://www.zohoapis.sg?',
			);
			expect((await known()).includes('https://www.zohoapis.sg')).toBe(isTrusted);
			expect(await known()).not.toContain('odd.test');
		}
	});

	it('Ctrl-C ends a waiting sign-in with its own error', async () => {
		const { cli } = await openLab();
		const args = ['connect', '--api-client', 'agency', '--data-center', 'lab', '--no-browser'];
		const { code, shown } = await onTerminal(cli, args, [/Ctrl-C\s+cancels/, '\x03']);
		expect({ code, shown }).toMatchObject({ code: 2, shown: expect.stringContaining('(SIGN_IN_CANCELLED)') });
		expect(envelopeOf(await cli.run(['list', '--json'])).data).toEqual({ connections: [] });
	});
});
