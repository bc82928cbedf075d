import {
	isVaultValue,
	type SecretVault,
	type VaultDone,
	type VaultRead,
} from '../../../src/core/ports/secret-vault.ts';

/** How the keychain behaves. */
export type KeychainMode =
	| 'open'
	/** Says that it is locked. */
	| 'locked'
	/** Answers as gnome-keyring does through keytar while it is locked: reads find nothing, deletes are "done", writes fail. */
	| 'silently locked'
	| 'unavailable';

/** A keychain that outlives the program, as a real one does, and can be locked. */
export class KeychainFake implements SecretVault {
	readonly backend = 'fake keychain';
	readonly items = new Map<string, string>();
	readonly calls: string[] = [];
	mode: KeychainMode = 'open';
	/** Its name on the computer; null where nobody can tell. */
	name: string | null = null;
	/** Decides the mode call by call, where a test needs it. */
	modeOfCall: ((act: 'read' | 'write' | 'delete', call: number) => KeychainMode) | null = null;

	async identify(): Promise<string | null> {
		return this.name;
	}

	async read(ref: string): Promise<VaultRead> {
		const mode = this.#next('read');
		if (mode === 'locked') return { state: 'locked' };
		if (mode === 'unavailable') return { state: 'unavailable', problem: 'no daemon' };
		const value = mode === 'open' ? this.items.get(ref) : undefined;
		return value === undefined ? { state: 'nothing' } : { state: 'found', value };
	}

	async write(ref: string, value: string): Promise<VaultDone> {
		const mode = this.#next('write');
		if (mode === 'unavailable') return { state: 'unavailable', problem: 'no daemon' };
		if (mode !== 'open') return { state: 'locked' };
		if (!isVaultValue(value)) return { state: 'unavailable', problem: 'the value is not short ASCII' };
		if (this.items.has(ref)) throw new Error(`The entry ${ref} was overwritten.`);
		this.items.set(ref, value);
		return { state: 'done' };
	}

	async delete(ref: string): Promise<VaultDone> {
		const mode = this.#next('delete');
		if (mode === 'locked') return { state: 'locked' };
		if (mode === 'unavailable') return { state: 'unavailable', problem: 'no daemon' };
		if (mode === 'open') this.items.delete(ref);
		return { state: 'done' };
	}

	async close(): Promise<void> {}

	#next(act: 'read' | 'write' | 'delete'): KeychainMode {
		this.calls.push(act);
		return this.modeOfCall?.(act, this.calls.length) ?? this.mode;
	}
}
