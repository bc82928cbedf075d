import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { AppError } from '../../domain/app-error.ts';
import type { VaultRef } from '../../domain/ids.ts';
import {
	isFairCost,
	keyFromPassphrase,
	openBytes,
	type ScryptCost,
	scryptCost,
	sealBytes,
} from '../../domain/passphrase.ts';
import type { Secret } from '../../domain/secret.ts';
import {
	isVaultValue,
	type SecretVault,
	type VaultDone,
	type VaultRead,
	type VaultTrouble,
} from '../../ports/secret-vault.ts';
import { SealedEntries, type SealedKeyRow } from '../sqlite/sealed-entries.ts';

/** Asks for the vault's passphrase; `wrong`: the one before was. Null: nobody can say it. May reject with an AppError. */
export type AskPassphrase = (wrong: boolean) => Promise<Secret | null>;

/**
 * Secrets in an SQLite file, each row sealed by AES-256-GCM under a random key, which is itself sealed under a key that scrypt makes of a
 * passphrase: for machines without a keychain, and only where a person chose it. Locked until the passphrase is given. Whoever reads the
 * file can guess at the passphrase as long as they like.
 */
export class SealedVault implements SecretVault {
	readonly backend = 'file with a passphrase';
	readonly #path: string;
	readonly #ask: AskPassphrase;
	#entries: SealedEntries | null = null;
	#key: Buffer | null = null;
	#unlocking: Promise<VaultTrouble | null> | null = null;

	constructor(path: string, ask: AskPassphrase) {
		this.#path = path;
		this.#ask = ask;
	}

	/** Makes a new, empty vault; one that is there keeps its passphrase. Throws STORE_*. */
	static async create(path: string, passphrase: Secret): Promise<void> {
		const entries = new SealedEntries(path);
		try {
			if (entries.key()) return;
			const salt = randomBytes(32);
			const kdf = JSON.stringify({ name: 'scrypt', ...scryptCost });
			const sealed = sealBytes(await keyFromPassphrase(passphrase, salt, scryptCost), kdf, randomBytes(32));
			entries.addKey({ kdf, salt, sealed, digest: digestOf({ kdf, salt, sealed }) });
		} finally {
			entries.close();
		}
	}

	async identify(): Promise<string> {
		return this.backend;
	}

	async read(ref: VaultRef): Promise<VaultRead> {
		return this.#open((entries, key): VaultRead => {
			const sealed = entries.get(ref);
			// A row that does not open is as good as none: one connection must sign in again, the others go on.
			const value = sealed && openBytes(key, besideRow(ref), sealed);
			return value ? { state: 'found', value: value.toString('utf8') } : { state: 'nothing' };
		});
	}

	async write(ref: VaultRef, value: string): Promise<VaultDone> {
		if (!isVaultValue(value)) return { state: 'unavailable', problem: 'the value is not short ASCII' };
		return this.#open((entries, key): VaultDone => {
			entries.put(ref, sealBytes(key, besideRow(ref), Buffer.from(value, 'utf8')));
			return { state: 'done' };
		});
	}

	async delete(ref: VaultRef): Promise<VaultDone> {
		return this.#open((entries): VaultDone => {
			entries.remove(ref);
			return { state: 'done' };
		});
	}

	async unlock(passphrase: Secret): Promise<VaultDone> {
		// What asks already does not know of this one.
		await this.#unlocking?.catch(() => undefined);
		return this.#open(
			(): VaultDone => ({ state: 'done' }),
			async (wrong) => (wrong ? null : passphrase),
		);
	}

	async close(): Promise<void> {
		await this.#unlocking;
		this.#key?.fill(0);
		this.#key = null;
		this.#entries?.close();
		this.#entries = null;
	}

	async #open<T>(act: (entries: SealedEntries, key: Buffer) => T, ask = this.#ask): Promise<T | VaultTrouble> {
		try {
			// Who asks at the same time waits for one answer.
			this.#unlocking ??= this.#key ? null : this.#unlock(ask);
			const trouble = await this.#unlocking;
			this.#unlocking = null;
			if (trouble) return trouble;
			if (!this.#entries || !this.#key) return { state: 'unavailable', problem: 'Latchkey is closing' };
			return act(this.#entries, this.#key);
		} catch (error) {
			this.#unlocking = null;
			if (!(error instanceof AppError)) throw error;
			const isDamage = error.code === 'STORE_DAMAGED';
			return troubleOf(isDamage ? damagedVault(this.#path, String(error.details.problem), error) : error);
		}
	}

	async #unlock(ask: AskPassphrase): Promise<VaultTrouble | null> {
		// Not made anew: an empty one would look as if every secret were lost.
		if (!existsSync(this.#path)) return { state: 'unavailable', problem: `its file ${this.#path} is missing` };
		this.#entries ??= new SealedEntries(this.#path);
		const row = this.#entries.key();
		const cost = row && costOf(row);
		if (!row || !cost) return troubleOf(damagedVault(this.#path, 'its key is not as it was written'));
		for (let wrong = false; ; wrong = true) {
			const passphrase = await ask(wrong);
			if (!passphrase) return wrong ? { state: 'locked', reason: 'wrong passphrase' } : { state: 'locked' };
			this.#key = openBytes(await keyFromPassphrase(passphrase, row.salt, cost), row.kdf, row.sealed);
			if (this.#key) return null;
		}
	}
}

/** What the row says one guess costs; null where the row is not as it was written. */
function costOf(row: SealedKeyRow): ScryptCost | null {
	if (!digestOf(row).equals(row.digest)) return null;
	const { N, r, p } = JSON.parse(row.kdf);
	const cost = { N: Number(N), r: Number(r), p: Number(p) };
	return isFairCost(cost) ? cost : null;
}

function digestOf({ kdf, salt, sealed }: Omit<SealedKeyRow, 'digest'>): Buffer {
	return createHash('sha256').update(kdf).update(salt).update(sealed).digest();
}

/** A row that was moved to another ref does not open. */
function besideRow(ref: VaultRef): string {
	return `1|${ref}`;
}

function damagedVault(path: string, problem: string, cause?: unknown): AppError {
	return new AppError('VAULT_DAMAGED', { path, problem }, { cause });
}

function troubleOf(error: AppError): VaultTrouble {
	if (error.code === 'CANCELLED' || error.code === 'PROMPT_REFUSED') return { state: 'locked' };
	const named = error.code === 'VAULT_DAMAGED' ? { error } : {};
	return { state: 'unavailable', problem: error.message, ...named };
}
