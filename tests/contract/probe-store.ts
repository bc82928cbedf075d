import { join } from 'node:path';
import { forkKeytar } from '../../src/core/adapters/keychain/fork-keytar.ts';
import { KeytarVault } from '../../src/core/adapters/keychain/keytar-vault.ts';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { AppError } from '../../src/core/domain/app-error.ts';
import { changedKeychain } from '../../src/core/protocol/known-keychain.ts';
import { VaultEntries } from '../../src/core/protocol/vault-entries.ts';
import { MemoryLocks } from '../integration/core/memory-locks.ts';

// Probes the keychain of its session for the store in a folder, writes an entry where that is allowed, and says what came of it.
const store = openSqliteStore(join(process.argv[2] ?? '', 'latchkey.db'));
const vault = new KeytarVault(() =>
	forkKeytar(join(import.meta.dirname, '../../src/core/adapters/keychain/keytar-worker.ts')),
);
const entries = new VaultEntries(vault, store, new MemoryLocks());
const { state } = await entries.probe();
const ref = entries.begin('connection', 'somebody');
try {
	await entries.fill(ref, { sealKey: 'k'.repeat(43) });
	store.vaultEntries.setState(ref, 'live');
} catch (error) {
	if (!(error instanceof AppError)) throw error;
}
const live = store.vaultEntries.all().filter((entry) => entry.state === 'live').length;
process.stdout.write(`${JSON.stringify({ state, changed: changedKeychain(store.settings), live })}\n`);
await vault.close();
store.close();
