import type { VaultTrouble } from '../../ports/secret-vault.ts';

/** The name that our entries have in common. */
export const keytarService = 'Latchkey';

/** How long one call to the keychain may take. */
export const callLimitMs = 3_000;

/** What is said of a call that took longer. */
export const noAnswer: VaultTrouble = {
	state: 'unavailable',
	problem: `no answer in ${callLimitMs / 1000} s; it may be locked or waiting for you to unlock it`,
};

/** What is said where the program that was asked is gone. */
export const gone: VaultTrouble = { state: 'unavailable', problem: 'its process ended unexpectedly' };

/** What the vault asks its worker, one call at a time. */
export type KeytarRequest =
	/** Answered as soon as the worker runs; the keychain is not asked. */
	| { readonly id: number; readonly act: 'hello' }
	| { readonly id: number; readonly act: 'read' | 'delete'; readonly account: string }
	| { readonly id: number; readonly act: 'write'; readonly account: string; readonly value: string };

/** `value` is null where keytar found nothing, or for acts without a value. `problem` is keytar's message, which names no secret. */
export type KeytarReply =
	| { readonly id: number; readonly ok: true; readonly value: string | null }
	| { readonly id: number; readonly ok: false; readonly problem: string };

/** The process that runs keytar, however it was started: `fork` in Node, `utilityProcess` in Electron. */
export interface KeytarProcess {
	post(request: KeytarRequest): void;
	onReply(listener: (reply: KeytarReply) => void): void;
	onExit(listener: () => void): void;
	kill(): void;
}
