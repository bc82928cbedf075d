import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DoctorAdapters } from '../usecases/doctor/examine.ts';
import { NodeHostProbe } from './http/node-host-probe.ts';
import type { KeytarProcess } from './keychain/keytar-messages.ts';
import { KeytarVault } from './keychain/keytar-vault.ts';
import { loopbackPortProbe } from './loopback/loopback-port-probe.ts';
import { requireLocalDisk } from './sqlite/local-disk.ts';
import { migrations } from './sqlite/schema.ts';
import { searchForDamage, sqliteVersion } from './sqlite/search-for-damage.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import { StripeLocks } from './sqlite/stripe-locks.ts';
import { ownFiles } from './system/own-files.ts';
import type { Paths } from './system/paths.ts';
import { systemClock } from './system/system-clock.ts';
import { EntryVault } from './vault/entry-vault.ts';
import { type AskPassphrase, SealedVault } from './vault/sealed-vault.ts';

/** What this machine's examination stands on. Opens nothing yet. */
export function localAdaptersOfDoctor(
	paths: Pick<Paths, 'database' | 'locks' | 'vault' | 'vaultFile'>,
	version: string,
	startKeytar: () => KeytarProcess,
	askPassphrase: AskPassphrase,
): DoctorAdapters {
	return {
		versions: {
			latchkey: version,
			node: process.versions.node,
			sqlite: sqliteVersion(),
			platform: `${process.platform} ${process.arch}`,
		},
		database: {
			path: paths.database,
			schema: migrations.length,
			isThere: () => {
				requireLocalDisk(dirname(paths.database));
				return existsSync(paths.database);
			},
			open: () => openSqliteStore(paths.database, { check: 'daily', backups: true }),
			searchForDamage: () => searchForDamage(paths.database),
		},
		vaults: {
			keychain: () => new KeytarVault(startKeytar),
			file: () => new EntryVault(paths.vaultFile, new KeytarVault(startKeytar)),
			passphrase: () => new SealedVault(paths.vault, askPassphrase),
		},
		locks: () => new StripeLocks(paths.locks),
		hosts: new NodeHostProbe(version),
		ports: loopbackPortProbe,
		files: ownFiles(paths),
		clock: systemClock,
		env: process.env,
	};
}
