import { closeSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src/core/domain/app-error.ts';
import { Figures } from '../fuzz/figures.ts';
import { act } from './acts.ts';
import { Lab } from './lab.ts';
import { look } from './look.ts';
import { Trials, type TriedAct, withCore } from './trial.ts';

/** What the process on the small disk is told. */
export interface FullDiskOrders {
	/** A file system of its own, of about a megabyte. */
	readonly disk: string;
	readonly acts: readonly TriedAct[];
	/** How much is left free, in KiB. */
	readonly free: readonly number[];
	readonly report: string;
}

const { disk, acts, free, report }: FullDiskOrders = JSON.parse(process.argv[2] ?? '');
const figures = new Figures();
const filler = join(disk, 'filler');

/** Fills the disk to the last byte, then gives so much back. */
function fill(leaving: number): void {
	const file = openSync(filler, 'w');
	const block = Buffer.alloc(1024);
	let size = 0;
	try {
		for (;;) size += writeSync(file, block);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
	} finally {
		closeSync(file);
	}
	truncateSync(filler, Math.max(0, size - leaving * 1024));
}

/** S04 as a program meets it that runs when the disk fills up: it still reads, says what it cannot write, and goes on afterwards. */
async function whileRunning(): Promise<void> {
	const lab = await Lab.open({ inside: disk });
	const on = { alias: 'acme', apiClient: 'Client 0', org: 'acme' };
	const answerOf = (doing: Promise<unknown>) =>
		doing.then(
			() => 'done',
			(error: unknown) => (error instanceof AppError ? error.code : `no AppError: ${String(error)}`),
		);
	await withCore(lab.core(), async (core) => {
		await act(core, 'connect', on);
		lab.aheadMs += 61 * 60_000;
		fill(0);
		const refused = await answerOf(act(core, 'refresh', on));
		figures.expect(refused === 'STORE_FAILED', 'a refresh on a full disk', refused);
		figures.expect(
			core.connections.list()[0]?.status === 'connected',
			'a full disk: the list',
			core.connections.list(),
		);
		rmSync(filler);
		figures.expect((await answerOf(act(core, 'refresh', on))) === 'done', 'a refresh once there is room again');
	});
	for (const { breach, what } of (await look(lab)).broken) figures.fail(`full while running: ${breach}`, what);
	figures.count('programs that ran on while the disk was full');
	await lab.close();
}

await whileRunning();
const trials = new Trials(figures, disk);
const answers = ['STORE_FAILED', 'SIGN_IN_UNFINISHED', 'SIGN_IN_OUTCOME_UNKNOWN', 'REVOKE_QUEUED'];
for (const name of acts)
	for (const leaving of free) {
		const arm = () => {
			fill(leaving);
			return {};
		};
		const disarm = () => {
			rmSync(filler);
			return true;
		};
		await trials.try(name, { name: `disk with ${leaving} KiB free`, answers, arm, disarm });
	}
await trials.close();
writeFileSync(report, JSON.stringify(figures.report()));
process.exit(0);
