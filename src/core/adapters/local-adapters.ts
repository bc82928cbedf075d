import type { Adapters } from '../create-core.ts';
import { NodeHttpClient } from './http/node-http-client.ts';
import type { KeytarProcess } from './keychain/keytar-messages.ts';
import { KeytarVault } from './keychain/keytar-vault.ts';
import { LoopbackListener } from './loopback/loopback-listener.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import { StripeLocks } from './sqlite/stripe-locks.ts';
import type { Paths } from './system/paths.ts';
import { systemClock } from './system/system-clock.ts';

/**
 * The real adapters of this machine: the app and the CLI differ only in how they start keytar's process. Opens the database; throws
 * AppError STORE_*.
 */
export function localAdapters(
	paths: Pick<Paths, 'database' | 'locks'>,
	version: string,
	startKeytar: () => KeytarProcess,
): Adapters {
	return {
		store: openSqliteStore(paths.database),
		vault: new KeytarVault(startKeytar),
		locks: new StripeLocks(paths.locks),
		http: new NodeHttpClient(version),
		listener: new LoopbackListener(),
		clock: systemClock,
	};
}
