import type { VaultRef } from '../domain/ids.ts';
import type { ListedStore } from '../ports/store.ts';
import { type EmptiedKeychain, emptiedKeychain } from '../protocol/emptied-keychain.ts';
import { type ChangedKeychain, changedKeychain, knownKeychain } from '../protocol/known-keychain.ts';
import type { VaultKind } from './vault-places.ts';

export interface VaultStatus {
	readonly vault: VaultKind;
	/** The keychain's name, as it was when it was last proved; null where it was never told. */
	readonly backend: string | null;
	/** Another keychain that answered instead of it, the last time that one was asked. */
	readonly changed: ChangedKeychain | null;
	/** That it had lost all that was stored in it, the last time that it was asked. */
	readonly emptied: EmptiedKeychain | null;
	/** How many entries Latchkey holds there. */
	readonly entries: number;
	/** What a move that did not end may have left at the other place. */
	readonly leftover: { readonly vault: VaultKind; readonly entries: number } | null;
}

/** From the store alone: neither place is asked. */
export function vaultStatus({ store }: { readonly store: ListedStore }): VaultStatus {
	const leftover = leftoverOf(store.settings);
	return {
		vault: chosenVault(store.settings),
		backend: knownKeychain(store.settings),
		changed: changedKeychain(store.settings),
		emptied: emptiedKeychain(store),
		entries: store.vaultEntries.held(),
		leftover: leftover && { vault: leftover.vault, entries: leftover.refs.length },
	};
}

/** Where the secrets lie. Without the setting, in the keychain: the other place is never chosen in silence. */
export function chosenVault(settings: ListedStore['settings']): VaultKind {
	const chosen = settings.get('vault');
	return chosen === 'passphrase' || chosen === 'file' ? chosen : 'keychain';
}

/** What a move left, or may have begun, at the place that is not chosen. */
export interface Leftover {
	readonly vault: VaultKind;
	readonly refs: readonly VaultRef[];
}

/** Null where every secret lies at the chosen place alone. */
export function leftoverOf(settings: ListedStore['settings']): Leftover | null {
	const text = settings.get('vault_leftover');
	return text ? JSON.parse(text) : null;
}
