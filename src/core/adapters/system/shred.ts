import { randomBytes } from 'node:crypto';
import {
	closeSync,
	constants,
	existsSync,
	fstatSync,
	fsyncSync,
	ftruncateSync,
	lstatSync,
	openSync,
	renameSync,
	rmSync,
	writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../domain/app-error.ts';

const chunkBytes = 64 * 1024;

/**
 * Overwrites a file once with random bytes, gives it a name that says nothing, and removes it. What that cannot promise stands in
 * docs/security.md: on SSDs, copy-on-write disks, in snapshots and backups the old bytes may stay. Throws STORE_UNSAFE for anything but a
 * plain file of one name, TOKEN_STORE_FAILED where the disk refuses; the file may be overwritten in part by then.
 */
export function shred(path: string): void {
	const unsafe = (problem: string) => new AppError('STORE_UNSAFE', { path, problem });
	try {
		if (!lstatSync(path).isFile()) throw unsafe('it is no plain file');
		const fd = openSync(path, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0));
		try {
			const { size, nlink } = fstatSync(fd);
			if (nlink > 1) throw unsafe('it has a second name (hard link) that would stay');
			for (let at = 0; at < size; ) at += writeSync(fd, randomBytes(Math.min(chunkBytes, size - at)), 0, null, at);
			fsyncSync(fd);
			ftruncateSync(fd);
			fsyncSync(fd);
		} finally {
			closeSync(fd);
		}
		const nameless = join(dirname(path), randomBytes(8).toString('hex'));
		renameSync(path, nameless);
		rmSync(nameless);
	} catch (error) {
		if (error instanceof AppError) throw error;
		const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
		throw new AppError('TOKEN_STORE_FAILED', { place: path, problem }, { cause: error });
	}
}

/** Shreds a store's file and what SQLite keeps beside it. Throws as `shred`. */
export function shredStore(path: string): void {
	const beside = ['-wal', '-shm', '-journal'].map((ending) => `${path}${ending}`);
	for (const file of [path, ...beside]) if (file === path || existsSync(file)) shred(file);
}
