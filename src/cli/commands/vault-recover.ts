import { noFile } from '../../core/usecases/vault-passphrases.ts';
import type { Command } from '../command.ts';
import { plainText } from '../output/plain-text.ts';
import { stockLines } from '../output/stock-lines.ts';
import { vaultLines } from '../output/vault-lines.ts';

const name = 'vault recover';

export const vaultRecover: Command = {
	name,
	form: '',
	summary: 'Open the file of secrets by its recovery passphrase, and make a new keychain entry that opens it',
	notes: [
		'For a file whose one keychain entry is gone (VAULT_KEY_LOST), where `latchkey vault recovery` was used before. Asks for the passphrase, or reads it by --passphrase-stdin. Every secret in the file is there again; nothing is deleted.',
	],
	options: {},
	targets: [0, 0],
	example: 'latchkey vault recover',
	run: async ({ core, passphrases, warn }) => {
		// Nobody types a passphrase for nothing.
		if (core().vault.status().vault !== 'file') throw noFile(name);
		const { keychainProblem, ...stock } = await core().vault.recover(await passphrases.ofRecovery(name));
		if (keychainProblem) warn(`The file could not be asked for everything. ${keychainProblem.words.message}`);
		const status = core().vault.status();
		return {
			data: { ...status, ...stock, keychain: keychainProblem?.words ?? null },
			lines: [...vaultLines(status), ...stockLines(stock)].map(plainText),
		};
	},
};
