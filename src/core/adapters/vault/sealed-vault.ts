import { randomBytes } from 'node:crypto';
import { isFairCost, keyFromPassphrase, type ScryptCost, scryptCost } from '../../domain/passphrase.ts';
import type { Secret } from '../../domain/secret.ts';
import type { VaultDone, VaultTrouble } from '../../ports/secret-vault.ts';
import { SealedEntries, type SealedKeyRow } from '../sqlite/sealed-entries.ts';
import { damagedVault, SealedFile, troubleOf } from './sealed-file.ts';
import { keyRow, openKeyRow } from './vault-key.ts';

/** Asks for the vault's passphrase; `wrong`: the one before was. Null: nobody can say it. May reject with an AppError. */
export type AskPassphrase = (wrong: boolean) => Promise<Secret | null>;

/**
 * A vault in a file, whose key is sealed under one that scrypt makes of a passphrase: for machines without a keychain, and only where a
 * person chose it. Locked until the passphrase is given. Whoever reads the file can guess at the passphrase as long as they like.
 */
export class SealedVault extends SealedFile {
	readonly backend = 'file with a passphrase';
	readonly #ask: AskPassphrase;

	constructor(path: string, ask: AskPassphrase) {
		super(path);
		this.#ask = ask;
	}

	/** Makes a new, empty vault; one that is there keeps its passphrase. Throws STORE_*. */
	static async create(path: string, passphrase: Secret): Promise<void> {
		const entries = new SealedEntries(path);
		try {
			if (!entries.key()) entries.addKey(await rowUnder(passphrase, randomBytes(32)));
		} finally {
			entries.close();
		}
	}

	async identify(): Promise<string> {
		return this.backend;
	}

	async unlock(passphrase: Secret): Promise<VaultDone> {
		// What asks already does not know of this one.
		await this.settled();
		return this.act(
			(): VaultDone => ({ state: 'done' }),
			(row) => this.#tryPassphrases(row, async (wrong) => (wrong ? null : passphrase)),
		);
	}

	protected openKey(row: SealedKeyRow): Promise<Buffer | VaultTrouble> {
		return this.#tryPassphrases(row, this.#ask);
	}

	async #tryPassphrases(row: SealedKeyRow, ask: AskPassphrase): Promise<Buffer | VaultTrouble> {
		const cost = costOf(row);
		if (!cost) return troubleOf(damagedVault(this.path, 'its key is not as it was written'));
		for (let wrong = false; ; wrong = true) {
			const passphrase = await ask(wrong);
			if (!passphrase) return wrong ? { state: 'locked', reason: 'wrong passphrase' } : { state: 'locked' };
			const key = openKeyRow(row, await keyFromPassphrase(passphrase, row.salt, cost));
			if (key) return key;
		}
	}
}

/** The row of a vault's key under a passphrase. */
async function rowUnder(passphrase: Secret, vaultKey: Buffer): Promise<SealedKeyRow> {
	const salt = randomBytes(32);
	const kdf = JSON.stringify({ name: 'scrypt', ...scryptCost });
	return keyRow(kdf, salt, await keyFromPassphrase(passphrase, salt, scryptCost), vaultKey);
}

/** What the row says one guess costs; null where that is not a cost of ours. */
function costOf({ kdf }: SealedKeyRow): ScryptCost | null {
	const { N, r, p } = JSON.parse(kdf);
	const cost = { N: Number(N), r: Number(r), p: Number(p) };
	return isFairCost(cost) ? cost : null;
}
