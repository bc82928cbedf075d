// `npm start`: opens the built app with Electron, or where its runtime cannot be had, with the Chromium shell.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.ts';
import { appHost, electronExecutable, installedElectron } from './launch.ts';
import { RESTART } from './restart.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const INSTALL_LIMIT_MS = 60_000;

/** Electron fetches its runtime at its first start; here that is tried once, quietly and not for long. */
function fetchElectron(): void {
	const install = join(ROOT, 'node_modules', 'electron', 'install.js');
	if (process.env.APP_HOST || installedElectron() || !existsSync(install)) return;
	spawnSync(process.execPath, [install], { stdio: 'ignore', timeout: INSTALL_LIMIT_MS });
}

/** Why the shell cannot open a window here; null if it can. */
function obstacle(): string | null {
	if (process.platform === 'win32') {
		return 'the Chromium shell does not run on Windows. Without a window: npm run demo';
	}
	if (!findChromium()) {
		return 'no Chromium was found either. Install one (Debian: apt install chromium) or name it in SHELL_CHROMIUM.';
	}
	const hasDisplay = process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
	return hasDisplay ? null : 'there is no display to open a window on. Without a window: npm run demo';
}

function start(): void {
	fetchElectron();
	const isShell = appHost() === 'shell';
	if (isShell) {
		const reason = obstacle();
		const absent = "Electron's runtime cannot be had here";
		console.error(reason ? `${absent}, and ${reason}` : `${absent}; the Chromium shell is opened instead.`);
		if (reason) {
			process.exitCode = 1;
			return;
		}
	}
	// Ctrl+C reaches the app too, which ends in its own time.
	process.on('SIGINT', () => undefined);
	run({ ...process.env, ...(isShell && { SHELL_HEADED: '1' }) });
}

function run(env: NodeJS.ProcessEnv): void {
	const app = spawn(electronExecutable(), [ROOT, ...process.argv.slice(2)], { stdio: 'inherit', env });
	const end = () => app.kill('SIGTERM');
	process.on('SIGTERM', end);
	app.on('error', (error) => {
		console.error(error.message);
		process.exitCode = 1;
	});
	app.on('exit', (code, signal) => {
		process.off('SIGTERM', end);
		if (code === RESTART) return run(env);
		process.exitCode = code ?? (signal ? 1 : 0);
	});
}

start();
