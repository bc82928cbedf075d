import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from '../../fuzz/figures.ts';
import { killing } from '../call-kills.ts';
import { type EveryNth, storageAct, wishesIn } from './acts.ts';
import { checkAfter } from './check.ts';
import { diskOf } from './scene.ts';

/** S02, S09: acts on the storage that are killed at their calls to the disk. Null where there is no C compiler. */
export function storageKills(calls: EveryNth): Promise<Figures | null> {
	return killing(async (folder, run, figures) => {
		for (const [name, nth] of wishesIn(calls)) {
			const act = storageAct(name);
			const [prepared, scene] = [join(folder, 'prepared'), join(folder, 'scene')];
			await act.prepare(prepared);
			for (let at = 1, ended = 'SIGKILL'; ended === 'SIGKILL'; at += nth) {
				cpSync(prepared, scene, { recursive: true });
				ended = await run({ storage: name, scene }, diskOf(scene), at);
				const what = `${name}, killed at call ${at}`;
				figures.expect(['SIGKILL', 'well'].includes(ended), what, ended);
				await checkAfter(figures, act, scene, { what, answer: ended === 'well' ? 'done' : ended });
				if (ended === 'SIGKILL') figures.count(`kills: ${name}`);
				rmSync(scene, { recursive: true });
			}
			rmSync(prepared, { recursive: true });
		}
	});
}
