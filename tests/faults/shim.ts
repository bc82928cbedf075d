import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What becomes of the calls; the numbers are those of shim.c. */
export const diskModes = {
	off: 0,
	/** Only counts them. */
	count: 1,
	'EIO once': 2,
	'EIO from there on': 3,
	'ENOSPC from there on': 4,
	'short writes from there on': 5,
	/** The process ends, as by SIGKILL, before the call. */
	kill: 6,
} as const;
export type DiskMode = keyof typeof diskModes;

/** Builds the shim into a folder; null where this machine has no C compiler. Throws where the compiler refuses it. */
export function buildShim(folder: string): string | null {
	const compiler = ['cc', 'gcc', 'clang'].find((name) => spawnSync(name, ['--version']).status === 0);
	if (compiler === undefined || process.platform !== 'linux') return null;
	const library = join(folder, 'shim.so');
	const source = join(import.meta.dirname, 'shim.c');
	const built = spawnSync(compiler, ['-O2', '-Wall', '-shared', '-fPIC', '-o', library, source, '-ldl'], {
		encoding: 'utf8',
	});
	if (built.status !== 0) throw new Error(built.stderr);
	return library;
}

/** The environment in which a process meets the shim. Its files below `folder` are those that fail. */
export function shimEnvironment(library: string, control: string, folder: string): NodeJS.ProcessEnv {
	return { ...process.env, LD_PRELOAD: library, FAULT_CONTROL: control, FAULT_FOLDER: folder };
}

const fieldBytes = 24;

/** How many calls there were, how many of them failed, and how often the process waited for a disk. */
export interface DiskCount {
	readonly seen: number;
	readonly hit: number;
	readonly syncs: number;
	/** The first call that failed waited for what was written already, and may reach the disk. */
	readonly beganAtSync: boolean;
}

/** The file by which the shim of a process is ruled, from inside or outside of it. */
export class DiskControl {
	readonly #file: number;

	/** Makes the file anew, switched off; or takes the one that is there. */
	constructor(path: string, make: boolean) {
		if (make) writeFileSync(path, Buffer.alloc(fieldBytes));
		this.#file = openSync(path, 'r+');
	}

	/** From the n-th call on, counted from 1. */
	set(mode: DiskMode, at = 0): void {
		writeSync(this.#file, Buffer.from(Int32Array.of(diskModes[mode], at, 0, 0, 0, 0).buffer), 0, fieldBytes, 0);
	}

	/** Switches it off, and says what came of it. */
	stop(): DiskCount {
		const fields = new Int32Array(fieldBytes / 4);
		readSync(this.#file, fields, 0, fieldBytes, 0);
		this.set('off');
		const [, , seen = 0, hit = 0, syncs = 0, began = 0] = fields;
		return { seen, hit, syncs, beganAtSync: began !== 0 };
	}

	close(): void {
		closeSync(this.#file);
	}
}
