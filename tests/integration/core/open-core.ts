import { join } from 'node:path';
import { LoopbackListener } from '../../../src/core/adapters/loopback/loopback-listener.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { StripeLocks } from '../../../src/core/adapters/sqlite/stripe-locks.ts';
import { type Adapters, type Core, createCore } from '../../../src/core/create-core.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { FileVault } from './file-vault.ts';

/** Opens the core on the files of a folder, which several processes may share. */
export function openCore(folder: string, given: Pick<Adapters, 'http' | 'clock'> & Partial<Adapters>): Core {
	return createCore({
		store: openStore(folder),
		vault: new FileVault(join(folder, 'keychain')),
		locks: new StripeLocks(join(folder, 'data', 'locks')),
		listener: new LoopbackListener(),
		...given,
	});
}

/** The store of such a folder. */
export function openStore(folder: string): Store {
	return openSqliteStore(join(folder, 'data', 'latchkey.db'));
}
