import type { SecretVault } from '../../../src/core/ports/secret-vault.ts';

/** A vault that ends the program before or after one of its calls. */
export class MortalVault implements SecretVault {
	readonly backend = 'mortal';
	readonly #vault: SecretVault;
	readonly #call: <T>(act: () => Promise<T>) => Promise<T>;

	constructor(vault: SecretVault, call: <T>(act: () => Promise<T>) => Promise<T>) {
		this.#vault = vault;
		this.#call = call;
	}

	read: SecretVault['read'] = (ref) => this.#call(() => this.#vault.read(ref));
	write: SecretVault['write'] = (ref, value) => this.#call(() => this.#vault.write(ref, value));
	delete: SecretVault['delete'] = (ref) => this.#call(() => this.#vault.delete(ref));
	close = () => this.#vault.close();
}

/** Counts the calls down, and fails as a killed program would; `left` of them are allowed. */
export function mortality() {
	const it = {
		left: Number.POSITIVE_INFINITY,
		call: async <T>(act: () => Promise<T>): Promise<T> => {
			if (it.left-- <= 0) throw new Error('killed before a call');
			const result = await act();
			if (it.left-- <= 0) throw new Error('killed after a call');
			return result;
		},
	};
	return it;
}
