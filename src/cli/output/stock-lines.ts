import type { KeychainStock } from '../../core/usecases/backup.ts';

/** What a look into the keychain leaves to do, a line each. */
export function stockLines({ signInAgain, secretsToAdd }: Omit<KeychainStock, 'keychainProblem'>): readonly string[] {
	return [
		...signInAgain.map((alias) => `${alias}: must sign in again: latchkey reauth ${alias}`),
		...secretsToAdd.map((what) => `${what}: its client secret must be added again: latchkey api-client add`),
	];
}
