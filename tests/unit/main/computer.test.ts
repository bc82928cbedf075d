import { app } from 'electron';
import { afterEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/domain/app-error.ts';
import { withoutFolders } from '../../../src/main/requests/without-folders.ts';

vi.mock('electron', () => ({
	app: { setLoginItemSettings: vi.fn() },
	nativeTheme: { themeSource: 'system' },
	shell: { openPath: vi.fn() },
}));
vi.mock('node:os', async (original) => ({ ...(await original<object>()), homedir: () => '/home/pat' }));

afterEach(() => {
	vi.unstubAllGlobals();
	vi.resetModules();
});

const paths = (folder: string) => ({
	...{ database: `${folder}/latchkey.db`, locks: `${folder}/locks` },
	...{ practiceState: `${folder}/practice.json`, windowProfile: `${folder}/window` },
});

/** The module as it is on a system. */
async function on(platform: NodeJS.Platform) {
	vi.stubGlobal('process', { ...process, platform });
	return import('../../../src/main/computer.ts');
}

it('shows of the environment what helps, and no password and no folder of the person', async () => {
	const { computerOf } = await on('linux');
	const env = {
		...{ HTTPS_PROXY: 'http://user:hidden@proxy.test:3128', NO_PROXY: 'intra.test' },
		...{ NODE_EXTRA_CA_CERTS: '/home/pat/certs/firm.pem' },
	};
	const shown = computerOf(paths('/home/pat/data') as never, env);
	expect(shown).toEqual({
		...{ dataFolder: '~/data', proxy: 'proxy.test:3128', noProxy: 'intra.test', certificates: 'firm.pem' },
		offersLogin: false,
	});
	expect(computerOf(paths('/srv/latchkey') as never, {})).toEqual({
		...{ dataFolder: '/srv/latchkey', proxy: null, noProxy: null, certificates: null },
		offersLogin: false,
	});
	expect(computerOf(paths('/x') as never, { https_proxy: 'proxy.test:1' }).proxy).toBe('proxy.test:1');
});

it('tells the system about the start at login only where it offers that', async () => {
	const { applyLogin } = await on('linux');
	applyLogin({ startAtLogin: true });
	expect(app.setLoginItemSettings).not.toHaveBeenCalled();
	vi.resetModules();
	const mac = await on('darwin');
	mac.applyLogin({ startAtLogin: true });
	expect((await import('electron')).app.setLoginItemSettings).toHaveBeenCalledWith({ openAtLogin: true });
});

it('gives every window the chosen theme', async () => {
	const { applyTheme } = await on('linux');
	applyTheme({ theme: 'dark' });
	expect((await import('electron')).nativeTheme.themeSource).toBe('dark');
});

it('names the file of an error without its folders, and leaves other errors alone', async () => {
	const path = '/home/pat/work/tokens.txt';
	const failing = () => {
		throw new AppError('TOKEN_STORE_FAILED', { place: path, problem: `EACCES in /home/pat/work` });
	};
	const error = await withoutFolders(path, failing).catch((thrown: unknown) => thrown);
	expect(error).toMatchObject({
		code: 'TOKEN_STORE_FAILED',
		details: { place: 'tokens.txt', problem: 'EACCES in work' },
	});
	const other = new TypeError('other');
	await expect(withoutFolders(path, () => Promise.reject(other))).rejects.toBe(other);
	expect(await withoutFolders(path, () => 7)).toBe(7);
});
