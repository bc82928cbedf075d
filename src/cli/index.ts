#!/usr/bin/env node
import { join } from 'node:path';
import { forkKeytar } from '../core/adapters/keychain/fork-keytar.ts';

// Nothing that this process makes is readable by others.
process.umask(0o077);

const worker = join(__dirname, 'keytar-worker.cjs');

// The keychain's process takes as long to start as this one. For the verbs that scripts call most both start at once; unused, it ends with
// this one.
let early = ['token', 'exec'].includes(process.argv[2] ?? '') ? forkKeytar(worker) : null;

function startKeytar() {
	const started = early ?? forkKeytar(worker);
	early = null;
	return started;
}

async function main(): Promise<void> {
	const { runHere } = await import('./run-here.ts');
	// Not process.exit: what is on its way to a pipe would be lost.
	process.exitCode = await runHere(process.argv.slice(2), startKeytar);
}

void main();
