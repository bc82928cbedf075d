import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Figures, type Report } from '../fuzz/figures.ts';

/** Runs a program that leaves its figures in a file; one that dies is a failure. */
export async function figuresOf(
	[program = '', ...rest]: readonly string[],
	report: string,
	env: NodeJS.ProcessEnv = process.env,
): Promise<Figures> {
	const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'], env });
	let errors = '';
	child.stderr.on('data', (data) => {
		errors += data;
	});
	const ended = await new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)));
	const figures = new Figures();
	if (existsSync(report)) figures.add(JSON.parse(readFileSync(report, 'utf8')) as Report);
	if (ended !== 0 || !existsSync(report)) figures.fail('the process died', `${String(ended)} ${errors}`);
	return figures;
}
