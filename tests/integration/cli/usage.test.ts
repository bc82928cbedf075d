import { execFile, spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { Cli, envelopeOf, removeBuiltCli } from './cli-harness.ts';

afterAll(removeBuiltCli);

const lab = ['data-center', 'add', '--id', 'lab', '--name', 'Lab'];

describe('a command line that cannot be right', () => {
	it.each([
		[['frobnicate'], 'There is no command "frobnicate".', '`latchkey --help`'],
		[
			['api-client'],
			'Say which: api-client add, api-client change, api-client list, api-client remove.',
			'`latchkey api-client --help`',
		],
		[['lsit'], 'There is no command "lsit". Did you mean "list"?', '`latchkey --help`'],
		[['list', '--datacenter', 'hunter2'], 'Did you mean --data-center?', '`latchkey list --help`'],
		[['list', '--frob=hunter2'], 'There is no option --frob.', '`latchkey list --help`'],
		[['list', '--frob', 'hunter2'], 'There is no option --frob.', '`latchkey list --help`'],
		[['list', '-xhunter2'], 'There is no option -x.', '`latchkey list --help`'],
		[['list', 'hunter2'], 'Too much was given: latchkey list', '`latchkey list --help`'],
		[['list', '--quiet=hunter2'], '--quiet takes no value.', '`latchkey list --help`'],
		[['revoke', '--customer', 'hunter2', '--customer', 'b'], '--customer was given twice', '`latchkey revoke --help`'],
		[['list', '--tag=hunter2', '--tag=b'], '--tag was given twice; it takes one value.', '`latchkey list --help`'],
		[['exec', 'x'], 'Say what to run after two dashes', '`latchkey exec --help`'],
		[['exec', 'x', 'hunter2'], 'Say what to run after two dashes', '`latchkey exec --help`'],
		[['exec', 'x', 'sh', '-c', 'hunter2'], 'Say what to run after two dashes', '`latchkey exec --help`'],
		[['vault', 'recovery'], 'The secrets lie in no file', '`latchkey vault recovery --help`'],
		[['vault', 'recover'], 'The secrets lie in no file', '`latchkey vault recover --help`'],
		[['restore'], 'Something is missing: latchkey restore FILE', '`latchkey restore --help`'],
		[['restore', 'one', 'hunter2'], 'Too much was given: latchkey restore FILE', '`latchkey restore --help`'],
		[['connect', '--alias'], '--alias needs a value', '`latchkey connect --help`'],
		[['connect', '--alias', '--json'], '--alias needs a value', '`latchkey connect --help`'],
		[['--frob', 'list'], 'Options come after the command', '`latchkey --help`'],
		[['check'], 'Name connections, or say --all', '`latchkey check --help`'],
		[['revoke'], 'Name connections, or say --all', '`latchkey revoke --help`'],
		[['revoke', 'acme', '--all'], 'Name connections, or say --all or a filter; not both.', '`latchkey revoke --help`'],
		[['revoke', '--status', 'hunter2'], '--status takes one of', '`latchkey revoke --help`'],
		[['list', '--environment', 'hunter2'], '--environment takes one of', '`latchkey list --help`'],
		[['check', 'acme', '--all'], 'Name connections, or say --all', '`latchkey check --help`'],
		[
			['token', 'x', '--format', 'hunter2'],
			'--format takes one of raw, header, env, dotenv, json, curl, postman, bruno.',
			'`latchkey token --help`',
		],
		[['token', 'x', '--min-ttl', 'hunter2'], '--min-ttl takes a time', '`latchkey token --help`'],
		[['token', 'x', '--min-ttl', '2h'], '--min-ttl takes a time', '`latchkey token --help`'],
		[['practice', '--port', '80'], '--port takes a number', '`latchkey practice --help`'],
		[['practice', '--data-centers', 'hunter2'], '--data-centers takes some of', '`latchkey practice --help`'],
		[['connect'], 'There is no API client yet', '`latchkey connect --help`'],
		[['api-client', 'add'], '--name is missing.', '`latchkey api-client add --help`'],
		[['api-client', 'add', '--name', 'a'], '--client-id is missing.', '`latchkey api-client add --help`'],
		[['api-client', 'add', '--name', 'a', '--client-id', 'b'], '--secret-stdin', '`latchkey api-client add --help`'],
		[
			['api-client', 'add', '--name', 'a', '--client-id', 'b', '--secret-stdin'],
			'There is no client secret on stdin.',
			'`latchkey api-client add --help`',
		],
		[
			['api-client', 'add', '--client-secret', 'hunter2'],
			'There is no option --client-secret.',
			'`latchkey api-client add --help`',
		],
		[['data-center', 'add', '--id', 'lab'], '--name is missing.', '`latchkey data-center add --help`'],
	])('%j ends with 2, says why and what to do, and repeats no value', async (args, message, hint) => {
		const cli = await Cli.open();
		const people = await cli.run(args);
		const { error } = await cli.json(args, 2);
		if (!args.includes('--json')) {
			expect(people).toMatchObject({ code: 2, stdout: '' });
			expect(people.stderr).toMatch(/^error: .* \(USAGE\)\n {2}.*\n$/);
		}
		expect(error?.code).toBe('USAGE');
		expect(error?.message).toContain(message);
		expect(error?.hint).toContain(hint);
		expect(JSON.stringify([people, error])).not.toContain('hunter2');
	});

	it('is a program by itself: an installed `latchkey` starts without naming node', async () => {
		const [, script] = (await Cli.open()).command;
		expect(readFileSync(script, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
	});

	it('refuses a client secret on stdin that is not one short word', async () => {
		const cli = await Cli.open();
		const add = ['api-client', 'add', '--name', 'a', '--client-id', 'b', '--secret-stdin'];
		for (const input of ['two words', 'two\nlines', 'caf\u00e9', 'x'.repeat(1501), 'a\0b']) {
			expect((await cli.json(add, 2, { input })).error?.code).toBe('API_CLIENT_REFUSED');
		}
		expect((await cli.json(add, 2, { input: 'x'.repeat(9000) })).error?.message).toContain('too long');
		expect((await cli.json(['api-client', 'list'])).data).toEqual({ apiClients: [] });
	});

	it('refuses a redirect URI on which nobody could wait', async () => {
		const cli = await Cli.open();
		const add = ['api-client', 'add', '--name', 'a', '--client-id', 'b', '--secret-stdin', '--redirect-uri'];
		for (const uri of [
			'https://localhost:8917/callback',
			'http://example.test:8917/',
			'http://localhost/callback',
			'x',
		]) {
			expect((await cli.json([...add, uri], 2, { input: 'secret' })).error?.code).toBe('REDIRECT_URI_REFUSED');
		}
	});
});

describe('help', () => {
	it('is shown for every command, fits 80 columns and ends with 0', async () => {
		const cli = await Cli.open();
		const overview = await cli.run(['--help']);
		expect(overview).toMatchObject({ code: 0, stderr: '' });
		expect(await cli.run([])).toEqual(overview);
		expect(await cli.run(['help'])).toEqual(overview);
		for (const { name } of commands) {
			expect(overview.stdout).toMatch(new RegExp(`^ {2}${name} {2,}\\S`, 'm'));
			const help = await cli.run([...name.split(' '), '--help']);
			expect(help).toMatchObject({ code: 0, stderr: '' });
			expect(help.stdout).toContain(`Usage: latchkey ${name}`);
			for (const line of help.stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
		}
		for (const line of overview.stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
		expect(await cli.run(['help', 'connect'])).toEqual(await cli.run(['connect', '--help']));
		const family = await cli.run(['api-client', '--help']);
		expect(family).toMatchObject({ code: 0, stdout: expect.stringContaining('  api-client change  '), stderr: '' });
		expect(family.stdout).not.toContain('connect');
	});

	it('takes the options of every command before its name, too', async () => {
		const cli = await Cli.open();
		expect(await cli.run(['--json', '-q', 'list'])).toEqual(await cli.run(['list', '--json', '-q']));
	});

	it('tells the version', async () => {
		const cli = await Cli.open();
		expect(await cli.run(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n' });
		expect((await cli.json(['--version'])).data).toEqual({ version: '0.1.0' });
	});
});

describe('data-center add', () => {
	it.each([
		'http://accounts.example.test',
		'http://localhost.example.test',
		'http://127.0.0.1.example.test',
		'http://127.0.0.2:9000',
		'http://0.0.0.0:9000',
		'http://[::]:9000',
		'http://192.168.0.1',
		'http://localhost@example.test',
		'https://user@accounts.example.test',
		'https://user:hunter2@accounts.example.test',
		'https://accounts.example.test/path',
		'https://accounts.example.test/?query',
		'https://accounts.example.test/#part',
		'https://accounts.example.test\\@evil.test',
		'https://accounts.example.test\n',
		'https://acc\tounts.example.test',
		'https://accounts.example.test ',
		'https:\\\\accounts.example.test',
		'https://',
		'https://accounts.example.test:99999',
		'ftp://accounts.example.test',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'data:text/html,x',
		'ws://localhost:9000',
		'accounts.example.test',
		'//accounts.example.test',
		'localhost:9000',
		'',
		'\u202ehttps://accounts.example.test',
	])('refuses %j as accounts URL and as API URL', async (url) => {
		const cli = await Cli.open();
		const good = 'https://crm.example.test';
		for (const urls of [
			[`--accounts-url=${url}`, `--api-url=${good}`],
			[`--accounts-url=${good}`, `--api-url=${url}`],
		]) {
			const { error } = await cli.json([...lab, ...urls], 2);
			expect(error?.code).toBe('DATA_CENTER_REFUSED');
			expect(error?.message).not.toContain('hunter2');
		}
	});

	it.each([
		'https://crm.example.test',
		'https://crm.example.test:8443/',
		'http://localhost:9000',
		'http://127.0.0.1:9000',
		'http://[::1]:9000',
	])('takes %s', async (url) => {
		const cli = await Cli.open();
		const { data } = await cli.json([...lab, '--accounts-url', url, '--api-url', url]);
		expect(data).toMatchObject({ id: 'lab', kind: 'custom', accountsUrl: url.replace(/\/$/, '') });
		expect((await cli.json([...lab, '--accounts-url', url, '--api-url', url], 1)).error?.code).toBe(
			'DATA_CENTER_EXISTS',
		);
	});
});

describe('a folder that cannot be made', () => {
	it.runIf(process.platform === 'linux')('is named, and nobody waits for it', async () => {
		const cli = await Cli.open();
		const ran = await cli.run(['list', '--json'], { env: { LATCHKEY_HOME: '/proc/nowhere/latchkey' } });
		expect(ran.code).toBe(1);
		expect(envelopeOf(ran).error).toMatchObject({
			code: 'STORE_FAILED',
			hint: expect.stringContaining('/proc/nowhere/latchkey'),
		});
	});
});

describe('the streams', () => {
	it('are no trouble when the reader of the results goes away', async () => {
		const cli = await Cli.open();
		const [node, script] = cli.command;
		for (const args of [['data-center', 'list'], ['--help'], ['list', '--json']]) {
			const child = spawn(node, [script, ...args], { env: { ...process.env, LATCHKEY_HOME: cli.home } });
			child.stdout.destroy();
			let stderr = '';
			child.stderr.on('data', (text) => (stderr += text));
			const code = await new Promise((resolve) => child.once('close', resolve));
			expect({ code, stderr: stderr.replace(/^No connections.*\n/, '') }).toEqual({ code: 0, stderr: '' });
		}
	});

	it('are no trouble when the reader of the talk goes away', async () => {
		const cli = await Cli.open();
		const [node, script] = cli.command;
		const child = spawn(node, [script, 'show', 'nobody'], { env: { ...process.env, LATCHKEY_HOME: cli.home } });
		child.stderr.destroy();
		expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
	});

	it.skipIf(process.platform !== 'linux')(
		'end with 1 and their own error when the disk is full, also with --json',
		async () => {
			const cli = await Cli.open();
			const [node, script] = cli.command;
			for (const args of [['data-center', 'list'], ['data-center', 'list', '--json', '--quiet'], ['--help']]) {
				const child = spawn(node, [script, ...args], {
					env: { ...process.env, LATCHKEY_HOME: cli.home },
					stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
				});
				let stderr = '';
				child.stderr?.on('data', (text) => (stderr += text));
				expect(await new Promise((resolve) => child.once('close', resolve)), args.join(' ')).toBe(1);
				expect(stderr, args.join(' ')).toMatch(
					/^error: The result could not be written, .*ENOSPC.* \(OUTPUT_FAILED\)\n {2}\S/,
				);
			}
		},
	);

	it.skipIf(process.platform !== 'linux')('end with every process that was started', async () => {
		const cli = await Cli.open();
		expect((await cli.json(['token', 'nobody'], 1)).error?.code).toBe('CONNECTION_UNKNOWN');
		const isLeft = (pid: string) => {
			try {
				return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(cli.home);
			} catch {
				return false; // Another user's, or it ended meanwhile.
			}
		};
		await expect.poll(() => readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isLeft(name))).toEqual([]);
	});

	it('hold no colour and no escapes, whatever the terminal is', async () => {
		const cli = await Cli.open();
		const colour = { env: { FORCE_COLOR: '3', TERM: 'xterm-256color', NO_COLOR: undefined } };
		const runs = await Promise.all(
			[['--help'], ['data-center', 'list'], ['show', 'x']].map((args) => cli.run(args, colour)),
		);
		expect(JSON.stringify(runs)).not.toContain('\\u001b');
	});

	it('are read whole by a shell', async () => {
		const cli = await Cli.open();
		const [node, script] = cli.command;
		const { stdout } = await promisify(execFile)('sh', ['-c', '"$0" "$1" list --json | cat', node, script], {
			env: { ...process.env, LATCHKEY_HOME: cli.home },
		});
		expect(envelopeOf({ code: 0, stdout, stderr: '' }).data).toEqual({ connections: [] });
	});
});
