import { AppError } from '../../core/domain/app-error.ts';
import type { VaultKind } from '../../core/usecases/vault-places.ts';
import type { VaultStatus } from '../../core/usecases/vault-status.ts';
import { type Command, dryRunOption, type Outcome, type Session, type Typed } from '../command.ts';
import { entriesInWords, vaultLines, vaultNames } from '../output/vault-lines.ts';
import { warnOfVault } from '../output/vault-warnings.ts';

export const vaultStatus: Command = {
	name: 'vault status',
	form: '',
	summary: 'Say where the secrets lie, and how many; asks neither place',
	options: {},
	targets: [0, 0],
	example: 'latchkey vault status',
	run: async ({ core, warn }) => {
		const status = core().vault.status();
		warnOfVault(status, warn);
		return { data: status, lines: vaultLines(status) };
	},
};

export const vaultUse: Command = {
	name: 'vault use',
	form: 'keychain | file | passphrase',
	summary: 'Move every secret to the keychain, or to a file that one keychain entry or a passphrase opens',
	notes: [
		'`file` is for a thousand connections and more: keychains grow slow with so many entries, and Windows holds about 1,400. Its key is a random one in the keychain, so the file alone is worth nothing.',
		'`passphrase` is for computers without a keychain. Whoever copies it can guess at the passphrase as long as they like, so take a long one; without it the secrets are lost, and every connection must sign in again. The window asks for it at its start and when it is unlocked.',
		'Each secret is copied and read back before any is deleted. Where a move was interrupted the same command goes on; the other one takes it back. Nobody else may use Latchkey meanwhile: close the app first.',
		'Later the passphrase is typed, or given by --passphrase-stdin, or lies in a file of your own (chmod 600) that LATCHKEY_PASSPHRASE_FILE names.',
	],
	options: { yes: { type: 'boolean', short: 'y', help: 'do not ask' }, ...dryRunOption },
	targets: [1, 1],
	targetsAre: ['keychain', 'file', 'passphrase'],
	example: 'latchkey vault use file --dry-run\nlatchkey vault use passphrase',
	run: async (session, typed) => {
		const kind = kindOf(typed);
		const before = session.core().vault.status();
		if (typed.flag('dry-run')) return planned(kind, before);
		await askFirst(session, typed, kind, before);
		const moved = await move(session, kind, before);
		await session.close();
		if (moved.unreadable > 0)
			session.warn(`${moved.unreadable} could not be read where they were; those connections must sign in again.`);
		const lines =
			kind === 'file' && before.vault !== 'file' ? [...vaultLines(moved), ...recoveryAdvice] : vaultLines(moved);
		return { data: moved, lines };
	},
};

/** What it would do, as far as the store knows; neither place is asked. */
function planned(kind: VaultKind, { vault, entries, leftover }: VaultStatus): Outcome {
	const moves = vault === kind ? 0 : entries;
	return {
		data: { dryRun: true, from: vault, to: kind, moves, leftover },
		lines: [
			...(vault === kind
				? [`The secrets lie in ${vaultNames[kind]} already.`]
				: [`Would move ${entriesInWords(moves)} from ${vaultNames[vault]} to ${vaultNames[kind]}.`]),
			...(leftover && leftover.vault !== kind
				? [`Would delete what an interrupted move left in ${vaultNames[leftover.vault]}.`]
				: []),
		],
	};
}

/** Once the one entry is gone it is too late. */
const recoveryAdvice = [
	'Whoever deletes that one entry locks all of them. `latchkey vault recovery` sets a passphrase that opens the file, too.',
];

async function move({ core, passphrases }: Session, kind: VaultKind, { vault, leftover }: VaultStatus) {
	if (kind !== 'passphrase' || vault === kind) return core().vault.use(kind, null);
	// A move that was interrupted has made the file already, with a passphrase of its own.
	const passphrase =
		leftover?.vault === 'passphrase' ? await passphrases.ofVault(false) : await passphrases.newForVault('vault use');
	return core().vault.use(kind, passphrase);
}

async function askFirst({ terminal }: Session, typed: Typed, kind: VaultKind, before: VaultStatus): Promise<void> {
	const nothingToDo = before.vault === kind && !before.leftover;
	if (typed.flag('yes') || nothingToDo) return;
	const question = `Move ${entriesInWords(before.entries)} from ${vaultNames[before.vault]} to ${vaultNames[kind]}?`;
	const tidy = `Delete what an interrupted move left in ${vaultNames[before.leftover?.vault ?? kind]}?`;
	if (!terminal.isInteractive)
		throw new AppError('USAGE', { problem: 'Nobody can be asked here: say --yes.', command: 'vault use' });
	if (!(await terminal.confirm(before.vault === kind ? tidy : question, '--yes'))) throw new AppError('CANCELLED');
}

function kindOf({ targets: [target] }: Typed): VaultKind {
	if (target === 'keychain' || target === 'file' || target === 'passphrase') return target;
	throw new AppError('USAGE', { problem: 'Say keychain, file or passphrase.', command: 'vault use' });
}
