import { homedir } from 'node:os';
import { basename, dirname, sep } from 'node:path';
import { app, nativeTheme, shell } from 'electron';
import type { Paths } from '../core/adapters/system/paths.ts';
import { AppError } from '../core/domain/app-error.ts';
import { proxyHost } from '../core/domain/proxy.ts';
import type { Settings } from '../shared/settings.ts';
import type { ComputerView } from '../shared/views.ts';

/** Electron knows how to start an app at login on these alone. */
const offersLogin = process.platform === 'darwin' || process.platform === 'win32';

/** What the computer and the environment decide. No password of a proxy and no folder of the person is in it. */
export function computerOf(paths: Paths, env: NodeJS.ProcessEnv = process.env): Omit<ComputerView, 'browser'> {
	const { no_proxy, NO_PROXY, NODE_EXTRA_CA_CERTS } = env;
	return {
		dataFolder: withTilde(dirname(paths.database)),
		proxy: proxyHost(env),
		noProxy: no_proxy || NO_PROXY || null,
		certificates: NODE_EXTRA_CA_CERTS ? basename(NODE_EXTRA_CA_CERTS) : null,
		offersLogin,
	};
}

/** Shows the data folder in the system's file manager. Rejects with INTERNAL where there is none. */
export async function openDataFolder(paths: Paths): Promise<void> {
	const problem = await shell.openPath(dirname(paths.database));
	if (problem) throw new AppError('INTERNAL', { problem: 'the folder could not be opened' });
}

/** The theme, for every window and the system's own dialogs; at once. */
export function applyTheme({ theme }: Pick<Settings, 'theme'>): void {
	nativeTheme.themeSource = theme;
}

/** Tells the system whether to start the app at login, where it offers that. */
export function applyLogin({ startAtLogin }: Pick<Settings, 'startAtLogin'>): void {
	if (offersLogin) app.setLoginItemSettings({ openAtLogin: startAtLogin });
}

function withTilde(folder: string): string {
	const home = homedir();
	return folder.startsWith(`${home}${sep}`) ? `~${folder.slice(home.length)}` : folder;
}
