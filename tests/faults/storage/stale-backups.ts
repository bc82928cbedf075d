import { SealedEntries } from '../../../src/core/adapters/sqlite/sealed-entries.ts';
import { vaultBackups } from '../../../src/core/adapters/vault/vault-backups.ts';

/** Says where a vault has a backup that is opened by something else than the vault is; null where none is. */
export function staleBackups(vault: string): string | null {
	const digestIn = (path: string) => {
		const entries = new SealedEntries(path);
		try {
			return entries.key()?.digest.toString('hex');
		} finally {
			entries.close();
		}
	};
	const now = digestIn(vault);
	const stale = vaultBackups(vault).find(({ path }) =>
		SealedEntries.look(path, (entries) => entries.key()?.digest.toString('hex') !== now),
	);
	return stale ? `a backup that what is old by now opens: ${stale.path}` : null;
}
