import type { Locks } from '../../../src/core/ports/locks.ts';

/** Locks of one process, each key on its own: two connections never wait for each other here. */
export class MemoryLocks implements Locks {
	readonly #queues = new Map<string, Promise<unknown>>();

	async exclusively<T>(key: string, act: () => Promise<T>): Promise<T> {
		const mine = (this.#queues.get(key) ?? Promise.resolve()).then(act);
		this.#queues.set(
			key,
			mine.catch(() => undefined),
		);
		return mine;
	}

	lease(): string {
		return 'this-process';
	}

	isAbandoned(lease: string): boolean {
		return lease !== 'this-process';
	}

	close(): void {}
}
