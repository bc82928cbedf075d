import { version } from '../../package.json';
import type { KeytarProcess } from '../core/adapters/keychain/keytar-messages.ts';
import { localAdapters } from '../core/adapters/local-adapters.ts';
import { systemPaths } from '../core/adapters/system/paths.ts';
import { createCore } from '../core/create-core.ts';
import { run } from './run.ts';

/** Runs the CLI on this machine's database and keychain; resolves to the exit code. */
export function runHere(argv: readonly string[], startKeytar: () => KeytarProcess): Promise<number> {
	return run(argv, version, {
		openCore: ({ ofVault }) =>
			createCore(localAdapters(systemPaths(), version, startKeytar, { askPassphrase: ofVault })),
		examine: async ({ ofVault }, offline) => {
			// Other commands need not wait for it.
			const [{ localAdaptersOfDoctor }, { examine }] = await Promise.all([
				import('../core/adapters/local-adapters-of-doctor.ts'),
				import('../core/usecases/doctor/examine.ts'),
			]);
			return examine(localAdaptersOfDoctor(systemPaths(), version, startKeytar, ofVault), offline);
		},
	});
}
