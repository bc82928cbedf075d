import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import type { LockKey, Locks } from '../../ports/locks.ts';

const stripes = 64;
const waitLimitMs = 60_000;
/** Of a thousand that a crash loop left, each start takes some away. */
const cleanedAtOnce = 50;

interface Lease {
	readonly name: string;
	readonly held: Sqlite;
}

/**
 * Locks as `BEGIN EXCLUSIVE` on tiny SQLite files: the OS drops them when the holder dies, however it dies. Connections share 64 files, so
 * those of two processes may wait for each other now and then; they never deadlock, for nobody waits for a second one.
 */
export class StripeLocks implements Locks {
	readonly #folder: string;
	readonly #queues = new Map<string, Promise<unknown>>();
	readonly #held = new Map<string, { readonly sqlite: Sqlite; users: number }>();
	#lease: Lease | null = null;

	constructor(folder: string) {
		this.#folder = folder;
	}

	async exclusively<T>(key: LockKey, act: () => Promise<T>): Promise<T> {
		// Within the process callers of one key queue here; the file is only between processes.
		const before = this.#queues.get(key) ?? Promise.resolve();
		const mine = before.then(() => this.#holding(fileFor(key), act));
		const settled = mine.catch(() => undefined);
		this.#queues.set(key, settled);
		void settled.then(() => {
			if (this.#queues.get(key) === settled) this.#queues.delete(key);
		});
		return mine;
	}

	lease(): string {
		if (!this.#lease) {
			this.#lease = this.#newLease();
			this.#removeLeftLeases(this.#lease.name);
		}
		return this.#lease.name;
	}

	/** A file that is not held yet looks like one of a process that died: another one may hold it for a moment, and take it away. */
	#newLease(): Lease {
		for (let tries = 0; tries < 100; tries++) {
			const name = `process-${randomBytes(8).toString('hex')}`;
			const held = this.#tryHold(name);
			if (held && existsSync(this.#path(name))) return { name, held };
			held?.close();
		}
		throw new AppError('INTERNAL', { problem: 'every new lock is taken away' });
	}

	/** Files of processes that died; where their work is half-done, one that is gone says "abandoned" as well. */
	#removeLeftLeases(mine: string): void {
		const left = readdirSync(this.#folder).filter((file) => /^process-[0-9a-f]+\.lock$/.test(file));
		for (const file of left.slice(0, cleanedAtOnce)) {
			const name = file.slice(0, -'.lock'.length);
			if (name === mine) continue;
			try {
				this.isAbandoned(name);
			} catch {
				// What is no lock of ours, or cannot be opened, is in nobody's way.
			}
		}
	}

	isAbandoned(lease: string): boolean {
		if (lease === this.#lease?.name) return false;
		if (!existsSync(this.#path(lease))) return true;
		const held = this.#tryHold(lease, { isThere: true });
		if (held) this.#end(lease, held);
		return held !== null || !existsSync(this.#path(lease));
	}

	close(): void {
		if (!this.#lease) return;
		const { name, held } = this.#lease;
		this.#lease = null;
		this.#end(name, held);
	}

	/** Holds the file while `act` runs; connections of this process that share it hold it together, and the last one lets go. */
	async #holding<T>(name: string, act: () => Promise<T>): Promise<T> {
		// Not by the wall clock, which may be set meanwhile.
		const until = performance.now() + waitLimitMs;
		while (!this.#take(name)) {
			if (performance.now() > until) throw new AppError('TIMED_OUT', { seconds: waitLimitMs / 1000 });
			await sleep(10 + Math.random() * 30);
		}
		try {
			return await act();
		} finally {
			this.#letGo(name);
		}
	}

	#take(name: string): boolean {
		const held = this.#held.get(name);
		if (held) {
			held.users++;
			return true;
		}
		const sqlite = this.#tryHold(name);
		if (sqlite) this.#held.set(name, { sqlite, users: 1 });
		return sqlite !== null;
	}

	#letGo(name: string): void {
		const held = this.#held.get(name);
		if (!held || --held.users > 0) return;
		this.#held.delete(name);
		held.sqlite.close();
	}

	/** The open connection that holds the lock, or null when another process has it or takes its file away. Closing it lets go. */
	#tryHold(name: string, { isThere = false } = {}): Sqlite | null {
		let sqlite: Sqlite | null = null;
		try {
			mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
			if (!isThere) createPrivate(this.#path(name));
			isThere = true;
			// Not made anew where it goes just now: a third process may still have the first one open, and would take this one away for it.
			sqlite = new BetterSqlite(this.#path(name), { timeout: 0, fileMustExist: true });
			sqlite.exec('BEGIN EXCLUSIVE');
			return sqlite;
		} catch (error) {
			sqlite?.close();
			if (error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
			if (isThere && !existsSync(this.#path(name))) return null;
			throw new AppError(
				'STORE_FAILED',
				{ path: this.#folder, problem: 'a lock file cannot be opened' },
				{ cause: error },
			);
		}
	}

	#path(name: string): string {
		return join(this.#folder, `${name}.lock`);
	}

	/** Takes the file away while it is held, so that nobody comes to hold one without a name. */
	#end(name: string, held: Sqlite): void {
		if (process.platform !== 'win32') this.#remove(name);
		held.close();
		if (process.platform !== 'win32') return;
		try {
			// Windows removes no file that is open, here or elsewhere: then it is for the next one.
			this.#remove(name);
		} catch {}
	}

	#remove(name: string): void {
		rmSync(this.#path(name), { force: true });
		rmSync(`${this.#path(name)}-journal`, { force: true });
	}
}

/** Connections share 64 files: enough that two rarely meet, few enough to keep. */
function fileFor(key: LockKey): string {
	if (key === 'recovery' || key === 'save-token') return key;
	return `stripe-${createHash('sha256').update(key).digest().readUInt32BE() % stripes}`;
}

/** Only a file that is new: closing one that this process has open in SQLite would drop its lock (POSIX). */
function createPrivate(path: string): void {
	try {
		closeSync(openSync(path, 'wx', 0o600));
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
}
