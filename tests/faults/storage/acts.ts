import { migrations } from '../../../src/core/adapters/sqlite/schema.ts';
import type { StorageAct } from './act.ts';
import { importing } from './bundle.ts';
import { migrating } from './migration.ts';
import { moving } from './move.ts';
import { changingPassphrase } from './passphrase.ts';
import { recoveringEntry, settingRecovery } from './recovery.ts';
import { restoringDatabase, restoringVault } from './restore.ts';

const everyMigration: Readonly<Record<`migrate from version ${number}`, StorageAct>> = Object.fromEntries(
	migrations.map((_, version) => [`migrate from version ${version}`, migrating(version)]),
);

const otherActs = {
	'change the passphrase': changingPassphrase,
	'move from keychain to file': moving('keychain', 'file'),
	'move from keychain to passphrase': moving('keychain', 'passphrase'),
	'move from file to passphrase': moving('file', 'passphrase'),
	'move from file to keychain': moving('file', 'keychain'),
	'move from passphrase to keychain': moving('passphrase', 'keychain'),
	'set a recovery passphrase': settingRecovery,
	'recover the lost entry': recoveringEntry,
	'restore a backup': restoringDatabase,
	"restore a vault's backup": restoringVault,
	'import a bundle into the keychain': importing('keychain'),
	'import a bundle into the file': importing('file'),
} as const;

/** The acts on the storage itself, by what a person would call them. */
export type StorageActName = keyof typeof everyMigration | keyof typeof otherActs;
const acts: Readonly<Record<string, StorageAct>> = { ...everyMigration, ...otherActs };
export const storageActNames = Object.keys(acts) as readonly StorageActName[];

/** Which acts meet faults, and at which of their calls to the disk: 1 for each, 9 for every ninth. */
export type EveryNth = Readonly<Partial<Record<StorageActName, number>>>;

/** As pairs. */
export const wishesIn = (calls: EveryNth) => Object.entries(calls) as readonly (readonly [StorageActName, number])[];

/** The act of that name. Throws where there is none: a version that is none. */
export function storageAct(name: StorageActName): StorageAct {
	const act = acts[name];
	if (!act) throw new Error(`There is no act "${name}".`);
	return act;
}
