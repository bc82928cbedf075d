import { AppError } from '../../domain/app-error.ts';
import type { VaultRef } from '../../domain/ids.ts';
import type { Secret } from '../../domain/secret.ts';
import { type SecretVault, troubleError, type VaultTrouble } from '../../ports/secret-vault.ts';
import type { SealedKeyRow } from '../sqlite/sealed-entries.ts';
import { costOf, keyRow, openKeyRow, openUnderPassphrase, rowUnderPassphrase } from './vault-key.ts';

const noSalt = Buffer.alloc(0);

/** How the key of a file is had that one keychain entry opens, as its row says. */
export interface EntryKdf {
	readonly name: 'keychain';
	readonly ref: VaultRef;
	/** The entry that opened it until this one was made. */
	readonly before: VaultRef | null;
	/** The keychain that took the entry; null in files that were made before it was written down, and where nobody could tell. */
	readonly keychain?: string | null;
	/** The same key once more, sealed under a passphrase, for the day on which the entry is gone. */
	readonly recovery?: RecoveryKey | null;
}

/** A file's key under a passphrase; salt and sealed key in Base64. */
export interface RecoveryKey {
	readonly kdf: string;
	readonly salt: string;
	readonly sealed: string;
}

/** What a row says; null where it is none of ours. */
export function kdfOf(row: SealedKeyRow): EntryKdf | null {
	const kdf: EntryKdf = JSON.parse(row.kdf);
	return typeof kdf.ref === 'string' ? kdf : null;
}

/** The row of a file's key, sealed under what lies in the keychain's entry. */
export function entryRow(kdf: EntryKdf, under: Buffer, vaultKey: Buffer): SealedKeyRow {
	return keyRow(JSON.stringify(kdf), noSalt, under, vaultKey);
}

/** The file's key under a passphrase, as its row keeps it. */
export async function recoveryUnder(passphrase: Secret, vaultKey: Buffer): Promise<RecoveryKey> {
	const { kdf, salt, sealed } = await rowUnderPassphrase(passphrase, vaultKey);
	return { kdf, salt: salt.toString('base64'), sealed: sealed.toString('base64') };
}

/** The file's key by the recovery passphrase; null where that is another one. */
export async function openRecovery({ kdf, salt, sealed }: RecoveryKey, passphrase: Secret): Promise<Buffer | null> {
	const row = { kdf, salt: Buffer.from(salt, 'base64'), sealed: Buffer.from(sealed, 'base64') };
	const cost = costOf(row);
	return cost && openUnderPassphrase(row, passphrase, cost);
}

/** A file's key with what lies in the entry that opens it. */
export interface OpenedRow {
	readonly under: Buffer;
	readonly key: Buffer;
}

/** Opens a row by its entry. Trouble with VAULT_KEY_LOST where the keychain is proved open and has no such entry, or another one in its place. */
export async function openByEntry(
	path: string,
	row: SealedKeyRow,
	keychain: SecretVault,
): Promise<OpenedRow | VaultTrouble> {
	const kdf = kdfOf(row);
	if (!kdf) return lost(path);
	const read = await keychain.read(kdf.ref);
	if (read.state === 'nothing') return (await closedOrOther(keychain, kdf)) ?? lost(path);
	if (read.state !== 'found') return read;
	const text = /^\{"v":1,"vaultKey":"([\w-]{43})"\}$/.exec(read.value)?.[1];
	const under = text === undefined ? null : Buffer.from(text, 'base64url');
	const key = under && openKeyRow(row, under);
	return under && key ? { under, key } : lost(path);
}

/** Writes the entry that opens a file and reads it back. Rejects with KEYCHAIN_*. */
export async function storeEntry(keychain: SecretVault, ref: VaultRef, key: Buffer): Promise<void> {
	const text = JSON.stringify({ v: 1, vaultKey: key.toString('base64url') });
	const written = await keychain.write(ref, text);
	if (written.state !== 'done') throw troubleError(written);
	const read = await keychain.read(ref);
	if (read.state === 'locked' || read.state === 'unavailable') throw troubleError(read);
	if (read.state !== 'found' || read.value !== text)
		throw troubleError({ state: 'unavailable', problem: 'it did not give back what was written' });
}

function lost(path: string): VaultTrouble {
	const error = new AppError('VAULT_KEY_LOST', { path });
	return { state: 'unavailable', problem: error.message, error };
}

/**
 * Why a keychain says "nothing" of the entry: it is locked, or another one; null where it is neither. Only one that is open takes a proof,
 * which has a name of its own, so that none stays unknown, and it must be there from before the question until after it.
 */
async function closedOrOther(keychain: SecretVault, { ref, keychain: before }: EntryKdf): Promise<VaultTrouble | null> {
	const now = (await keychain.identify?.()) ?? null;
	if (before && now !== null && now !== before) {
		const error = new AppError('KEYCHAIN_CHANGED', { before, now });
		return { state: 'unavailable', problem: error.message, error };
	}
	const proof = `${ref}-proof` as VaultRef;
	const steps = [
		() => keychain.delete(proof),
		() => keychain.write(proof, '{"v":1}'),
		() => keychain.read(proof),
		() => keychain.read(ref),
		() => keychain.read(proof),
		() => keychain.delete(proof),
	];
	const answers: string[] = [];
	for (const step of steps) {
		const { state, ...rest } = await step();
		if (state === 'locked') return { state };
		if (state === 'unavailable') return { problem: 'no answer', ...rest, state };
		answers.push(state);
	}
	return answers.join() === 'done,done,found,nothing,found,done' ? null : { state: 'locked' };
}
