import { fstatSync, writeSync } from 'node:fs';

/** The standard streams that are written to, by their file descriptors. */
export const [stdout, stderr] = [1, 2] as const;

/** What became of a text: what is left of it for the stream to write, or why it is lost. */
export interface Written {
	readonly rest: Buffer | null;
	/** The system's code, such as ENOSPC. */
	readonly problem: string | null;
}

/** Whether a standard stream may be a terminal; surely not for a pipe, a socket or a file. */
export function isMaybeTerminal(stream: 1 | 2): boolean {
	if (process.platform === 'win32') return true;
	try {
		return fstatSync(stream).isCharacterDevice();
	} catch {
		return true;
	}
}

/** Writes to a pipe, socket or file without Node's stream for it. A terminal's text, and what a full pipe refuses for now, is left. */
export function writeAtOnce(stream: 1 | 2, text: string): Written {
	let rest = Buffer.from(text, 'utf8');
	if (isMaybeTerminal(stream)) return { rest, problem: null };
	try {
		while (rest.length > 0) rest = rest.subarray(writeSync(stream, rest));
		return { rest: null, problem: null };
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
		return code === 'EAGAIN' ? { rest, problem: null } : { rest: null, problem: code };
	}
}
