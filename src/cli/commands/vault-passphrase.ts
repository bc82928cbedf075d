import { AppError } from '../../core/domain/app-error.ts';
import type { Command } from '../command.ts';
import { vaultNames } from '../output/vault-lines.ts';

const name = 'vault passphrase';

export const vaultPassphrase: Command = {
	name,
	form: '',
	summary: 'Give the vault another passphrase',
	notes: [
		'Asks for the old one and, twice, for the new one; with --passphrase-stdin they are the two lines on stdin. Every secret is sealed anew under a new key and read back before the old one goes, all or nothing. Backups of the vault under the old passphrase are removed, and a new one is made.',
		'A copy of the file that somebody took before is still opened by the old passphrase: where that may be, re-authenticate the connections.',
	],
	options: {},
	targets: [0, 0],
	example: 'latchkey vault passphrase',
	run: async ({ core, passphrases, warn }) => {
		const { vault } = core().vault.status();
		// Before anything is asked for.
		if (vault !== 'passphrase') {
			const problem = `The secrets lie in ${vaultNames[vault]}: there is no passphrase. \`latchkey vault use passphrase\` takes one.`;
			throw new AppError('USAGE', { problem, command: name });
		}
		const { before, after } = await passphrases.changeOfVault(name);
		await core().vault.changePassphrase(before, after);
		if (process.env.LATCHKEY_PASSPHRASE_FILE)
			warn('The file that LATCHKEY_PASSPHRASE_FILE names still holds the old passphrase: write the new one into it.');
		return { data: core().vault.status(), lines: ['The vault has its new passphrase.'] };
	},
};
