import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import type { ConnectionView } from '../../shared/views.ts';
import { bulkForm, bulkOptions, type Done, dryRun, isPicked, knownAs, namedOnce, runInBulk } from '../bulk.ts';
import type { Command, Outcome, Session, Typed } from '../command.ts';
import { filtered } from '../filters.ts';
import { environmentWord, statusWords } from '../output/connection-words.ts';
import { plainText } from '../output/plain-text.ts';
import { revokeQuestion } from '../output/revoke-question.ts';

export const revoke: Command = {
	name: 'revoke',
	form: bulkForm,
	summary: 'Revoke connections at Zoho, then here',
	notes: [
		'Programs that use them stop working at once. Asks first where a person can answer; several are listed in the question, and without a person they need --yes.',
		'Several are worked on four at a time. After Ctrl-C or a failure the same command goes on: what is revoked already is skipped.',
	],
	options: {
		...bulkOptions('every connection'),
		yes: { type: 'boolean', short: 'y', help: 'do not ask' },
		prove: { type: 'boolean', help: 'try the token once more: it must be refused' },
	},
	targets: [0, 1000],
	targetsAre: 'alias',
	example: 'latchkey revoke --customer "Acme GmbH"',
	run: async (session, typed) => {
		const picked = isPicked(session.core, typed, 'revoke');
		if (typed.flag('dry-run')) {
			const core = session.core();
			const would = ({ status }: ConnectionView) => (status === 'revoked' ? 'skip' : 'revoke');
			return dryRun(core, targetsOf(core, typed, picked), would);
		}
		return !picked && typed.targets.length === 1 ? one(session, typed) : several(session, typed, picked);
	},
};

async function one({ core, terminal }: Session, typed: Typed): Promise<Outcome> {
	const before = core().connections.get(typed.targets[0] ?? '');
	if (terminal.isInteractive && !typed.flag('yes')) {
		const what = `${before.alias} (${before.org.name}, ${environmentWord(before)})`;
		if (!(await terminal.confirm(`Revoke ${plainText(what)}? Programs that use it stop working at once.`, '--yes')))
			throw new AppError('CANCELLED');
	}
	const connection = await core().connections.revoke(before.id, { prove: typed.flag('prove') });
	return { data: connection, lines: [line(connection.alias, { connection })] };
}

function targetsOf(core: Core, typed: Typed, picked: boolean): readonly string[] {
	return picked ? filtered(core, typed, 'revoke').map(({ alias }) => alias) : namedOnce(core, typed.targets);
}

async function several(session: Session, typed: Typed, picked: boolean): Promise<Outcome> {
	const core = session.core();
	const targets = targetsOf(core, typed, picked);
	const before = new Map(targets.map((target) => [target, knownAs(core, target)]));
	const alive = [...before.values()].filter((one) => one !== null).filter(({ status }) => status !== 'revoked');
	if (alive.length > 0 && !typed.flag('yes')) await askFirst(session, alive);
	const prove = typed.flag('prove');
	// By id: what the person said yes to, whatever has that alias by then.
	return runInBulk(session, targets, (target) => revokeOrSkip(core, before.get(target)?.id ?? target, prove), line);
}

/** Rejects with CANCELLED where the person says no, and with USAGE where nobody can be asked. */
async function askFirst({ terminal }: Session, alive: readonly ConnectionView[]): Promise<void> {
	if (!terminal.isInteractive) {
		const problem = 'Nobody can be asked here: say --yes to revoke several connections.';
		throw new AppError('USAGE', { problem, command: 'revoke' });
	}
	const { list, question } = revokeQuestion(alive);
	if (terminal.mayAsk) for (const each of list) terminal.talk(each);
	if (!(await terminal.confirm(question, '--yes'))) throw new AppError('CANCELLED');
}

/** The core refuses what is revoked before it asks anybody: so no run does an item twice, also beside another one. */
async function revokeOrSkip(core: Core, target: string, prove: boolean): Promise<Done> {
	try {
		return { connection: await core.connections.revoke(target, { prove }) };
	} catch (error) {
		if (!(error instanceof AppError) || error.code !== 'CONNECTION_REVOKED') throw error;
		return { connection: core.connections.get(target), skipped: true };
	}
}

function line(target: string, { connection, skipped }: Done): string {
	return plainText(`${target}: ${statusWords(connection, new Date())}${skipped ? '; skipped' : ''}`);
}
