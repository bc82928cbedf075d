import { setTimeout as sleep } from 'node:timers/promises';
import keytar from 'keytar';
import type { VaultRef } from '../../domain/ids.ts';
import type { VaultRead } from '../../ports/secret-vault.ts';
import { hasSessionBus } from './has-session-bus.ts';
import { callLimitMs, gone, keytarService, noAnswer } from './keytar-messages.ts';
import type { QuickReads } from './quick-reads.ts';

const endLimitMs = 200;

/**
 * Reads by keytar in this very process, for a program that ends after one act: starting the worker takes longer than all that it does.
 * `getPassword` alone, which no planted entry crashes; what writes or fails is the worker's. A call that hangs holds a thread that Node's
 * own exit would wait for: whoever uses this must be able to end without it.
 */
export class KeytarReads implements QuickReads {
	readonly #pending = new Set<Promise<unknown>>();
	#met: Promise<unknown> | null = null;
	#gaveUp = false;

	/** Whether a call is under way, perhaps for ever; one that is about to end has a moment for it. */
	async hangs(): Promise<boolean> {
		if (this.#pending.size === 0) return false;
		const ended = Promise.all(this.#pending).then(() => false);
		return Promise.race([ended, sleep(endLimitMs, true)]);
	}

	/** Lets keytar meet the keychain while this process is busy otherwise: the first call takes ten times as long as any later one. */
	warmUp(): void {
		if (hasSessionBus()) this.#met ??= this.#ask('nothing-has-this-name');
	}

	/** Null: ask the worker. */
	async read(ref: VaultRef): Promise<VaultRead | null> {
		if (this.#gaveUp) return noAnswer;
		if (!hasSessionBus()) return null;
		const otherwise = Promise.withResolvers<VaultRead>();
		const giveUp = (answer: VaultRead) => {
			this.#gaveUp = true;
			otherwise.resolve(answer);
		};
		const timer = setTimeout(() => giveUp(noAnswer), callLimitMs);
		// libsecret's bus library ends its program so where the bus is gone; who asked shall hear why.
		const busIsGone = () => giveUp(gone);
		process.once('SIGTERM', busIsGone);
		// Not beside the first call: both would open a session then, and take longer than one after the other.
		const answer = Promise.resolve(this.#met).then(() => this.#ask(ref));
		// Who reads an entry opens a seal with it: Node's crypto loads while the keychain answers the first call.
		process.getBuiltinModule('node:crypto');
		try {
			return await Promise.race([answer, otherwise.promise]);
		} finally {
			clearTimeout(timer);
			process.off('SIGTERM', busIsGone);
		}
	}

	#ask(account: string): Promise<VaultRead | null> {
		const asked = this.#answer(account);
		this.#pending.add(asked);
		void asked.finally(() => this.#pending.delete(asked));
		return asked;
	}

	async #answer(account: string): Promise<VaultRead | null> {
		try {
			const value = await keytar.getPassword(keytarService, account);
			return value === null ? { state: 'nothing' } : { state: 'found', value };
		} catch {
			// The worker finds words for it, and knows which trouble a new process ends.
			return null;
		}
	}
}
