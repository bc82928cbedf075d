import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemPaths } from '../../../../src/core/adapters/system/paths.ts';
import { systemBrowser } from '../../../../src/core/adapters/system/system-browser.ts';

afterEach(() => vi.unstubAllEnvs());

/** A "browser" that writes down its arguments. */
function recorder() {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-browser-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const [program, log] = [join(folder, 'browser'), join(folder, 'log')];
	writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$#" "$@" >"${log}.part"\nmv "${log}.part" "${log}"\n`);
	chmodSync(program, 0o755);
	vi.stubEnv('BROWSER', program);
	return {
		log,
		read: async () => {
			for (let n = 0; n < 200 && !existsSync(log); n++) await new Promise((resolve) => setTimeout(resolve, 10));
			return readFileSync(log, 'utf8').trimEnd().split('\n');
		},
	};
}

describe.skipIf(process.platform === 'win32')('the browser', () => {
	it('L14: gets the URL as one argument, never as text of a command', async () => {
		const browser = recorder();
		const url = "https://accounts.zoho.eu/oauth/v2/auth?x=$(touch%20x)`id`';&|y";
		expect(await systemBrowser.open(url)).toBe(true);
		expect(await browser.read()).toEqual(['1', new URL(url).href]);
	});

	it.each([
		'file:///etc/passwd',
		'javascript:alert(1)',
		'http://evil.test/',
		'http://127.0.0.1.evil.test/',
		'smb://x/y',
		'ms-settings:x',
		'vbscript:x',
		'--help',
		'-x',
		'',
		'calc.exe',
		'/bin/sh',
		'$(id)',
		'//evil.test',
		'data:text/html,x',
		'\0',
		' ',
	])('L14: %j is not opened', async (url) => {
		const browser = recorder();
		expect(await systemBrowser.open(url)).toBe(false);
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(existsSync(browser.log)).toBe(false);
	});

	it('L14: of 300 addresses in other schemes and shapes none is opened', async () => {
		const browser = recorder();
		const schemes =
			'file smb ftp nfs ssh telnet ldap ws wss http javascript vbscript data blob about chrome view-source jar mailto tel intent shell ' +
			'ms-settings ms-msdt search-ms';
		const rests = [
			'evil',
			'//evil.test/',
			'///etc/passwd',
			'//evil.test/$(id)',
			'//evil.test/`id`',
			'//evil.test/";id;"',
			"//evil.test/';id;'",
			'//evil.test/\r\nid',
			'//https://accounts.zoho.eu/',
			'//accounts.zoho.eu@evil.test/',
			'\\\\evil.test\\x',
			' https://accounts.zoho.eu/',
		];
		const addresses = schemes.split(' ').flatMap((scheme) => rests.map((rest) => `${scheme}:${rest}`));
		expect(addresses).toHaveLength(300);
		for (const address of addresses) expect(await systemBrowser.open(address), address).toBe(false);
		// What is started later writes later: only the good one is there.
		const good = 'https://accounts.zoho.eu/';
		expect(await systemBrowser.open(good)).toBe(true);
		expect(await browser.read()).toEqual(['1', good]);
	});

	it('says that nothing was started where there is none', async () => {
		vi.stubEnv('BROWSER', '/nowhere/browser');
		expect(await systemBrowser.open('https://accounts.zoho.eu/')).toBe(false);
	});

	it.runIf(process.platform === 'linux')('is not guessed on a machine without a display', async () => {
		for (const name of ['BROWSER', 'DISPLAY', 'WAYLAND_DISPLAY']) vi.stubEnv(name, '');
		expect(await systemBrowser.open('https://accounts.zoho.eu/')).toBe(false);
	});
});

describe('the data folder', () => {
	const home = homedir();
	it.each([
		['linux', {}, join(home, '.local', 'share', 'latchkey')],
		['linux', { XDG_DATA_HOME: '/x' }, join('/x', 'latchkey')],
		['linux', { XDG_DATA_HOME: '' }, join(home, '.local', 'share', 'latchkey')],
		['darwin', {}, join(home, 'Library', 'Application Support', 'Latchkey')],
		['win32', { APPDATA: 'C:\\Roaming' }, join('C:\\Roaming', 'Latchkey')],
		['linux', { LATCHKEY_HOME: '/own', XDG_DATA_HOME: '/x' }, '/own'],
		['darwin', { LATCHKEY_HOME: '/own' }, '/own'],
	] as const)('on %s with %j is %s', (platform, env, folder) => {
		const paths = systemPaths(env, platform);
		expect(paths).toEqual({
			database: join(folder, 'latchkey.db'),
			locks: join(folder, 'locks'),
			vault: join(folder, 'vault.db'),
			vaultFile: join(folder, 'keychain-vault.db'),
			compiledCode: join(folder, 'compiled-code'),
			practiceState: join(folder, 'practice.json'),
			windowProfile: join(folder, 'window'),
		});
	});
});
