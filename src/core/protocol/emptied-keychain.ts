import { AppError } from '../domain/app-error.ts';
import type { VaultRef } from '../domain/ids.ts';
import type { SecretVault, VaultTrouble } from '../ports/secret-vault.ts';
import type { ListedStore, Store, VaultEntry } from '../ports/store.ts';

/** A keychain that is open and has lost all that was stored in it. */
export interface EmptiedKeychain {
	readonly keychain: string;
	/** How many secrets lay in it. */
	readonly entries: number;
}

/** Told of what happens to the keychain as a whole, so that it is said once and not of each connection. */
export interface KeychainWatch {
	/** It was proved open, and none of so many secrets is in it. */
	emptied(entries: number): void;
	/** It holds what was missed. */
	isBack(): void;
	/** A new refresh token was stored in it: the person goes on with it as it is. */
	goesOn(): void;
}

/** Of that nobody needs to know. */
export const unwatched: KeychainWatch = { emptied: () => {}, isBack: () => {}, goesOn: () => {} };

/** That the keychain had lost everything, the last time that it was asked; null once no secret is missed any more. */
export function emptiedKeychain({ settings, vaultEntries }: ListedStore): EmptiedKeychain | null {
	const text = settings.get('vault_emptied');
	return text && vaultEntries.all().some(isSecret) ? JSON.parse(text) : null;
}

/** That the keychain was emptied, in words. */
export function emptiedError(emptied: EmptiedKeychain): AppError {
	return new AppError('KEYCHAIN_EMPTIED', { ...emptied });
}

/**
 * How many secrets a keychain without its canary has lost: all, or 0, where one of them is there or none was stored. `proof` is an entry that
 * it has just taken; it must still be there at the end, for a keychain that is locked meanwhile says "nothing" to every question.
 */
export async function lostEntries(vault: SecretVault, store: Store, proof: VaultRef): Promise<number | VaultTrouble> {
	const secrets = store.vaultEntries.all().filter(isSecret);
	for (const { ref } of secrets) {
		const read = await vault.read(ref);
		if (read.state === 'found') return 0;
		if (read.state !== 'nothing') return read;
	}
	const read = await vault.read(proof);
	if (read.state === 'found') return secrets.length;
	return read.state === 'nothing' ? { state: 'locked' } : read;
}

function isSecret({ kind, state }: VaultEntry): boolean {
	return kind !== 'canary' && state === 'live';
}
