import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { newId, type VaultRef } from '../../domain/ids.ts';
import { type SecretVault, troubleError, type VaultTrouble } from '../../ports/secret-vault.ts';
import { SealedEntries, type SealedKeyRow } from '../sqlite/sealed-entries.ts';
import { SealedFile } from './sealed-file.ts';
import { keyRow, openKeyRow } from './vault-key.ts';

const noSalt = Buffer.alloc(0);

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
			entries.putKey(keyRow(JSON.stringify({ name: 'keychain', ref, before }), noSalt, under, randomBytes(32)));
			await store(keychain, ref, under);
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

	protected async openKey(row: SealedKeyRow): Promise<Buffer | VaultTrouble> {
		const ref = refOf(row);
		const read = ref ? await this.#keychain.read(ref) : ({ state: 'nothing' } as const);
		// A locked keyring says "nothing", too; another one is told apart by its name (protocol/known-keychain.ts).
		if (read.state === 'nothing') return { state: 'locked' };
		if (read.state !== 'found') return read;
		const under = /^\{"v":1,"vaultKey":"([\w-]{43})"\}$/.exec(read.value)?.[1];
		const key = under && openKeyRow(row, Buffer.from(under, 'base64url'));
		return key || { state: 'unavailable', problem: 'the entry that opens its file is not the one that was written' };
	}
}

async function store(keychain: SecretVault, ref: VaultRef, key: Buffer): Promise<void> {
	const text = JSON.stringify({ v: 1, vaultKey: key.toString('base64url') });
	const written = await keychain.write(ref, text);
	if (written.state !== 'done') throw troubleError(written);
	const read = await keychain.read(ref);
	if (read.state === 'locked' || read.state === 'unavailable') throw troubleError(read);
	if (read.state !== 'found' || read.value !== text)
		throw troubleError({ state: 'unavailable', problem: 'it did not give back what was written' });
}

function refOf(row: SealedKeyRow | null): VaultRef | null {
	const ref: unknown = row && JSON.parse(row.kdf).ref;
	return typeof ref === 'string' ? (ref as VaultRef) : null;
}
