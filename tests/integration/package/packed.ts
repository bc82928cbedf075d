import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** What `npm pack` made, installed where nothing else is. */
export interface Installed {
	/** Every file of the package, by its path in it. */
	readonly files: readonly string[];
	readonly packedBytes: number;
	readonly folder: string;
	/** A PATH with the installed commands and the Node of this test, and no Node of this project's. */
	readonly path: string;
	readonly remove: () => void;
}

/**
 * Packs a copy of the project, so that nobody's build is disturbed, and installs the package into an empty folder: its dependencies come
 * from npm's cache where they are in it.
 */
export function packAndInstall(): Installed {
	const place = mkdtempSync(join(tmpdir(), 'latchkey-pack-'));
	const copy = join(place, 'project');
	const folder = join(place, 'scripts');
	const left = new Set(['node_modules', 'out', '.git', 'test-results', 'coverage']);
	cpSync(root, copy, { recursive: true, filter: (from) => !left.has(relative(root, from)) });
	symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
	const packed: unknown = JSON.parse(npm(copy, 'pack', '--json', '--pack-destination', place));
	const [entry] = Object.values(packed as Record<string, Packed>);
	if (!entry) throw new Error('npm pack made nothing.');

	mkdirSync(folder);
	writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
	npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', join(place, entry.filename));
	const node = join(place, 'node');
	mkdirSync(node);
	symlinkSync(process.execPath, join(node, 'node'));
	return {
		files: entry.files.map(({ path }) => path),
		packedBytes: entry.size,
		folder,
		path: [join(folder, 'node_modules/.bin'), node, '/usr/bin', '/bin'].join(':'),
		remove: () => rmSync(place, { recursive: true, force: true }),
	};
}

/** What `npm pack --json` says of one package. */
interface Packed {
	readonly filename: string;
	readonly size: number;
	readonly files: readonly { readonly path: string }[];
}

function npm(cwd: string, ...args: readonly string[]): string {
	const ran = spawnSync('npm', args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
	if (ran.status !== 0) throw new Error(`npm ${args[0]}: ${ran.stdout}${ran.stderr}`);
	return ran.stdout;
}
