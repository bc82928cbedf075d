import { cpSync, rmSync } from 'node:fs';
import { AppError } from '../../../src/core/domain/app-error.ts';
import type { Secret } from '../../../src/core/domain/secret.ts';
import { ofVault, type StorageAct } from './act.ts';
import { emptyKeychain, keychainOf, lossOf, onScene, passphrases, pathsOf, plant } from './scene.ts';
import { staleBackups } from './stale-backups.ts';

const { first, second } = passphrases;

async function plantWithRecovery(scene: string): Promise<void> {
	await plant(scene, 'file');
	await onScene(scene, (core) => core.vault.setRecovery(first));
}

/** The file opens by the keychain all the while, and by the old or the new recovery passphrase where that has lost its entry. */
export const settingRecovery: StorageAct = {
	answers: ofVault,
	prepare: plantWithRecovery,
	run: (scene) => onScene(scene, (core) => core.vault.setRecovery(second)),
	look: async (scene) => {
		const loss = await lossOf(scene, ['acme']);
		if (loss !== null) return loss;
		if (await opensBy(scene, first)) return 'before';
		if (!(await opensBy(scene, second))) return 'no recovery passphrase opens it';
		return staleBackups(pathsOf(scene).vaultFile) ?? 'after';
	},
};

/** K04: the keychain opens the file again, or the recovery passphrase still does. */
export const recoveringEntry: StorageAct = {
	answers: ofVault,
	prepare: async (scene) => {
		await plantWithRecovery(scene);
		emptyKeychain(scene);
	},
	run: (scene) => onScene(scene, (core) => core.vault.recover(first)),
	look: async (scene) => {
		const loss = await lossOf(scene, ['acme']);
		if (loss === null) return (await keychainOf(scene)).keys === 1 ? 'after' : 'unfinished';
		return (await opensBy(scene, first)) ? 'before' : loss;
	},
};

/** Whether a recovery passphrase would bring everything back, tried on a copy that has lost its keychain. */
async function opensBy(scene: string, passphrase: Secret): Promise<boolean> {
	const copy = `${scene}-copy`;
	cpSync(scene, copy, { recursive: true });
	try {
		emptyKeychain(copy);
		await onScene(copy, (core) => core.vault.recover(passphrase));
		return (await lossOf(copy, ['acme'])) === null;
	} catch (error) {
		if (error instanceof AppError && error.code === 'PASSPHRASE_WRONG') return false;
		throw error;
	} finally {
		rmSync(copy, { recursive: true });
	}
}
