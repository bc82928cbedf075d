import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { AppError } from '../../domain/app-error.ts';

const sayings: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file',
	ENOTDIR: 'there is no such file',
	EACCES: 'its permissions do not allow it',
	EPERM: 'its permissions do not allow it',
};

/** That a path is a file which this user may read, before more is done with it. Throws FILE_UNREADABLE, which says why it is not. */
export function requireFile(path: string): Stats {
	const refuse = (problem: string, cause?: unknown) => new AppError('FILE_UNREADABLE', { path, problem }, { cause });
	let found: Stats;
	try {
		found = statSync(path);
		accessSync(path, constants.R_OK);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
		throw refuse(sayings[code] ?? code, error);
	}
	if (!found.isFile()) throw refuse(found.isDirectory() ? 'it is a folder' : 'it is no file');
	return found;
}
