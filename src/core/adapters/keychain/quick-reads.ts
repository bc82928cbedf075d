import type { VaultRef } from '../../domain/ids.ts';
import type { VaultRead } from '../../ports/secret-vault.ts';

/** Reads that need no worker process. */
export interface QuickReads {
	/** As `SecretVault.read`; null: ask the worker. */
	read(ref: VaultRef): Promise<VaultRead | null>;
}
