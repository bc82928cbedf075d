/** What a launcher starts, and where it does. */
export interface Started {
	readonly platform: NodeJS.Platform;
	/** The program that runs the command line: Electron as a plain Node, or a Node. */
	readonly node: string;
	readonly isElectron: boolean;
	/** bin/latchkey.cjs of this installation. */
	readonly script: string;
}

/** The line by which Latchkey knows a launcher for its own. */
const mark = 'Latchkey\'s command line, put here by the app (Settings, "Command-line tool"), which also removes it.';

/** Whether a file is a launcher, of this installation or another one. */
export function isLauncher(text: string): boolean {
	const [, second = ''] = text.split(/\r?\n/);
	return second === `# ${mark}` || second === `rem ${mark}`;
}

/** The launcher: it starts the command line of this installation and gets out of the way. */
export function launcherText({ platform, node, isElectron, script }: Started): string {
	if (platform === 'win32') {
		const quoted = (path: string) => `"${path.replaceAll('%', '%%')}"`;
		const asNode = isElectron ? ['set ELECTRON_RUN_AS_NODE=1'] : [];
		const lines = ['@echo off', `rem ${mark}`, 'setlocal', ...asNode, `${quoted(node)} ${quoted(script)} %*`];
		return `${lines.join('\r\n')}\r\n`;
	}
	const quoted = (path: string) => `'${path.replaceAll("'", "'\\''")}'`;
	const asNode = isElectron ? 'ELECTRON_RUN_AS_NODE=1 ' : '';
	return `#!/bin/sh\n# ${mark}\n${asNode}exec ${quoted(node)} ${quoted(script)} "$@"\n`;
}
