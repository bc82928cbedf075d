import { AppError } from '../../core/domain/app-error.ts';
import type { VaultStatus } from '../../core/usecases/move-vault.ts';

/** Warns of what is known about the keychain without asking it: another one than holds the secrets. */
export function warnOfVault({ changed }: VaultStatus, warn: (line: string) => void): void {
	if (!changed) return;
	const { message, hint } = new AppError('KEYCHAIN_CHANGED', { ...changed }).words;
	warn(`${message} ${hint}`);
}
