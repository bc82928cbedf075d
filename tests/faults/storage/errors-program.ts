import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Figures } from '../../fuzz/figures.ts';
import { DiskControl, type DiskMode } from '../shim.ts';
import { type EveryNth, storageAct, wishesIn } from './acts.ts';
import { answerOf, checkAfter } from './check.ts';

/** What the process with the failing disk is told. */
export interface ErrorsOrders {
	readonly control: string;
	/** The scene's disk fails; each try has a copy of what was prepared beside it. */
	readonly scene: string;
	readonly modes: readonly DiskMode[];
	readonly calls: EveryNth;
	/** Where its figures go. */
	readonly report: string;
}

const { control, scene, modes, calls, report }: ErrorsOrders = JSON.parse(process.argv[2] ?? '');
const disk = new DiskControl(control, false);
const figures = new Figures();
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
	process.on(event, (error) => figures.fail(event, String(error instanceof Error ? error.stack : error)));

for (const [name, nth] of wishesIn(calls)) {
	const act = storageAct(name);
	const prepared = join(scene, '..', 'prepared');
	await act.prepare(prepared);
	for (const mode of modes)
		for (let at = 1; ; at += nth) {
			cpSync(prepared, scene, { recursive: true });
			disk.set(mode, at);
			const answer = await answerOf(act, scene);
			const { hit, beganAtSync } = disk.stop();
			const wasHit = hit > 0;
			const what = `${name}, ${mode} at call ${at}`;
			if (wasHit) {
				figures.count('faults');
				figures.count(`answered ${answer}`);
				const isFair = ['done', 'STORE_FAILED', ...act.answers].includes(answer);
				figures.expect(isFair, `${what}: answered`, answer);
			}
			const mayBeDone = mode === 'EIO from there on' && beganAtSync;
			await checkAfter(figures, act, scene, { what, answer, mayBeDone });
			rmSync(scene, { recursive: true });
			if (!wasHit) break;
		}
	rmSync(prepared, { recursive: true });
}
writeFileSync(report, JSON.stringify(figures.report()));
process.exit(0);
