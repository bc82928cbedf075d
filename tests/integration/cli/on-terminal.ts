import { spawn } from 'node:child_process';
import type { Cli } from './cli-harness.ts';

/** Runs the CLI on a terminal of its own (util-linux `script`) and types each answer when its question is there. */
export function onTerminal(
	cli: Cli,
	args: readonly string[],
	...talk: readonly (readonly [question: RegExp, answer: string])[]
) {
	// exec: a shell that stays between gets the Ctrl-C as well and answers 130 for it.
	const command = `exec ${[...cli.command, ...args].map((word) => `'${word}'`).join(' ')}`;
	const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...process.env, LATCHKEY_HOME: cli.home } });
	let shown = '';
	const left = [...talk];
	child.stdout.on('data', (text) => {
		shown += text;
		const [next] = left;
		if (!next?.[0].test(shown)) return;
		left.shift();
		// A person is slower than the line that turns the echo off.
		setTimeout(() => child.stdin.write(next[1]), 150);
	});
	return new Promise<{ code: number | null; shown: string }>((resolve) => {
		child.once('close', (code) => resolve({ code, shown: shown.replaceAll('\r', '') }));
	});
}
