import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Settings } from '../shared/settings.ts';
import type { ConnectionView } from '../shared/views.ts';
import type { AppLock } from './app-lock.ts';

/** How often it is looked whether a token ends soon. */
const lookEveryMs = 60_000;

/** A token with less left than this is renewed. */
const renewBelowSeconds = 600;

/** After a failure a connection is left alone for as long as Zoho counts token calls. */
const restMs = 10 * 60_000;

/** Renews the access tokens of pinned connections before they end, where the person chose that. Off while the app is locked. */
export class KeepWarm {
	readonly #core: Core;
	readonly #settings: () => Settings;
	readonly #lock: Pick<AppLock, 'isLocked'>;
	readonly #clock: Clock;
	readonly #restsUntil = new Map<string, number>();
	#busy = false;

	constructor(core: Core, settings: () => Settings, lock: Pick<AppLock, 'isLocked'>, clock: Clock) {
		this.#core = core;
		this.#settings = settings;
		this.#lock = lock;
		this.#clock = clock;
	}

	/** Begins; gives back what ends it. */
	start(): () => void {
		const timer = setInterval(() => void this.look(), lookEveryMs);
		return () => clearInterval(timer);
	}

	/** One round, one connection after the other. It asks as a program does: what is left of Zoho's budget for a person's click stays. */
	async look(): Promise<void> {
		if (this.#busy || !this.#mayWork()) return;
		this.#busy = true;
		try {
			for (const { id } of this.#core.connections.list().filter((one) => this.#isDue(one))) {
				if (this.#mayWork()) await this.#renew(id);
			}
		} finally {
			this.#busy = false;
		}
	}

	#mayWork(): boolean {
		return this.#settings().keepWarm && !this.#lock.isLocked;
	}

	#isDue({ id, pinned, status, accessTokenExpiresAt }: ConnectionView): boolean {
		if (!pinned || (status !== 'connected' && status !== 'unreachable')) return false;
		const now = this.#clock.now();
		if ((this.#restsUntil.get(id) ?? 0) > now) return false;
		return accessTokenExpiresAt === null || Date.parse(accessTokenExpiresAt) < now + renewBelowSeconds * 1000;
	}

	async #renew(id: string): Promise<void> {
		try {
			await this.#core.connections.token(id, renewBelowSeconds, 'program');
			this.#restsUntil.delete(id);
		} catch (error) {
			// What a closing lock or a missing network interrupted says nothing about the connection: the next look tries again.
			if (this.#lock.isLocked || (error instanceof AppError && error.code === 'OFFLINE')) return;
			// The connection's status says why; the person is not told twice.
			this.#restsUntil.set(id, this.#clock.now() + restMs);
		}
	}
}
