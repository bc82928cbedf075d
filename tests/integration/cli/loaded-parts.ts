import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Cli } from './cli-harness.ts';

/** What a run had loaded when it ended. */
export interface Loaded {
	/** Modules of Node, such as "http". */
	readonly builtIn: readonly string[];
	/** JavaScript files. */
	readonly files: readonly string[];
	/** Native modules that are mapped into the process (Linux), such as "keytar.node". */
	readonly native: readonly string[];
	/** The programs that it started. */
	readonly started: number;
}

const spy = `
	const { readFileSync, writeFileSync } = require('node:fs');
	const before = new Set(process.moduleLoadList);
	process.on('exit', () => {
		const builtIn = process.moduleLoadList.filter((name) => !before.has(name)).map((name) => name.replace(/^NativeModule /, ''));
		const maps = process.platform === 'linux' ? readFileSync('/proc/self/maps', 'utf8') : '';
		const native = [...new Set([...maps.matchAll(/[^/]+\\.node$/gm)].map(([name]) => name))];
		const children = process.platform === 'linux' ? readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8') : '';
		const files = Object.keys(require.cache).slice(1);
		writeFileSync(process.env.LOADED_TO, JSON.stringify({ builtIn, files, native, started: children.split(' ').filter(Boolean).length }));
	});
`;

/** Runs the CLI, which must succeed, and says what it had loaded at its end. */
export async function loadedBy(cli: Cli, args: readonly string[]): Promise<Loaded> {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-loaded-'));
	try {
		const [script, report] = [join(folder, 'spy.cjs'), join(folder, 'loaded.json')];
		writeFileSync(script, spy);
		const ran = await cli.run(args, { env: { NODE_OPTIONS: `--require ${script}`, LOADED_TO: report } });
		expect(ran, args.join(' ')).toMatchObject({ code: 0, stderr: '' });
		return JSON.parse(readFileSync(report, 'utf8'));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
