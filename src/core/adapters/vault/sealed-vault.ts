import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { AppError } from '../../domain/app-error.ts';
import { openBytes, sealBytes } from '../../domain/passphrase.ts';
import type { Secret } from '../../domain/secret.ts';
import type { VaultDone, VaultTrouble } from '../../ports/secret-vault.ts';
import { SealedEntries, type SealedKeyRow } from '../sqlite/sealed-entries.ts';
import { damagedVault, SealedFile, troubleOf } from './sealed-file.ts';
import { backUpVault, removeVaultBackups } from './vault-backups.ts';
import { besideRow, costOf, isIntact, openUnderPassphrase, rowUnderPassphrase } from './vault-key.ts';

/** Asks for the vault's passphrase; `wrong`: the one before was. Null: nobody can say it. May reject with an AppError. */
export type AskPassphrase = (wrong: boolean) => Promise<Secret | null>;

/**
 * A vault in a file, whose key is sealed under one that scrypt makes of a passphrase: for machines without a keychain, and only where a
 * person chose it. Locked until the passphrase is given. Whoever reads the file can guess at the passphrase as long as they like.
 */
export class SealedVault extends SealedFile {
	readonly backend = 'file with a passphrase';
	readonly #ask: AskPassphrase;
	#held = false;

	constructor(path: string, ask: AskPassphrase) {
		super(path);
		this.#ask = ask;
	}

	/** Makes a new, empty vault; one that is there keeps its passphrase. Throws STORE_*. */
	static async create(path: string, passphrase: Secret): Promise<void> {
		const entries = new SealedEntries(path);
		try {
			if (!entries.key()) entries.addKey(await rowUnderPassphrase(passphrase, randomBytes(32)));
		} finally {
			entries.close();
		}
	}

	/**
	 * Gives the vault another passphrase and a key of its own with it: each entry is sealed anew, read back, and all of it takes the place of the
	 * old in one transaction. Killed at any moment the vault is wholly the old or wholly the new one. Its backups go, for the old passphrase
	 * opens them. Rejects with PASSPHRASE_WRONG, VAULT_DAMAGED or STORE_*.
	 */
	static async changePassphrase(path: string, before: Secret, after: Secret): Promise<void> {
		if (!existsSync(path)) throw damagedVault(path, 'it is missing');
		try {
			const entries = new SealedEntries(path);
			try {
				await putUnder(path, entries, before, after);
			} finally {
				entries.close();
			}
		} catch (error) {
			const isDamage = error instanceof AppError && error.code === 'STORE_DAMAGED';
			throw isDamage ? damagedVault(path, String(error.details.problem), error) : error;
		}
	}

	async identify(): Promise<string> {
		return this.backend;
	}

	async unlock(passphrase: Secret): Promise<VaultDone> {
		// What asks already does not know of this one.
		await this.settled();
		return this.act(
			(): VaultDone => {
				this.#held = false;
				return { state: 'done' };
			},
			(row) => this.#tryPassphrases(row, async (wrong) => (wrong ? null : passphrase)),
		);
	}

	async lock(): Promise<void> {
		this.#held = true;
		// Whoever opens it now would have the key again afterwards.
		await this.settled();
		this.#held = true;
		this.forgetKey();
	}

	protected async openKey(row: SealedKeyRow): Promise<Buffer | VaultTrouble> {
		return this.#held ? { state: 'locked' } : this.#tryPassphrases(row, this.#ask);
	}

	async #tryPassphrases(row: SealedKeyRow, ask: AskPassphrase): Promise<Buffer | VaultTrouble> {
		const cost = costOf(row);
		if (!cost) return troubleOf(damagedVault(this.path, 'its key is not as it was written'));
		for (let wrong = false; ; wrong = true) {
			const passphrase = await ask(wrong);
			if (!passphrase) return wrong ? { state: 'locked', reason: 'wrong passphrase' } : { state: 'locked' };
			const key = await openUnderPassphrase(row, passphrase, cost);
			if (key) return key;
		}
	}
}

async function putUnder(path: string, entries: SealedEntries, before: Secret, after: Secret): Promise<void> {
	const row = entries.key();
	const cost = row && isIntact(row) && costOf(row);
	if (!row || !cost) throw damagedVault(path, 'its key is not as it was written');
	const key = await openUnderPassphrase(row, before, cost);
	if (!key) throw new AppError('PASSPHRASE_WRONG');
	const fresh = randomBytes(32);
	const freshRow = await rowUnderPassphrase(after, fresh);
	// Before: killed in between the vault has no backup until tomorrow, and never one that an old passphrase opens.
	removeVaultBackups(path);
	entries.transaction(() => {
		// Somebody else was quicker with a passphrase of their own.
		if (!entries.key()?.digest.equals(row.digest)) throw new AppError('STORE_IN_USE', { path });
		entries.putKey(freshRow);
		resealAll(entries, key, fresh);
	});
	entries.tryTidy();
	backUpVault(path, entries, fresh, Date.now());
}

/** An entry that does not open is damaged already, and stays as it is. */
function resealAll(entries: SealedEntries, before: Buffer, after: Buffer): void {
	for (const { ref, sealed } of entries.all()) {
		const value = openBytes(before, besideRow(ref), sealed);
		if (!value) continue;
		entries.put(ref, sealBytes(after, besideRow(ref), value));
		const back = entries.get(ref);
		if (!back || !openBytes(after, besideRow(ref), back)?.equals(value))
			throw new AppError('INTERNAL', { problem: 'an entry did not read back as it was sealed' });
	}
}
