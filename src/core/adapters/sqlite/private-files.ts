import { chmodSync, closeSync, constants, lstatSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { requireLocalDisk } from './local-disk.ts';

/** Makes the folder 0700, the file 0600 before SQLite writes a byte; a planted link or a stranger's file is refused (STORE_UNSAFE). */
export function prepareFile(path: string): void {
	const folder = dirname(path);
	requireLocalDisk(folder);
	makeFolder(folder);
	if (process.platform === 'win32') return;
	refuseForeign(folder);
	chmodSync(folder, 0o700);
	try {
		closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_NOFOLLOW, 0o600));
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
	for (const file of [path, ...besides(path)]) {
		if (refuseForeign(file)) makePrivate(file);
	}
}

/** Node's own `recursive` never ends where a file system that takes no folders calls the new one missing (/proc, some automounters). */
function makeFolder(path: string): void {
	if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
	const parent = dirname(path);
	if (parent !== path) makeFolder(parent);
	try {
		mkdirSync(path, { mode: 0o700 });
	} catch (error) {
		// Another process was quicker.
		if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
	}
}

/** The last process that closes the database removes -wal and -shm, perhaps just now. */
function makePrivate(path: string): void {
	try {
		chmodSync(path, 0o600);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
	}
}

/** Throws STORE_UNSAFE for a link and for what belongs to another user; false where nothing is there. Not for Windows. */
export function refuseForeign(path: string): boolean {
	const found = lstatSync(path, { throwIfNoEntry: false });
	if (!found) return false;
	if (found.isSymbolicLink()) throw new AppError('STORE_UNSAFE', { path, problem: 'it is a symbolic link' });
	if (found.isFile() && found.nlink > 1)
		throw new AppError('STORE_UNSAFE', { path, problem: 'it has a second name (hard link)' });
	if (found.uid !== process.getuid?.())
		throw new AppError('STORE_UNSAFE', { path, problem: 'it belongs to another user' });
	return true;
}

/** Whether the folder and the file, both there, and what SQLite may have left beside it are as `prepareFile` leaves them. */
export function isPrepared(path: string): boolean {
	try {
		requireLocalDisk(dirname(path));
		if (process.platform === 'win32') return true;
		const isThere = [dirname(path), path].every(isPrivate);
		return isThere && besides(path).every((one) => !refuseForeign(one) || isPrivate(one));
	} catch {
		return false;
	}
}

function isPrivate(path: string): boolean {
	return refuseForeign(path) && (lstatSync(path).mode & 0o077) === 0;
}

/** What SQLite keeps beside the file while somebody has it open, and a killed process leaves. */
function besides(path: string): readonly string[] {
	return [`${path}-wal`, `${path}-shm`];
}
