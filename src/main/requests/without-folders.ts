import { basename, dirname, sep } from 'node:path';
import { AppError } from '../../core/domain/app-error.ts';

/** Runs what works on a file that the person chose; its errors name the file without its folders, for the page learns no path. */
export async function withoutFolders<T>(path: string, act: () => T | Promise<T>): Promise<T> {
	try {
		return await act();
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		const bare = (value: string | number) =>
			typeof value === 'string'
				? value.replaceAll(`${dirname(path)}${sep}`, '').replaceAll(dirname(path), basename(dirname(path)))
				: value;
		const details = Object.fromEntries(Object.entries(error.details).map(([name, value]) => [name, bare(value)]));
		throw new AppError(error.code, details, { cause: error });
	}
}
