import type { VaultRef } from '../domain/ids.ts';
import type { Secret } from '../domain/secret.ts';
import type { SecretVault } from '../ports/secret-vault.ts';

/** Where the secrets lie: in the computer's keychain, or in a file of Latchkey's own, which one keychain entry or a passphrase opens. */
export type VaultKind = 'keychain' | 'file' | 'passphrase';

/** The places that a person can choose. */
export interface Vaults {
	readonly keychain: () => SecretVault;
	readonly file: () => SecretVault;
	readonly passphrase: () => SecretVault;
	/** Makes the file and its entry in the keychain, where there is none. */
	createFile(): Promise<void>;
	/** The entries of the keychain that open the file; they go with it. */
	fileRefs(): readonly VaultRef[];
	/** Removes the file once nothing in it is needed. */
	removeFile(): void;
	/** See adapters/vault/entry-recovery.ts; as the next two. */
	setRecovery(passphrase: Secret | null): Promise<void>;
	recoverFile(passphrase: Secret): Promise<void>;
	startFileAnew(now: number): Promise<string>;
	/** Makes the file where there is none; one that is there keeps its passphrase. */
	createPassphrase(passphrase: Secret): Promise<void>;
	/** See `changePassphrase`. */
	changePassphrase(before: Secret, after: Secret): Promise<void>;
	/** Removes the file once nothing in it is needed. */
	removePassphrase(): void;
}
