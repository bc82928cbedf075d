import { chmodSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { refuseForeign } from '../sqlite/private-files.ts';

/**
 * Readies a file for tokens: a missing folder is made (0700), files that are there become 0600. Throws STORE_UNSAFE for links, for what
 * belongs to another user, and for a folder where anybody may put files in the place of ours.
 */
export function makePrivate(path: string, beside: readonly string[] = []): void {
	const folder = dirname(path);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	if (process.platform === 'win32') return;
	refuseForeign(folder);
	// The folder may be a project's: its permissions are the person's own, save this one.
	if (statSync(folder).mode & 0o002)
		throw new AppError('STORE_UNSAFE', { path: folder, problem: 'everybody may write to this folder' });
	for (const file of [path, ...beside]) if (refuseForeign(file)) closeToOthers(file);
}

/** What another process removed meanwhile needs no permissions. */
function closeToOthers(path: string): void {
	const found = lstatSync(path, { throwIfNoEntry: false });
	// Also a change to the same mode is one to whoever watches the file's times.
	if (!found || (found.mode & 0o777) === 0o600) return;
	try {
		chmodSync(path, 0o600);
	} catch (error) {
		if (codeOf(error) !== 'ENOENT') throw error;
	}
}

/** The system's code of an error, or "unknown error". */
export function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

/** Runs what touches the disk; what fails and is not ours becomes TOKEN_STORE_FAILED with the system's code. */
export function atPlace<T>(place: string, act: () => T): T {
	try {
		return act();
	} catch (error) {
		if (error instanceof AppError) throw error;
		throw new AppError('TOKEN_STORE_FAILED', { place, problem: codeOf(error) }, { cause: error });
	}
}
