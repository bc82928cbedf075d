import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { emptyLog, guarded, isSame, newFolder, setAside } from '../sqlite/restore.ts';
import { sync, trySync } from '../sqlite/store-failure.ts';
import { lockUsersOut } from '../sqlite/users-lock.ts';
import { isWholeVault } from './vault-backups.ts';

/** A backup of a vault that was read whole and waits for a person's yes. */
export interface PreparedVault {
	/**
	 * Puts it in the place of the present file, which is set aside first, never deleted; killed at any moment, the one or the other is there
	 * whole. Gives back where the present one is now; null where there was none. Throws STORE_IN_USE or STORE_FAILED.
	 */
	apply(now: number): string | null;
	/** Lets go of it. */
	discard(): void;
}

/** Changes nothing. Throws BACKUP_REFUSED for what cannot take the place of the vault. */
export function requireVaultBackup(vault: string, file: string): void {
	const refuse = (problem: string) => new AppError('BACKUP_REFUSED', { path: file, problem });
	if (!existsSync(file)) throw refuse('there is no such file');
	if (isSame(vault, file)) throw refuse('it is the vault that is in use');
	if (!isWholeVault(file)) throw refuse('it is damaged, or no vault');
}

/** Copies a backup beside the vault and checks it there. Throws BACKUP_REFUSED or STORE_FAILED. */
export function prepareVaultRestore(vault: string, file: string): PreparedVault {
	requireVaultBackup(vault, file);
	const folder = guarded(vault, () => newFolder(vault));
	const discard = () => rmSync(folder, { recursive: true, force: true });
	try {
		const copy = join(folder, 'vault.db');
		guarded(vault, () => {
			copyFileSync(file, copy);
			chmodSync(copy, 0o600);
			sync(copy);
		});
		return { apply: (now) => guarded(vault, () => exchange(vault, copy, now)), discard };
	} catch (error) {
		discard();
		throw error;
	}
}

function exchange(vault: string, copy: string, now: number): string | null {
	const alone = lockUsersOut(vault);
	try {
		const aside = existsSync(vault) ? setAside(vault, now) : null;
		// A log that stays would be played into the file that comes.
		emptyLog(vault);
		for (const ending of ['-wal', '-shm']) rmSync(`${vault}${ending}`, { force: true });
		renameSync(copy, vault);
		trySync(dirname(vault));
		return aside;
	} finally {
		alone.close();
	}
}
