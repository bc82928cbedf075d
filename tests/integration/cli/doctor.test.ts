import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { Cli, removeBuiltCli } from './cli-harness.ts';
import { brief, database, type Line, noBus, plain, troubles } from './doctor-lab.ts';
import { inStore, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

const secretService = '--dest=org.freedesktop.secrets /org/freedesktop/secrets';
const login = '/org/freedesktop/secrets/collection/login';

describe.skipIf(noKeyring)('doctor', { timeout: 60_000 }, () => {
	it('finds nothing wrong where nothing is wrong, and leaves nothing behind in keychain and database', async () => {
		const lab = await openLab();
		const { cli } = lab;
		await lab.connect('acme');
		const entries = () =>
			inStore(cli, (store) => store.prepare('SELECT ref, state FROM vault_entry ORDER BY ref').all());
		const before = entries();
		const calls = lab.crm.requests.length;
		expect(await troubles(cli)).toEqual([]);
		expect(entries()).toEqual(before);
		// HEAD requests to both hosts, without a secret; offline none.
		const asked = lab.crm.requests.slice(calls);
		expect(asked.map(({ method, path, hasQuery }) => [method, path, hasQuery])).toEqual([['HEAD', '/', false]]);
		expect(await troubles(cli, {}, ['--offline'])).toEqual([]);
		expect(lab.crm.requests).toHaveLength(calls + 1);
	});

	it.skipIf(process.platform === 'win32')('finds files and folders that others may open', async () => {
		const { cli } = await openLab();
		await cli.json(['backup']);
		const [name = ''] = readdirSync(join(cli.home, 'backups'));
		const backup = join(cli.home, 'backups', name);
		chmodSync(backup, 0o644);
		chmodSync(join(cli.home, 'locks'), 0o755);
		chmodSync(database(cli), 0o640);
		symlinkSync(backup, join(cli.home, 'practice.json'));
		const found = await troubles(cli);
		expect(found.map(({ level, message }) => [level, message]).toSorted()).toEqual([
			['fail', `${join(cli.home, 'practice.json')} is a symbolic link`],
			['fail', `Others may open ${backup} (0644)`],
			['fail', `Others may open ${join(cli.home, 'locks')} (0755)`],
			['warn', `Others could open ${database(cli)} (0640) until this run closed it to them`],
		]);
		expect(found.map(({ fix }) => fix)).toEqual(
			expect.arrayContaining([`chmod 600 ${backup}`, `chmod 700 ${join(cli.home, 'locks')}`]),
		);
		expect(statSync(database(cli)).mode & 0o777).toBe(0o600);
	});

	it('finds a damaged database, one from the future, and one that was changed, and looks at the rest all the same', async () => {
		const { cli } = await openLab();
		const whole = readFileSync(database(cli));

		inStore(cli, (store) => store.exec('DROP TRIGGER audit_keeps_text'));
		inStore(cli, (store) => store.exec("UPDATE audit SET act = 'something else' WHERE seq = 2"));
		expect(await troubles(cli)).toMatchObject([{ check: 'audit log', message: expect.stringContaining('Row 2') }]);

		inStore(cli, (store) => store.pragma('user_version = 99'));
		expect(await troubles(cli)).toMatchObject([
			{ check: 'database', level: 'fail', message: expect.stringContaining('newer Latchkey (version 99') },
			{ check: 'keychain', level: 'warn' },
		]);

		const damaged = Buffer.from(whole);
		damaged.fill(0x5a, 100, 60_000);
		for (const ending of ['-wal', '-shm']) rmSync(`${database(cli)}${ending}`, { force: true });
		writeFileSync(database(cli), damaged);
		const found = await troubles(cli);
		expect(brief(found)).toEqual(['fail database', 'warn keychain']);
		expect(found[0]?.message).toContain('is damaged');
	});

	it('finds an index that lost a row, which opening a database does not', async () => {
		const lab = await openLab();
		const { cli } = lab;
		await lab.connect('acme');
		const store = new Database(database(cli));
		const page = Number(
			store.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'audit_of_connection'").pluck().get(),
		);
		const size = Number(store.pragma('page_size', { simple: true }));
		store.pragma('wal_checkpoint(TRUNCATE)');
		store.close();
		const bytes = readFileSync(database(cli));
		// One cell less in the index's page (file format, section 1.6: the number of cells is at byte 3).
		const at = (page - 1) * size + 3;
		bytes.writeUInt16BE(bytes.readUInt16BE(at) - 1, at);
		writeFileSync(database(cli), bytes);
		expect(await troubles(cli)).toMatchObject([
			{ check: 'database', level: 'fail', fix: expect.stringContaining('latchkey restore') },
		]);
	});

	it('finds that there is no keychain, where there is a database and where there is none', async () => {
		const { cli } = await openLab();
		for (const one of [cli, await Cli.open()]) {
			const found = await troubles(one, noBus);
			expect(brief(found)).toEqual(['fail keychain']);
			expect(found[0]?.message).toContain('no D-Bus session');
		}
		expect(await troubles(cli)).toEqual([]);
	});

	it.each([
		[
			'locked',
			`dbus-send --session --print-reply ${secretService} org.freedesktop.Secret.Service.Lock array:objpath:${login}`,
		],
		['killed', 'kill -9 $KEYRING_PID'],
	])('says within seconds that a keyring was %s', async (_, trouble) => {
		const { cli } = await openLab();
		// A keyring of its own: the other tests need theirs.
		const script = `${trouble} >/dev/null && exec '${cli.command.join("' '")}' doctor --offline --json`;
		const env = { ...process.env, ...plain, LATCHKEY_HOME: cli.home };
		const ran = spawnSync(join(import.meta.dirname, '../../support/with-keyring.sh'), ['bash', '-c', script], {
			encoding: 'utf8',
			env,
			timeout: 60_000,
		});
		expect(ran.status, ran.stderr).toBe(1);
		const lines: readonly Line[] = JSON.parse(ran.stdout).data.findings;
		const bad = lines.filter(({ level }) => level !== 'ok');
		expect(brief(bad)).toEqual(['fail keychain']);
		expect(bad[0]?.message).toMatch(/^The keychain (is locked|cannot be used)/);
	});

	it('asks for the passphrase where a person chose one over the keychain; without it the vault is locked', async () => {
		const { cli } = await openLab();
		const input = 'correct horse battery staple';
		await cli.json(['vault', 'use', 'passphrase', '--yes', '--passphrase-stdin'], 0, { input });
		expect(await troubles(cli, noBus)).toMatchObject([
			{ check: 'keychain', level: 'fail', message: expect.stringContaining('locked') },
		]);
		const opened = await cli.run(['doctor', '--passphrase-stdin'], { input, env: { ...plain, ...noBus } });
		expect([opened.code, opened.stdout]).toEqual([
			0,
			expect.stringContaining('ok\tkeychain\tfile with a passphrase: an entry was'),
		]);
	});

	it('names connections and client secrets whose entry is gone, and entries that nobody needs', async () => {
		const lab = await openLab();
		const { cli } = lab;
		await lab.connect('acme');
		const refs = inStore(cli, (store) =>
			store.prepare("SELECT ref FROM vault_entry WHERE kind <> 'canary'").pluck().all(),
		);
		for (const ref of refs as string[]) await keytar.deletePassword('Latchkey', ref);
		inStore(cli, (store) =>
			store.exec(
				"INSERT INTO vault_entry (ref, owner, kind, state, lease) VALUES ('ref_left', 'con_gone', 'connection', 'live', NULL)",
			),
		);
		expect(await troubles(cli)).toMatchObject([
			{
				level: 'fail',
				message: 'The keychain has no entry for acme, the client secret of agency for every data center',
			},
			{ level: 'warn', message: 'An entry that nobody needs waits to be deleted' },
		]);
	});
});
