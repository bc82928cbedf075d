import { AppError } from '../../src/core/domain/app-error.ts';
import type { VaultRef } from '../../src/core/domain/ids.ts';
import type { SecretVault, VaultRead } from '../../src/core/ports/secret-vault.ts';

// What is done between two troubles must succeed, or the run ends: a busy machine may keep a real keychain from answering within its limit.

const tries = 5;

/** Does it again where the keychain did not answer in time. */
export async function patiently<T>(act: () => Promise<T>): Promise<T> {
	for (let n = 1; ; n++) {
		try {
			return await act();
		} catch (error) {
			const isLate = error instanceof AppError && ['KEYCHAIN_UNAVAILABLE', 'SIGN_IN_UNFINISHED'].includes(error.code);
			if (!isLate || n === tries) throw error;
		}
	}
}

/** An entry as the vault has it; no answer in time says nothing of what is lost. Rejects where there is none at all. */
export async function readPatiently(vault: SecretVault, ref: VaultRef): Promise<VaultRead> {
	for (let n = 1; ; n++) {
		const read = await vault.read(ref);
		if (read.state !== 'unavailable') return read;
		if (n === tries) throw new Error(`The vault does not answer: ${read.problem}`);
	}
}
