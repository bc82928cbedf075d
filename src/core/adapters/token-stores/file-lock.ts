import { closeSync, constants, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { atPlace, codeOf, makePrivate } from './private-file.ts';

const waitLimitMs = 10_000;

/**
 * One writer at a time among all processes, by `BEGIN EXCLUSIVE` on an empty SQLite file beside the guarded one: the OS drops it when the
 * holder dies, however it dies. The file stays; removing it would give two holders two files.
 */
export class FileLock {
	readonly #guarded: string;
	#queue: Promise<unknown> = Promise.resolve();
	#sqlite: Sqlite | null = null;

	constructor(guarded: string) {
		this.#guarded = guarded;
	}

	/** Runs `act` alone; what fails of the system becomes TOKEN_STORE_FAILED. Rejects with it after 10 s of waiting for another process. */
	exclusively<T>(act: () => T): Promise<T> {
		const mine = this.#queue.then(() => this.#holding(act));
		this.#queue = mine.catch(() => undefined);
		return mine;
	}

	/** Lets go for good once what was begun is done. */
	async close(): Promise<void> {
		await this.#queue;
		this.#sqlite?.close();
		this.#sqlite = null;
	}

	async #holding<T>(act: () => T): Promise<T> {
		const place = this.#guarded;
		const sqlite = this.#sqlite ?? atPlace(place, () => openLock(`${place}.lock`));
		this.#sqlite = sqlite;
		const until = performance.now() + waitLimitMs;
		while (!atPlace(place, () => tryHold(sqlite))) {
			if (performance.now() > until)
				throw new AppError('TOKEN_STORE_FAILED', { place, problem: 'another process is writing to it' });
			await sleep(5 + Math.random() * 15);
		}
		try {
			return atPlace(place, act);
		} finally {
			sqlite.exec('ROLLBACK');
		}
	}
}

function openLock(path: string): Sqlite {
	makePrivate(path);
	try {
		closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600));
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') throw error;
	}
	return new BetterSqlite(path, { timeout: 0 });
}

function tryHold(sqlite: Sqlite): boolean {
	try {
		sqlite.exec('BEGIN EXCLUSIVE');
		return true;
	} catch (error) {
		if (codeOf(error).startsWith('SQLITE_BUSY')) return false;
		throw error;
	}
}
