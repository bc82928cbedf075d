import { ofVault, type StorageAct } from './act.ts';
import { lossOf, onScene, passphrases, pathsOf, plant } from './scene.ts';
import { staleBackups } from './stale-backups.ts';

const { first, second } = passphrases;

/** S02: the vault is wholly under the old passphrase or wholly under the new one, and no backup of it under one that is old by then. */
export const changingPassphrase: StorageAct = {
	answers: ofVault,
	doneAlready: 'PASSPHRASE_WRONG',
	prepare: (scene) => plant(scene, 'passphrase'),
	run: (scene) => onScene(scene, (core) => core.vault.changePassphrase(first, second)),
	look: async (scene) => {
		const old = await lossOf(scene, ['acme'], first);
		if (old === null) return 'before';
		const fresh = await lossOf(scene, ['acme'], second);
		if (fresh !== null) return `by the old passphrase: ${old}; by the new one: ${fresh}`;
		return staleBackups(pathsOf(scene).vault) ?? 'after';
	},
};
