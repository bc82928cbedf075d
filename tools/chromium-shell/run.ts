import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** How this process was started. */
interface Run {
	appDirectory: string;
	mainFile: string;
	name: string;
	version: string;
	/** `process.argv` as the app sees it. */
	argv: string[];
	/** A test drives the app: it attaches before the app is ready. */
	testAttached: boolean;
	headed: boolean;
}

const TEST_SWITCH = '--remote-debugging-port=0';
/** Switches meant for the Electron executable and not for the app. */
const OWN_SWITCHES = new Set(['--no-sandbox', TEST_SWITCH]);

/** Reads `[switches] <app folder or main file> [arguments]`, Electron's own command line. */
export function readRun(argumentList: string[], environment: NodeJS.ProcessEnv): Run {
	const at = argumentList.findIndex((argument) => !argument.startsWith('-'));
	const app = resolve(argumentList[at] ?? '.');
	const switches = argumentList.slice(0, Math.max(at, 0)).filter((argument) => !OWN_SWITCHES.has(argument));
	const isFolder = statSync(app).isDirectory();
	let appDirectory = isFolder ? app : dirname(app);
	while (!existsSync(join(appDirectory, 'package.json'))) {
		const parent = dirname(appDirectory);
		if (parent === appDirectory) throw new Error(`no package.json at or above ${app}`);
		appDirectory = parent;
	}
	const about = JSON.parse(readFileSync(join(appDirectory, 'package.json'), 'utf8')) as Record<string, string>;
	return {
		appDirectory,
		mainFile: isFolder ? join(app, about.main ?? 'index.js') : app,
		name: about.productName ?? about.name ?? 'Electron',
		version: about.version ?? '0.0.0',
		argv: [process.execPath, app, ...switches, ...argumentList.slice(at + 1)],
		testAttached: argumentList.includes(TEST_SWITCH),
		headed: environment.SHELL_HEADED === '1',
	};
}

/** This process' run. */
export const run: Run = readRun(process.argv.slice(2), process.env);

/** Writes to stderr when SHELL_DEBUG is set. */
export function debug(...what: unknown[]): void {
	if (process.env.SHELL_DEBUG) console.error('[chromium-shell]', ...what);
}
