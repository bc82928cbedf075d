import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startPractice } from '../../../src/practice/start-practice.ts';
import { connect, consent, exchange, isAlive, practice, refresh } from './practice-harness.ts';

async function temporaryFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'practice-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	return folder;
}

test('keeps grants, consents and limits over a restart, also those of a data center that did not run', async () => {
	const stateFile = join(await temporaryFolder(), 'deep', 'practice.json');
	const first = await practice({ stateFile });
	const acme = await connect(first.crm, 'eu', 'acme');
	const initech = await connect(first.crm, 'us', 'initech');
	for (let count = 2; count <= 10; count += 1) await refresh(first.crm, 'us', initech.refreshToken);
	await first.crm.close();
	const second = await practice({ stateFile, locations: ['us'] });
	await connect(second.crm, 'us', 'umbrella-labs');
	await second.crm.close();

	const { crm } = await practice({ stateFile });

	expect(await isAlive(crm, 'eu', acme.accessToken)).toBe(true);
	expect((await refresh(crm, 'eu', acme.refreshToken)).body).toHaveProperty('access_token');
	expect((await refresh(crm, 'us', initech.refreshToken)).body.error).toBe('Access Denied');
	expect((await connect(crm, 'eu', 'acme', { prompt: null })).refreshToken).toBe('');
});

test('holds no token, code or secret on disk, is readable by its owner only, and leaves nothing beside it', async () => {
	const folder = await temporaryFolder();
	const stateFile = join(folder, 'practice.json');
	const { crm } = await practice({ stateFile });
	const grants = await Promise.all(['acme', 'globex', 'acme-sandbox'].map((org) => connect(crm, 'eu', org)));

	const text = await readFile(stateFile, 'utf8');

	for (const token of grants.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken])) {
		const [, random = token] = token.split('.');
		expect(text).not.toContain(random);
	}
	for (const secret of Object.values(crm.apiClient.secrets)) expect(text).not.toContain(secret);
	expect(await readdir(folder)).toEqual(['practice.json']);
	if (process.platform !== 'win32') expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
});

test.each(['{"version":1,"gra', '{"version":2}', 'null'])(
	'keeps a damaged file aside and begins anew (%s)',
	async (text) => {
		const folder = await temporaryFolder();
		const stateFile = join(folder, 'practice.json');
		await writeFile(stateFile, text);
		const lines: string[] = [];

		const { crm } = await practice({ stateFile, log: (line) => lines.push(line) });

		expect(await readFile(`${stateFile}.damaged`, 'utf8')).toBe(text);
		expect(lines).toEqual([expect.stringContaining('practice.json.damaged')]);
		expect((await connect(crm, 'eu', 'acme')).refreshToken).not.toBe('');
	},
);

test('rejects when the state cannot be read', async () => {
	const folder = await temporaryFolder();

	await expect(startPractice({ basePort: 0, stateFile: folder })).rejects.toMatchObject({ code: 'EISDIR' });
});

test('answers 500 while the state cannot be written, and saves everything once it can', async () => {
	const folder = join(await temporaryFolder(), 'state');
	const stateFile = join(folder, 'practice.json');
	const { crm } = await practice({ stateFile });
	const { code = '' } = await consent(crm, 'eu', 'acme');
	await rm(folder, { recursive: true });
	await writeFile(folder, 'in the way');

	await expect(exchange(crm, 'eu', code)).rejects.toThrow(SyntaxError);

	await rm(folder);
	await connect(crm, 'eu', 'globex');
	expect(JSON.parse(await readFile(stateFile, 'utf8')).grants).toHaveLength(2);
});
