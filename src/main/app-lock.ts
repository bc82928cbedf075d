import { powerMonitor } from 'electron';
import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import { failureOf } from '../core/usecases/failure-of.ts';
import type { Settings } from '../shared/settings.ts';

/** How often the time without input is looked at. */
const lookEveryMs = 15_000;

/**
 * The lock of the window: while it is closed no act that touches a secret works, and a vault under a passphrase has lost its key. It guards
 * against a passer-by, not against a program (docs/security.md).
 */
export class AppLock {
	readonly #core: Core;
	readonly #settings: () => Settings;
	readonly #closed: () => void;
	readonly #changed: () => void;
	#locked = false;
	#closing: Promise<unknown> = Promise.resolve();

	/** `closed` is told before `changed` where it locks, and after the vault began to close. */
	constructor(core: Core, settings: () => Settings, closed: () => void, changed: () => void) {
		this.#core = core;
		this.#settings = settings;
		this.#closed = closed;
		this.#changed = changed;
	}

	get isLocked(): boolean {
		return this.#locked;
	}

	/** Throws APP_LOCKED. */
	requireOpen(): void {
		if (this.#locked) throw new AppError('APP_LOCKED');
	}

	/** Whether the list is to be seen by nobody now. */
	get hidesList(): boolean {
		return this.#locked && !this.#settings().listWhileLocked;
	}

	lock(): void {
		if (this.#locked) return;
		this.#locked = true;
		this.#closing = failureOf(() => this.#core.vault.lock());
		this.#closed();
		this.#changed();
	}

	/** Asks the keychain first: one that is closed, or a vault without its passphrase, keeps the lock closed. Rejects with KEYCHAIN_*. */
	async unlock(): Promise<void> {
		await this.#closing;
		const keychain = await this.#core.keychain.probe();
		if (keychain.state === 'locked') throw new AppError('KEYCHAIN_LOCKED');
		this.#locked = false;
		this.#changed();
	}

	/** Locks by itself after idle time and before sleep, as the settings say. Gives back what ends it. */
	watch(): () => void {
		const timer = setInterval(() => {
			const { idleLockMinutes } = this.#settings();
			const isIdle = idleLockMinutes > 0 && powerMonitor.getSystemIdleTime() >= idleLockMinutes * 60;
			if (isIdle) this.lock();
		}, lookEveryMs);
		const sleeps = () => {
			if (this.#settings().lockOnSleep) this.lock();
		};
		powerMonitor.on('suspend', sleeps);
		powerMonitor.on('lock-screen', sleeps);
		return () => {
			clearInterval(timer);
			powerMonitor.off('suspend', sleeps);
			powerMonitor.off('lock-screen', sleeps);
		};
	}
}
