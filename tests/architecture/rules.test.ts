import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Runs one of the project's own tools; what it complains of is the failure's message. */
function complaints(path: string, ...args: string[]): string {
	const run = spawnSync(process.execPath, [join(root, 'node_modules', path), ...args], { cwd: root, encoding: 'utf8' });
	return run.status === 0 ? '' : `${run.stdout}\n${run.stderr}`;
}

describe('the rules of the project', () => {
	it('formats and lints without a complaint', () => {
		expect(complaints('@biomejs/biome/bin/biome', 'check', '--error-on-warnings')).toBe('');
	}, 60_000);

	it.each(['shared', 'node', 'main', 'preload', 'renderer', 'tests'])(
		'compiles %s with the types of its own runtime alone',
		(runtime) => {
			expect(complaints('typescript/bin/tsc', '-p', `tsconfig.${runtime}.json`)).toBe('');
		},
		60_000,
	);

	it('lets each folder know only the folders that it may', () => {
		expect(complaints('dependency-cruiser/bin/dependency-cruiser.mjs', 'src')).toBe('');
	}, 60_000);

	it('keeps nothing that nobody uses', () => {
		expect(complaints('knip/bin/knip.js')).toBe('');
	}, 60_000);
});

describe('what must stand in one place alone', () => {
	const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
		.filter((path) => /\.tsx?$/.test(path) && statSync(join(root, 'src', path)).isFile())
		.map((path) => ({ path, text: readFileSync(join(root, 'src', path), 'utf8') }));
	const users = (pattern: RegExp) =>
		sources
			.filter(({ text }) => pattern.test(text))
			.map(({ path }) => path)
			.sort();

	it('K05: calls findCredentials nowhere: it crashes on a planted entry', () => {
		expect(users(/findCredentials\(/)).toEqual([]);
	});

	it('K03: loads keytar in the worker, and for reads of commands that end after them', () => {
		const keychain = 'core/adapters/keychain';
		expect(users(/from 'keytar'/)).toEqual([`${keychain}/keytar-reads.ts`, `${keychain}/keytar-worker.ts`]);
		expect(users(/^import \{.*keytar-reads\.ts'/m)).toEqual(['cli/index.ts']);
	});

	it('I01: registers IPC handlers in the one file that checks the sender', () => {
		expect(users(/ipcMain\.(handle|on|once)\(/)).toEqual(['main/requests/requests.ts']);
		expect(users(/ipcRenderer\./)).toEqual(['preload/index.ts']);
	});

	it('I07: opens windows without Node, isolated and in the sandbox', () => {
		expect(users(/new BrowserWindow\(/)).toEqual(['main/window/main-window.ts']);
		const text = readFileSync(join(root, 'src/main/window/main-window.ts'), 'utf8');
		for (const setting of ['contextIsolation: true', 'sandbox: true', 'nodeIntegration: false', 'webviewTag: false']) {
			expect(text).toContain(setting);
		}
		expect(users(/webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures/)).toEqual([]);
	});
});
