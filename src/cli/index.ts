#!/usr/bin/env node
import { KeytarReads } from '../core/adapters/keychain/keytar-reads.ts';
import { type Paths, systemPaths } from '../core/adapters/system/paths.ts';
import { keepCompiledCode } from './code-cache.ts';
import { canLeave } from './leave.ts';

// Nothing that this process makes is readable by others.
process.umask(0o077);

const [verb, target = '-', ...more] = process.argv.slice(2);
// A key stroke waits for `__complete`, and scripts for a token: these load little.
if (verb === '__complete') {
	begin();
	void import('./complete/answer.ts').then(({ answer }) => process.stdout.write(answer(process.argv.slice(3))));
} else if (canLeave && (verb === 'token' || verb === 'exec')) {
	// What scripts call most, and what reads one entry.
	const keychain = new KeytarReads();
	if (verb === 'token' && !target.startsWith('-') && more.length === 0) void tokenAtOnce(target, keychain);
	else void run(keychain);
} else void run(null);

/** From here on Node keeps what it compiles, so what follows comes in few files. */
function begin(): Paths {
	const paths = systemPaths();
	keepCompiledCode(paths, verb);
	return paths;
}

/** The keychain's first answer takes as long as all else that a token needs, so it is asked before that is loaded. */
async function tokenAtOnce(alias: string, keychain: KeytarReads): Promise<void> {
	keychain.warmUp();
	const { database } = begin();
	const { printLiveToken } = await import('./live-token.ts');
	await printLiveToken(alias, database, keychain);
	await run(keychain);
}

/** The command line with all its verbs. */
async function run(keychain: KeytarReads | null): Promise<void> {
	const paths = begin();
	const { runHere } = await import('./run-here.ts');
	await runHere(process.argv.slice(2), paths, keychain);
}
