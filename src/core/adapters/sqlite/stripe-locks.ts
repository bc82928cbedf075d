import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Locks } from '../../ports/locks.ts';

const stripes = 64;
const waitLimitMs = 60_000;

/**
 * Locks as `BEGIN EXCLUSIVE` on tiny SQLite files: the OS drops them when the holder dies, however it dies. Connections share 64 files, so
 * two may wait for each other now and then; they never deadlock, for nobody holds two of them.
 */
export class StripeLocks implements Locks {
	readonly #folder: string;
	readonly #queues = new Map<string, Promise<unknown>>();
	#lease: { readonly name: string; readonly held: Sqlite } | null = null;

	constructor(folder: string) {
		this.#folder = folder;
	}

	async exclusively<T>(key: ConnectionId | 'recovery', act: () => Promise<T>): Promise<T> {
		const name =
			key === 'recovery' ? key : `stripe-${createHash('sha256').update(key).digest().readUInt32BE() % stripes}`;
		// Within the process callers queue here; polling the file is only for other processes.
		const before = this.#queues.get(name) ?? Promise.resolve();
		const mine = before.then(() => this.#holding(name, act));
		this.#queues.set(
			name,
			mine.catch(() => undefined),
		);
		return mine;
	}

	lease(): string {
		if (!this.#lease) {
			const name = `process-${randomBytes(8).toString('hex')}`;
			const held = this.#tryHold(name);
			if (!held) throw new AppError('INTERNAL', { problem: 'a new lock is already held' });
			this.#lease = { name, held };
		}
		return this.#lease.name;
	}

	isAbandoned(lease: string): boolean {
		if (lease === this.#lease?.name) return false;
		if (!existsSync(this.#path(lease))) return true;
		const held = this.#tryHold(lease);
		if (!held) return false;
		held.close();
		this.#remove(lease);
		return true;
	}

	close(): void {
		if (!this.#lease) return;
		const { name, held } = this.#lease;
		this.#lease = null;
		held.close();
		this.#remove(name);
	}

	async #holding<T>(name: string, act: () => Promise<T>): Promise<T> {
		const until = Date.now() + waitLimitMs;
		for (;;) {
			const held = this.#tryHold(name);
			if (held) {
				try {
					return await act();
				} finally {
					held.close();
				}
			}
			if (Date.now() > until) throw new AppError('TIMED_OUT', { seconds: waitLimitMs / 1000 });
			await sleep(10 + Math.random() * 30);
		}
	}

	/** The open connection that holds the lock, or null when another process has it. Closing it lets go. */
	#tryHold(name: string): Sqlite | null {
		mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
		createPrivate(this.#path(name));
		const sqlite = new BetterSqlite(this.#path(name), { timeout: 0 });
		try {
			sqlite.exec('BEGIN EXCLUSIVE');
			return sqlite;
		} catch (error) {
			sqlite.close();
			if (error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
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

	#remove(name: string): void {
		rmSync(this.#path(name), { force: true });
		rmSync(`${this.#path(name)}-journal`, { force: true });
	}
}

/** Only a file that is new: closing one that this process has open in SQLite would drop its lock (POSIX). */
function createPrivate(path: string): void {
	try {
		closeSync(openSync(path, 'wx', 0o600));
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
}
