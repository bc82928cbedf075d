import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { AppError } from '../../domain/app-error.ts';

const sayings: Readonly<Record<string, string>> = {
	ENOENT: ' cannot be written: its folder is not there.',
	ENOTDIR: ' cannot be written: its folder is not there.',
	EACCES: ' cannot be written: the permissions of its folder do not allow it.',
	EPERM: ' cannot be written: the permissions of its folder do not allow it.',
	ENOSPC: ' cannot be written: no space is left there.',
};

/**
 * Writes a file that its owner alone can read (0600), whole or not at all. One that is there stays, unless `mayReplace`; a link or a
 * folder always does. Throws USAGE with what is in the way.
 */
export function writePrivateFile(path: string, text: string, mayReplace: boolean, command = ''): void {
	const refuse = (problem: string, cause?: unknown) => new AppError('USAGE', { problem, command }, { cause });
	const found = lstatSync(path, { throwIfNoEntry: false });
	if (found?.isSymbolicLink()) throw refuse(`${path} is a symbolic link; name a file.`);
	if (found && !found.isFile()) throw refuse(`${path} is there already and is no file.`);
	const taken = `${path} is there already; --yes replaces it.`;
	if (found && !mayReplace) throw refuse(taken);
	try {
		if (found) writeOver(path, text);
		else writeNew(path, text);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
		// Somebody was quicker.
		if (code === 'EEXIST') throw refuse(taken, error);
		throw refuse(`${path}${sayings[code] ?? ` cannot be written (${code}).`}`, error);
	}
}

/** The name is taken first, so that of two who want it one gets it; the empty file goes where the rest fails. */
function writeNew(path: string, text: string): void {
	closeSync(openSync(path, 'wx', 0o600));
	try {
		writeOver(path, text);
	} catch (error) {
		rmSync(path, { force: true });
		throw error;
	}
}

function writeOver(path: string, text: string): void {
	const made = `${path}.${randomBytes(6).toString('hex')}.new`;
	try {
		writeSynced(made, text);
		renameSync(made, path);
	} finally {
		rmSync(made, { force: true });
	}
}

function writeSynced(path: string, text: string): void {
	const fd = openSync(path, 'wx', 0o600);
	try {
		writeFileSync(fd, text);
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
}
