import type { ConnectionId } from '../domain/ids.ts';

/**
 * Exclusion across processes by locks that the OS drops when their holder dies: no pid files, no lock files, no leases by wall clock.
 */
export interface Locks {
	/**
	 * Runs `act` alone for this key among all Latchkey processes. Whoever recovers may take a connection's lock as well, never the other way
	 * round. Rejects with AppError TIMED_OUT after 60 s of waiting.
	 */
	exclusively<T>(key: ConnectionId | 'recovery', act: () => Promise<T>): Promise<T>;
	/** The name of a lock that this process holds until it ends; written beside half-done work, so that others can tell it is alive. */
	lease(): string;
	/** Whether the process that holds the lease is gone. */
	isAbandoned(lease: string): boolean;
	close(): void;
}
