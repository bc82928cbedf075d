import { createHash, randomBytes } from 'node:crypto';
import {
	isFairCost,
	keyFromPassphrase,
	openBytes,
	type ScryptCost,
	scryptCost,
	sealBytes,
} from '../../domain/passphrase.ts';
import type { Secret } from '../../domain/secret.ts';
import type { SealedKeyRow } from '../sqlite/sealed-entries.ts';

/** The row that holds a vault's own key, sealed under another one; `kdf` says how that one is had. */
export function keyRow(kdf: string, salt: Buffer, under: Buffer, vaultKey: Buffer): SealedKeyRow {
	const sealed = sealBytes(under, kdf, vaultKey);
	return { kdf, salt, sealed, digest: digestOf({ kdf, salt, sealed }) };
}

/** The vault's own key; null where `under` is not the one that it was sealed under. */
export function openKeyRow({ kdf, sealed }: Pick<SealedKeyRow, 'kdf' | 'sealed'>, under: Buffer): Buffer | null {
	return openBytes(under, kdf, sealed);
}

/** The row of a vault's key under a passphrase. */
export async function rowUnderPassphrase(passphrase: Secret, vaultKey: Buffer): Promise<SealedKeyRow> {
	const salt = randomBytes(32);
	const kdf = JSON.stringify({ name: 'scrypt', ...scryptCost });
	return keyRow(kdf, salt, await keyFromPassphrase(passphrase, salt, scryptCost), vaultKey);
}

/** The vault's own key by a passphrase; null where that is another one. */
export async function openUnderPassphrase(
	row: Omit<SealedKeyRow, 'digest'>,
	passphrase: Secret,
	cost: ScryptCost,
): Promise<Buffer | null> {
	const under = await keyFromPassphrase(passphrase, row.salt, cost);
	const key = openKeyRow(row, under);
	under.fill(0);
	return key;
}

/** What the row says one guess costs; null where that is not a cost of ours. */
export function costOf({ kdf }: Pick<SealedKeyRow, 'kdf'>): ScryptCost | null {
	const { N, r, p } = JSON.parse(kdf);
	const cost = { N: Number(N), r: Number(r), p: Number(p) };
	return isFairCost(cost) ? cost : null;
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
