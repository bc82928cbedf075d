import { execFile, spawn } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { asCurl } from '../../../src/core/export/shell-forms.ts';
import { exportedToken } from '../../unit/core/export/hostile-token.ts';
import { readBruno, readDotenv } from '../../unit/core/export/readers.ts';
import { type Cli, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

/** What a shell prints; not waited for in one go, because the CRM answers from this process. */
async function shell(script: string): Promise<string> {
	return (await promisify(execFile)('sh', ['-c', script])).stdout;
}

/** A folder beside the CLI's own, for what `--out` writes. */
function outFolder(cli: Cli): string {
	const folder = join(cli.home, 'out');
	mkdirSync(folder);
	return folder;
}

describe.skipIf(noKeyring)('latchkey token', () => {
	it('prints the same token in every form', async () => {
		const { cli, connect } = await openLab();
		const { apiDomain, org } = await connect('acme');
		const printed = async (format: string) => (await cli.run(['token', 'acme', '--format', format])).stdout;
		const token = (await printed('raw')).trim();
		expect(token).toMatch(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/);
		expect(await printed('header')).toBe(`Authorization: Zoho-oauthtoken ${token}\n`);

		const fromEnv = await cli.run(['token', 'acme', '--format', 'env']);
		const script = `${fromEnv.stdout}\nprintf '%s %s' "$ZOHO_ACCESS_TOKEN" "$ZOHO_ORG_ID"`;
		expect(await shell(script)).toBe(`${token} ${org.id}`);

		const variables = readDotenv(await printed('dotenv'));
		expect(variables.get('ZOHO_ACCESS_TOKEN')).toBe(token);
		expect(variables.get('ZOHO_API_DOMAIN')).toBe(apiDomain);
		expect(readBruno(await printed('bruno'))).toEqual(variables);
		const postman: { name: string; values: { key: string; value: string }[] } = JSON.parse(await printed('postman'));
		expect(new Map(postman.values.map(({ key, value }) => [key, value]))).toEqual(variables);
		expect(postman.name).toMatch(/^acme \(.+\)$/);
		expect(JSON.parse(await printed('json'))).toMatchObject({ accessToken: token, alias: 'acme' });
		const answer = await shell(`${(await printed('curl')).trimEnd()} --silent`);
		expect(JSON.parse(answer)).toMatchObject({ org: [{ company_name: org.name }] });
	});

	it('writes a file that is its owner’s alone, and puts the token nowhere else', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const token = (await cli.run(['token', 'acme'])).stdout.trim();
		const folder = outFolder(cli);
		const reads = { env: 'export ', dotenv: 'ZOHO_', json: '{', postman: '{', bruno: 'vars {' };
		for (const [format, begins] of Object.entries(reads)) {
			const file = join(folder, format);
			const ran = await cli.run(['token', 'acme', '--format', format, '--out', file]);
			expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining(`${file}: written for acme`) });
			expect(ran.stdout + ran.stderr).not.toContain(token);
			const text = readFileSync(file, 'utf8');
			expect(text.startsWith(begins), text).toBe(true);
			expect(text).toContain(token);
			if (process.platform !== 'win32') expect((lstatSync(file).mode & 0o777).toString(8)).toBe('600');
		}
		const { data } = await cli.json(['token', 'acme', '--format', 'env', '--out', join(folder, 'b')]);
		expect(Object.keys(Object(data))).toEqual(['file', 'format', 'alias', 'expiresAt', 'expiresInSeconds']);
		expect(readdirSync(folder).sort()).toEqual(['b', ...Object.keys(reads)].sort());
	});

	it('replaces no file without --yes, and a link or a folder never', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const folder = outFolder(cli);
		const file = join(folder, 'taken.env');
		writeFileSync(file, 'mine', { mode: 0o644 });
		symlinkSync(file, join(folder, 'link'));
		symlinkSync(join(folder, 'nothing'), join(folder, 'dangling'));
		const message = async (out: string, ...more: string[]) => {
			const args = ['token', 'acme', '--format', 'env', '--out', out, ...more];
			const { error } = await cli.json(args, 2);
			return error?.message.replace(folder, '');
		};
		expect(await message(file)).toBe('/taken.env is there already; --yes replaces it.');
		expect(await message(join(folder, 'link'), '--yes')).toBe('/link is a symbolic link; name a file.');
		expect(await message(join(folder, 'dangling'), '--yes')).toBe('/dangling is a symbolic link; name a file.');
		expect(await message(folder, '--yes')).toBe(' is there already and is no file.');
		expect(await message(join(folder, 'no', 'where'))).toBe('/no/where cannot be written: its folder is not there.');
		const backup = await cli.json(['backup', '--to', join(folder, 'no', 'where')], 2);
		expect(backup.error?.message.replace(folder, '')).toBe('/no/where cannot be written: its folder is not there.');
		expect(readFileSync(file, 'utf8')).toBe('mine');
		expect(readdirSync(folder).sort()).toEqual(['dangling', 'link', 'taken.env']);

		expect(await cli.run(['token', 'acme', '--format', 'env', '--out', file, '--yes'])).toMatchObject({ code: 0 });
		expect(readFileSync(file, 'utf8')).toContain('ZOHO_ACCESS_TOKEN');
		if (process.platform !== 'win32') expect((lstatSync(file).mode & 0o777).toString(8)).toBe('600');
		expect(readdirSync(folder)).toHaveLength(3);
	});

	it('of two that want the same new file, lets one have it', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const file = join(outFolder(cli), 'wanted.env');
		const runs = await Promise.all(
			Array.from({ length: 3 }, () => cli.run(['token', 'acme', '--format', 'dotenv', '--out', file])),
		);
		expect(runs.map(({ code }) => code).sort()).toEqual([0, 2, 2]);
		expect([...readDotenv(readFileSync(file, 'utf8')).keys()]).toHaveLength(7);
	});

	it('names the forms that are for files', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const { error } = await cli.json(['token', 'acme', '--out', join(cli.home, 'x')], 2);
		expect(error?.message).toBe('--out needs a --format that is for files: env, dotenv, json, postman, bruno.');
	});
});

describe.skipIf(process.platform === 'win32')('the curl form', () => {
	it.each(['1000.a.b', `x'"$(id)\`id\`!%;&|`, '\\n\\r\\u0000', '@/etc/passwd', '{a,b}[1-3]', ' two  words ', '#~*?<>'])(
		'asks once, with the token as it is: %s',
		async (accessToken) => {
			const requests: IncomingMessage[] = [];
			const server = createServer((request, response) => {
				requests.push(request);
				response.end();
			});
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			onTestFinished(() => void server.close());
			const address = server.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			// A path that curl would take for four without --globoff.
			const apiDomain = `http://127.0.0.1:${port}/{a,b}[1-2]`;
			const child = spawn('sh', ['-c', asCurl(exportedToken({ accessToken, apiDomain }))], { stdio: 'ignore' });
			expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
			expect(requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
				['/{a,b}[1-2]/crm/v8/org', `Zoho-oauthtoken ${accessToken}`.trimEnd()],
			]);
		},
	);
});
