import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { removeBuiltCli } from './cli-harness.ts';
import { inStore, type Lab, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

const statusOf = async ({ cli }: Lab, alias: string) => (await cli.json<ConnectionView>(['show', alias])).data;
const refOf = ({ cli }: Lab, alias: string) =>
	inStore(cli, (store) => store.prepare('SELECT ref FROM connection WHERE alias = ?').pluck().get(alias)) as string;

describe.skipIf(noKeyring)('a backup', () => {
	it('S08: brings back what was; what the keychain still has works, the rest must sign in again and is named', async () => {
		const lab = await openLab();
		const { cli, connect } = lab;
		await connect('acme', 'acme-sandbox');
		await connect('globex', 'globex');
		await cli.run(['token', 'globex']);
		const entry = (await keytar.getPassword('Latchkey', refOf(lab, 'globex'))) ?? '';
		const file = join(cli.home, 'mine.db');
		expect(await cli.run(['backup', '--to', file])).toEqual({ code: 0, stdout: `${file}\n`, stderr: '' });
		const secrets = Object.values<unknown>(JSON.parse(entry)).map(String);
		for (const secret of secrets.filter((one) => one.length > 20))
			expect(readFileSync(file).includes(secret)).toBe(false);

		// Since then one was revoked and forgotten, and one renamed.
		expect(await cli.run(['revoke', 'acme'])).toMatchObject({ code: 0 });
		expect(await cli.run(['forget', 'acme'])).toMatchObject({ code: 0 });
		expect(await cli.run(['edit', 'globex', '--alias', 'other'])).toMatchObject({ code: 0 });

		const ran = await cli.run(['restore', file, '--yes']);
		expect(ran, ran.stderr).toMatchObject({ code: 0, stderr: '' });
		const aside = /^Set aside: (.+)$/m.exec(ran.stdout)?.[1] ?? '';
		expect(ran.stdout.split('\n')).toEqual([
			`From ${file}: 2 connections, 1 API client, the audit log.`,
			'From the keychain: 1 refresh token.',
			`Set aside: ${aside}`,
			'acme: must sign in again: latchkey reauth acme',
			'',
		]);
		expect(await statusOf(lab, 'acme')).toMatchObject({ status: 'locked', problem: { code: 'SECRET_UNREADABLE' } });
		expect(await statusOf(lab, 'globex')).toMatchObject({ status: 'unverified' });
		expect(await cli.run(['token', 'globex'])).toMatchObject({ code: 0, stderr: '' });
		expect(await cli.run(['token', 'acme'])).toMatchObject({ code: 6 });
		const acts = (await cli.json<{ entries: { act: string }[] }>(['audit'])).data.entries.map(({ act }) => act);
		expect(acts).toContain('restored from a backup');

		// The file that was set aside undoes it.
		expect(await cli.run(['restore', aside, '--yes'])).toMatchObject({ code: 0 });
		const { connections } = (await cli.json<{ connections: ConnectionView[] }>(['list'])).data;
		expect(connections.map(({ alias }) => alias)).toEqual(['other']);
	});

	it('S06: of a damaged database is named with a command that works', async () => {
		const lab = await openLab();
		const { cli } = lab;
		await lab.connect('acme', 'acme-sandbox');
		const made = (await cli.run(['backup'])).stdout.trim();
		const database = join(cli.home, 'latchkey.db');
		const damaged = Buffer.alloc(40_000, 0x5a);
		writeFileSync(database, damaged);
		const failed = await cli.run(['list']);
		expect(failed).toMatchObject({ code: 1, stdout: '' });
		const [, command = ''] = /`latchkey (restore [^`]+)`/.exec(failed.stderr) ?? [];
		expect(command).toBe(`restore ${made}`);
		const listed = await cli.json<{ backups: { path: string; restorable: boolean }[] }>(['backup', 'list']);
		expect(listed.data.backups.find(({ path }) => path === made)).toMatchObject({ restorable: true });
		expect(await cli.run([...command.split(' '), '--yes'])).toMatchObject({ code: 0 });
		expect(await cli.run(['token', 'acme'])).toMatchObject({ code: 0 });
		const [folder = ''] = readdirSync(join(cli.home, 'set-aside'));
		expect(readFileSync(join(cli.home, 'set-aside', folder, 'latchkey.db'))).toEqual(damaged);
	});

	it('is made by itself once a day, without a word', async () => {
		const lab = await openLab();
		expect(await lab.cli.run(['list', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
		const { backups } = (await lab.cli.json<{ backups: { kind: string }[] }>(['backup', 'list'])).data;
		expect(backups.map(({ kind }) => kind)).toEqual(['daily']);
	});
});

describe.skipIf(noKeyring)('a restore', () => {
	it("without a person or --yes, of a stranger's file, and beside another Latchkey changes nothing", async () => {
		const lab = await openLab();
		const { cli } = lab;
		const file = (await cli.run(['backup'])).stdout.trim();
		const stranger = join(cli.home, 'notes.txt');
		writeFileSync(stranger, 'not a database');
		const before = readFileSync(join(cli.home, 'latchkey.db'));
		expect((await cli.json(['restore', file], 2)).error?.code).toBe('USAGE');
		expect((await cli.json(['restore', stranger, '--yes'], 1)).error?.code).toBe('BACKUP_REFUSED');
		const other = openSqliteStore(join(cli.home, 'latchkey.db'));
		expect((await cli.json(['restore', file, '--yes'], 1)).error?.code).toBe('STORE_IN_USE');
		other.close();
		expect(readFileSync(join(cli.home, 'latchkey.db'))).toEqual(before);
		expect(readdirSync(cli.home).filter((name) => /^restoring|set-aside/.test(name))).toEqual([]);
	});

	it('with a locked or missing keychain says that it could not be asked', async () => {
		const lab = await openLab();
		await lab.connect('acme', 'acme-sandbox');
		const file = (await lab.cli.run(['backup'])).stdout.trim();
		const env = { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined };
		const restored = await lab.cli.json<{ keychain: { code: string } | null; signInAgain: string[] }>(
			['restore', file, '--yes'],
			0,
			{ env },
		);
		expect(restored.data).toMatchObject({ keychain: { code: 'KEYCHAIN_UNAVAILABLE' }, signInAgain: [] });
		expect(restored.warnings[0]).toContain('The keychain could not be asked');
		expect(await lab.cli.run(['token', 'acme'])).toMatchObject({ code: 0 });
	});
});
