import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { Cli, type RunOptions, removeBuiltCli } from './cli-harness.ts';
import { inStore, noKeyring, openLab } from './lab.ts';
import { expectNothingChanged } from './unchanged.ts';

afterAll(removeBuiltCli);

const passphrase = { input: 'correct horse battery staple' };
const header =
	'id,user_name,client_id,client_secret,refresh_token,access_token,grant_token,expiry_time,redirect_url,api_domain';

/** Two connections, and what belongs to a run: `dry` runs with --dry-run, in words and in JSON, and both must change nothing. */
async function openDryLab() {
	const lab = await openLab();
	await lab.connect('acme', 'acme-sandbox');
	await lab.connect('globex', 'globex');
	const dry = async (args: readonly string[], options: RunOptions = {}, cli: Cli = lab.cli) =>
		expectNothingChanged(cli, async () => {
			const requests = lab.crm.requests.length;
			const ran = await cli.run([...args, '--dry-run'], options);
			expect(ran.code, ran.stderr).toBe(0);
			// A yes beside it makes no difference.
			const { data, warnings } = await cli.json<Record<string, unknown>>([...args, '--dry-run', '--yes'], 0, options);
			expect(data.dryRun).toBe(true);
			expect(lab.crm.requests).toHaveLength(requests);
			return { ...ran, data, warnings };
		});
	return { ...lab, dry };
}

describe.skipIf(noKeyring)('--dry-run says what would be done and changes no byte', () => {
	it('of restore: what comes back and what is set aside', async () => {
		const { cli, dry } = await openDryLab();
		const file = join(cli.home, 'mine.db');
		await cli.run(['backup', '--to', file]);
		await cli.run(['revoke', 'acme']);
		const database = join(cli.home, 'latchkey.db');
		const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('latchkey-backup-'));
		const before = left();
		const ran = await dry(['restore', file]);
		expect(ran.stdout).toContain(
			`Would restore from ${file}: 2 connections, 1 API client, the audit log.\nWould set aside: ${database}\n`,
		);
		expect(ran.stdout).toContain('It trusts a data center of somebody\'s own, "lab":');
		expect(ran.data).toMatchObject({ file, setAside: database, connections: 2, apiClients: 1 });
		expect(left()).toEqual(before);
		for (const [path, code] of [
			[database, 'BACKUP_REFUSED'],
			[join(cli.home, 'nothing.db'), 'BACKUP_REFUSED'],
		] as const)
			expect((await cli.json(['restore', path, '--dry-run'], 1)).error?.code).toBe(code);

		// Where there is no Latchkey yet, none is made.
		const other = await Cli.open();
		const env = { LATCHKEY_HOME: join(other.home, 'new') };
		expect(await other.run(['restore', file, '--dry-run'], { env })).toMatchObject({ code: 0 });
		expect(existsSync(join(other.home, 'new', 'latchkey.db'))).toBe(false);
	}, 60_000);

	it('of vault use: how many entries go where', async () => {
		const { cli, dry } = await openDryLab();
		const keychain = "this computer's keychain";
		const { data } = await cli.json<{ entries: number }>(['vault', 'status']);
		for (const [kind, words] of [
			['file', "Latchkey's own file, opened by one keychain entry"],
			['passphrase', "Latchkey's own file, under a passphrase"],
		] as const) {
			const ran = await dry(['vault', 'use', kind]);
			expect(ran.stdout).toBe(`Would move ${data.entries} entries from ${keychain} to ${words}.\n`);
			expect(ran.data).toEqual({ dryRun: true, from: 'keychain', to: kind, moves: data.entries, leftover: null });
		}
		const stays = await dry(['vault', 'use', 'keychain']);
		expect(stays.stdout).toBe(`The secrets lie in ${keychain} already.\n`);
		expect(stays.data).toMatchObject({ moves: 0 });
		expect((await cli.json(['vault', 'use', 'cellar', '--dry-run'], 2)).error?.code).toBe('USAGE');
		await cli.json(['vault', 'use', 'file', '--yes']);
		expect((await dry(['vault', 'use', 'keychain'])).data).toMatchObject({ from: 'file', moves: data.entries });
	}, 60_000);

	it('of vault adopt: what the keychain of today holds, and whether a file goes aside', async () => {
		const { cli, dry } = await openDryLab();
		const status = await cli.json<{ backend: string | null }>(['vault', 'status']);
		const whole = await dry(['vault', 'adopt']);
		expect(whole.data).toEqual({
			...{ dryRun: true, before: status.data.backend, now: status.data.backend, setsFileAside: false },
			...{ held: ['acme', 'globex'], signInAgain: [], secretsToAdd: [] },
		});
		expect(whole.warnings).toEqual([]);
		const refs = inStore(cli, (store) =>
			store
				.prepare("SELECT c.alias, c.ref FROM connection AS c UNION SELECT 'secret', ref FROM client_secret")
				.raw()
				.all(),
		) as [string, string][];
		const lose = (alias: string) => keytar.deletePassword('Latchkey', refs.find(([name]) => name === alias)?.[1] ?? '');

		expect(await lose('acme')).toBe(true);
		const one = await dry(['vault', 'adopt']);
		expect(one.data).toMatchObject({ held: ['globex'], signInAgain: ['acme'], secretsToAdd: [] });
		expect(one.stdout).toContain('Connections that it holds: 1\nacme: must sign in again: latchkey reauth acme\n');

		for (const alias of ['globex', 'secret']) expect(await lose(alias)).toBe(true);
		const none = await dry(['vault', 'adopt']);
		expect(none.data).toMatchObject({ held: [], signInAgain: ['acme', 'globex'] });
		expect(none.data.secretsToAdd).toHaveLength(1);
		expect(none.warnings).toEqual([expect.stringContaining('unlock it and look again')]);
		// What it said is what happens.
		const { data } = await cli.json(['vault', 'adopt', '--yes']);
		const { held, signInAgain, secretsToAdd } = none.data;
		expect(data).toMatchObject({ held, signInAgain, secretsToAdd });
	}, 60_000);

	it('of vault adopt, with a file whose entry is gone: that goes aside', async () => {
		const { cli } = await openDryLab();
		await cli.json(['vault', 'use', 'file', '--yes']);
		// Not the note of when the file was searched for damage, nor the day's backup of it: each opening may make them.
		const files = ['keychain-vault.db', 'latchkey.db'].map((name) => join(cli.home, name));
		const before = files.map((file) => readFileSync(file));
		const dry = async (...more: string[]) => {
			const ran = await cli.run(['vault', 'adopt', '--dry-run', ...more]);
			expect(files.map((file, place) => readFileSync(file).equals(before[place] ?? Buffer.of()))).toEqual([true, true]);
			return ran.stdout;
		};
		expect(JSON.parse(await dry('--json')).data).toMatchObject({ setsFileAside: false, held: ['acme', 'globex'] });
		const rows = new BetterSqlite(files[0], { readonly: true });
		const { ref } = JSON.parse(String(rows.prepare('SELECT kdf FROM vault_key').pluck().get()));
		rows.close();
		expect(await keytar.deletePassword('Latchkey', ref)).toBe(true);
		const plan = { setsFileAside: true, held: [], signInAgain: ['acme', 'globex'] };
		expect(JSON.parse(await dry('--json')).data).toMatchObject(plan);
		expect(await dry()).toContain('Would set the file of the secrets aside, and begin a new one.\n');
		const { data } = await cli.json(['vault', 'adopt', '--yes']);
		expect(data).toMatchObject({ held: plan.held, signInAgain: plan.signInAgain });
	}, 60_000);

	it('of vault restore: which file takes the place of which', async () => {
		const { cli, dry } = await openDryLab();
		await cli.json(['vault', 'use', 'file', '--yes']);
		// An opening of the file makes the day's backup of it.
		await cli.json(['refresh', 'acme']);
		const backups = join(cli.home, 'backups');
		const [name = ''] = readdirSync(backups).filter((one) => one.includes('vault'));
		const [file, vault] = [join(backups, name), join(cli.home, 'keychain-vault.db')];
		const ran = await dry(['vault', 'restore', file]);
		expect(ran.stdout).toBe(`Would restore from ${file}.\nWould set aside: ${vault}\n`);
		expect(ran.data).toEqual({ dryRun: true, file, setAside: vault });
		expect((await cli.json(['vault', 'restore', vault, '--dry-run'], 1)).error?.code).toBe('BACKUP_REFUSED');
	}, 60_000);

	it('of import bundle: what is in it, what is here already, whose hosts nobody trusts', async () => {
		const { cli, crm, dry } = await openDryLab();
		const [eu] = crm.dataCenters;
		const file = join(cli.home, 'all.bundle');
		const withSecrets = ['export', 'bundle', file, '--with-secrets', '--yes', '--bundle-passphrase-stdin'];
		await cli.json(withSecrets, 0, passphrase);
		const importing = ['import', 'bundle', file, '--bundle-passphrase-stdin'];
		const held = await dry(importing, passphrase);
		expect(held.data).toMatchObject({ wouldImport: [], connections: [{ state: 'held' }, { state: 'held' }] });
		expect(held.stdout).toMatch(/^1\tacme\t.*\theld here as acme\n2\tglobex\t.*\theld here as globex\n$/);

		const other = await Cli.open();
		await other.json(['api-client', 'list']);
		const distrusted = await dry(importing, passphrase, other);
		expect(distrusted.warnings).toEqual([expect.stringContaining('"lab" is not trusted here')]);
		expect(distrusted.data).toMatchObject({ wouldImport: [] });
		const hosts = ['--accounts-url', eu?.accountsUrl ?? '', '--api-url', eu?.apiUrl ?? ''];
		await other.run(['data-center', 'add', '--id', 'lab', '--name', 'Lab', ...hosts]);
		// The first start after a change makes the day's backup.
		await other.json(['api-client', 'list']);
		const fresh = await dry(importing, passphrase, other);
		expect(fresh.data).toMatchObject({ wouldImport: [1, 2] });
		expect(fresh.stderr).toBe('Would import 2 connections. Nothing was changed.\n');
		expect((await dry([...importing, '--only', '2'], passphrase, other)).data).toMatchObject({ wouldImport: [2] });
		const wrong = await other.json([...importing, '--only', '3', '--dry-run'], 2, passphrase);
		expect(wrong.error?.code).toBe('USAGE');
	}, 60_000);

	it('of import sdk-store: which records, and whether the plain file would go', async () => {
		const { cli, crm, clientSecret, dry } = await openDryLab();
		const api = crm.dataCenters[0]?.apiUrl ?? '';
		const dead = (digit: string) => `1000.${digit.repeat(32)}.${digit.repeat(32)}`;
		const row = (id: string, token: string, domain = api) => [
			id,
			`${id}@example.test:7`,
			'1000.LABCLIENT',
			clientSecret,
			token,
			'',
			'',
			'',
			'',
			domain,
		];
		const rows = [row('a', dead('1')), row('b', dead('2')), row('c', dead('3'), 'https://api.evil.test')];
		const folder = join(cli.home, 'project');
		mkdirSync(folder);
		const file = join(folder, 'sdk_tokens.txt');
		writeFileSync(file, [header, ...rows.map((one) => one.join(','))].join('\n'));
		const sqlite = join(folder, 'zohooauth.db');
		const store = new BetterSqlite(sqlite);
		store.exec(`CREATE TABLE oauthtoken (${header.replaceAll(',', ' TEXT, ')} TEXT)`);
		for (const one of rows.slice(0, 2)) store.prepare(`INSERT INTO oauthtoken VALUES (${one.map(() => '?')})`).run(one);
		store.close();

		const all = await dry(['import', 'sdk-store', '--file', file, '--check', '--shred']);
		expect(all.data).toMatchObject({ wouldImport: [1, 2], wouldShred: false });
		expect(all.stdout.split('\n').map((line) => line.split('\t').at(-1))).toEqual([
			'new',
			'new',
			'cannot be imported',
			'',
		]);
		expect(all.stderr).toContain('Record 3: ');
		expect(all.stderr).toContain('Would import 2 records. Nothing was changed.\n');
		expect(all.warnings).toEqual([expect.stringContaining('would not be shredded')]);
		expect(JSON.stringify(all)).not.toContain(clientSecret);
		expect(JSON.stringify(all)).not.toContain('11111111');
		const some = await dry(['import', 'sdk-store', '--sqlite', sqlite, '--only', '2', '--shred']);
		expect(some.data).toMatchObject({ wouldImport: [2], wouldShred: false });
		const whole = await dry(['import', 'sdk-store', '--sqlite', sqlite, '--shred']);
		expect(whole.data).toMatchObject({ wouldImport: [1, 2], wouldShred: true });
		expect(whole.stderr).toContain(`Would import 2 records, then overwrite and remove ${sqlite}. Nothing was changed.`);
		expect(readFileSync(file, 'utf8')).toContain(dead('1'));
	}, 60_000);

	it('of what changes many connections', async () => {
		const { cli, dry } = await openDryLab();
		// Not every one of them asks, so not every one knows --yes.
		for (const args of [
			...['check', 'refresh', 'revoke', 'forget', 'reauth'].map((verb) => [verb, '--all']),
			['edit', '--all', '--add-tag', 'vip', '--no-customer'],
			['edit', 'acme', '--alias', 'other'],
		])
			await expectNothingChanged(cli, async () => {
				const ran = await cli.run([...args, '--dry-run']);
				expect(ran, args.join(' ')).toMatchObject({ code: 0, stderr: '' });
				expect(ran.stdout).toMatch(/^acme: would /);
			});
		await cli.json(['edit', '--all', '--customer', 'Acme GmbH', '--yes']);
		expect((await dry(['offboard', '--customer', 'Acme GmbH', '--forget'])).stdout).toContain('acme: would revoke');
	}, 60_000);

	it('of nothing, where no connection matches', async () => {
		const { cli } = await openDryLab();
		for (const args of [['check'], ['refresh'], ['revoke'], ['forget'], ['reauth']]) {
			const ran = await cli.run([...args, '--tag', 'none', '--dry-run']);
			expect(ran, args.join(' ')).toEqual({ code: 0, stdout: '', stderr: 'No connection matches.\n' });
		}
		expect(await cli.run(['edit', '--with-tag', 'none', '--pin', '--dry-run'])).toEqual({
			code: 0,
			stdout: '',
			stderr: 'No connection matches.\n',
		});
	}, 60_000);
});
