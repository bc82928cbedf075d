import type { ConnectionId } from '../domain/ids.ts';

/** A connection, or an act that at most one process does at a time. */
export type LockKey = ConnectionId | 'recovery' | 'save-token';

/**
 * Exclusion across processes by locks that the OS drops when their holder dies: no pid files, no lock files, no leases by wall clock.
 */
export interface Locks {
	/**
	 * Runs `act` alone for this key among all Latchkey processes. Whoever recovers or saves a token may take a connection's lock as well,
	 * never the other way round. Rejects with AppError TIMED_OUT after 60 s of waiting.
	 */
	exclusively<T>(key: LockKey, act: () => Promise<T>): Promise<T>;
	/** The name of a lock that this process holds until it ends; written beside half-done work, so that others can tell it is alive. */
	lease(): string;
	/** Whether the process that holds the lease is gone. */
	isAbandoned(lease: string): boolean;
	close(): void;
}
