import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';
import { onTerminal } from './on-terminal.ts';

afterAll(removeBuiltCli);

interface Results<Connection = ConnectionView> {
	readonly results: readonly {
		readonly target: string;
		readonly ok: boolean;
		readonly skipped?: true;
		readonly would?: string;
		readonly connection?: Connection;
		readonly error?: { readonly code: string };
	}[];
}

/** Two orgs of Acme GmbH and one of Globex BV, all connected. */
async function labOfTwoCustomers() {
	const lab = await openLab();
	for (const org of ['acme', 'acme-sandbox', 'globex']) {
		await lab.connect(org, org);
		await lab.cli.json(['edit', org, '--customer', org === 'globex' ? 'Globex BV' : 'Acme GmbH']);
	}
	const aliases = async (...filter: string[]) =>
		(await lab.cli.json<{ connections: readonly ConnectionView[] }>(['list', ...filter])).data.connections.map(
			({ alias }) => alias,
		);
	return { ...lab, aliases };
}

const ends = ({ results }: Results) =>
	results.map(({ target, ok, skipped, error }) => [target, skipped ? 'skipped' : ok ? 'done' : error?.code]);

const ofAcme = ['--customer', 'acme gmbh'];

describe.skipIf(noKeyring)('filters in place of a name', () => {
	it('give a token or run a program where they leave one connection, and say which', async () => {
		const { cli } = await labOfTwoCustomers();
		const sandbox = [...ofAcme, '--environment', 'sandbox'];
		const named = await cli.run(['token', 'acme-sandbox']);
		expect(await cli.run(['token', ...sandbox])).toEqual({
			...named,
			stderr: 'Using acme-sandbox (the only match)\n',
		});
		const program = ['--', process.execPath, '-e', 'console.log(process.env.LATCHKEY_ACTIVE)'];
		expect(await cli.run(['exec', ...sandbox, '--quiet', ...program])).toEqual({
			code: 0,
			stdout: 'acme-sandbox\n',
			stderr: '',
		});
		// A filter says which connection, never that production is meant.
		const onProduction = ['exec', '--customer', 'Globex BV', ...program];
		expect(await cli.run(onProduction)).toMatchObject({
			code: 8,
			stderr: expect.stringContaining('PRODUCTION_REFUSED'),
		});
		await cli.json(['revoke', 'acme']);
		expect((await cli.json(['token', ...ofAcme])).data).toMatchObject({ alias: 'acme-sandbox' });
	});

	it('that leave none or several are refused with the matches named, and nothing is done', async () => {
		const { cli, tokenCalls, dropAccessTokens } = await labOfTwoCustomers();
		dropAccessTokens();
		const calls = tokenCalls();
		const program = ['--', process.execPath, '-e', 'console.log("ran")'];
		for (const [verb, more] of [
			['token', []],
			['exec', program],
		] as const) {
			expect(await cli.run([verb, ...ofAcme, ...more])).toEqual({
				code: 8,
				stdout: '',
				stderr:
					'error: One connection is needed, and several match: acme (production), acme-sandbox (sandbox). (NOT_ONE_CONNECTION)\n  Name it, or choose other filters; `latchkey list` takes the same ones.\n',
			});
			const none = await cli.run([verb, '--tag', 'none', ...more]);
			expect([none.code, none.stdout]).toEqual([8, '']);
			expect(none.stderr).toContain('One connection is needed, and none matches.');
			expect((await cli.run([verb, 'acme', ...ofAcme, ...more])).stderr).toContain('not both. (USAGE)');
		}
		expect((await cli.json(['token', '--status', 'broken'], 2)).error?.code).toBe('USAGE');
		expect(tokenCalls()).toBe(calls);
	});

	it('show each connection in full, and one that is unknown hides no other', async () => {
		const { cli } = await labOfTwoCustomers();
		const shown = (await cli.run(['show', ...ofAcme])).stdout;
		expect(shown).toMatch(/^Alias: {8}acme\n(?:.+\n)+\nAlias: {8}acme-sandbox\n(?:.+\n)+$/);
		type Shown = ConnectionView & { readonly tokenSlots: { readonly held: number } };
		const { data } = await cli.json<Results<Shown>>(['show', 'nobody', 'globex'], 1);
		expect(data.results).toMatchObject([
			{ target: 'nobody', ok: false, error: { code: 'CONNECTION_UNKNOWN' } },
			{ target: 'globex', ok: true, connection: { alias: 'globex', tokenSlots: { held: 1, limit: 20 } } },
		]);
		expect((await cli.json(['show', 'globex'])).data).toEqual(data.results[1]?.connection);
	});
});

describe.skipIf(noKeyring)('forget of several', () => {
	it('needs a yes, shows before what it would do, and goes on past one that is unknown', async () => {
		const { cli, crm, aliases } = await labOfTwoCustomers();
		await cli.json(['revoke', 'acme']);
		const requests = crm.requests.length;
		const plan = await cli.json<Results>(['forget', ...ofAcme, '--dry-run']);
		expect(plan.data.results.map(({ target, would }) => [target, would])).toEqual([
			['acme', 'forget'],
			['acme-sandbox', 'forget, leaving its token alive at Zoho'],
		]);
		for (const which of [ofAcme, ['--all'], ['acme', 'globex'], ['--status', 'revoked']])
			expect((await cli.json(['forget', ...which], 2)).error?.message).toContain('say --yes');
		expect(await aliases()).toEqual(['acme', 'acme-sandbox', 'globex']);
		const done = await cli.json<Results>(['forget', 'nobody', 'acme', 'ACME', 'acme-sandbox', '--yes'], 1);
		expect(ends(done.data)).toEqual([
			['nobody', 'CONNECTION_UNKNOWN'],
			['acme', 'done'],
			['acme-sandbox', 'done'],
		]);
		expect(await aliases()).toEqual(['globex']);
		expect(await cli.run(['forget', '--all', '--yes'])).toEqual({
			code: 0,
			stdout: 'globex: forgotten; its token stays alive at Zoho\n',
			stderr: '',
		});
		expect(crm.requests).toHaveLength(requests);
	});

	it.skipIf(process.platform !== 'linux')('asks one question on a terminal; no means no', async () => {
		const { cli, aliases } = await labOfTwoCustomers();
		await cli.json(['revoke', 'acme']);
		const no = await onTerminal(cli, ['forget', ...ofAcme], [/\[y\/N\]/, 'n\r']);
		expect(no).toMatchObject({ code: 2, shown: expect.stringContaining('(CANCELLED)') });
		expect(no.shown).toContain('  acme (Acme GmbH, PROD)\n  acme-sandbox (Acme GmbH, sandbox)\n');
		expect(no.shown).toContain('Forget 2 connections of Acme GmbH here? 1 of them still holds');
		expect(await aliases()).toHaveLength(3);
		const yes = await onTerminal(cli, ['forget', ...ofAcme], [/\[y\/N\]/, 'y\r']);
		expect(yes.code).toBe(0);
		expect(await aliases()).toEqual(['globex']);
	});
});

describe.skipIf(noKeyring)('edit of several', () => {
	it('needs a yes, writes to those that are picked, and skips what is so already', async () => {
		const { cli, aliases } = await labOfTwoCustomers();
		const pick = ['--of-customer', 'Acme GmbH'];
		await cli.json(['edit', 'acme', '--tag', 'vip']);
		const database = () => readFileSync(join(cli.home, 'latchkey.db'));
		const before = database();
		const plan = await cli.run(['edit', ...pick, '--add-tag', 'VIP', '--customer', 'Acme AG', '--dry-run']);
		expect(plan.stdout).toBe(
			'acme: would set the customer to Acme AG (Acme GmbH, PROD)\nacme-sandbox: would set the customer to Acme AG, add the tag vip (Acme GmbH, sandbox)\n',
		);
		expect((await cli.json(['edit', ...pick, '--pin'], 2)).error?.message).toContain('say --yes');
		expect(database().equals(before)).toBe(true);
		const tagged = await cli.json<Results>(['edit', ...pick, '--add-tag', 'VIP', '--yes']);
		expect(ends(tagged.data)).toEqual([
			['acme', 'skipped'],
			['acme-sandbox', 'done'],
		]);
		expect(await aliases('--tag', 'vip')).toEqual(['acme', 'acme-sandbox']);
		const moved = await cli.json<Results>(['edit', '--with-tag', 'vip', 'globex', '--colour', 'red', '--yes'], 2);
		expect(moved.error?.code).toBe('USAGE');
		await cli.json(['edit', '--with-tag', 'vip', '--customer', 'Acme AG', '--remove-tag', 'vip', '--yes']);
		expect(await aliases('--customer', 'Acme AG')).toEqual(['acme', 'acme-sandbox']);
		expect(await aliases('--tag', 'vip')).toEqual([]);
		const some = await cli.json<Results>(['edit', 'nobody', 'globex', '--pin', '--yes'], 1);
		expect(ends(some.data)).toEqual([
			['nobody', 'CONNECTION_UNKNOWN'],
			['globex', 'done'],
		]);
	});

	it('refuses what only one can have, and a pick that would be a write', async () => {
		const { cli } = await labOfTwoCustomers();
		for (const [args, message] of [
			[['--all', '--alias', 'x'], '--alias is for one connection'],
			[['acme', 'globex', '--alias', 'x'], '--alias is for one connection'],
			[['--customer', 'Acme GmbH'], '--of-customer and --with-tag'],
			[['--all', '--tag', 'a', '--add-tag', 'b'], 'cannot go together'],
		] as const) {
			const { error } = await cli.json(['edit', ...args, '--yes'], 2);
			expect([error?.code, error?.message], args.join(' ')).toEqual(['USAGE', expect.stringContaining(message)]);
		}
		const taken = await cli.json(['edit', 'acme', '--alias', 'GLOBEX', '--dry-run'], 1);
		expect(taken.error?.code).toBe('ALIAS_TAKEN');
	});

	it.skipIf(process.platform !== 'linux')('asks one question on a terminal that says what is written', async () => {
		const { cli, aliases } = await labOfTwoCustomers();
		const args = ['edit', '--of-customer', 'Acme GmbH', '--add-tag', 'q3', '--no-notes'];
		const no = await onTerminal(cli, args, [/\[y\/N\]/, 'n\r']);
		expect(no).toMatchObject({ code: 2, shown: expect.stringContaining('(CANCELLED)') });
		expect(no.shown).toContain('Of 2 connections of Acme GmbH: add the tag q3, take the notes away? [y/N]');
		expect(await aliases('--tag', 'q3')).toEqual([]);
		expect((await onTerminal(cli, args, [/\[y\/N\]/, 'y\r'])).code).toBe(0);
		expect(await aliases('--tag', 'q3')).toEqual(['acme', 'acme-sandbox']);
	});
});
