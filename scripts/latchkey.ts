// `npm run -s latchkey -- ARGS`: the CLI of this checkout, built first where its sources are newer.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'out/cli/latchkey.cjs');

function newest(folder: string): number {
	const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
	return Math.max(
		...entries.filter((entry) => entry.isFile()).map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
	);
}

const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (Math.max(newest('src'), statSync(join(root, 'package.json')).mtimeMs) > builtAt) {
	const vite = join(root, 'node_modules/vite/bin/vite.js');
	const config = join(root, 'vite.cli.config.ts');
	// Its output goes to stderr: stdout belongs to the command.
	const build = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn', '--config', config], {
		cwd: root,
		stdio: ['ignore', 2, 2],
	});
	if (build.status !== 0) process.exit(build.status ?? 1);
}
const run = spawnSync(process.execPath, [built, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = run.status ?? 1;
