import { homedir } from 'node:os';
import { join } from 'node:path';
import { CommandLineTool } from '../command-line/command-line-tool.ts';
import { appImageOf } from '../command-line/launcher.ts';
import type { Handlers } from './handler-table.ts';

const root = join(__dirname, '../..');

/** What the settings do about the command `latchkey` of terminals. The page names no file and no folder: there is one place for it. */
export function commandLineHandlers(): Pick<Handlers, 'commandLine' | 'installCommandLine' | 'removeCommandLine'> {
	const script = join(root, 'bin/latchkey.cjs');
	const tool = new CommandLineTool({
		platform: process.platform,
		env: process.env,
		home: homedir(),
		node: process.execPath,
		isElectron: process.versions.electron !== undefined,
		script,
		appImage: appImageOf(script, process.env),
		program: join(root, 'out/cli/latchkey.cjs'),
	});
	return {
		commandLine: () => tool.view(),
		installCommandLine: () => tool.install(),
		removeCommandLine: () => tool.remove(),
	};
}
