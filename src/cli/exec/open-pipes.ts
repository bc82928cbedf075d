import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** A pipe that a program writes to and we read. */
export interface OutputPipe {
	readonly reader: Readable;
	/** For the program; to be closed here once it has it, or the reader never ends. */
	readonly writeEnd: number;
}

/**
 * So many real pipes; null where the system has none. Node's own 'pipe' is a socket, and on a socket `echo > /dev/stderr` fails in shell
 * scripts and an early end of the reader is no SIGPIPE.
 */
export function openPipes(count: number): readonly OutputPipe[] | null {
	if (process.platform === 'win32') return null;
	const opened: OutputPipe[] = [];
	let folder: string | null = null;
	try {
		folder = mkdtempSync(join(tmpdir(), 'latchkey-'));
		const paths = Array.from({ length: count }, (_, n) => join(folder ?? '', String(n)));
		execFileSync('mkfifo', paths, { stdio: 'ignore' });
		for (const path of paths) opened.push(openPipe(path));
		return opened;
	} catch {
		for (const { reader, writeEnd } of opened) {
			closeSync(writeEnd);
			reader.destroy();
		}
		return null;
	} finally {
		if (folder) rmSync(folder, { recursive: true, force: true });
	}
}

/** The reading end first and without waiting, so that the writing end finds it. */
function openPipe(path: string): OutputPipe {
	const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	return { reader: new Socket({ fd, readable: true, writable: false }), writeEnd: openSync(path, constants.O_WRONLY) };
}
