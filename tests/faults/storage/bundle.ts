import type { VaultKind } from '../../../src/core/usecases/vault-places.ts';
import { ofVault, type StorageAct } from './act.ts';
import { bundleOf, keychainOf, lossOf, onScene } from './scene.ts';

/** M03: a connection, its token, its API client and the client's secret come together or not at all. */
export function importing(kind: VaultKind): StorageAct {
	return {
		answers: kind === 'keychain' ? [] : ofVault,
		doneAlready: 'ALIAS_TAKEN',
		prepare: (scene) => onScene(scene, (core) => core.vault.use(kind, null)),
		run: (scene) => onScene(scene, (core) => core.bundles.take(bundleOf(['acme']), 1)),
		look: async (scene) => {
			const loss = await lossOf(scene, []);
			if (loss === null) return 'before';
			if ((await lossOf(scene, ['acme'])) !== null) return loss;
			return (await keychainOf(scene)).unknown === 0 ? 'after' : 'unfinished';
		},
	};
}
