import { AppError } from '../domain/app-error.ts';
import { newId, type VaultRef } from '../domain/ids.ts';
import { isSecretText, Secret } from '../domain/secret.ts';
import { tokenDigest } from '../domain/token-digest.ts';
import type { Locks } from '../ports/locks.ts';
import { type SecretVault, troubleError, type VaultTrouble } from '../ports/secret-vault.ts';
import type { Store, VaultEntry } from '../ports/store.ts';
import { emptiedKeychain, type KeychainWatch, lostEntries, unwatched } from './emptied-keychain.ts';
import { asConnectionEntry, type ConnectionEntry, entryText, parseEntry } from './entry-text.ts';
import { KnownKeychain } from './known-keychain.ts';

/** Whether the keychain can be used right now. */
export type KeychainState = { readonly state: 'ready' } | VaultTrouble;

/**
 * Keychain entries by the rules of the write protocol: random write-once names that SQLite knows first, stored only once read back,
 * and null is not absence.
 */
export class VaultEntries {
	readonly #vault: SecretVault;
	readonly #store: Store;
	readonly #locks: Locks;
	readonly #known: KnownKeychain;
	readonly #watch: KeychainWatch;
	#held: PromiseWithResolvers<void> | null = null;

	constructor(vault: SecretVault, store: Store, locks: Locks, watch = unwatched) {
		this.#vault = vault;
		this.#store = store;
		this.#locks = locks;
		this.#known = new KnownKeychain(vault, store.settings);
		this.#watch = watch;
	}

	get backend(): string {
		return this.#vault.backend;
	}

	/** Opens a vault under a passphrase, for this process; a keychain needs none. Rejects with PASSPHRASE_WRONG, VAULT_DAMAGED or KEYCHAIN_*. */
	async unlock(passphrase: Secret): Promise<void> {
		const outcome = (await this.#vault.unlock?.(passphrase)) ?? { state: 'done' };
		if (outcome.state !== 'done') throw troubleError(outcome);
		this.#held?.resolve();
		this.#held = null;
	}

	/** Closes a vault under a passphrase until `unlock`. Says whether it is one: a keychain stays as it is. */
	async lock(): Promise<boolean> {
		if (!this.#vault.lock) return false;
		this.#held ??= Promise.withResolvers<void>();
		await this.#vault.lock();
		return true;
	}

	/** Resolves when a vault that `lock` closed is open again; null where none is closed that way. */
	untilUnlocked(): Promise<void> | null {
		return this.#held?.promise ?? null;
	}

	/** Notes in SQLite that an entry is about to be written, and which refresh token in it; belongs into the transaction that states why. */
	begin(kind: VaultEntry['kind'], owner: string, refreshToken?: Secret): VaultRef {
		const ref = newId.vaultRef();
		const entry: VaultEntry = { ref, owner, kind, state: 'opening', lease: this.#locks.lease() };
		this.#store.vaultEntries.add(entry, refreshToken && tokenDigest(refreshToken));
		return ref;
	}

	/** Writes the entry and reads it back. Throws KEYCHAIN_LOCKED, KEYCHAIN_UNAVAILABLE or KEYCHAIN_CHANGED; the entry then is dead. */
	async fill(ref: VaultRef, value: Readonly<Record<string, string>>): Promise<void> {
		const text = entryText(value);
		const trouble = (await this.otherKeychain()) ?? (await this.#writeAndReadBack(ref, text));
		if (trouble === null) return value.refreshToken === undefined ? undefined : this.#watch.goesOn();
		this.#store.vaultEntries.setState(ref, 'dead');
		throw troubleError(this.#known.missing(trouble));
	}

	/**
	 * A connection's entry. Throws KEYCHAIN_LOCKED, KEYCHAIN_UNAVAILABLE, KEYCHAIN_CHANGED where another keychain answers, or SECRET_UNREADABLE
	 * where the keychain is open without it.
	 */
	async openConnection(ref: VaultRef, alias: string): Promise<ConnectionEntry> {
		const entry = asConnectionEntry(await this.#open(ref, alias));
		if (!entry) throw new AppError('SECRET_UNREADABLE', { alias });
		// One that was stored after the keychain was emptied has ended that: this one was missed.
		if (entry.refreshToken) this.#watch.isBack();
		return entry;
	}

	/** A client secret. Throws as openConnection. */
	async openClientSecret(ref: VaultRef, apiClient: string): Promise<Secret> {
		const { clientSecret } = await this.#open(ref, apiClient);
		if (typeof clientSecret !== 'string' || !isSecretText(clientSecret))
			throw new AppError('SECRET_UNREADABLE', { alias: apiClient });
		return new Secret(clientSecret);
	}

	/**
	 * Deletes the entries that are dead and nobody needs any more, then their rows. Leaves for later what the keychain refuses, and everything
	 * where it is not proved open afterwards: a locked keyring says "nothing to delete", too. Never rejects with an AppError: the act before
	 * it is done, whatever becomes of the remains.
	 */
	async collect(): Promise<void> {
		try {
			await this.#deleteDead();
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
		}
	}

	/** Whether the keychain has an entry, without a word of what is in it; null where it is not open, for then nobody can say. */
	async isThere(ref: VaultRef): Promise<boolean | null> {
		const read = await this.#vault.read(ref);
		if (read.state === 'found') return true;
		if (read.state !== 'nothing') return null;
		return (await this.probe()).state === 'ready' ? false : null;
	}

	async #deleteDead(): Promise<void> {
		// In one transaction: between two reads another process may note that a dead entry still has to be revoked.
		const dead = this.#store.transaction(() => {
			const half = [...this.#store.journal.all(), ...this.#store.signIns.all()];
			const needed = new Set<string>(half.map((one) => one.ref));
			return this.#store.vaultEntries.all().filter((entry) => entry.state === 'dead' && !needed.has(entry.ref));
		});
		// What an emptied keychain does not know any more may come back with it.
		if (dead.length === 0 || emptiedKeychain(this.#store) || (await this.otherKeychain())) return;
		for (const { ref } of dead) {
			const outcome = await this.#vault.delete(ref);
			if (outcome.state !== 'done') return;
		}
		if ((await this.probe()).state !== 'ready') return;
		for (const { ref } of dead) this.#store.vaultEntries.remove(ref);
		this.#store.checkpoint();
	}

	/**
	 * Whether the keychain is open: a canary entry reads back. Where the canary is gone from the same keychain, a new one is written, for only
	 * a keychain that is open takes it: what it held was then deleted in it. Where nothing else is left either, the watch is told.
	 */
	probe(): Promise<KeychainState> {
		return this.#probe(this.#watch);
	}

	async #probe(watch: KeychainWatch): Promise<KeychainState> {
		const { canary, state } = await this.#readCanary();
		if (state.state === 'ready') await this.#known.name();
		if (state.state === 'ready') return state;
		if (state.state !== 'nothing') return this.#known.missing(state);
		const other = await this.#known.other(canary !== null);
		if (other) return other;
		const fresh = this.#store.transaction(() => this.begin('canary', 'canary'));
		const written = await this.#writeAndReadBack(fresh, '{"v":1}');
		const lost = written ?? (await lostEntries(this.#vault, this.#store, fresh));
		const trouble = typeof lost === 'number' ? null : lost;
		// Before the canary: whoever is killed in between finds it again.
		if (lost === 0) watch.isBack();
		else if (typeof lost === 'number') watch.emptied(lost);
		this.#store.transaction(() => {
			const adopt = trouble === null && this.#store.settings.get('canary_ref') === canary;
			this.#store.vaultEntries.setState(fresh, adopt ? 'live' : 'dead');
			if (!adopt) return;
			this.#store.settings.set('canary_ref', fresh);
			if (canary !== null) this.#store.vaultEntries.setState(canary, 'dead');
		});
		return trouble ?? { state: 'ready' };
	}

	/** Whether the keychain shows an entry, or why it does not answer; writes nothing, so a locked one may show none. */
	async shows(ref: VaultRef): Promise<boolean | AppError> {
		const read = await this.#vault.read(ref);
		return read.state === 'found' || (read.state !== 'nothing' && troubleError(read));
	}

	/** The keychain that answers today; null where it tells no name. */
	async keychainName(): Promise<string | null> {
		return (await this.#vault.identify?.()) ?? null;
	}

	/** Goes on with the keychain that answers today: by a person's word the one that held the secrets is gone. */
	async adopt(): Promise<KeychainState> {
		const now = (await this.keychainName()) ?? '';
		this.#store.transaction(() => {
			this.#store.settings.set('vault_backend', now);
			this.#store.settings.set('vault_changed', '');
			this.#store.settings.set('vault_emptied', '');
		});
		return this.#probe(unwatched);
	}

	/** Before a write: trouble where the canary is not there and another keychain answers, or none does. */
	async otherKeychain(): Promise<VaultTrouble | null> {
		if (this.#known.isProved) return null;
		const { canary, state } = await this.#readCanary();
		if (state.state === 'ready') return null;
		return state.state === 'nothing' ? this.#known.other(canary !== null) : state;
	}

	async #readCanary(): Promise<{ canary: VaultRef | null; state: KeychainState | { readonly state: 'nothing' } }> {
		const canary = this.#store.settings.get('canary_ref') as VaultRef | null;
		const read = canary === null ? ({ state: 'nothing' } as const) : await this.#vault.read(canary);
		if (read.state === 'found') this.#known.proved();
		else this.#known.doubted();
		return { canary, state: read.state === 'found' ? { state: 'ready' } : read };
	}

	async #open(ref: VaultRef, alias: string): Promise<Record<string, unknown>> {
		const read = await this.#vault.read(ref);
		if (read.state === 'locked' || read.state === 'unavailable') throw troubleError(this.#known.missing(read));
		if (read.state === 'found') this.#known.proved();
		else {
			const state = await this.probe();
			throw state.state === 'ready' ? new AppError('SECRET_UNREADABLE', { alias }) : troubleError(state);
		}
		const entry = parseEntry(read.value);
		if (!entry) throw new AppError('SECRET_UNREADABLE', { alias });
		return entry;
	}

	async #writeAndReadBack(ref: VaultRef, text: string): Promise<VaultTrouble | null> {
		const written = await this.#vault.write(ref, text);
		if (written.state !== 'done') return written;
		const read = await this.#vault.read(ref);
		if (read.state === 'found' && read.value === text) {
			this.#known.proved();
			await this.#known.name();
			return null;
		}
		if (read.state === 'locked' || read.state === 'unavailable') return read;
		return { state: 'unavailable', problem: 'it did not give back what was written' };
	}
}
