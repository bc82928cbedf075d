import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/**
 * The CLI as built: the one that `npm test` names, which nobody writes any more, else a build in a folder of its own, so that test files that
 * run at once never see each other's half-written files.
 */
export async function buildCli(): Promise<{ readonly script: string; readonly remove: () => void }> {
	const built = process.env.LATCHKEY_BUILT_CLI;
	if (built) return { script: resolve(built, 'latchkey.cjs'), remove: () => undefined };
	const folder = resolve(root, 'out', `cli-for-tests-${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
	const vite = resolve(root, 'node_modules/vite/bin/vite.js');
	const args = [vite, 'build', '-c', 'vite.cli.config.ts', '--outDir', folder, '--logLevel', 'warn'];
	const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
	const code = await new Promise((done) => child.once('close', done));
	if (code !== 0) throw new Error('The CLI could not be built.');
	return { script: resolve(folder, 'latchkey.cjs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
