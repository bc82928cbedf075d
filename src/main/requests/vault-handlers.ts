import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { Secret } from '../../core/domain/secret.ts';
import type { MainWords } from '../languages/en.ts';
import type { Ask, Handlers } from './handler-table.ts';

type VaultMethods = 'probeKeychain' | 'unlockVault' | 'setUpVault';

/** Where the secrets lie. A passphrase comes in once and is kept by nobody; choosing a file for the secrets is asked in a dialog of this process. */
export function vaultHandlers(
	core: Core,
	ask: Ask,
	words: () => MainWords,
	restart: () => void,
): Pick<Handlers, VaultMethods> {
	return {
		probeKeychain: () => core.keychain.probe(),
		unlockVault: async ({ passphrase }) => {
			const keychain = await core.vault.unlock(new Secret(passphrase));
			// What an ended process left half-done waited for the passphrase.
			void core.recover();
			return keychain;
		},
		setUpVault: async ({ passphrase }) => {
			const { vault, state, entries } = await core.keychain.probe();
			// Whoever has a keychain is not talked into less, and secrets in one that is out of reach are not given up.
			if (vault !== 'keychain' || state !== 'unavailable' || entries > 0)
				throw new AppError('REQUEST_INVALID', { problem: 'there is a keychain' });
			if (!(await ask(words().setUpVault))) return { done: false };
			await core.vault.use('passphrase', new Secret(passphrase));
			restart();
			return { done: true };
		},
	};
}
