import { AppError } from '../../core/domain/app-error.ts';
import type { ConnectionChange } from '../../core/usecases/edit-connection.ts';
import type { ConnectionView } from '../../shared/views.ts';
import { bulkOptions, type Done, dryRun, isPicked, knownTargets, runInBulk, targetsOf } from '../bulk.ts';
import type { Command, Outcome, Session, Typed } from '../command.ts';
import { changeOf, changeOn, changeOptions, changeWords } from '../connection-change.ts';
import { isPickedOtherwise } from '../filters.ts';
import { editQuestion } from '../output/bulk-questions.ts';
import { plainText } from '../output/plain-text.ts';
import { connectionLines } from './show.ts';

const name = 'edit';

const { customer: ofCustomer, tag: withTag, ...bulk } = bulkOptions('every connection');

export const edit: Command = {
	name,
	form: '(ALIAS... | --all | --of-customer NAME | --with-tag TAG | --data-center ID | --environment NAME | --status STATUS) [options]',
	summary: 'Rename, file or label connections; asks neither Zoho nor the keychain',
	notes: [
		'What is not named stays. The id stays, too: scripts that use it go on working after a rename.',
		'--customer and --tag say what to write; --of-customer and --with-tag pick the connections that have it now.',
		'Several are listed in one question; without a person they need --yes. One that is so already is skipped.',
	],
	options: {
		...changeOptions,
		...bulk,
		'of-customer': ofCustomer,
		'with-tag': withTag,
		yes: { type: 'boolean', short: 'y', help: 'do not ask' },
	},
	targets: [0, 1000],
	targetsAre: 'alias',
	example:
		'latchkey edit acme --customer "Acme GmbH" --tag vip --tag emea\nlatchkey edit --of-customer "Acme GmbH" --add-tag q3 --dry-run',
	verify: (typed) => void changeOf(typed, name),
	run: async (session, typed) => {
		const change = changeOf(typed, name);
		const picking = pickingOf(typed);
		if (typed.targets.length === 0 && !isPickedOtherwise(picking)) throw usage(pickBy);
		const picked = isPicked(session.core, picking, name);
		const isOne = !picked && typed.targets.length === 1;
		if (change.alias !== undefined && !isOne) throw usage('--alias is for one connection, by its name.');
		if (typed.flag('dry-run')) {
			const targets = targetsOf(session.core(), picking);
			const would = (connection: ConnectionView) => wouldOf(connection, change);
			requireFree(session, typed, change);
			return dryRun(session, targets, would);
		}
		return isOne ? one(session, typed, change) : several(session, picking, change);
	},
};

const pickBy =
	'Name connections, or say --all or a filter; the filters for customers and tags are --of-customer and --with-tag here.';

/** As the filters read it: what `--customer` and `--tag` are elsewhere has other names here. */
function pickingOf(typed: Typed): Typed {
	const names: Readonly<Record<string, string>> = { customer: 'of-customer', tag: 'with-tag' };
	return { ...typed, text: (option) => typed.text(names[option] ?? option) };
}

function one({ core }: Session, typed: Typed, change: ConnectionChange): Outcome {
	const connection = core().connections.edit(typed.targets[0] ?? '', change);
	return { data: connection, lines: connectionLines(connection) };
}

async function several(session: Session, picking: Typed, change: ConnectionChange): Promise<Outcome> {
	const core = session.core();
	const targets = targetsOf(core, picking);
	const before = knownTargets(core, targets);
	const known = [...before.values()].filter((each) => each !== null);
	if (known.length > 0 && !picking.flag('yes')) await askFirst(session, known, change);
	const act = async (target: string): Promise<Done> => {
		const connection = core.connections.get(before.get(target)?.id ?? target);
		const isSo = Object.keys(changeOn(connection, change)).length === 0;
		return isSo ? { connection, skipped: true } : { connection: core.connections.edit(connection.id, change) };
	};
	return runInBulk(session, targets, act, line);
}

/** Rejects with CANCELLED where the person says no, and with USAGE where nobody can be asked. */
async function askFirst(
	{ terminal }: Session,
	known: readonly ConnectionView[],
	change: ConnectionChange,
): Promise<void> {
	if (!terminal.isInteractive) throw usage('Nobody can be asked here: say --yes to change several connections.');
	const { list, question } = editQuestion(known, changeWords(change).join(', '));
	if (terminal.mayAsk) for (const each of list) terminal.talk(each);
	if (!(await terminal.confirm(question, '--yes'))) throw new AppError('CANCELLED');
}

/** Throws ALIAS_TAKEN where another connection has the alias that a dry run would set. */
function requireFree({ core }: Session, typed: Typed, { alias }: ConnectionChange): void {
	if (alias === undefined) return;
	const { id } = core().connections.get(typed.targets[0] ?? '');
	const holder = core()
		.connections.list()
		.find((each) => each.alias.toLowerCase() === alias.toLowerCase());
	if (holder && holder.id !== id) throw new AppError('ALIAS_TAKEN', { alias });
}

function wouldOf(connection: ConnectionView, change: ConnectionChange): string {
	return changeWords(changeOn(connection, change)).join(', ') || 'skip';
}

function line(target: string, { skipped }: Done): string {
	return plainText(`${target}: ${skipped ? 'is so already; skipped' : 'changed'}`);
}

function usage(problem: string): AppError {
	return new AppError('USAGE', { problem, command: name });
}
