import { expect } from 'vitest';
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

/** Runs an act that is killed after so many calls; says whether it lived to the end. */
export async function livesThrough(
	life: ReturnType<typeof mortality>,
	steps: number,
	act: () => Promise<unknown>,
): Promise<boolean> {
	life.left = steps;
	try {
		await act();
		return true;
	} catch (error) {
		expect((error as Error).message).toMatch(/^killed/);
		return false;
	} finally {
		life.left = Number.POSITIVE_INFINITY;
	}
}
