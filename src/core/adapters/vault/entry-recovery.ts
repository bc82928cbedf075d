import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { newId } from '../../domain/ids.ts';
import type { Secret } from '../../domain/secret.ts';
import { type SecretVault, troubleError } from '../../ports/secret-vault.ts';
import { setAsideFolder } from '../sqlite/restore.ts';
import { SealedEntries, type SealedKeyRow } from '../sqlite/sealed-entries.ts';
import { type EntryKdf, entryRow, kdfOf, openByEntry, openRecovery, recoveryUnder, storeEntry } from './entry-row.ts';
import { damagedVault } from './sealed-file.ts';
import { backUpVault, removeVaultBackups } from './vault-backups.ts';
import { isIntact } from './vault-key.ts';

// For the day on which the one entry is gone that opens a file: the file's key lies in it a second time, under a passphrase.

/** Whether a recovery passphrase opens the file, too; null where nobody can tell. */
export function hasRecovery(path: string): boolean | null {
	if (!existsSync(path)) return null;
	const entries = new SealedEntries(path);
	try {
		const row = entries.key();
		return row && isIntact(row) ? Boolean(kdfOf(row)?.recovery) : null;
	} finally {
		entries.close();
	}
}

/**
 * Lets a passphrase open the file, too, in the place of an earlier one; null: none any more. Its backups go, for what opened them may be an old
 * passphrase. Rejects with VAULT_*, KEYCHAIN_* or STORE_*; then nothing was changed.
 */
export async function setRecovery(path: string, keychain: SecretVault, passphrase: Secret | null): Promise<void> {
	await onFile(path, async (entries, row, kdf) => {
		const opened = await openByEntry(path, row, keychain);
		if ('state' in opened) throw troubleError(opened);
		const recovery = passphrase && (await recoveryUnder(passphrase, opened.key));
		const fresh = entryRow({ ...kdf, recovery }, opened.under, opened.key);
		// Before: killed in between the file has no backup until tomorrow, and never one that an old passphrase opens.
		removeVaultBackups(path);
		exchange(path, entries, row, fresh);
		backUpVault(path, entries, opened.key, Date.now());
	});
}

/**
 * Makes the keychain of today open the file again, by the recovery passphrase. Where it does already nothing is done. The file names the new
 * entry before it is written; killed in between the passphrase opens it still. Rejects with USAGE where none was set, PASSPHRASE_WRONG,
 * VAULT_DAMAGED, KEYCHAIN_* or STORE_*.
 */
export async function recoverEntry(path: string, keychain: SecretVault, passphrase: Secret): Promise<void> {
	await onFile(path, async (entries, row, kdf) => {
		const opened = await openByEntry(path, row, keychain);
		if (!('state' in opened)) return;
		const trouble = troubleError(opened);
		if (trouble.code !== 'VAULT_KEY_LOST' && trouble.code !== 'KEYCHAIN_CHANGED') throw trouble;
		if (!kdf.recovery) {
			const problem = 'No recovery passphrase was set for this file.';
			throw new AppError('USAGE', { problem, command: 'vault recover' });
		}
		const key = await openRecovery(kdf.recovery, passphrase);
		if (!key) throw new AppError('PASSPHRASE_WRONG');
		const [ref, under] = [newId.vaultRef(), randomBytes(32)];
		const now = { keychain: (await keychain.identify?.()) ?? null, ref, before: kdf.ref };
		exchange(path, entries, row, entryRow({ ...kdf, ...now }, under, key));
		await storeEntry(keychain, ref, under);
		// One that is not the one that was written may still have its name.
		if (trouble.code === 'VAULT_KEY_LOST') await keychain.delete(kdf.ref);
	});
}

/**
 * Begins anew, empty, where nothing opens the file any more; a copy of it is set aside first, for a keychain that comes back. Gives the copy's
 * path. Rejects with KEYCHAIN_*, VAULT_DAMAGED or STORE_*.
 */
export async function startAnew(path: string, keychain: SecretVault, now: number): Promise<string> {
	return onFile(path, async (entries, row, kdf) => {
		const aside = copyAside(path, entries, now);
		const [ref, under] = [newId.vaultRef(), randomBytes(32)];
		const name = (await keychain.identify?.()) ?? null;
		const fresh: EntryKdf = { name: 'keychain', ref, before: kdf.ref, keychain: name, recovery: null };
		exchange(path, entries, row, entryRow(fresh, under, randomBytes(32)), () => {
			for (const one of entries.all()) entries.remove(one.ref);
		});
		await storeEntry(keychain, ref, under);
		return aside;
	});
}

async function onFile<T>(
	path: string,
	act: (entries: SealedEntries, row: SealedKeyRow, kdf: EntryKdf) => Promise<T>,
): Promise<T> {
	if (!existsSync(path)) throw damagedVault(path, 'it is missing');
	const entries = new SealedEntries(path);
	try {
		const row = entries.key();
		const kdf = row && isIntact(row) && kdfOf(row);
		if (!row || !kdf) throw damagedVault(path, 'its key is not as it was written');
		return await act(entries, row, kdf);
	} finally {
		entries.close();
	}
}

function exchange(path: string, entries: SealedEntries, before: SealedKeyRow, after: SealedKeyRow, also = () => {}) {
	entries.transaction(() => {
		// Somebody else was quicker.
		if (!entries.key()?.digest.equals(before.digest)) throw new AppError('STORE_IN_USE', { path });
		also();
		entries.putKey(after);
	});
	entries.tryTidy();
}

function copyAside(path: string, entries: SealedEntries, now: number): string {
	mkdirSync(setAsideFolder(path), { recursive: true, mode: 0o700 });
	chmodSync(setAsideFolder(path), 0o700);
	const folder = mkdtempSync(join(setAsideFolder(path), `${new Date(now).toISOString().slice(0, 10)}-`));
	const copy = join(folder, basename(path));
	entries.copyTo(copy, (one) => one.count() === entries.count());
	return copy;
}
