import { createHash } from 'node:crypto';
import { openBytes, sealBytes } from '../../domain/passphrase.ts';
import type { SealedKeyRow } from '../sqlite/sealed-entries.ts';

/** The row that holds a vault's own key, sealed under another one; `kdf` says how that one is had. */
export function keyRow(kdf: string, salt: Buffer, under: Buffer, vaultKey: Buffer): SealedKeyRow {
	const sealed = sealBytes(under, kdf, vaultKey);
	return { kdf, salt, sealed, digest: digestOf({ kdf, salt, sealed }) };
}

/** The vault's own key; null where `under` is not the one that it was sealed under. */
export function openKeyRow({ kdf, sealed }: SealedKeyRow, under: Buffer): Buffer | null {
	return openBytes(under, kdf, sealed);
}

/** Whether the row is as it was written: so damage is told from a wrong passphrase. */
export function isIntact(row: SealedKeyRow): boolean {
	return digestOf(row).equals(row.digest);
}

function digestOf({ kdf, salt, sealed }: Omit<SealedKeyRow, 'digest'>): Buffer {
	return createHash('sha256').update(kdf).update(salt).update(sealed).digest();
}

/** What an entry is sealed beside; one that was moved to another ref does not open. */
export function besideRow(ref: string): string {
	return `1|${ref}`;
}
