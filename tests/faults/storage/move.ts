import type { VaultKind } from '../../../src/core/usecases/vault-places.ts';
import { vaultStatus } from '../../../src/core/usecases/vault-status.ts';
import { ofVault, type StorageAct } from './act.ts';
import { isThere, keychainOf, lossOf, onScene, passphrases, pathsOf, plant, reading } from './scene.ts';

/** S02: the store says where the secrets lie, and there they are; once it is over they lie nowhere else. */
export function moving(from: VaultKind, to: VaultKind): StorageAct {
	return {
		answers: ofVault,
		tellsWhatIsLeft: true,
		prepare: (scene) => plant(scene, from),
		run: (scene) => onScene(scene, (core) => core.vault.use(to, passphrases.first)),
		look: async (scene) => {
			const loss = await lossOf(scene, ['acme']);
			if (loss !== null) return loss;
			const { vault, leftover } = await reading(scene, (store) => vaultStatus({ store }));
			if (vault === from) return 'before';
			if (leftover !== null) return 'unfinished';
			return (await isClear(scene, to)) ? 'after' : 'something is left, and nobody is told';
		},
	};
}

async function isClear(scene: string, kind: VaultKind): Promise<boolean> {
	const { tokens, keys, unknown } = await keychainOf(scene);
	const paths = pathsOf(scene);
	const inKeychain = tokens === (kind === 'keychain' ? 1 : 0) && keys === (kind === 'file' ? 1 : 0) && unknown === 0;
	return (
		inKeychain && isThere(paths.vaultFile) === (kind === 'file') && isThere(paths.vault) === (kind === 'passphrase')
	);
}
