import { powerMonitor } from 'electron';
import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import type { Settings } from '../shared/settings.ts';

/** How often the time without input is looked at. */
const lookEveryMs = 15_000;

/**
 * The lock of the window: while it is closed no act that touches a secret works. It guards against a passer-by, not against a program
 * (docs/security.md).
 */
export class AppLock {
	readonly #core: Core;
	readonly #settings: () => Settings;
	readonly #changed: () => void;
	#locked = false;

	constructor(core: Core, settings: () => Settings, changed: () => void) {
		this.#core = core;
		this.#settings = settings;
		this.#changed = changed;
	}

	get isLocked(): boolean {
		return this.#locked;
	}

	/** Throws APP_LOCKED. */
	requireOpen(): void {
		if (this.#locked) throw new AppError('APP_LOCKED');
	}

	lock(): void {
		this.#locked = true;
		this.#changed();
	}

	/** Asks the keychain first: a keychain that is closed keeps the lock closed. Rejects with KEYCHAIN_*. */
	async unlock(): Promise<void> {
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
			if (isIdle && !this.#locked) this.lock();
		}, lookEveryMs);
		const sleeps = () => {
			if (this.#settings().lockOnSleep && !this.#locked) this.lock();
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
