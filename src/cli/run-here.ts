import { join } from 'node:path';
import { version } from '../../package.json';
import { forkKeytar } from '../core/adapters/keychain/fork-keytar.ts';
import { KeytarReads } from '../core/adapters/keychain/keytar-reads.ts';
import { localAdapters } from '../core/adapters/local-adapters.ts';
import type { Paths } from '../core/adapters/system/paths.ts';
import { createCore } from '../core/create-core.ts';
import { canLeave, leave } from './leave.ts';
import { run } from './run.ts';

/** Runs the CLI on this machine's database and keychain, and ends the process with the exit code. `keytar` has met the keychain before. */
export async function runHere(argv: readonly string[], paths: Paths, keytar: KeytarReads | null): Promise<void> {
	const [verb] = argv;
	// The verbs that scripts call most, and which read one entry.
	const quickReads = keytar ?? (canLeave && (verb === 'token' || verb === 'exec') ? new KeytarReads() : null);
	const startKeytar = () => forkKeytar(join(__dirname, '..', 'keytar-worker.cjs'));
	const exitCode = await run(argv, version, {
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
	});
	if (await quickReads?.hangs()) leave(exitCode);
	process.exitCode = exitCode;
	// What this process printed is written, and taking the rest of it down would take a millisecond or two; not so what a program printed.
	if (verb !== 'exec') process.exit();
}
