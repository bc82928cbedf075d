import type { VaultRef } from '../../domain/ids.ts';
import { isVaultValue, type SecretVault, type VaultDone, type VaultRead } from '../../ports/secret-vault.ts';

/** A vault that ends with the process: for the demo and for tests, and named on screen where it is used. */
export class MemoryVault implements SecretVault {
	readonly backend = 'memory only (gone when this program ends)';
	readonly #values = new Map<string, string>();

	async read(ref: VaultRef): Promise<VaultRead> {
		const value = this.#values.get(ref);
		return value === undefined ? { state: 'nothing' } : { state: 'found', value };
	}

	async write(ref: VaultRef, value: string): Promise<VaultDone> {
		if (!isVaultValue(value)) return { state: 'unavailable', problem: 'the value is not short ASCII' };
		this.#values.set(ref, value);
		return { state: 'done' };
	}

	async delete(ref: VaultRef): Promise<VaultDone> {
		this.#values.delete(ref);
		return { state: 'done' };
	}

	async close(): Promise<void> {
		this.#values.clear();
	}
}
