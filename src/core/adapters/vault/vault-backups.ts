import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openBytes } from '../../domain/passphrase.ts';
import { backupFolder } from '../sqlite/backups.ts';
import { removeSealedEntries, SealedEntries } from '../sqlite/sealed-entries.ts';
import { asStoreFailure } from '../sqlite/store-failure.ts';
import { besideRow, isIntact } from './vault-key.ts';

const kept = 3;

/** A backup of a vault; `madeAt` is epoch milliseconds. */
interface VaultBackup {
	readonly path: string;
	readonly madeAt: number;
}

/**
 * Makes today's backup (UTC) of an open vault, sealed as the vault is, and drops those that are too many. It counts once every entry in it
 * opens with the vault's key. A disk without room for it keeps nobody from their secrets.
 */
export function backUpVault(vault: string, entries: SealedEntries, key: Buffer, now: number): void {
	const path = join(backupFolder(vault), `${stem(vault)}-${new Date(now).toISOString().slice(0, 10)}.db`);
	if (existsSync(path) || entries.count() === 0) return;
	try {
		asStoreFailure(path, () => {
			mkdirSync(backupFolder(vault), { recursive: true, mode: 0o700 });
			chmodSync(backupFolder(vault), 0o700);
			entries.copyTo(path, (copy) => everyEntryOpens(copy, key));
			for (const one of vaultBackups(vault).slice(kept)) rmSync(one.path, { force: true });
		});
	} catch {
		// Its age is what `vault status` tells.
	}
}

/** The backups of a vault, the newest first. */
export function vaultBackups(vault: string): readonly VaultBackup[] {
	const folder = backupFolder(vault);
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.startsWith(`${stem(vault)}-`) && name.endsWith('.db'))
		.map((name) => ({ path: join(folder, name), madeAt: statSync(join(folder, name)).mtimeMs }))
		.sort((a, b) => b.madeAt - a.madeAt);
}

/** The newest one that is whole; null where there is none. No key is needed to tell. */
export function newestVaultBackup(vault: string): VaultBackup | null {
	return vaultBackups(vault).find(({ path }) => isWholeVault(path)) ?? null;
}

/** Whether a file is a vault that reads back whole, with a key as it was written. */
export function isWholeVault(path: string): boolean {
	return SealedEntries.look(path, (entries) => {
		const row = entries.key();
		return row !== null && isIntact(row);
	});
}

/** What is deleted from a vault goes from its backups, too: a token that was revoked must be gone. */
export function removeFromBackups(vault: string, ref: string): void {
	for (const { path } of vaultBackups(vault)) SealedEntries.removeFrom(path, ref);
}

/** Removes a vault whose entries lie elsewhere now, with its backups. */
export function removeVault(vault: string): void {
	removeVaultBackups(vault);
	removeSealedEntries(vault);
}

/** Once the passphrase is another one: the old one opens them. */
export function removeVaultBackups(vault: string): void {
	for (const { path } of vaultBackups(vault)) rmSync(path, { force: true });
}

function everyEntryOpens(copy: SealedEntries, key: Buffer): boolean {
	return copy.all().every(({ ref, sealed }) => openBytes(key, besideRow(ref), sealed) !== null);
}

function stem(vault: string): string {
	return basename(vault, '.db');
}
