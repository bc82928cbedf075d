import { join } from 'node:path';
import type { KeytarProcess, KeytarReply } from '../../src/core/adapters/keychain/keytar-messages.ts';
import { KeytarVault } from '../../src/core/adapters/keychain/keytar-vault.ts';
import type { VaultRef } from '../../src/core/domain/ids.ts';
import type { SecretVault, VaultDone, VaultRead, VaultTrouble } from '../../src/core/ports/secret-vault.ts';
import { FileVault } from '../integration/core/file-vault.ts';

/** What happens at the n-th call of a keychain. The locked ones stay so, for only a person opens them. */
export const keychainTroubles = [
	/** An error, and nothing done. */
	'refuses once',
	/** The caller is told "no answer", and what was asked is done all the same, a moment later. */
	'answers too late',
	'is locked from there on',
	/** As gnome-keyring through keytar: reads find nothing, deletes are "done", writes fail. */
	'is silently locked from there on',
] as const;
export type KeychainTrouble = (typeof keychainTroubles)[number];

/** A vault with one trouble at its n-th call, counted from 1. */
export class TroubledVault implements SecretVault {
	readonly backend = 'troubled folder of a test';
	readonly #inner: SecretVault;
	readonly #trouble: KeychainTrouble;
	readonly #at: number;
	#calls = 0;
	#late: (() => Promise<unknown>) | null = null;

	constructor(inner: SecretVault, trouble: KeychainTrouble, at: number) {
		this.#inner = inner;
		this.#trouble = trouble;
		this.#at = at;
	}

	get wasHit(): boolean {
		return this.#calls >= this.#at;
	}

	read(ref: VaultRef): Promise<VaultRead> {
		return this.#call(() => this.#inner.read(ref), { state: 'nothing' });
	}

	write(ref: VaultRef, value: string): Promise<VaultDone> {
		return this.#call(() => this.#inner.write(ref, value), { state: 'locked' });
	}

	delete(ref: VaultRef): Promise<VaultDone> {
		return this.#call(() => this.#inner.delete(ref), { state: 'done' });
	}

	async close(): Promise<void> {
		await this.#settle();
		await this.#inner.close();
	}

	async #call<T>(real: () => Promise<T>, whileSilent: T): Promise<T | VaultTrouble> {
		await this.#settle();
		const call = ++this.#calls;
		if (call < this.#at) return real();
		if (this.#trouble === 'is silently locked from there on') return whileSilent;
		if (this.#trouble === 'is locked from there on') return { state: 'locked' };
		if (call > this.#at) return real();
		if (this.#trouble === 'answers too late') this.#late = real;
		return { state: 'unavailable', problem: 'no answer in time' };
	}

	/** A daemon takes its calls in turn: a late one is done before the next. */
	async #settle(): Promise<void> {
		const late = this.#late;
		this.#late = null;
		await late?.();
	}
}

/** The product's own vault on a worker process that never answers its n-th call, over all of its restarts. */
export function hangingVault(
	folder: string,
	at: number,
): { readonly vault: SecretVault; readonly wasHit: () => boolean } {
	const inner = new FileVault(join(folder, 'keychain'));
	let calls = 0;
	// The vault asks for a session bus first; whose does not matter here.
	process.env.DBUS_SESSION_BUS_ADDRESS ??= 'unix:path=/nowhere';
	const start = (): KeytarProcess => {
		let tell: (reply: KeytarReply) => void = () => undefined;
		return {
			post: (request) => {
				if (request.act === 'hello') {
					queueMicrotask(() => tell({ id: request.id, ok: true, value: null }));
					return;
				}
				if (++calls === at) return;
				const ref = request.account as VaultRef;
				const doing =
					request.act === 'read'
						? inner.read(ref)
						: request.act === 'write'
							? inner.write(ref, request.value)
							: inner.delete(ref);
				void doing.then((done) =>
					tell({ id: request.id, ok: true, value: done.state === 'found' ? done.value : null }),
				);
			},
			onReply: (listener) => {
				tell = listener;
			},
			onExit: () => undefined,
			kill: () => {
				tell = () => undefined;
			},
		};
	};
	return { vault: new KeytarVault(start), wasHit: () => calls >= at };
}
