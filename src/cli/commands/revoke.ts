import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import type { ConnectionView } from '../../shared/views.ts';
import { bulkOptions, type Done, dryRun, isPicked, knownTargets, runInBulk, targetsOf } from '../bulk.ts';
import type { Command, Outcome, Session, Typed } from '../command.ts';
import { bulkForm } from '../filters.ts';
import { revokeQuestion } from '../output/bulk-questions.ts';
import { environmentWord, statusWords } from '../output/connection-words.ts';
import { plainText } from '../output/plain-text.ts';
import { warnOfSharers, withSharers } from '../sharers.ts';

export const revoke: Command = {
	name: 'revoke',
	form: bulkForm,
	summary: 'Revoke connections at Zoho, then here',
	notes: [
		'Programs that use them stop working at once. Asks first where a person can answer; several are listed in the question, and without a person they need --yes.',
		'Connections may hold the same refresh token (one was made with the token of the other): then revoking one ends both. It is said before, and needs --yes, too.',
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
			const targets = targetsOf(core, typed);
			const would = (one: ConnectionView) => (one.status === 'revoked' ? 'skip' : `revoke${withSharers(core, one)}`);
			const planned = dryRun(session, targets, would);
			warnOfSharers(core, targets.map(core.connections.get), session.warn);
			return planned;
		}
		return !picked && typed.targets.length === 1 ? one(session, typed) : several(session, typed);
	},
};

async function one({ core, terminal, warn }: Session, typed: Typed): Promise<Outcome> {
	const before = core().connections.get(typed.targets[0] ?? '');
	const others = warnOfSharers(core(), [before], warn);
	if (others.length > 0 && !terminal.isInteractive && !typed.flag('yes'))
		throw usage(`${others.join(', ')} would end with it. Nobody can be asked here: say --yes to revoke both.`);
	if (terminal.isInteractive && !typed.flag('yes')) {
		const what = `${before.alias} (${before.org.name}, ${environmentWord(before)})`;
		const also = others.length > 0 ? `, and with it ${others.join(', ')}` : '';
		const question = `Revoke ${what}${also}? Programs that use ${also === '' ? 'it' : 'them'} stop working at once.`;
		if (!(await terminal.confirm(plainText(question), '--yes'))) throw new AppError('CANCELLED');
	}
	const connection = await core().connections.revoke(before.id, { prove: typed.flag('prove') });
	return { data: connection, lines: [line(connection.alias, { connection })] };
}

async function several(session: Session, typed: Typed): Promise<Outcome> {
	const core = session.core();
	const targets = targetsOf(core, typed);
	const before = knownTargets(core, targets);
	const alive = [...before.values()].filter((one) => one !== null).filter(({ status }) => status !== 'revoked');
	warnOfSharers(core, alive, session.warn);
	if (alive.length > 0 && !typed.flag('yes')) await askFirst(session, alive);
	const prove = typed.flag('prove');
	return runInBulk(session, targets, (target) => revokeOrSkip(core, before.get(target)?.id ?? target, prove), line);
}

/** Rejects with CANCELLED where the person says no, and with USAGE where nobody can be asked. */
async function askFirst({ terminal }: Session, alive: readonly ConnectionView[]): Promise<void> {
	if (!terminal.isInteractive) throw usage('Nobody can be asked here: say --yes to revoke several connections.');
	const { list, question } = revokeQuestion(alive);
	if (terminal.mayAsk) for (const each of list) terminal.talk(each);
	if (!(await terminal.confirm(question, '--yes'))) throw new AppError('CANCELLED');
}

function usage(problem: string): AppError {
	return new AppError('USAGE', { problem, command: 'revoke' });
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
