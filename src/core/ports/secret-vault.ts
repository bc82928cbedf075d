import { AppError } from '../domain/app-error.ts';
import type { VaultRef } from '../domain/ids.ts';
import type { Secret } from '../domain/secret.ts';

/**
 * Why the vault could not do what was asked. "unavailable" covers a missing daemon, a time-out and a refused write; `error` where there is a
 * name of its own for it.
 */
export type VaultTrouble =
	| { readonly state: 'locked'; readonly reason?: 'wrong passphrase' }
	| { readonly state: 'unavailable'; readonly problem: string; readonly error?: AppError };

/**
 * An answer to a read. "nothing" is not "absent": a locked keyring answers it too, so nobody may delete or re-create because of it
 * (protocol/vault-entries.ts tells the two apart).
 */
export type VaultRead =
	| { readonly state: 'found'; readonly value: string }
	| { readonly state: 'nothing' }
	| VaultTrouble;

export type VaultDone = { readonly state: 'done' } | VaultTrouble;

/** The OS keychain or what stands in for it. Values are ASCII of at most 2,400 bytes (Windows holds 2,560). Never throws. */
export interface SecretVault {
	/** The backend's name as the person knows it, such as "Secret Service (gnome-keyring, KWallet)". */
	readonly backend: string;
	/** Its name on this computer, with the place in it where that differs; asks for no entry. Null where nobody can tell. */
	identify?(): Promise<string | null>;
	read(ref: VaultRef): Promise<VaultRead>;
	write(ref: VaultRef, value: string): Promise<VaultDone>;
	/** Deleting what is not there is done, too. */
	delete(ref: VaultRef): Promise<VaultDone>;
	/** Only where a passphrase opens the vault: tries this one, whatever the vault would ask. One that is open stays so. */
	unlock?(passphrase: Secret): Promise<VaultDone>;
	/** Only where one keychain entry opens the vault: whether a recovery passphrase does, too; null where nobody can tell. */
	hasRecovery?(): boolean | null;
	/** Only where a passphrase opens the vault: forgets the key; from the call on only `unlock` opens it, whatever else could say the passphrase. */
	lock?(): Promise<void>;
	close(): Promise<void>;
}

/** The longest value that every backend keeps. */
const maxVaultValueBytes = 2400;

/** Whether every backend keeps a value whole. */
export function isVaultValue(value: string): boolean {
	return /^[\x20-\x7e]+$/.test(value) && value.length <= maxVaultValueBytes;
}

/** A vault's trouble as an error of the closed list. */
export function troubleError(trouble: VaultTrouble): AppError {
	if (trouble.state === 'locked') return new AppError(trouble.reason ? 'PASSPHRASE_WRONG' : 'KEYCHAIN_LOCKED');
	return trouble.error ?? new AppError('KEYCHAIN_UNAVAILABLE', { problem: trouble.problem });
}
