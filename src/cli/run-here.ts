import { join } from 'node:path';
import { version } from '../../package.json';
import type { KeytarReads } from '../core/adapters/keychain/keytar-reads.ts';
import type { Paths } from '../core/adapters/system/paths.ts';
import { readLists } from '../core/read-lists.ts';
import { leave } from './leave.ts';
import { run } from './run.ts';

/** Runs the CLI on this machine's database and keychain, and ends the process with the exit code. `keychain`: for a verb that reads one entry. */
export async function runHere(argv: readonly string[], paths: Paths, keychain: KeytarReads | null): Promise<void> {
	const worker = join(__dirname, '..', 'keytar-worker.cjs');
	const exitCode = await run(argv, version, {
		readLists: () => readLists(paths.database),
		load: async () => (await import('./machine.ts')).machineHere(paths, version, worker, keychain),
	});
	if (await keychain?.hangs()) leave(exitCode);
	process.exitCode = exitCode;
	// What this process printed is written, and taking the rest of it down would take a millisecond or two; not so what a program printed.
	if (argv[0] !== 'exec') process.exit();
}
