import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { noKeyring } from '../cli/lab.ts';
import { freePort } from '../core/free-port.ts';
import { type Installed, packAndInstall, root } from './packed.ts';

let installed: Installed;
beforeAll(() => {
	installed = packAndInstall();
}, 240_000);
afterAll(() => installed?.remove());

const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** A Node that is too old for Latchkey, from the PATH. */
const oldNode = (process.env.PATH ?? '')
	.split(delimiter)
	.map((folder) => join(folder, 'node'))
	.filter((node) => existsSync(node))
	.find((node) => /^v(\d|1\d|2[01])\./.test(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout));

function emptyHome(): string {
	const home = mkdtempSync(join(tmpdir(), 'latchkey-packed-'));
	onTestFinished(() => rmSync(home, { recursive: true, force: true }));
	return home;
}

/** Starts the installed command as a shell would, or a script beside it. */
function start(home: string, [program = '', ...args]: readonly string[]) {
	const child = spawn(program, args, {
		cwd: installed.folder,
		env: {
			...process.env,
			NODE_OPTIONS: '',
			PATH: installed.path,
			LATCHKEY_HOME: home,
			DISPLAY: '',
			WAYLAND_DISPLAY: '',
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
	const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
		child.once('close', (code) => resolve({ code, stdout, stderr })),
	);
	const line = async (pattern: RegExp): Promise<string> => {
		const found = () => stderr.split('\n').find((one) => pattern.test(one)) ?? '';
		await expect.poll(found, { timeout: 15_000 }).not.toBe('');
		return found();
	};
	return { child, ended, line };
}

const latchkey = (home: string, ...args: readonly string[]) => start(home, ['latchkey', ...args]).ended;

describe('the package', () => {
	it('holds what runs and what tells about it, and no sources, tests or pictures', () => {
		const { files, packedBytes } = installed;
		const known =
			/^(bin\/latchkey\.cjs|out\/(cli|main|preload|renderer|sdk)\/.+\.(cjs|js|css|html)|out\/sdk\/types\/.+\.d\.ts|resources\/icon\.png|docs\/(cli\.md|latchkey\.1|schemas\/[\w-]+\.json)|package\.json|README\.md|LICENSE)$/;
		expect(files.filter((path) => !known.test(path))).toEqual([]);
		for (const path of [
			'bin/latchkey.cjs',
			'out/cli/latchkey.cjs',
			'out/cli/keytar-worker.cjs',
			'out/main/index.cjs',
			'out/sdk/zoho-sdk.cjs',
			'docs/latchkey.1',
		])
			expect(files).toContain(path);
		// A picture or a source tree that slips in is larger than what there is to gain.
		expect(packedBytes).toBeLessThan(2_500_000);
	});

	it('brings the two native modules and nothing else, no Node and no Electron', () => {
		const modules = readdirSync(join(installed.folder, 'node_modules')).filter((name) => !name.startsWith('.'));
		expect(modules).toEqual(['better-sqlite3', 'keytar', 'latchkey', 'node-addon-api']);
		expect(readdirSync(join(installed.folder, 'node_modules/.bin'))).toEqual(['latchkey']);
	});

	it('runs on a plain Node', async () => {
		const home = emptyHome();
		expect(await latchkey(home, '--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
		expect(JSON.parse((await latchkey(home, 'list', '--json')).stdout)).toMatchObject({ data: { connections: [] } });
		expect((await latchkey(home, '__complete', 'bash', 'pract')).stdout).toBe('words\npractice\n');
	});

	it.skipIf(!oldNode)('says on an older Node which one it needs, in one line', () => {
		const ran = spawnSync(oldNode ?? '', [join(installed.folder, 'node_modules/.bin/latchkey'), 'list'], {
			encoding: 'utf8',
		});
		expect(ran).toMatchObject({ status: 1, stdout: '' });
		expect(ran.stderr).toMatch(
			/^latchkey needs Node 22\.14 \(of 23: 23\.6\) or newer; this is Node \S+ \(\S+\)\. [^\n]+\n$/,
		);
	});

	it('says so, too, on a Node whose binary interface is too old for SQLite, instead of crashing', () => {
		const old = join(installed.folder, 'old-interface.cjs');
		writeFileSync(old, "Object.defineProperty(process, 'versions', { value: { ...process.versions, napi: '9' } });");
		const command = join(installed.folder, 'node_modules/.bin/latchkey');
		const ran = spawnSync(process.execPath, ['--require', old, command, 'list'], { encoding: 'utf8' });
		expect(ran).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('needs Node 22.14') });
	});

	it('has types that stand by themselves', () => {
		const script = join(installed.folder, 'typed.ts');
		writeFileSync(
			script,
			`import { LatchkeyTokenStore, type ZohoToken } from 'latchkey/zoho-sdk';
			const store: LatchkeyTokenStore = await LatchkeyTokenStore.open({ connection: 'acme' });
			export const tokens: ZohoToken[] = await store.getTokens();
			// @ts-expect-error: there is no such option.
			await LatchkeyTokenStore.open({ frob: true });\n`,
		);
		const tsc = join(root, 'node_modules/typescript/bin/tsc');
		const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
		const where = ['--typeRoots', join(root, 'node_modules/@types')];
		const ran = spawnSync(process.execPath, [tsc, ...options, ...where, script], {
			...{ cwd: installed.folder, encoding: 'utf8' as const },
		});
		expect(ran.stdout + ran.stderr).toBe('');
		expect(ran.status).toBe(0);
	});

	it.skipIf(noKeyring)(
		'connects an org of the practice CRM, hands out its token and serves an SDK',
		async () => {
			const home = emptyHome();
			const port = String(await freePort());
			const practice = start(home, ['latchkey', 'practice', '--port', port, '--data-centers', 'eu']);
			onTestFinished(() => void practice.child.kill('SIGKILL'));
			await practice.line(/^Try in another terminal/);
			const names = ['--api-client', 'Practice', '--data-center', 'practice-eu', '--alias', 'acme'];
			const connecting = start(home, ['latchkey', 'connect', ...names, '--no-browser']);
			await followConsent(await connecting.line(/^http/));
			expect(await connecting.ended).toMatchObject({ code: 0 });
			const token = await latchkey(home, 'token', 'acme');
			expect(token).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}\n$/) });

			symlinkSync(join(root, 'node_modules/@zohocrm'), join(installed.folder, 'node_modules/@zohocrm'));
			const script = join(installed.folder, 'sdk.mjs');
			writeFileSync(
				script,
				`import * as ZOHOCRMSDK from '@zohocrm/nodejs-sdk-8.0';
			import { LatchkeyTokenStore } from 'latchkey/zoho-sdk';
			const store = await LatchkeyTokenStore.open({ sdk: ZOHOCRMSDK });
			console.log((await store.findTokenById('acme')).getAccessToken());\n`,
			);
			expect(await start(home, ['node', script]).ended).toEqual({ code: 0, stdout: token.stdout, stderr: '' });
		},
		60_000,
	);
});
