import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figures } from '../fuzz/figures.ts';
import { figuresOf } from './child.ts';
import type { DiskOrders } from './disk-program.ts';
import type { FullDiskOrders } from './full-disk-program.ts';
import { buildShim, DiskControl, type DiskMode, shimEnvironment } from './shim.ts';
import type { EveryNth } from './storage/acts.ts';
import type { ErrorsOrders } from './storage/errors-program.ts';
import { diskOf } from './storage/scene.ts';
import type { TriedAct } from './trial.ts';

/** Which acts meet which faults, at each of their calls in turn. */
export interface DiskWish {
	readonly acts: readonly TriedAct[];
	readonly modes: readonly DiskMode[];
}

const programOf = (name: string, orders: unknown) => [
	process.execPath,
	join(import.meta.dirname, name),
	JSON.stringify(orders),
];

/** A disk that fails at the n-th call of an act, for every n. Null where there is no C compiler to build it with. */
export function diskFaults({ acts, modes }: DiskWish): Promise<Figures | null> {
	return underShim('disk-program.ts', (folder) => {
		const inside = join(folder, 'inside');
		mkdirSync(inside);
		return { failing: inside, orders: { acts, modes, inside } satisfies Omit<DiskOrders, keyof Files> };
	});
}

/** The same for acts on the storage itself. */
export function storageErrors(calls: EveryNth, modes: readonly DiskMode[]): Promise<Figures | null> {
	return underShim('storage/errors-program.ts', (folder) => {
		const scene = join(folder, 'scene');
		return { failing: diskOf(scene), orders: { calls, modes, scene } satisfies Omit<ErrorsOrders, keyof Files> };
	});
}

/** What each program with a failing disk is told. */
interface Files {
	readonly control: string;
	readonly report: string;
}

/** Runs a program with a disk that it can make fail, below one folder. */
function underShim(
	program: string,
	prepare: (folder: string) => { readonly failing: string; readonly orders: object },
): Promise<Figures | null> {
	return inFolder(async (folder) => {
		const library = buildShim(folder);
		if (library === null) return null;
		const files: Files = { control: join(folder, 'control'), report: join(folder, 'report.json') };
		const { failing, orders } = prepare(folder);
		new DiskControl(files.control, true).close();
		const env = shimEnvironment(library, files.control, failing);
		return figuresOf(programOf(program, { ...orders, ...files }), files.report, env);
	});
}

/** A small file system that is full, or nearly so. Null where nobody may mount one. */
export function fullDisk(acts: readonly TriedAct[], free: readonly number[]): Promise<Figures | null> {
	return inFolder(async (folder) => {
		const disk = join(folder, 'disk');
		mkdirSync(disk);
		const mount = ['sh', '-c', 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"', disk];
		// With the rights of root, in a user namespace, or where this user may become root.
		const ways = [
			['unshare', '-m'],
			['unshare', '-rm'],
			['sudo', '-n', 'unshare', '-m'],
		];
		const way = ways.find(([program = '', ...rest]) => spawnSync(program, [...rest, ...mount, 'true']).status === 0);
		if (!way) return null;
		const report = join(folder, 'report.json');
		const orders: FullDiskOrders = { disk, acts, free, report };
		return figuresOf([...way, ...mount, ...programOf('full-disk-program.ts', orders)], report);
	});
}

async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-disk-'));
	try {
		return await act(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
