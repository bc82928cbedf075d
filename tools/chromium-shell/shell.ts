import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { records } from './records.ts';
import { run } from './run.ts';
import { strict } from './strict.ts';

const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer', linux: 'xdg-open' };

/** Opens an address for the person; one that cannot be opened is printed for them. */
async function open(url: string): Promise<void> {
	const program = process.env.BROWSER || OPENERS[process.platform];
	try {
		if (!program) throw new Error('no program to open it with');
		const opener = spawn(program, [url], { detached: true, stdio: 'ignore' });
		opener.unref();
		await once(opener, 'spawn');
		opener.once('exit', (code) => {
			if (code && process.platform !== 'win32') ask(url);
		});
	} catch {
		ask(url);
	}
}

function ask(url: string): void {
	console.error(`Open this address in your browser:\n${url}`);
}

/** `electron.shell`. Nothing is opened where a test drives the app or no window is shown. */
export const shell = strict('shell', {
	async openExternal(url: string): Promise<void> {
		const address = new URL(url).href;
		records.opened.push(address);
		if (run.headed && !run.testAttached) await open(address);
	},
	async openPath(path: string): Promise<string> {
		records.opened.push(path);
		return '';
	},
	showItemInFolder(path: string): void {
		records.opened.push(path);
	},
});
