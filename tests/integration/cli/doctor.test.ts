import { chmodSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { listen, serveTls } from '../../unit/core/adapters/http-lab.ts';
import { testAuthority } from '../../unit/core/adapters/test-authority.ts';
import { Cli, type RunOptions, removeBuiltCli } from './cli-harness.ts';
import { freePort, inStore, type Lab, noKeyring, openLab } from './lab.ts';
import { onTerminal } from './on-terminal.ts';

afterAll(removeBuiltCli);

interface Line {
	readonly check: string;
	readonly level: 'ok' | 'warn' | 'fail';
	readonly message: string;
	readonly fix: string | null;
}

/** What the machine that runs the tests may say of its own does not belong to the case. */
const plain = { NODE_EXTRA_CA_CERTS: '', HTTPS_PROXY: '', https_proxy: '', NODE_TLS_REJECT_UNAUTHORIZED: undefined };
const noBus = { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined };

/** The lines of an examination that are not ok; the exit code must fit them. */
async function troubles(cli: Cli, env: RunOptions['env'] = {}, args: readonly string[] = []): Promise<readonly Line[]> {
	const ran = await cli.run(['doctor', ...args, '--json'], { env: { ...plain, ...env } });
	const { data, error } = JSON.parse(ran.stdout);
	expect(error).toBeNull();
	const lines: readonly Line[] = data.findings;
	expect(ran.code).toBe(lines.some(({ level }) => level === 'fail') ? 1 : 0);
	for (const { level, fix } of lines) expect(fix === null).toBe(level === 'ok');
	return lines.filter(({ level }) => level !== 'ok');
}

const brief = (lines: readonly Line[]) => lines.map(({ check, level }) => `${level} ${check}`);
const database = (cli: Cli) => join(cli.home, 'latchkey.db');

/** Leads the lab's data center, and the connections there, to other hosts. */
function lead({ cli }: Lab, url: string): void {
	inStore(cli, (store) => {
		store.prepare("UPDATE data_center SET accounts_url = ? WHERE id = 'lab'").run(url);
		store.prepare("UPDATE connection SET api_domain = ? WHERE data_center = 'lab'").run(url);
	});
}

describe.skipIf(noKeyring)('doctor', () => {
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

	it('names who has the callback port', async () => {
		const { cli } = await openLab();
		const port = await listen(createServer());
		const uri = (which: number) => ['--redirect-uri', `http://127.0.0.1:${which}/callback`];
		await cli.json(['api-client', 'change', 'agency', ...uri(port)]);
		const [line, ...more] = await troubles(cli);
		expect([more, line?.check, line?.level]).toEqual([[], 'callback port', 'fail']);
		const holder = process.platform === 'linux' ? `process ${process.pid}` : 'another program';
		expect(line?.message).toContain(`agency: port ${port} is taken by`);
		expect(line?.message).toContain(holder);
		// A second redirect URI is a way out, and then only worth a word.
		await cli.json(['api-client', 'change', 'agency', ...uri(port), ...uri(await freePort())]);
		expect(brief(await troubles(cli))).toEqual(['warn callback port']);
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

	it('T08: refuses a TLS server with a foreign authority, and names the authority once it is trusted', async () => {
		const lab = await openLab();
		await lab.connect('acme');
		const authority = testAuthority();
		const port = await serveTls(authority.issue('localhost'), (_, response) => response.end());
		lead(lab, `https://localhost:${port}`);
		for (const env of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
			const found = await troubles(lab.cli, env);
			expect(found.at(-1)).toMatchObject({
				check: 'network',
				level: 'fail',
				fix: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
			});
			expect(found.at(-1)?.message).toContain('its certificate is not trusted');
			expect(brief(found.slice(0, -1))).toEqual('NODE_TLS_REJECT_UNAUTHORIZED' in env ? ['warn environment'] : []);
		}
		expect(await troubles(lab.cli, { NODE_EXTRA_CA_CERTS: authority.path })).toEqual([]);
		const all = await lab.cli.run(['doctor'], { env: { ...plain, NODE_EXTRA_CA_CERTS: authority.path } });
		expect(all.stdout).toContain(
			`ok\tnetwork\tLab lab: localhost:${port} answers (TLSv1.3, certificate by Test authority)`,
		);
		const broken = join(lab.cli.home, 'broken.pem');
		writeFileSync(broken, 'no certificate');
		expect(brief(await troubles(lab.cli, { NODE_EXTRA_CA_CERTS: broken }, ['--offline']))).toEqual([
			'fail environment',
		]);
	});

	it('finds a host that does not answer, and a clock that is three days off', async () => {
		const lab = await openLab();
		await lab.connect('acme');
		let off = 3 * 86_400_000;
		const server = createServer((_, response) => {
			response.sendDate = false;
			response.writeHead(200, { date: new Date(Date.now() + off).toUTCString() }).end();
		});
		lead(lab, `http://127.0.0.1:${await listen(server)}`);
		const clock = (await troubles(lab.cli))[0];
		expect(clock).toMatchObject({
			check: 'clock',
			level: 'fail',
			message: "This machine's clock is 3 days behind the servers'",
		});
		off = -180_000;
		expect(await troubles(lab.cli)).toMatchObject([
			{ check: 'clock', level: 'warn', message: "This machine's clock is 3 min ahead of the servers'" },
		]);
		await new Promise((resolve) => server.close(resolve));
		expect(await troubles(lab.cli)).toMatchObject([
			{ check: 'network', level: 'fail', message: expect.stringContaining('refused') },
		]);
		expect(brief(await troubles(lab.cli, { HTTPS_PROXY: 'socks5://proxy.example.test:1080' }, ['--offline']))).toEqual([
			'fail environment',
		]);
	});

	it('warns where the token slots of a user are nearly all taken', async () => {
		const lab = await openLab();
		const { cli } = lab;
		await lab.connect('acme');
		inStore(cli, (store) => {
			const columns = store.pragma('table_info(connection)') as { name: string }[];
			const copied = columns.map(({ name }) =>
				name === 'id' || name === 'alias' ? `connection.${name} || '-' || n.value` : `connection.${name}`,
			);
			store.exec(
				`INSERT INTO connection SELECT ${copied.join(', ')} FROM connection, json_each('[${[...Array(17).keys()].join()}]') n`,
			);
		});
		const found = await troubles(cli);
		expect(found).toMatchObject([
			{ check: 'token slots', level: 'warn', message: expect.stringContaining('18 of 20 in use') },
		]);
	});

	it('writes a report for somebody else: closed to others, no secret, no name, and it says what it holds', async () => {
		const lab = await openLab();
		const { cli, clientSecret } = lab;
		await lab.connect('acme-gmbh', 'acme');
		await cli.json(['edit', 'acme-gmbh', '--customer', 'Acme Holding', '--tag', 'viptag', '--notes', 'secret-notes']);
		const { data } = await cli.json<{ org: { id: string; name: string }; user: { email: string; name: string } }>([
			'show',
			'acme-gmbh',
		]);
		const token = (await cli.run(['token', 'acme-gmbh'])).stdout.trim();
		const rows = inStore(cli, (store) =>
			store.prepare("SELECT ref FROM vault_entry WHERE kind <> 'canary'").pluck().all(),
		);
		const held = await Promise.all((rows as string[]).map((ref) => keytar.getPassword('Latchkey', ref)));
		const secrets = held
			.flatMap((entry) => Object.values<string>(JSON.parse(entry ?? '{}')))
			.filter((one) => one.length > 20);
		expect(secrets.length).toBeGreaterThan(2);
		const names = [
			'acme',
			'Acme',
			'agency',
			'viptag',
			'secret-notes',
			data.org.id,
			data.org.name,
			data.user.email,
			data.user.name,
		];
		const places = [cli.home, 'localhost', '127.0.0.1', 'proxy.corp', 'Lab lab', String(lab.redirectPort - 1)];

		const report = join(cli.home, 'report.md');
		const check = async (env: RunOptions['env']) => {
			await cli.run(['doctor', '--bundle', report, '--yes'], { env: { ...plain, ...env } });
			const text = readFileSync(report, 'utf8');
			expect(statSync(report).mode & 0o777).toBe(0o600);
			for (const hidden of [token, clientSecret, ...secrets, ...names, ...places]) {
				expect(text).not.toContain(hidden);
				expect(text).not.toContain(Buffer.from(hidden).toString('base64').replace(/=+$/, ''));
			}
			expect(text).toMatch(/^It holds: .*\n\nIt leaves out: every token and client secret/m);
			return text;
		};
		expect(await check({})).toContain('- **ok** network: data center 1: host 1 answers (http on this machine)');
		// Everything broken at once: errors quote paths and names.
		for (const ref of rows as string[]) await keytar.deletePassword('Latchkey', ref);
		chmodSync(join(cli.home, 'locks'), 0o755);
		await lab.crm.close();
		expect(
			await check({ HTTPS_PROXY: 'http://me:hunter2@proxy.corp:3128', NO_PROXY: 'localhost,127.0.0.1' }),
		).toContain('- **fail** entries: The keychain has no entry for connection 1, the client secret of API client 1');
		await check(noBus);
		inStore(cli, (store) => store.pragma('user_version = 99'));
		expect(await check({})).toContain('- **fail** database: STORE_NEWER');
		const taken = await cli.json(['doctor', '--bundle', report], 2);
		expect(taken.error?.message).toContain('--yes replaces it');
	});

	it.skipIf(process.platform === 'win32')('fits a terminal of 80 columns and draws no colours', async () => {
		const lab = await openLab();
		await lab.connect('acme');
		const { shown } = await onTerminal(lab.cli, ['doctor', '--offline']);
		const lines = shown.split('\n').filter((line) => line.startsWith('ok') || line.startsWith(' '));
		expect(lines.length).toBeGreaterThan(9);
		expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
		expect(shown).not.toContain('\u001b');
	});
});
