import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { prepareRestore, setAsideFolder } from '../../../src/core/adapters/sqlite/restore.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { EntryVault } from '../../../src/core/adapters/vault/entry-vault.ts';
import { prepareVaultRestore } from '../../../src/core/adapters/vault/restore-vault.ts';
import { newestVaultBackup } from '../../../src/core/adapters/vault/vault-backups.ts';
import type { Core } from '../../../src/core/create-core.ts';
import { type KeychainStock, stockAfter } from '../../../src/core/usecases/backup.ts';
import { ofVault, type StorageAct } from './act.ts';
import { bundleOf, diskOf, heldIn, keychainIn, lossOf, onScene, pathsOf, plant } from './scene.ts';

const backupIn = (scene: string): string => join(diskOf(scene), 'backup.db');
const both = ['acme', 'globex'] as const;

/** S08: the database of today or the backup, whole; and where it is the backup, that of today set aside. */
export const restoringDatabase: StorageAct = {
	answers: [],
	prepare: async (scene) => {
		await plant(scene, 'keychain');
		await onScene(scene, async (core) => {
			core.backups.make(backupIn(scene));
			await core.bundles.take(bundleOf(both), 2);
		});
	},
	run: async (scene) => {
		const { database } = pathsOf(scene);
		exchange(prepareRestore(database, backupIn(scene)));
		await stockOf(scene, (core) => core.backups.takeStock(basename(backupIn(scene))));
	},
	look: async (scene) => {
		if ((await lossOf(scene, both)) === null) return 'before';
		const loss = await lossOf(scene, ['acme']);
		if (loss !== null) return loss;
		return asideOf(pathsOf(scene).database).some(hasBoth) ? 'after' : 'the database of today is not set aside';
	},
};

/** The same for a file of secrets. */
export const restoringVault: StorageAct = {
	answers: ofVault,
	prepare: async (scene) => {
		const { vaultFile } = pathsOf(scene);
		await plant(scene, 'file');
		await onScene(scene, (core) => core.bundles.take(bundleOf(both), 2));
		copyFileSync(newestVaultBackup(vaultFile)?.path ?? '', backupIn(scene));
	},
	run: async (scene) => {
		const file = backupIn(scene);
		exchange(prepareVaultRestore(pathsOf(scene).vaultFile, file));
		await stockOf(scene, (core) => core.vault.takeStock(basename(file)));
	},
	look: async (scene) => {
		const { vaultFile } = pathsOf(scene);
		const heldBy = (path: string) => heldIn(scene, new EntryVault(path, keychainIn(scene)), both);
		const held = (await heldBy(vaultFile)).join();
		if (held === both.join()) return 'before';
		if (held !== 'acme') return `the tokens are there of ${held || 'none'}`;
		for (const path of asideOf(vaultFile)) if ((await heldBy(path)).join() === both.join()) return 'after';
		return 'the file of today is not set aside';
	},
};

/** As the commands do it. */
async function stockOf(scene: string, ask: (core: Core) => Promise<KeychainStock>): Promise<void> {
	await stockAfter(() => onScene(scene, ask));
}

function exchange(prepared: ReturnType<typeof prepareVaultRestore>): void {
	try {
		prepared.apply(Date.now());
	} finally {
		prepared.discard();
	}
}

/** The files that restores have put out of the way. */
function asideOf(path: string): readonly string[] {
	const folder = setAsideFolder(path);
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.map((name) => join(folder, name, basename(path)))
		.filter((one) => existsSync(one));
}

function hasBoth(database: string): boolean {
	const store = openSqliteStore(database);
	try {
		return both.every((alias) => store.connections.byAlias(alias) !== null);
	} finally {
		store.close();
	}
}
