import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	isVaultValue,
	type SecretVault,
	type VaultDone,
	type VaultRead,
} from '../../../src/core/ports/secret-vault.ts';

/** A keychain that several processes of a test share: a folder with one file an entry. */
export class FileVault implements SecretVault {
	readonly backend = 'folder of a test';
	readonly #folder: string;

	constructor(folder: string) {
		this.#folder = folder;
		mkdirSync(folder, { recursive: true });
	}

	get refs(): string[] {
		return readdirSync(this.#folder);
	}

	async read(ref: string): Promise<VaultRead> {
		const path = join(this.#folder, ref);
		return existsSync(path) ? { state: 'found', value: readFileSync(path, 'utf8') } : { state: 'nothing' };
	}

	async write(ref: string, value: string): Promise<VaultDone> {
		if (!isVaultValue(value)) return { state: 'unavailable', problem: 'the value is not short ASCII' };
		writeFileSync(join(this.#folder, ref), value, { flag: 'wx' });
		return { state: 'done' };
	}

	async delete(ref: string): Promise<VaultDone> {
		rmSync(join(this.#folder, ref), { force: true });
		return { state: 'done' };
	}

	async close(): Promise<void> {}
}
