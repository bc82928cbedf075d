import { AppError } from '../../core/domain/app-error.ts';
import { emptiedError } from '../../core/protocol/emptied-keychain.ts';
import type { VaultStatus } from '../../core/usecases/vault-status.ts';
import { manyEntries } from '../../shared/many-entries.ts';

/** Warns of what is known about the keychain without asking it: another one than holds the secrets, one that lost them all, or more entries than it holds well. */
export function warnOfVault({ vault, entries, changed, emptied }: VaultStatus, warn: (line: string) => void): void {
	if (vault === 'keychain' && entries >= manyEntries) {
		// By hand: Intl takes longer to be ready than the whole list to be read.
		const count = String(entries).replace(/\B(?=(\d{3})+$)/g, ',');
		warn(
			`The keychain holds ${count} entries of Latchkey: it grows slow, and Windows holds about 1,400. \`latchkey vault use file\` moves them to a file that one entry opens.`,
		);
	}
	const problem = changed ? new AppError('KEYCHAIN_CHANGED', { ...changed }) : emptied && emptiedError(emptied);
	if (problem) warn(`${problem.words.message} ${problem.words.hint}`);
}
