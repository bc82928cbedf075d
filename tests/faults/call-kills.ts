import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { Figures } from '../fuzz/figures.ts';
import { quickStart } from '../support/quick-start.ts';
import { type ActName, act } from './acts.ts';
import { howItEnded } from './child.ts';
import { Lab } from './lab.ts';
import { look } from './look.ts';
import type { OneAct } from './one-act-program.ts';
import { buildShim, DiskControl, shimEnvironment } from './shim.ts';
import { rowsIn, withCore } from './trial.ts';

/** Runs one program that is killed before its n-th write, sync or new file inside a folder; "SIGKILL", or how it ended otherwise. */
export type Run = (orders: OneAct, inside: string, at: number) => Promise<string>;

/** Kills at every call to the disk of acts on connections. Null where there is no C compiler. */
export function callKills(acts: readonly ActName[]): Promise<Figures | null> {
	return killing(async (folder, run, figures) => {
		for (const name of acts) await acting(name, folder, run, figures);
	});
}

/** Runs what kills programs, in a folder that is gone afterwards. Null where there is no C compiler. */
export async function killing(
	act: (folder: string, run: Run, figures: Figures) => Promise<void>,
): Promise<Figures | null> {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-calls-'));
	try {
		const library = buildShim(folder);
		if (library === null) return null;
		const path = join(folder, 'control');
		const control = new DiskControl(path, true);
		const run: Run = (orders, inside, at) => {
			control.set('kill', at);
			return runProgram(orders, shimEnvironment(library, path, inside));
		};
		const figures = new Figures();
		await act(folder, run, figures);
		control.close();
		return figures;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** S05: a commit on a database that is reopened waits for the disk. Null where there is no C compiler. */
export async function syncs(commits: number): Promise<Figures | null> {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-syncs-'));
	try {
		const library = buildShim(folder);
		if (library === null) return null;
		const figures = new Figures();
		const path = join(folder, 'control');
		const control = new DiskControl(path, true);
		const open = join(folder, 'data', 'latchkey.db');
		openSqliteStore(open).close();
		const run = async (count: number) => {
			control.set('count');
			const ended = await runProgram({ open, commits: count }, shimEnvironment(library, path, folder));
			figures.expect(ended === 'well', 'syncs: the program', ended);
			return control.stop().syncs;
		};
		const made = (await run(commits)) - (await run(0));
		figures.count('commits', commits);
		figures.count('waits for the disk', made);
		figures.expect(made >= commits, 'syncs: fewer than commits', made);
		control.close();
		return figures;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function runProgram(orders: OneAct, env: NodeJS.ProcessEnv): Promise<string> {
	const program = join(import.meta.dirname, 'one-act-program.ts');
	const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
		stdio: ['ignore', 'ignore', 'pipe'],
		env: { ...env, ...quickStart },
	});
	let errors = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		errors += text;
	});
	return new Promise((resolve) =>
		child.on('close', (code, signal) =>
			resolve(signal ?? (code === 0 ? 'well' : howItEnded({ code, signal, errors }))),
		),
	);
}

/** S02 by system call: what recovery finds after a kill at each of them is whole. */
async function acting(name: ActName, folder: string, run: Run, figures: Figures): Promise<void> {
	const inside = mkdtempSync(join(folder, 'lab-'));
	let lab = await Lab.open({ inside });
	for (let at = 1, ended = 'SIGKILL'; ended === 'SIGKILL'; at++) {
		if (lab.isCrowded) {
			await lab.close();
			lab = await Lab.open({ inside });
		}
		const on = { alias: `c-${at}`, apiClient: `Client ${at % lab.apiClients.length}`, org: 'acme' };
		if (name !== 'connect') await withCore(lab.core(), (core) => act(core, 'connect', on));
		lab.aheadMs += 61 * 60_000;
		const before = await look(lab);
		ended = await run({ folder: lab.folder, aheadMs: lab.aheadMs, act: name, on }, inside, at);
		await lab.settled();
		for (const _ of [1, 2]) await withCore(lab.core(), (core) => core.recover());
		const after = await look(lab);
		const what = `${name}, killed at call ${at}`;
		figures.expect(['SIGKILL', 'well'].includes(ended), what, ended);
		for (const { breach, what: how } of after.broken) figures.fail(`${what}: ${breach}`, how);
		const rows = (row: string) => rowsIn(after, row) - rowsIn(before, row);
		const reported = rows('sign-in outcome unknown') + rows('forgotten without revoking');
		figures.expect(after.unheld - before.unheld <= reported, `${what}: unreported`, after.unheld);
		if (ended === 'SIGKILL') figures.count('kills at each call of an act');
	}
	await lab.close();
}
