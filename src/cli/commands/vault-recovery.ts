import { noFile } from '../../core/usecases/vault-passphrases.ts';
import type { Command } from '../command.ts';

const name = 'vault recovery';

export const vaultRecovery: Command = {
	name,
	form: '',
	summary: 'Set a passphrase that opens the file of secrets, too, should its one keychain entry be lost',
	notes: [
		'For `latchkey vault use file`. Asks for it twice, or reads it by --passphrase-stdin; one that was set before is replaced. Keep it off this computer: `latchkey vault recover` asks for it on the day on which the keychain has lost the entry.',
		'From then on the file alone is worth something to whoever copies it: they can guess at the passphrase as long as they like, so take a long one. A copy that somebody took before is still opened by the old one.',
	],
	options: { remove: { type: 'boolean', help: 'no passphrase any more: the keychain entry alone opens the file' } },
	targets: [0, 0],
	example: 'latchkey vault recovery',
	run: async ({ core, passphrases }, typed) => {
		// Nobody types a passphrase for nothing.
		if (core().vault.status().vault !== 'file') throw noFile(name);
		const isRemoved = typed.flag('remove');
		await core().vault.setRecovery(isRemoved ? null : await passphrases.newForRecovery(name));
		const line = isRemoved
			? 'The keychain entry alone opens the file now.'
			: 'The recovery passphrase opens the file, too. Keep it off this computer.';
		return { data: core().vault.status(), lines: [line] };
	},
};
