import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { newId, type VaultRef } from '../../domain/ids.ts';
import { type SecretVault, troubleError, type VaultTrouble } from '../../ports/secret-vault.ts';
import { SealedEntries, type SealedKeyRow } from '../sqlite/sealed-entries.ts';
import { hasRecovery } from './entry-recovery.ts';
import { entryRow, kdfOf, openByEntry, storeEntry } from './entry-row.ts';
import { SealedFile } from './sealed-file.ts';

/**
 * A vault in a file, opened by one entry of the keychain: for more connections than a keychain holds well. The keychain is asked once a
 * process. Who has both the file and the keychain has the secrets; the file alone is worth nothing, for its key is random.
 */
export class EntryVault extends SealedFile {
	readonly backend = 'file opened by the keychain';
	readonly #keychain: SecretVault;

	constructor(path: string, keychain: SecretVault) {
		super(path);
		this.#keychain = keychain;
	}

	/**
	 * Makes a new, empty vault, with its entry in the keychain; one that is there stays. The file names the entry before it is written, so that
	 * none is forgotten. Rejects with KEYCHAIN_* or STORE_*.
	 */
	static async create(path: string, keychain: SecretVault): Promise<void> {
		const entries = new SealedEntries(path);
		try {
			const before = refOf(entries.key());
			if (before !== null) {
				const read = await keychain.read(before);
				if (read.state === 'found') return;
				if (read.state !== 'nothing') throw troubleError(read);
				// Killed before the entry was written, unless the keychain only says so: one that holds secrets stays.
				if (entries.count() > 0) throw troubleError({ state: 'locked' });
			}
			const ref = newId.vaultRef();
			const under = randomBytes(32);
			const name = (await keychain.identify?.()) ?? null;
			entries.putKey(entryRow({ name: 'keychain', ref, before, keychain: name }, under, randomBytes(32)));
			await storeEntry(keychain, ref, under);
			if (before !== null) await keychain.delete(before);
		} finally {
			entries.close();
		}
	}

	/** The keychain's entries that open the file, or did while it was made. */
	static refs(path: string): readonly VaultRef[] {
		if (!existsSync(path)) return [];
		const entries = new SealedEntries(path);
		try {
			const { ref, before } = JSON.parse(entries.key()?.kdf ?? '{}');
			return [ref, before].filter((one) => typeof one === 'string') as VaultRef[];
		} finally {
			entries.close();
		}
	}

	identify(): Promise<string | null> {
		return this.#keychain.identify?.() ?? Promise.resolve(null);
	}

	override async close(): Promise<void> {
		await super.close();
		await this.#keychain.close();
	}

	/** Whether a recovery passphrase opens it, too; null where nobody can tell. */
	hasRecovery(): boolean | null {
		return hasRecovery(this.path);
	}

	protected async openKey(row: SealedKeyRow): Promise<Buffer | VaultTrouble> {
		const opened = await openByEntry(this.path, row, this.#keychain);
		return 'state' in opened ? opened : opened.key;
	}
}

function refOf(row: SealedKeyRow | null): VaultRef | null {
	return row && (kdfOf(row)?.ref ?? null);
}
