import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { systemPaths } from '../../core/adapters/system/paths.ts';
import { prepareVaultRestore, requireVaultBackup } from '../../core/adapters/vault/restore-vault.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { stockAfter } from '../../core/usecases/backup.ts';
import { type Command, dryRunOption, type Outcome, type Session, type Typed } from '../command.ts';
import { plainText } from '../output/plain-text.ts';
import { stockLines } from '../output/stock-lines.ts';

const name = 'vault restore';

export const vaultRestore: Command = {
	name,
	form: 'FILE',
	summary: 'Put a backup in the place of the file that holds the secrets',
	notes: [
		'For a vault that is damaged or gone; the error names the newest backup that is whole. Latchkey makes one a day while the vault is open, in `backups` beside the database, and keeps three. The present file is set aside, never deleted. What was stored after the backup must sign in again. Asks first; without a person it needs --yes.',
	],
	options: { yes: { type: 'boolean', short: 'y', help: 'do not ask' }, ...dryRunOption },
	targets: [1, 1],
	targetsAre: 'path',
	example: 'latchkey vault restore ~/.local/share/latchkey/backups/vault-2026-03-02.db',
	run: async (session, typed) => {
		const file = resolve(typed.targets[0] ?? '');
		const vault = vaultPath(session);
		if (typed.flag('dry-run')) return planned(vault, file);
		const prepared = prepareVaultRestore(vault, file);
		let aside: string | null;
		try {
			await askFirst(session, typed, file);
			await session.close();
			aside = prepared.apply(Date.now());
		} finally {
			prepared.discard();
		}
		const { keychainProblem, ...stock } = await stockAfter(async () => session.core().vault.takeStock(basename(file)));
		if (keychainProblem) session.warn(`The vault could not be asked what it has. ${keychainProblem.words.message}`);
		return {
			data: { file, aside, ...stock, keychain: keychainProblem?.words ?? null },
			lines: [
				`From ${file}: ${stock.held.length} ${stock.held.length === 1 ? 'refresh token' : 'refresh tokens'}.`,
				...(aside === null ? [] : [`Set aside: ${aside}`]),
				...stockLines(stock),
			].map(plainText),
		};
	},
};

function planned(vault: string, file: string): Outcome {
	requireVaultBackup(vault, file);
	const setAside = existsSync(vault) ? vault : null;
	return {
		data: { dryRun: true, file, setAside },
		lines: [`Would restore from ${file}.`, ...(setAside === null ? [] : [`Would set aside: ${setAside}`])].map(
			plainText,
		),
	};
}

function vaultPath({ core }: Session): string {
	const { vault } = core().vault.status();
	const { vault: underPassphrase, vaultFile } = systemPaths();
	if (vault === 'passphrase') return underPassphrase;
	if (vault === 'file') return vaultFile;
	const problem = 'The secrets lie in the keychain, which has no file of Latchkey to restore.';
	throw new AppError('USAGE', { problem, command: name });
}

async function askFirst({ terminal }: Session, typed: Typed, file: string): Promise<void> {
	if (typed.flag('yes')) return;
	const problem = 'Nobody can be asked here: say --yes to restore.';
	if (!terminal.isInteractive) throw new AppError('USAGE', { problem, command: name });
	const question = `Put ${file} in the place of the present vault, which is set aside?`;
	if (!(await terminal.confirm(plainText(question), '--yes'))) throw new AppError('CANCELLED');
}
