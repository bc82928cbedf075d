import { AppError } from '../domain/app-error.ts';
import type { SecretVault, VaultTrouble } from '../ports/secret-vault.ts';
import type { ListedStore, Store } from '../ports/store.ts';

/** The keychain that holds the secrets, and another one that answered instead of it. */
export interface ChangedKeychain {
	readonly before: string;
	readonly now: string;
}

/**
 * Knows by name which keychain holds the secrets. An entry that reads back proves it; where none does, another name than the one that SQLite
 * holds is another keychain, and nothing may be written to it.
 */
export class KnownKeychain {
	readonly #vault: SecretVault;
	readonly #settings: Store['settings'];
	#isProved = false;
	#isNamed = false;

	constructor(vault: SecretVault, settings: Store['settings']) {
		this.#vault = vault;
		this.#settings = settings;
	}

	get isProved(): boolean {
		return this.#isProved;
	}

	/** One of our entries was read. */
	proved(): void {
		if (this.#isProved) return;
		this.#isProved = true;
		if (this.#settings.get('vault_changed')) this.#settings.set('vault_changed', '');
	}

	/** An entry was not there: it may be another keychain from now on. */
	doubted(): void {
		this.#isProved = false;
		this.#isNamed = false;
	}

	/** Writes down its name, once it is proved. */
	async name(): Promise<void> {
		if (this.#isNamed) return;
		const now = await this.#vault.identify?.();
		if (now && now !== knownKeychain(this.#settings)) this.#settings.set('vault_backend', now);
		this.#isNamed = true;
	}

	/** Trouble (KEYCHAIN_CHANGED) where another keychain answers than the one whose name is known; it is noted for lists, which ask nobody. `hasAnswered`: it was asked for the canary, and had none. */
	async other(hasAnswered: boolean): Promise<VaultTrouble | null> {
		const before = knownKeychain(this.#settings);
		if (before === null) return null;
		// One that answers and tells no name where there was one is not known to be the same; one that nobody asked yet may be none.
		const now = (await this.#vault.identify?.()) ?? (hasAnswered ? 'one without a name' : before);
		if (now === before) return null;
		const changed: ChangedKeychain = { before, now };
		this.#settings.set('vault_changed', JSON.stringify(changed));
		const error = new AppError('KEYCHAIN_CHANGED', { ...changed });
		return { state: 'unavailable', problem: error.message, error };
	}

	/** Trouble with the name of the keychain that is missed, where none answers. */
	missing(trouble: VaultTrouble): VaultTrouble {
		const before = knownKeychain(this.#settings);
		if (trouble.state !== 'unavailable' || trouble.error || before === null || before === this.#vault.backend)
			return trouble;
		return { ...trouble, problem: `${trouble.problem}; the secrets lie in ${before}` };
	}
}

/** The name of the keychain that holds the secrets; null where none was ever told. */
export function knownKeychain(settings: ListedStore['settings']): string | null {
	return settings.get('vault_backend') || null;
}

/** That another keychain answered, the last time that one was asked. */
export function changedKeychain(settings: ListedStore['settings']): ChangedKeychain | null {
	const text = settings.get('vault_changed');
	return text ? JSON.parse(text) : null;
}
