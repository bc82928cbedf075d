import { spawn } from 'node:child_process';
import type { BrowserOpener } from '../../ports/browser-opener.ts';

/** The system's browser, or the one that BROWSER names. Started without a shell; the URL is an argument, never text in a command. */
export const systemBrowser: BrowserOpener = {
	open: (url) => {
		if (!URL.canParse(url)) return Promise.resolve(false);
		const parsed = new URL(url);
		const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname);
		if (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && loopback)) return Promise.resolve(false);
		const command = commandFor(process.env, process.platform);
		if (!command) return Promise.resolve(false);
		const [program, ...before] = command;
		return new Promise((resolve) => {
			const child = spawn(program, [...before, parsed.href], { stdio: 'ignore', detached: true });
			child.once('error', () => resolve(false));
			child.once('spawn', () => resolve(true));
			child.unref();
		});
	},
};

function commandFor(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly [string, ...string[]] | null {
	if (env.BROWSER) return [env.BROWSER];
	if (platform === 'darwin') return ['open'];
	if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
	// Without a display xdg-open would start a text browser inside the terminal.
	return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}
