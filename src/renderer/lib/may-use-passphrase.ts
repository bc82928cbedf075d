import type { KeychainView } from '../../shared/views.ts';

/** Whether a file under a passphrase is offered: there is no keychain, and none holds a secret that would be given up. */
export const mayUsePassphrase = ({ vault, state, entries }: KeychainView) =>
	vault === 'keychain' && state === 'unavailable' && entries === 0;
