import { fstatSync, writeSync } from 'node:fs';

const stdout = 1;

/** What became of a text: what is left of it for the stream to write, or why it is lost. */
export interface Written {
	readonly rest: Buffer | null;
	/** The system's code, such as ENOSPC. */
	readonly problem: string | null;
}

/** Whether stdout may be a terminal; surely not for a pipe, a socket or a file. */
export function isMaybeTerminal(): boolean {
	if (process.platform === 'win32') return true;
	try {
		return fstatSync(stdout).isCharacterDevice();
	} catch {
		return true;
	}
}

/** Writes to a pipe, socket or file without Node's stream for it. A terminal's text, and what a full pipe refuses for now, is left. */
export function writeAtOnce(text: string): Written {
	let rest = Buffer.from(text, 'utf8');
	if (isMaybeTerminal()) return { rest, problem: null };
	try {
		while (rest.length > 0) rest = rest.subarray(writeSync(stdout, rest));
		return { rest: null, problem: null };
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
		return code === 'EAGAIN' ? { rest, problem: null } : { rest: null, problem: code };
	}
}
