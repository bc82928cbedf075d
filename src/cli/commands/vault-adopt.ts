import { AppError } from '../../core/domain/app-error.ts';
import type { AdoptionPlan } from '../../core/usecases/adopt-keychain.ts';
import { type Command, dryRunOption, type Outcome, type Session } from '../command.ts';
import { plainText } from '../output/plain-text.ts';
import { stockLines } from '../output/stock-lines.ts';
import { vaultLines } from '../output/vault-lines.ts';

const name = 'vault adopt';

export const vaultAdopt: Command = {
	name,
	form: '',
	summary: 'Go on with the keychain of today, where the one that held the secrets is gone for good',
	notes: [
		'Only for a keychain that nobody can bring back: what it held is not here, so each of its connections must sign in again and client secrets must be added again. Nothing is deleted; a file that an entry of the lost keychain opened is set aside, and a new one begun. Asks first; without a person it needs --yes.',
	],
	options: { yes: { type: 'boolean', short: 'y', help: 'do not ask' }, ...dryRunOption },
	targets: [0, 0],
	example: 'latchkey vault adopt --dry-run\nlatchkey vault adopt',
	run: async ({ core, terminal, warn }, typed) => {
		if (typed.flag('dry-run')) return planned(await core().vault.planAdoption(), warn);
		const { changed } = core().vault.status();
		if (!typed.flag('yes')) {
			const problem = 'Nobody can be asked here: say --yes.';
			if (!terminal.isInteractive) throw new AppError('USAGE', { problem, command: name });
			const gone = changed ? ` ${changed.before} is given up, ${changed.now} takes its place.` : '';
			if (!(await terminal.confirm(plainText(`Go on with the keychain of today?${gone}`), '--yes')))
				throw new AppError('CANCELLED');
		}
		const { keychainProblem, ...stock } = await core().vault.adopt();
		if (keychainProblem) warn(`The keychain could not be asked for everything. ${keychainProblem.words.message}`);
		const status = core().vault.status();
		return {
			data: { ...status, ...stock, keychain: keychainProblem?.words ?? null },
			lines: [...vaultLines(status), ...stockLines(stock)].map(plainText),
		};
	},
};

function planned(plan: AdoptionPlan, warn: Session['warn']): Outcome {
	const { before, now, setsFileAside, held, signInAgain } = plan;
	if (held.length === 0 && signInAgain.length > 0)
		warn(
			'Nothing of Latchkey was found in the keychain. Where it is only locked it shows nothing either: unlock it and look again.',
		);
	const instead = before === null || before === now ? '' : ` instead of ${before}`;
	const lines = [
		`Would go on with ${now ?? 'the keychain of today'}${instead}.`,
		...(setsFileAside ? ['Would set the file of the secrets aside, and begin a new one.'] : []),
		`Connections that it holds: ${held.length}`,
		...stockLines(plan),
	];
	return { data: { dryRun: true, ...plan }, lines: lines.map(plainText) };
}
