import { forkKeytar } from '../core/adapters/keychain/fork-keytar.ts';
import type { KeytarReads } from '../core/adapters/keychain/keytar-reads.ts';
import { localAdapters } from '../core/adapters/local-adapters.ts';
import type { Paths } from '../core/adapters/system/paths.ts';
import { createCore } from '../core/create-core.ts';
import type { Machine } from './run.ts';

/** What the commands that do more than list run on: this machine's database and keychain, whose process runs the file `worker`. */
export function machineHere(paths: Paths, version: string, worker: string, quickReads: KeytarReads | null): Machine {
	const startKeytar = () => forkKeytar(worker);
	return {
		openCore: ({ ofVault }) => {
			// Keytar meets the keychain while the database opens.
			quickReads?.warmUp();
			return createCore(localAdapters(paths, version, startKeytar, { quickReads, askPassphrase: ofVault }));
		},
		examine: async ({ ofVault }, offline) => {
			// Other commands need not wait for it.
			const [{ localAdaptersOfDoctor }, { examine }] = await Promise.all([
				import('../core/adapters/local-adapters-of-doctor.ts'),
				import('../core/usecases/doctor/examine.ts'),
			]);
			return examine(localAdaptersOfDoctor(paths, version, startKeytar, ofVault), offline);
		},
	};
}
