import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../core/domain/app-error.ts';
import { type OutputPipe, openPipes } from './open-pipes.ts';
import { passSignals } from './passed-signals.ts';
import type { SecretMask } from './secret-mask.ts';

export interface Program {
	readonly command: string;
	readonly args: readonly string[];
	readonly env: NodeJS.ProcessEnv;
	/** Null: the program has our own streams, a terminal included. */
	readonly mask: SecretMask | null;
}

/**
 * Runs a program, without a shell, on our stdin and resolves to its exit code, 128 + n where signal n ended it, once all that it wrote has
 * gone on. Rejects with PROGRAM_NOT_FOUND or PROGRAM_NOT_STARTED.
 */
export async function runProgram(program: Program): Promise<number> {
	const { command, mask } = program;
	let child: ChildProcess | null = null;
	// Before the program is there: a signal in between must not leave it alone.
	const release = passSignals((signal) => void child?.kill(signal));
	const pipes = mask && openPipes(2);
	try {
		child = start(program, pipes);
		const ended = endOf(child, release);
		const [stdout, stderr] = pipes?.map(({ reader }) => reader) ?? [child.stdout, child.stderr];
		await Promise.all([
			ended,
			mask && stdout && passOn(stdout, mask, process.stdout),
			mask && stderr && passOn(stderr, mask, process.stderr),
		]);
		return await ended;
	} catch (error) {
		throw notStarted(command, error);
	} finally {
		for (const { reader } of pipes ?? []) reader.destroy();
		release();
	}
}

/** Afterwards the program alone writes to the pipes: when it ends, so do they. */
function start({ command, args, env, mask }: Program, pipes: readonly OutputPipe[] | null): ChildProcess {
	const output = (n: number) => (mask ? (pipes?.[n]?.writeEnd ?? 'pipe') : 'inherit');
	try {
		return spawn(command, args, { env, stdio: ['inherit', output(0), output(1)] });
	} finally {
		for (const { writeEnd } of pipes ?? []) closeSync(writeEnd);
	}
}

/** `exited`: the program is over, although something that it started may still write. */
function endOf(child: ChildProcess, exited: () => void): Promise<number> {
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', exited);
		child.once('close', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)));
	});
}

/** Where our reader goes away (`| head`), the program's pipe is closed, too, and it hears of it as it would without us. */
async function passOn(from: Readable, mask: SecretMask, to: NodeJS.WriteStream): Promise<void> {
	await pipeline(from, mask.stream(), to, { end: false }).catch(() => undefined);
}

function notStarted(command: string, error: unknown): unknown {
	if (!(error instanceof Error && 'code' in error)) return error;
	const program = command.slice(0, 200);
	if (error.code === 'ENOENT') return new AppError('PROGRAM_NOT_FOUND', { program }, { cause: error });
	return new AppError('PROGRAM_NOT_STARTED', { program, problem: String(error.code) }, { cause: error });
}
