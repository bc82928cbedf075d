import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import { failureOf } from '../core/usecases/failure-of.ts';
import type { AppLock } from './app-lock.ts';

/** The first wait and the longest, in milliseconds; each is twice the one before. */
const firstWaitMs = 60_000;
const longestWaitMs = 60 * 60_000;

/**
 * Goes on by itself with what waits for the network or the keychain: queued revokes, refresh tokens that a re-auth replaced, sign-ins that an
 * ended process left. Where it does not get on it asks ever more seldom, and not in step with other machines. Not while the app is locked.
 */
export class UnfinishedWork {
	readonly #core: Pick<Core, 'recover' | 'needsRecovery'>;
	readonly #lock: Pick<AppLock, 'isLocked'>;
	#waitMs = firstWaitMs;
	#timer: NodeJS.Timeout | undefined;
	#started = false;
	#stopped = false;
	#looking = false;
	#again = false;

	constructor(core: Pick<Core, 'recover' | 'needsRecovery'>, lock: Pick<AppLock, 'isLocked'>) {
		this.#core = core;
		this.#lock = lock;
	}

	/** Looks at once, and from then on; gives back what ends it. */
	start(): () => void {
		this.#started = true;
		void this.#lookOnAndOn();
		return () => {
			this.#stopped = true;
			clearTimeout(this.#timer);
		};
	}

	/** Looks once more without waiting, as where the network is back, and begins with short waits anew. */
	lookNow(): void {
		if (!this.#started || this.#stopped) return;
		this.#waitMs = firstWaitMs;
		// What is under way may have begun too early.
		this.#again = this.#looking;
		if (this.#looking) return;
		clearTimeout(this.#timer);
		void this.#lookOnAndOn();
	}

	async #lookOnAndOn(): Promise<void> {
		let waitMs: number;
		this.#looking = true;
		do {
			this.#again = false;
			waitMs = await this.look();
		} while (this.#again);
		this.#looking = false;
		if (!this.#stopped) this.#timer = setTimeout(() => void this.#lookOnAndOn(), waitMs * (0.75 + Math.random() / 2));
	}

	/** One look; resolves to how long to wait for the next, in milliseconds, before any spread. */
	async look(): Promise<number> {
		if (this.#lock.isLocked) return firstWaitMs;
		const had = this.#isLeft();
		if (had) await failureOf(() => this.#core.recover());
		const waitMs = this.#waitMs;
		this.#waitMs = had && this.#isLeft() ? Math.min(waitMs * 2, longestWaitMs) : firstWaitMs;
		return had ? waitMs : firstWaitMs;
	}

	/** A database that cannot be read for now (a full disk, another program that holds it) must not end the looking for good. */
	#isLeft(): boolean {
		try {
			return this.#core.needsRecovery();
		} catch (error) {
			if (error instanceof AppError) return true;
			throw error;
		}
	}
}
