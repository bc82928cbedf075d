import { isAbsolute, relative } from 'node:path';

/** What a launcher starts, and where it does. */
export interface Started {
	readonly platform: NodeJS.Platform;
	/** The program that runs the command line: Electron as a plain Node, or a Node. */
	readonly node: string;
	readonly isElectron: boolean;
	/** bin/latchkey.cjs of this installation. */
	readonly script: string;
	/** Where the installation is one: its paths above last no longer than this run of it. */
	readonly appImage?: AppImage | null;
}

/** An AppImage: a file that is mounted anew, somewhere else, each time it is started. */
interface AppImage {
	readonly file: string;
	/** From its root to bin/latchkey.cjs. */
	readonly script: string;
}

/**
 * The AppImage that a script belongs to, by what its runtime sets in the environment; null where it belongs to none: a terminal that is an
 * AppImage itself hands its own on.
 */
export function appImageOf(script: string, { APPIMAGE: file, APPDIR: root }: NodeJS.ProcessEnv): AppImage | null {
	if (!file || !root || !isAbsolute(file)) return null;
	const path = relative(root, script);
	return path === '' || path.startsWith('..') || isAbsolute(path) ? null : { file, script: path };
}

/** Only the runtime of the AppImage, started by the launcher, knows where it is mounted this time. */
function inAppImage(script: string): string {
	const found = `require('node:path').join(process.env.APPDIR, ${JSON.stringify(script)})`;
	return `process.argv.splice(1, 0, ${found}); require(process.argv[1])`;
}

/** The line by which Latchkey knows a launcher for its own. */
const mark = 'Latchkey\'s command line, put here by the app (Settings, "Command-line tool"), which also removes it.';

/** Whether a file is a launcher, of this installation or another one. */
export function isLauncher(text: string): boolean {
	const [, second = ''] = text.split(/\r?\n/);
	return second === `# ${mark}` || second === `rem ${mark}`;
}

/** The launcher: it starts the command line of this installation and gets out of the way. */
export function launcherText({ platform, node, isElectron, script, appImage }: Started): string {
	if (platform === 'win32') {
		const quoted = (path: string) => `"${path.replaceAll('%', '%%')}"`;
		const asNode = isElectron ? ['set ELECTRON_RUN_AS_NODE=1'] : [];
		const lines = ['@echo off', `rem ${mark}`, 'setlocal', ...asNode, `${quoted(node)} ${quoted(script)} %*`];
		return `${lines.join('\r\n')}\r\n`;
	}
	const quoted = (path: string) => `'${path.replaceAll("'", "'\\''")}'`;
	const asNode = isElectron ? 'ELECTRON_RUN_AS_NODE=1 ' : '';
	const started = appImage
		? `${quoted(appImage.file)} -e ${quoted(inAppImage(appImage.script))} --`
		: `${quoted(node)} ${quoted(script)}`;
	return `#!/bin/sh\n# ${mark}\n${asNode}exec ${started} "$@"\n`;
}
