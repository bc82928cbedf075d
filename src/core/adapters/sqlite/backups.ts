import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database as Sqlite } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { isWhole, readBackup, withoutSealed } from './backup-file.ts';
import { asStoreFailure, sync } from './store-failure.ts';

/** Why a backup was made. `manual` ones stay until a person removes them. */
export type BackupKind = 'daily' | 'before-migration' | 'manual';

/** A backup in the folder of them; `madeAt` is epoch milliseconds. */
export interface BackupFile {
	readonly path: string;
	readonly kind: BackupKind;
	readonly madeAt: number;
	readonly bytes: number;
}

const kept: Readonly<Record<BackupKind, number>> = {
	daily: 5,
	'before-migration': 3,
	manual: Number.POSITIVE_INFINITY,
};
const shape = /^(daily|before-migration|manual)-[\w-]+\.db$/;
const leftoverMs = 3_600_000;

/** Where the backups of a database lie. */
export function backupFolder(database: string): string {
	return join(dirname(database), 'backups');
}

/** The backups of a database, the newest first. Those that were moved elsewhere are not known. */
export function listBackups(database: string): readonly BackupFile[] {
	const folder = backupFolder(database);
	return namesIn(folder)
		.flatMap((name): BackupFile[] => {
			const kind = shape.exec(name)?.[1];
			const found = statSync(join(folder, name), { throwIfNoEntry: false });
			if (!kind || !found?.isFile()) return [];
			return [{ path: join(folder, name), kind: kind as BackupKind, madeAt: found.mtimeMs, bytes: found.size }];
		})
		.sort((a, b) => b.madeAt - a.madeAt);
}

/** The newest backup that can be restored by this Latchkey; each is read whole before it is named. Null where there is none. */
export function newestGoodBackup(database: string): BackupFile | null {
	return listBackups(database).find(({ path }) => isRestorable(path)) ?? null;
}

/** Whether this Latchkey can restore it; reads it whole. */
export function isRestorable(path: string): boolean {
	try {
		readBackup(path);
		return true;
	} catch (error) {
		if (error instanceof AppError) return false;
		throw error;
	}
}

/** Whether today's backup (UTC) is still to be made, and there is anything to lose. */
export function isDailyDue(database: string, sqlite: Sqlite, now: number): boolean {
	if (statSync(dailyPath(database, now), { throwIfNoEntry: false })) return false;
	return sqlite.prepare('SELECT EXISTS (SELECT 1 FROM audit)').pluck().get() === 1;
}

/** Makes a backup in the folder and drops those that are too many of its kind. Throws STORE_FAILED or an error of SQLite; nothing is left then. */
export function makeBackup(database: string, sqlite: Sqlite, kind: BackupKind, now: number): string {
	const folder = backupFolder(database);
	const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
	const path = kind === 'daily' ? dailyPath(database, now) : join(folder, `${kind}-${stamp}.db`);
	asStoreFailure(path, () => {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		removeLeftovers(folder, now);
		writeBackup(sqlite, path);
		const others = listBackups(database).filter((one) => one.kind === kind && one.path !== path);
		for (const one of others.slice(kept[kind] - 1)) rmSync(one.path, { force: true });
	});
	return path;
}

/**
 * Writes the database as it is now to a file of its own (0600), whole or not at all; others may write meanwhile. No sealed token goes with it.
 * It has its name only once it was read back from the disk and found whole.
 */
export function writeBackup(sqlite: Sqlite, path: string): void {
	writeCopy(sqlite, path, withoutSealed, isWhole);
}

/** Writes a database to a file of its own, changed first and then found good, or not at all. */
export function writeCopy(
	sqlite: Sqlite,
	path: string,
	change: (copy: string) => void,
	isGood: (copy: string) => boolean,
): void {
	const made = `${path}.${randomBytes(6).toString('hex')}.new`;
	try {
		// VACUUM INTO fills an empty file, so it never has wider permissions than these.
		closeSync(openSync(made, 'wx', 0o600));
		sqlite.prepare('VACUUM INTO ?').run(made);
		change(made);
		if (!isGood(made)) throw new AppError('STORE_FAILED', { path, problem: 'the backup did not read back whole' });
		sync(made);
		renameSync(made, path);
		sync(dirname(path));
	} finally {
		rmSync(made, { force: true });
	}
}

function dailyPath(database: string, now: number): string {
	return join(backupFolder(database), `daily-${new Date(now).toISOString().slice(0, 10)}.db`);
}

/** What a process that was killed left half-written. One that is being written now is younger. */
function removeLeftovers(folder: string, now: number): void {
	chmodSync(folder, 0o700);
	for (const name of namesIn(folder).filter((one) => one.endsWith('.new'))) {
		const found = statSync(join(folder, name), { throwIfNoEntry: false });
		if (found && found.mtimeMs < now - leftoverMs) rmSync(join(folder, name), { force: true });
	}
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch (error) {
		if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
		throw error;
	}
}
