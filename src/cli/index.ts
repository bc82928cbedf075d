#!/usr/bin/env node
import type { KeytarReads } from '../core/adapters/keychain/keytar-reads.ts';
import { systemPaths } from '../core/adapters/system/paths.ts';
import { keepCompiledCode } from './code-cache.ts';

// Nothing that this process makes is readable by others.
process.umask(0o077);

const paths = systemPaths();
keepCompiledCode(paths, process.argv[2]);

// From here on Node keeps what it compiles, so what follows comes in few files. A key stroke waits for `__complete`, and scripts for a token:
// these load little.
const [verb, target = '-', ...more] = process.argv.slice(2);
if (verb === '__complete')
	void import('./complete/answer.ts').then(({ answer }) => process.stdout.write(answer(process.argv.slice(3))));
else if (verb === 'token' && !target.startsWith('-') && more.length === 0)
	void import('./token-at-once.ts').then(({ tokenAtOnce }) => tokenAtOnce(target, paths.database)).then(run);
else void run(null);

/** The command line with all its verbs. */
async function run(keychain: KeytarReads | null): Promise<void> {
	const { runHere } = await import('./run-here.ts');
	await runHere(process.argv.slice(2), paths, keychain);
}
