import { closeSync, fsyncSync, openSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';

/** Runs what touches the disk; what fails and is neither ours nor SQLite's becomes STORE_FAILED with the system's code. */
export function asStoreFailure<T>(path: string, act: () => T): T {
	try {
		return act();
	} catch (error) {
		if (error instanceof AppError || error instanceof BetterSqlite.SqliteError) throw error;
		const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
		throw new AppError('STORE_FAILED', { path, problem }, { cause: error });
	}
}

/** Waits until a file's bytes, or the names in a folder, are on the disk. Windows syncs names by itself, and no handle that only reads. */
export function sync(path: string): void {
	if (process.platform === 'win32') return;
	const fd = openSync(path, 'r');
	try {
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
}

/** As `sync`, after what is done already: where a disk that refuses loses a new name, it has the old one. */
export function trySync(path: string): void {
	try {
		sync(path);
	} catch {}
}

/** The code of an error of SQLite without what it adds to it: "SQLITE_IOERR" of "SQLITE_IOERR_FSYNC". */
export function primaryCode({ code }: InstanceType<typeof BetterSqlite.SqliteError>): string {
	return code.split('_').slice(0, 2).join('_');
}
