import type { Command } from '../command.ts';

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
		const { before, after } = await passphrases.changeOfVault(name);
		await core().vault.changePassphrase(before, after);
		if (process.env.LATCHKEY_PASSPHRASE_FILE)
			warn('The file that LATCHKEY_PASSPHRASE_FILE names still holds the old passphrase: write the new one into it.');
		return { data: core().vault.status(), lines: ['The vault has its new passphrase.'] };
	},
};
