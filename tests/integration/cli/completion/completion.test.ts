import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { lockUsersOut } from '../../../../src/core/adapters/sqlite/users-lock.ts';
import { Cli, removeBuiltCli } from '../cli-harness.ts';
import { loadedBy } from '../loaded-parts.ts';
import { plantNames } from './named-store.ts';
import { lacks, ShellLab, shellNames } from './shell.ts';

afterAll(removeBuiltCli);

async function openLab() {
	const cli = await Cli.open();
	plantNames(cli.home, {
		aliases: ['acme', 'acme-sandbox', 'globex'],
		customers: ['Acme GmbH', 'Łódź'],
		tags: ['vip', 'emea'],
		apiClients: ['agency', 'Second one'],
	});
	return { cli, lab: new ShellLab(cli) };
}

describe('bash', () => {
	it('completes commands, options, values and names', async () => {
		const { lab } = await openLab();
		expect(lab.complete('re')).toEqual(['refresh', 'reauth', 'revoke', 'restore']);
		expect(lab.complete('api-client', '')).toContain('change');
		expect(lab.complete('show', 'ac')).toEqual(['acme', 'acme-sandbox']);
		expect(lab.complete('token', 'acme', '--fo')).toEqual(['--format']);
		expect(lab.complete('token', 'acme', '--format', '=', 'p')).toEqual(['postman']);
		expect(lab.complete('token', 'acme', '--format', '=')).toContain('raw');
		expect(lab.complete('list', '--customer', 'A')).toEqual(['Acme\\ GmbH']);
		expect(lab.complete('list', '--customer', 'Acme\\ G')).toEqual(['Acme\\ GmbH']);
		expect(lab.complete('list', '--customer', '"Acme G')).toEqual(['Acme GmbH']);
		expect(lab.complete('list', '--customer', 'Ł')).toEqual(['Łódź']);
		expect(lab.complete('list', '--tag', '')).toEqual(['emea', 'vip']);
		expect(lab.complete('connect', '--api-client', 'S')).toEqual(['Second\\ one']);
		expect(lab.complete('list', '--data-center', 'e')).toEqual(['eu']);
		expect(lab.complete('list', '--environment', '')).toEqual(['production', 'sandbox', 'developer', 'unknown']);
	});

	it('completes names of files where a file is wanted', async () => {
		const { lab } = await openLab();
		writeFileSync(join(lab.folder, 'some-backup.db'), '');
		const given = await lab.type('bash', ['latchkey restore some-b\t', 'latchkey exec acme -- some-b\t']);
		expect(given).toEqual([
			['restore', 'some-backup.db'],
			['exec', 'acme', '--', 'some-backup.db'],
		]);
	});
});

describe.each(shellNames)('in %s a key', (shell) => {
	it.skipIf(lacks(shell))(
		'completes commands, options, values and names as they are typed',
		async () => {
			const { lab } = await openLab();
			expect(
				await lab.type(shell, [
					'latchkey tok\tglo\t--form\tpostm\t',
					'latchkey api-cl\tchan\tSec\t',
					'latchkey token globex --format=bru\t',
					'latchkey list --customer=Acm\t',
					'latchkey list --status needs\t',
				]),
			).toEqual([
				['token', 'globex', '--format', 'postman'],
				['api-client', 'change', 'Second one'],
				['token', 'globex', '--format=bruno'],
				['list', '--customer=Acme GmbH'],
				['list', '--status', 'needs_reauth'],
			]);
		},
		40_000,
	);
});

describe('what completion does', () => {
	it('opens no socket and starts no process, so asks neither network nor keychain', async () => {
		const { cli } = await openLab();
		const guard = join(cli.home, 'guard.cjs');
		// Whatever opens a connection or starts a program in Node goes through one of these.
		writeFileSync(
			guard,
			`const fail = (what) => () => { require('fs').writeSync(2, 'USED ' + what + '\\n'); process.exit(99); };
			require('net').Socket.prototype.connect = fail('net');
			require('dgram').createSocket = fail('dgram');
			for (const name of ['lookup', 'resolve']) require('dns')[name] = fail('dns');
			for (const name of ['spawn', 'fork', 'exec', 'execFile', 'spawnSync']) require('child_process')[name] = fail(name);`,
		);
		const env = { NODE_OPTIONS: `--require=${guard}`, DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined };
		for (const words of [
			['show', ''],
			['list', '--customer', ''],
			['token', ''],
			['exec', 'a'],
		])
			expect(await cli.run(['__complete', 'bash', ...words], { env })).toMatchObject({ code: 0, stderr: '' });
		// The guard works: a command that asks a host is stopped by it.
		expect(await cli.run(['data-center', 'find', 'us'], { env })).toMatchObject({
			...{ code: 99, stderr: expect.stringContaining('USED') },
		});
		const { native, started } = await loadedBy(cli, ['__complete', 'bash', 'show', '']);
		expect([native, started]).toEqual([[], 0]);
	});

	it('changes nothing in the database, also beside somebody who has it open', async () => {
		const { cli } = await openLab();
		const path = join(cli.home, 'latchkey.db');
		const before = readFileSync(path);
		const writer = new Database(path);
		writer.exec("BEGIN IMMEDIATE; UPDATE connection SET alias = 'renamed' WHERE alias = 'globex'");
		expect((await cli.run(['__complete', 'bash', 'show', 'g'])).stdout).toBe('words\nglobex\n');
		writer.exec('ROLLBACK');
		writer.close();
		await cli.run(['__complete', 'bash', 'show', '']);
		expect(readFileSync(path).equals(before)).toBe(true);
		for (const name of readdirSync(cli.home)) expect(statSync(join(cli.home, name)).mode & 0o077, name).toBe(0);
	});

	it('offers what it knows without names where there is no database, or it cannot be read', async () => {
		const cli = await Cli.open();
		const tag = ['__complete', 'bash', 'list', '--tag', ''];
		const dataCenter = ['__complete', 'bash', 'list', '--data-center', 'u'];
		expect((await cli.run(tag)).stdout).toBe('words\n');
		expect((await cli.run(dataCenter)).stdout).toBe('words\nus\nuk\n');
		expect(existsSync(join(cli.home, 'latchkey.db'))).toBe(false);
		writeFileSync(join(cli.home, 'latchkey.db'), 'not a database');
		expect(await cli.run(tag)).toMatchObject({ code: 0, stdout: 'words\n', stderr: '' });
	});

	it('does not wait while a backup is put in the place of the database', async () => {
		const { cli } = await openLab();
		const alone = lockUsersOut(join(cli.home, 'latchkey.db'));
		try {
			expect((await cli.run(['__complete', 'bash', 'show', ''])).stdout).not.toContain('acme');
		} finally {
			alone.close();
		}
		expect((await cli.run(['__complete', 'bash', 'show', ''])).stdout).toContain('acme');
	});

	it('is a script for each shell, and a mistake says which there are', async () => {
		const cli = await Cli.open();
		for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
			expect((await cli.json<{ script: string }>(['completion', shell])).data.script).toContain('__complete');
		expect((await cli.json(['completion', 'tcsh'], 2)).error?.message).toContain('bash, zsh, fish, powershell');
		expect(await cli.run(['__complete', 'tcsh', ''])).toMatchObject({ code: 0, stdout: '' });
	});
});
