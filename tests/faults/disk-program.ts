import { writeFileSync } from 'node:fs';
import { Figures } from '../fuzz/figures.ts';
import { DiskControl, type DiskMode } from './shim.ts';
import { Trials, type TriedAct } from './trial.ts';

/** What the process with the failing disk is told. */
export interface DiskOrders {
	readonly control: string;
	readonly inside: string;
	readonly modes: readonly DiskMode[];
	readonly acts: readonly TriedAct[];
	/** Where its figures go. */
	readonly report: string;
}

const { control, inside, modes, acts, report }: DiskOrders = JSON.parse(process.argv[2] ?? '');
const disk = new DiskControl(control, false);
const figures = new Figures();
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
	process.on(event, (error) => figures.fail(event, String(error instanceof Error ? error.stack : error)));

const trials = new Trials(figures, inside);
const answers = ['STORE_FAILED', 'SIGN_IN_UNFINISHED', 'SIGN_IN_OUTCOME_UNKNOWN', 'REVOKE_QUEUED'];
for (const act of acts)
	for (const mode of modes)
		for (let n = 1; ; n++) {
			const arm = () => {
				disk.set(mode, n);
				return {};
			};
			const disarm = () => disk.stop().hit > 0;
			if (!(await trials.try(act, { name: `${mode} at call ${n}`, answers, arm, disarm }))) break;
		}
await trials.close();
writeFileSync(report, JSON.stringify(figures.report()));
process.exit(0);
