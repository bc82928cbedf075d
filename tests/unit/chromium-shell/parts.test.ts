import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appSchemes, originOf, policyForChromium, toApp, toChromium } from '../../../tools/chromium-shell/addresses.ts';
import { findChromium } from '../../../tools/chromium-shell/find-chromium.ts';
import { appHost, electronExecutable } from '../../../tools/chromium-shell/launch.ts';
import { readRun } from '../../../tools/chromium-shell/run.ts';
import { lockInstance, type SecondInstance } from '../../../tools/chromium-shell/single-instance.ts';
import { retire, strict, strictClass } from '../../../tools/chromium-shell/strict.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'chromium-shell-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
	vi.unstubAllEnvs();
});

describe('addresses', () => {
	beforeEach(() => void appSchemes.add('app'));
	afterEach(() => appSchemes.clear());

	it('gives pages of the app an address that Chromium loads, and back', () => {
		expect(toChromium('app://latchkey/a/b.html?q=1#h')).toBe('https://latchkey.app.chromium-shell.test/a/b.html?q=1#h');
		expect(toApp(toChromium('app://latchkey/a/b.html?q=1#h'))).toBe('app://latchkey/a/b.html?q=1#h');
		expect(toChromium('app://latchkey')).toBe('https://latchkey.app.chromium-shell.test/');
	});

	it('leaves other addresses alone', () => {
		for (const url of [
			'https://example.com/',
			'other://host/',
			'about:blank',
			'https://chromium-shell.test.evil.com/',
		]) {
			expect(toChromium(url)).toBe(url);
			expect(toApp(url)).toBe(url);
		}
	});

	it('names origins as Electron does', () => {
		expect([originOf('app://latchkey/x'), originOf('http://localhost:5173/x'), originOf('about:blank')]).toEqual([
			'app://latchkey',
			'http://localhost:5173',
			'null',
		]);
	});

	it('translates the sources of a policy', () => {
		expect(policyForChromium("default-src 'self' app:; img-src app://latchkey data:; connect-src https://a.b")).toBe(
			"default-src 'self' https://*.app.chromium-shell.test; img-src https://latchkey.app.chromium-shell.test data:; connect-src https://a.b",
		);
	});
});

describe('strict', () => {
	it('throws for absent members and lets present ones, probes and stubs be', () => {
		const shell: Record<string, unknown> = strict('shell', { beep: () => 'beep' });
		expect(() => shell.trashItem).toThrow('electron shell.trashItem is not in the Chromium shell');
		expect([shell.then, String(shell), 'trashItem' in shell]).toEqual([undefined, '[object Object]', false]);
		shell.beep = () => 'stub';
		expect((shell.beep as () => string)()).toBe('stub');
	});

	it('guards classes and keeps instanceof', () => {
		class Thing extends EventEmitter {
			known = 1;
		}
		strictClass(Thing);
		const thing = new Thing() as Thing & Record<string, unknown>;
		expect([thing.known, thing instanceof Thing, thing instanceof EventEmitter, thing.emit('x')]).toEqual([
			1,
			true,
			true,
			false,
		]);
		expect(() => thing.unknown).toThrow('electron Thing.unknown is not');
		expect(() => Reflect.get(Thing, 'unknown')).toThrow('electron Thing.unknown is not');
	});

	it('makes a destroyed object refuse', () => {
		class Thing extends EventEmitter {
			title = (): string => 'field';
			getTitle(): string {
				return 'title';
			}
			isDestroyed(): boolean {
				return true;
			}
		}
		const thing = new Thing();
		retire(thing);
		expect(() => thing.getTitle()).toThrow(new TypeError('Object has been destroyed'));
		expect([thing.isDestroyed(), thing.emit('x')]).toEqual([true, false]);
	});
});

describe('single instance', () => {
	it('lets one in, and tells it of the second', async () => {
		const seconds: SecondInstance[] = [];
		expect(lockInstance(folder, null, (second) => seconds.push(second))).toBe(true);
		expect(lockInstance(folder, { word: 'hello' }, () => undefined)).toBe(false);
		await vi.waitFor(() => expect(seconds).toHaveLength(1));
		expect(seconds[0]).toMatchObject({ workingDirectory: process.cwd(), additionalData: { word: 'hello' } });
	});

	it('takes over from a process that is gone', () => {
		const { pid } = spawnSync(process.execPath, ['--version']);
		writeFileSync(join(folder, 'lock'), String(pid));
		expect(lockInstance(folder, null, () => undefined)).toBe(true);
	});
});

describe('command line', () => {
	beforeEach(() => {
		writeFileSync(
			join(folder, 'package.json'),
			'{ "name": "app", "productName": "App", "version": "1.0.0", "main": "main.cjs" }',
		);
		mkdirSync(join(folder, 'lib'));
		writeFileSync(join(folder, 'lib', 'other.cjs'), '');
	});

	it("reads Playwright's: its own switches are not the app's", () => {
		const given = [
			'--no-sandbox',
			'--remote-debugging-port=0',
			'--keep',
			folder,
			'--user-data-dir=/x',
			'latchkey:link',
		];
		expect(readRun(given, {})).toEqual({
			appDirectory: folder,
			mainFile: join(folder, 'main.cjs'),
			name: 'App',
			version: '1.0.0',
			argv: [process.execPath, folder, '--keep', '--user-data-dir=/x', 'latchkey:link'],
			testAttached: true,
			headed: false,
		});
	});

	it('takes a main file, and shows windows when told to', () => {
		const mainFile = join(folder, 'lib', 'other.cjs');
		const found = { appDirectory: folder, mainFile, testAttached: false, headed: true };
		expect(readRun([mainFile], { SHELL_HEADED: '1' })).toMatchObject(found);
	});
});

describe('finding the host', () => {
	it('takes the named Chromium, or one that is on the PATH, or none', () => {
		const browser = join(folder, 'google-chrome');
		writeFileSync(browser, '');
		expect(findChromium({ SHELL_CHROMIUM: browser })).toBeNull();
		chmodSync(browser, 0o755);
		expect(findChromium({ SHELL_CHROMIUM: browser })).toBe(browser);
		expect(findChromium({ LOCALAPPDATA: folder }, 'win32')).toBeNull();
	});

	it('follows APP_HOST, else what is installed', () => {
		vi.stubEnv('APP_HOST', 'shell');
		expect(electronExecutable()).toBe(
			fileURLToPath(new URL('../../../tools/chromium-shell/electron.sh', import.meta.url)),
		);
		vi.stubEnv('APP_HOST', 'other');
		expect(appHost).toThrow('APP_HOST is other');
		vi.stubEnv('APP_HOST', '');
		vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
		expect(appHost()).toBe('shell');
		writeFileSync(join(folder, 'electron'), '');
		expect([appHost(), electronExecutable()]).toEqual(['electron', join(folder, 'electron')]);
	});
});
