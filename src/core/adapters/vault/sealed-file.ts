import { existsSync } from 'node:fs';
import { AppError } from '../../domain/app-error.ts';
import type { VaultRef } from '../../domain/ids.ts';
import { openBytes, sealBytes } from '../../domain/passphrase.ts';
import { shellWord } from '../../domain/shell-word.ts';
import {
	isVaultValue,
	type SecretVault,
	type VaultDone,
	type VaultRead,
	type VaultTrouble,
} from '../../ports/secret-vault.ts';
import { SealedEntries, type SealedKeyRow } from '../sqlite/sealed-entries.ts';
import { backUpVault, newestVaultBackup, removeFromBackups } from './vault-backups.ts';
import { besideRow, isIntact } from './vault-key.ts';

/** What opens a vault's row with its key: the key, or why not. */
export type OpenKey = (row: SealedKeyRow) => Promise<Buffer | VaultTrouble>;

/** An open vault: its key, and the digest of the row that it came from. */
interface Opened {
	readonly key: Buffer;
	readonly digest: Buffer;
}

/**
 * Secrets in an SQLite file, each row sealed by AES-256-GCM under a random key, which lies in the file as well, sealed under another one. Who
 * has that one is for the classes that extend this.
 */
export abstract class SealedFile implements SecretVault {
	abstract readonly backend: string;
	protected readonly path: string;
	#entries: SealedEntries | null = null;
	#opened: Opened | null = null;
	#opening: Promise<VaultTrouble | null> | null = null;

	constructor(path: string) {
		this.path = path;
	}

	abstract identify(): Promise<string | null>;
	protected abstract openKey(row: SealedKeyRow): Promise<Buffer | VaultTrouble>;

	async read(ref: VaultRef): Promise<VaultRead> {
		return this.act((entries, key): VaultRead => {
			const sealed = entries.get(ref);
			// A row that does not open is as good as none: one connection must sign in again, the others go on.
			const value = sealed && openBytes(key, besideRow(ref), sealed);
			return value ? { state: 'found', value: value.toString('utf8') } : { state: 'nothing' };
		});
	}

	async write(ref: VaultRef, value: string): Promise<VaultDone> {
		if (!isVaultValue(value)) return { state: 'unavailable', problem: 'the value is not short ASCII' };
		return this.act((entries, key): VaultDone => {
			entries.put(ref, sealBytes(key, besideRow(ref), Buffer.from(value, 'utf8')));
			return { state: 'done' };
		});
	}

	async delete(ref: VaultRef): Promise<VaultDone> {
		return this.act((entries): VaultDone => {
			// First there: where this is as far as it gets, the row is still known as one to be deleted.
			removeFromBackups(this.path, ref);
			entries.remove(ref);
			return { state: 'done' };
		});
	}

	async close(): Promise<void> {
		await this.#opening?.catch(() => undefined);
		this.forgetKey();
		this.#entries?.close();
		this.#entries = null;
	}

	/** Waits for who opens it now; for one that must not share their answer. */
	protected async settled(): Promise<void> {
		await this.#opening?.catch(() => undefined);
	}

	/** Does something with the open file, in one transaction; opens it first where it is not. */
	protected async act<T>(
		act: (entries: SealedEntries, key: Buffer) => T,
		openKey: OpenKey = (row) => this.openKey(row),
	): Promise<T | VaultTrouble> {
		try {
			for (;;) {
				// Who asks at the same time waits for one answer.
				this.#opening ??= this.#opened ? null : this.#open(openKey);
				const trouble = await this.#opening;
				this.#opening = null;
				if (trouble) return trouble;
				const [entries, opened] = [this.#entries, this.#opened];
				if (!entries) return { state: 'unavailable', problem: 'Latchkey is closing' };
				// The key was forgotten while this one waited for it.
				if (!opened) return { state: 'locked' };
				const done = entries.transaction(() =>
					// Another process may have given it another key meanwhile.
					entries.key()?.digest.equals(opened.digest) ? { result: act(entries, opened.key) } : null,
				);
				if (done) {
					entries.tidy();
					return done.result;
				}
				this.forgetKey();
			}
		} catch (error) {
			this.#opening = null;
			if (!(error instanceof AppError)) throw error;
			const isDamage = error.code === 'STORE_DAMAGED';
			return troubleOf(isDamage ? damagedVault(this.path, String(error.details.problem), error) : error);
		}
	}

	async #open(openKey: OpenKey): Promise<VaultTrouble | null> {
		// Not made anew: an empty one would look as if every secret were lost.
		if (!existsSync(this.path)) return troubleOf(damagedVault(this.path, 'it is missing'));
		this.#entries ??= new SealedEntries(this.path);
		const row = this.#entries.key();
		if (!row || !isIntact(row)) return troubleOf(damagedVault(this.path, 'its key is not as it was written'));
		const key = await openKey(row);
		if (!Buffer.isBuffer(key)) return key;
		this.#opened = { key, digest: row.digest };
		backUpVault(this.path, this.#entries, key, Date.now());
		return null;
	}

	/** Overwrites the key in memory; the next act opens the file anew. */
	protected forgetKey(): void {
		this.#opened?.key.fill(0);
		this.#opened = null;
	}
}

/** That the file of a vault is damaged or gone, with the newest backup of it that is whole. */
export function damagedVault(path: string, problem: string, cause?: unknown): AppError {
	const backup = newestVaultBackup(path);
	const remedy = backup
		? `The backup of ${new Date(backup.madeAt).toISOString().slice(0, 16).replace('T', ' ')} UTC is whole: \`latchkey vault restore ${shellWord(backup.path)}\``
		: 'There is no backup of it: each connection must sign in again';
	return new AppError('VAULT_DAMAGED', { path, problem, remedy }, { cause });
}

/** An error as a vault answers it. */
export function troubleOf(error: AppError): VaultTrouble {
	if (error.code === 'CANCELLED' || error.code === 'PROMPT_REFUSED') return { state: 'locked' };
	const named = error.code === 'VAULT_DAMAGED' ? { error } : {};
	return { state: 'unavailable', problem: error.message, ...named };
}
