import { AppError } from '../../domain/app-error.ts';
import { newId, type VaultRef } from '../../domain/ids.ts';
import type { Locks } from '../../ports/locks.ts';
import { type SecretVault, troubleError, type VaultDone, type VaultRead } from '../../ports/secret-vault.ts';
import type { Store } from '../../ports/store.ts';
import { VaultEntries } from '../../protocol/vault-entries.ts';
import { type Finding, ofError, ok, warn, words } from './finding.ts';

const value = '{"v":1}';

/** Where a row says that the entry was begun, so that nothing stays behind if the process ends. */
export interface EntryNotes {
	readonly store: Store;
	readonly locks: Locks;
}

/** Writes an entry of its own, which holds no secret, reads it back and deletes it. `notes` is null where no database opens. */
export async function checkKeychain(vault: SecretVault, notes: EntryNotes | null): Promise<Finding> {
	const ref = newId.vaultRef();
	try {
		// Into another keychain than the one that holds the secrets nothing is written, not even this.
		const other = notes && (await new VaultEntries(vault, notes.store, notes.locks).otherKeychain());
		if (other) return { check: 'keychain', level: 'fail', ...ofError(troubleError(other)) };
		begin(notes, ref);
		const trouble = await roundTrip(vault, ref);
		end(notes, ref, trouble === null);
		if (trouble) return { check: 'keychain', level: 'fail', ...ofError(trouble) };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return { check: 'keychain', level: 'fail', ...ofError(error) };
	}
	return ok('keychain', words`${vault.backend}: an entry was written, read back and deleted`);
}

/** It works, but may not be where the secrets lie. */
export function unknownVault(backend: string): Finding {
	const message = words`${backend} works, but without the database nobody knows whether the secrets lie there`;
	return warn('keychain', message, ['Mend the database first.']);
}

function begin(notes: EntryNotes | null, ref: VaultRef): void {
	if (!notes) return;
	const { store, locks } = notes;
	store.vaultEntries.add({ ref, owner: 'doctor', kind: 'canary', state: 'opening', lease: locks.lease() });
}

function end(notes: EntryNotes | null, ref: VaultRef, isGone: boolean): void {
	if (isGone) notes?.store.vaultEntries.remove(ref);
	else notes?.store.vaultEntries.setState(ref, 'dead');
}

async function roundTrip(vault: SecretVault, ref: VaultRef): Promise<AppError | null> {
	const written = troubleOf(await vault.write(ref, value));
	if (written) return written;
	const read = await vault.read(ref);
	if (read.state !== 'found' || read.value !== value)
		return troubleOf(read) ?? unavailable('it did not give back what was written');
	const deleted = troubleOf(await vault.delete(ref));
	if (deleted) return deleted;
	const gone = await vault.read(ref);
	return gone.state === 'nothing' ? null : (troubleOf(gone) ?? unavailable('it kept what was deleted'));
}

function troubleOf(outcome: VaultDone | VaultRead): AppError | null {
	return outcome.state === 'locked' || outcome.state === 'unavailable' ? troubleError(outcome) : null;
}

function unavailable(problem: string): AppError {
	return new AppError('KEYCHAIN_UNAVAILABLE', { problem });
}
