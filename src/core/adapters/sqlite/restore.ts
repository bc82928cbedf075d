import {
	chmodSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { type BackupContent, copyForRestore, withoutSealed } from './backup-file.ts';
import { requireLocalDisk } from './local-disk.ts';
import { takeSums } from './row-sums.ts';
import { asStoreFailure, sync, trySync } from './store-failure.ts';
import { lockUsersOut } from './users-lock.ts';

const leftoverMs = 86_400_000;

/** A backup that was read whole and waits for a person's yes. */
export interface PreparedRestore {
	readonly content: BackupContent;
	/**
	 * Puts it in the place of the present database, which is set aside first, never deleted; killed at any moment, the one or the other is there
	 * whole. Gives back where the present one is now; null where there was none. Throws STORE_IN_USE or STORE_FAILED.
	 */
	apply(now: number): string | null;
	/** Lets go of it. */
	discard(): void;
}

/** What a restore would bring back, read from a copy elsewhere: beside the database nothing changes. Throws as `prepareRestore`. */
export function contentForRestore(database: string, file: string): BackupContent {
	requireOther(database, file);
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-backup-'));
	try {
		return copyForRestore(file, join(folder, 'latchkey.db'));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function requireOther(database: string, file: string): void {
	if (isSame(database, file))
		throw new AppError('BACKUP_REFUSED', { path: file, problem: 'it is the database that is in use' });
}

/** Copies a backup beside the database and checks it there. Throws BACKUP_REFUSED, STORE_NEWER or STORE_FAILED. */
export function prepareRestore(database: string, file: string): PreparedRestore {
	requireOther(database, file);
	const folder = guarded(database, () => newFolder(database));
	const discard = () => rmSync(folder, { recursive: true, force: true });
	try {
		const copy = join(folder, 'latchkey.db');
		const content = copyForRestore(file, copy);
		guarded(database, () => {
			withoutSealed(copy);
			chmodSync(copy, 0o600);
			sync(copy);
		});
		return { content, apply: (now) => guarded(database, () => exchange(database, copy, now)), discard };
	} catch (error) {
		discard();
		throw error;
	}
}

/** A folder of its own beside the database, for what is checked before it takes its place. */
export function newFolder(database: string): string {
	const data = dirname(database);
	requireLocalDisk(data);
	mkdirSync(data, { recursive: true, mode: 0o700 });
	// What a process left that was killed while it asked.
	for (const name of readdirSync(data).filter((one) => one.startsWith('restoring-'))) {
		const found = statSync(join(data, name), { throwIfNoEntry: false });
		if (found && found.mtimeMs < Date.now() - leftoverMs) rmSync(join(data, name), { recursive: true, force: true });
	}
	return mkdtempSync(join(data, 'restoring-'));
}

function exchange(database: string, copy: string, now: number): string | null {
	const alone = lockUsersOut(database);
	try {
		const aside = existsSync(database) ? setAside(database, now) : null;
		keepVaultChoice(database, copy);
		sync(copy);
		// A log that stays would be played into the file that comes. Emptied first, it takes nothing along where this is as far as it gets.
		emptyLog(database);
		for (const ending of ['-wal', '-shm']) rmSync(`${database}${ending}`, { force: true });
		renameSync(copy, database);
		trySync(dirname(database));
		return aside;
	} finally {
		alone.close();
	}
}

/** Where the databases lie that a restore put out of the way. */
export function setAsideFolder(database: string): string {
	return join(dirname(database), 'set-aside');
}

/** A copy, with the log as it is: nobody has the database open, and it stays in its place until the other one takes it in one step. */
export function setAside(database: string, now: number): string {
	const all = setAsideFolder(database);
	mkdirSync(all, { recursive: true, mode: 0o700 });
	const folder = mkdtempSync(join(all, `${new Date(now).toISOString().slice(0, 10)}-`));
	for (const ending of ['', '-wal']) {
		if (!existsSync(`${database}${ending}`)) continue;
		const to = join(folder, `${basename(database)}${ending}`);
		copyFileSync(`${database}${ending}`, to);
		chmodSync(to, 0o600);
		sync(to);
	}
	sync(folder);
	return join(folder, basename(database));
}

/** What is known of the place where the secrets lie. */
const ofToday = "'vault', 'vault_leftover', 'vault_backend', 'vault_changed', 'vault_emptied'";

/**
 * Where the secrets lie is a fact of today, whatever the backup says (usecases/move-vault.ts). Where the present database cannot say it, the
 * vault's file does.
 */
function keepVaultChoice(database: string, copy: string): void {
	const settings = vaultSettings(database) ?? [['vault', vaultByFile(dirname(database))]];
	const sqlite = new BetterSqlite(copy, { fileMustExist: true });
	try {
		sqlite.pragma('journal_mode = MEMORY');
		const keep = sqlite.transaction(() => {
			sqlite.exec(`DELETE FROM setting WHERE key IN (${ofToday})`);
			const insert = sqlite.prepare('INSERT INTO setting (key, value) VALUES (?, ?)');
			for (const [key, value] of settings) insert.run(key, value);
			takeSums(sqlite, ['setting']);
		});
		keep();
	} finally {
		sqlite.close();
	}
}

function vaultByFile(data: string): string {
	if (existsSync(join(data, 'vault.db'))) return 'passphrase';
	return existsSync(join(data, 'keychain-vault.db')) ? 'file' : 'keychain';
}

/** Null where there is no database, or one too damaged to tell. */
function vaultSettings(database: string): readonly (readonly [string, string])[] | null {
	if (!existsSync(database)) return null;
	try {
		const sqlite = new BetterSqlite(database, { fileMustExist: true });
		try {
			const rows = sqlite.prepare(`SELECT key, value FROM setting WHERE key IN (${ofToday})`).raw().all();
			return rows as [string, string][];
		} finally {
			sqlite.close();
		}
	} catch (error) {
		if (error instanceof BetterSqlite.SqliteError) return null;
		throw error;
	}
}

/** Into a file that is too damaged for it nothing is written. */
export function emptyLog(database: string): void {
	if (!existsSync(database)) return;
	try {
		const sqlite = new BetterSqlite(database, { fileMustExist: true });
		try {
			sqlite.pragma('wal_checkpoint(TRUNCATE)');
		} finally {
			sqlite.close();
		}
	} catch (error) {
		if (!(error instanceof BetterSqlite.SqliteError)) throw error;
	}
}

/** What SQLite refuses while it writes is a failure of the store, too: what was there is untouched. */
export function guarded<T>(path: string, act: () => T): T {
	try {
		return asStoreFailure(path, act);
	} catch (error) {
		if (!(error instanceof BetterSqlite.SqliteError)) throw error;
		throw new AppError('STORE_FAILED', { path, problem: error.code }, { cause: error });
	}
}

/** Whether two paths are one file. */
export function isSame(one: string, other: string): boolean {
	return existsSync(one) && existsSync(other) && realpathSync(one) === realpathSync(other);
}
