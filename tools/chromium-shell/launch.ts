import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SHELL = fileURLToPath(new URL('./electron.sh', import.meta.url));

/** Electron's own executable; null if its runtime is not installed. Does not load `electron`, which would try a download. */
export function installedElectron(): string | null {
	const packageFolder = join(ROOT, 'node_modules', 'electron');
	const pathFile = join(packageFolder, 'path.txt');
	const { ELECTRON_OVERRIDE_DIST_PATH: override } = process.env;
	// Electron writes path.txt last: without it, its folder may be half a runtime.
	const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : override && 'electron';
	if (!name) return null;
	const executable = join(override ?? join(packageFolder, 'dist'), name);
	return existsSync(executable) ? executable : null;
}

/** Which host runs the app: Electron where its runtime is installed, else the Chromium shell. APP_HOST names the other. */
export function appHost(): 'electron' | 'shell' {
	const { APP_HOST: named } = process.env;
	if (named === 'electron' || named === 'shell') return named;
	if (named) throw new Error(`APP_HOST is ${named}; it can be electron or shell`);
	return installedElectron() ? 'electron' : 'shell';
}

/** The host's executable: for Playwright's `executablePath` and electron-vite's ELECTRON_EXEC_PATH. */
export function electronExecutable(): string {
	if (appHost() === 'shell') return SHELL;
	const executable = installedElectron();
	if (!executable) throw new Error("APP_HOST is electron, but Electron's runtime is not installed");
	return executable;
}

interface LaunchOptions {
	args?: string[];
	env?: Record<string, string>;
	headed?: boolean;
	/** The folder of the app; the product itself by default. */
	app?: string;
}

/** Launches the built app under Playwright's `_electron.launch`, on the host of this machine. */
export async function launchApp(options: LaunchOptions = {}): Promise<ElectronApplication> {
	const { args = [], env = {}, headed = false, app = ROOT } = options;
	const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
	// Loaded late: start.ts needs the rest of this file only.
	const { _electron } = await import('playwright-core');
	return _electron.launch({
		// Electron itself is left to Playwright to find: only then does it load what holds the app until the test is attached.
		...(appHost() === 'shell' && { executablePath: electronExecutable() }),
		cwd: app,
		args: [app, ...args],
		env: { ...Object.fromEntries(inherited), ...(headed && { SHELL_HEADED: '1' }), ...env },
	});
}
