import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ScanReport } from '../../../src/core/scan/findings.ts';
import { newToken } from '../../../src/practice/new-token.ts';
import { Cli, removeBuiltCli } from './cli-harness.ts';

afterAll(removeBuiltCli);

const header =
	'id,user_name,client_id,client_secret,refresh_token,access_token,grant_token,expiry_time,redirect_url,api_domain';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'latchkey-scan-'));
});

function put(name: string, content: string): void {
	const path = join(folder, name);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, content);
}

/** A project with a secret of every kind; gives the secrets. */
function project(): readonly string[] {
	const secrets = [newToken(), newToken('1004'), newToken(), newToken(), randomBytes(21).toString('hex')];
	const [access, device, stored, inTable, clientSecret] = secrets;
	put('src/call.sh', `# test\ncurl -H "Authorization: Zoho-oauthtoken ${access}"\n`);
	put('src/again.sh', `TOKEN=${access}`);
	put('config/zoho.json', `{"client_id":"1000.ABCDEFGHIJKLMNO","client_secret":"${clientSecret}"}`);
	put('notes\u001b[31m\n.txt', `the device said ${device}`);
	put('sdk_tokens.txt', `${header}\n1,a@b.test:1,1000.X,${clientSecret},${stored},,,,,\n`);
	put('node_modules/x/index.js', access ?? '');
	put('image.png', '\u0089PNG\0');
	put('big.log', '');
	truncateSync(join(folder, 'big.log'), 11 * 1024 * 1024);
	symlinkSync('/', join(folder, 'root'));
	const sqlite = new Database(join(folder, 'zohooauth.db'));
	sqlite.exec('CREATE TABLE oauthtoken (id varchar, refresh_token varchar)');
	sqlite.prepare('INSERT INTO oauthtoken VALUES (?, ?)').run('1', inTable);
	sqlite.close();
	return secrets;
}

/** Whether a text holds any eight characters of a secret. */
function shows(text: string, secret: string): boolean {
	const hex = secret.replace(/^100[04]\./, '');
	return Array.from({ length: hex.length - 7 }, (_, at) => hex.slice(at, at + 8)).some((part) => text.includes(part));
}

describe('latchkey scan', () => {
	it('prints where what lies as grep does, what it left out, and no part of a secret', async () => {
		onTestFinished(() => rmSync(folder, { recursive: true }));
		const secrets = project();
		const cli = await Cli.open();
		const { code, stdout, stderr } = await cli.run(['scan', folder]);
		expect(code).toBe(1);
		const lines = stdout.split('\n').map((line) => line.replace(`${folder}/`, '').replace(/ \w{8}\)$/, ' X)'));
		expect(lines).toEqual([
			'config/zoho.json:1: client secret beside its client id (fingerprint X)',
			'notes\\u{1b}[31m\\u{a}.txt:1: access, refresh or grant token (fingerprint X)',
			'sdk_tokens.txt:1: SDK token file with 1 record',
			'src/again.sh:1: access, refresh or grant token (fingerprint X)',
			'src/call.sh:2: access, refresh or grant token (fingerprint X)',
			'zohooauth.db: SDK database with 1 record in its table oauthtoken',
			'',
		]);
		const [again, call] = stdout.split('\n').filter((line) => line.includes('.sh:'));
		expect(again?.slice(-10)).toBe(call?.slice(-10));
		expect(stderr).toContain(`warning: ${folder}/big.log was not searched: 11 MB is too big\n`);
		expect(stderr).toMatch(/^6 findings in 6 files; 6 files searched in \d+\.\d s\.$/m);
		expect(stderr).toContain('Not searched: node_modules (1), binary files (1), files over 10 MB (1), links (1).\n');

		await cli.run(['scan', folder, '--json']);
		await cli.run(['scan', join(folder, 'src'), join(folder, 'zohooauth.db'), '--quiet']);
		for (const { args, ran } of cli.runs) {
			expect(ran.code).toBe(1);
			const all = ran.stdout + ran.stderr;
			expect(
				secrets.filter((secret) => shows(all, secret)),
				args.join(' '),
			).toEqual([]);
			expect(all.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
		}
	});

	it('gives the same as data', async () => {
		onTestFinished(() => rmSync(folder, { recursive: true }));
		project();
		const cli = await Cli.open();
		const { data, warnings } = await cli.json<ScanReport>(['scan', folder], 1);
		expect(Object.keys(data)).toEqual(['findings', 'files', 'bytes', 'skipped']);
		expect(data.findings).toHaveLength(6);
		expect(data.findings[1]).toEqual({
			...{ path: join(folder, 'notes\u001b[31m\n.txt'), line: 1, kind: 'token', records: null },
			fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
		});
		expect(data.skipped).toMatchObject({ nodeModules: 1, binary: 1, links: 1, unreadable: [] });
		expect(warnings).toHaveLength(1);
	});

	it('ends with 0 where nothing lies, and with 2 where there is nothing of that name', async () => {
		onTestFinished(() => rmSync(folder, { recursive: true }));
		put('README.md', '# nothing');
		const cli = await Cli.open();
		expect(await cli.run(['scan', folder])).toMatchObject({
			code: 0,
			stdout: '',
			stderr: expect.stringMatching(/^Nothing found; 1 file searched in \d\.\d s\.\n$/),
		});
		const { error } = await cli.json(['scan', folder, join(folder, 'nowhere')], 2);
		expect(error?.message).toBe(`There is no "${join(folder, 'nowhere')}".`);
	});

	it('searches 20,000 files in a few seconds', async () => {
		onTestFinished(() => rmSync(folder, { recursive: true }));
		const content = `${'const answer = 42; // client_secret 1000.\n'.repeat(100)}`;
		for (let at = 0; at < 20_000; at++) put(`src/${at % 200}/${at}.ts`, content);
		const cli = await Cli.open();
		await cli.run(['--version']);
		const started = performance.now();
		const { data } = await cli.json<ScanReport>(['scan', folder]);
		const seconds = (performance.now() - started) / 1000;
		expect(data.files).toBe(20_000);
		// Some 3 s on two slow cores that other tests use as well.
		expect(seconds).toBeLessThan(10);
	});
});
