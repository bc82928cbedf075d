import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { Figures, type Report } from '../fuzz/figures.ts';

/** Runs a program that leaves its figures in a file; one that dies is a failure. */
export async function figuresOf(
	[program = '', ...rest]: readonly string[],
	report: string,
	env: NodeJS.ProcessEnv = process.env,
): Promise<Figures> {
	const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'], env });
	let errors = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		errors += text;
	});
	const end = await new Promise<End>((resolve) =>
		child.on('close', (code, signal) => resolve({ code, signal, errors })),
	);
	const figures = new Figures();
	const hasReported = existsSync(report);
	if (hasReported) figures.add(JSON.parse(readFileSync(report, 'utf8')) as Report);
	if (end.code !== 0) figures.fail(`the process died: ${program}`, howItEnded(end));
	else if (!hasReported) figures.fail(`the process left no figures: ${program}`, howItEnded(end));
	return figures;
}

/** How a process ended; `errors` is what it wrote to stderr. */
export interface End {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly errors: string;
}

/** In words: the exit code or the signal, then the last lines of stderr, which tell why. */
export function howItEnded({ code, signal, errors }: End): string {
	const how = signal === null ? `exit code ${code}${code !== null && code > 128 ? `, ${signalOf(code)}` : ''}` : signal;
	return [how, ...errors.trimEnd().split('\n').slice(-lastLines)].join('\n');
}

const lastLines = 25;

/** As a shell tells of a program that a signal ended. */
function signalOf(code: number): string {
	const name = Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
	return `as a shell says of ${name ?? `signal ${code - 128}`}`;
}
