import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import type { ConnectionView } from '../../shared/views.ts';
import { bulkOptions, dryRun, isPicked, knownTargets, runInBulk, targetsOf } from '../bulk.ts';
import type { Command, Outcome, Session, Typed } from '../command.ts';
import { bulkForm } from '../filters.ts';
import { forgetQuestion } from '../output/bulk-questions.ts';
import { plainText } from '../output/plain-text.ts';

export const forget: Command = {
	name: 'forget',
	form: bulkForm,
	summary: 'Remove connections here; Zoho is not told',
	notes: [
		"Revoke them first: a token that is left alive at Zoho can only be ended in the user's Zoho account.",
		'Several are listed in one question; without a person they need --yes, which forgets also those whose tokens stay alive.',
	],
	options: {
		...bulkOptions('every connection'),
		yes: { type: 'boolean', short: 'y', help: 'do not ask, even if a refresh token stays alive at Zoho' },
	},
	targets: [0, 1000],
	targetsAre: 'alias',
	example: 'latchkey revoke acme && latchkey forget acme\nlatchkey forget --status revoked --dry-run',
	run: async (session, typed) => {
		const picked = isPicked(session.core, typed, 'forget');
		const { connections } = session.core();
		if (typed.flag('dry-run')) {
			const would = ({ id }: ConnectionView) =>
				connections.isHeld(id) ? 'forget, leaving its token alive at Zoho' : 'forget';
			return dryRun(session, targetsOf(session.core(), typed), would);
		}
		return !picked && typed.targets.length === 1 ? one(session, typed) : several(session, typed);
	},
};

async function one({ core, terminal }: Session, typed: Typed): Promise<Outcome> {
	const { id, alias } = core().connections.get(typed.targets[0] ?? '');
	const held = core().connections.isHeld(id);
	const question = `${plainText(alias)} still holds a refresh token that Zoho accepts. Forget it and leave the token alive?`;
	const evenSo = typed.flag('yes') || (held && (await terminal.confirm(question, '--yes')));
	if (held && !evenSo && terminal.isInteractive) throw new AppError('CANCELLED');
	await core().connections.forget(id, evenSo);
	return { data: { id, alias }, lines: [line(alias, { staysAlive: held })] };
}

async function several(session: Session, typed: Typed): Promise<Outcome> {
	const core = session.core();
	const targets = targetsOf(core, typed);
	const before = knownTargets(core, targets);
	const known = [...before.values()].filter((each) => each !== null);
	if (known.length > 0 && !typed.flag('yes')) await askFirst(session, core, known);
	const alive = new Map<string, boolean>();
	const act = async (target: string) => {
		const connection = before.get(target) ?? core.connections.get(target);
		alive.set(target, core.connections.isHeld(connection.id));
		await core.connections.forget(connection.id, true);
		return { connection };
	};
	return runInBulk(session, targets, act, (target) => line(target, { staysAlive: alive.get(target) ?? false }));
}

/** Rejects with CANCELLED where the person says no, and with USAGE where nobody can be asked. */
async function askFirst({ terminal }: Session, core: Core, known: readonly ConnectionView[]): Promise<void> {
	const problem = 'Nobody can be asked here: say --yes to forget several connections.';
	if (!terminal.isInteractive) throw new AppError('USAGE', { problem, command: 'forget' });
	const held = known.filter(({ id }) => core.connections.isHeld(id));
	const { list, question } = forgetQuestion(known, held);
	if (terminal.mayAsk) for (const each of list) terminal.talk(each);
	if (!(await terminal.confirm(question, '--yes'))) throw new AppError('CANCELLED');
}

function line(target: string, { staysAlive }: { readonly staysAlive: boolean }): string {
	return plainText(`${target}: forgotten${staysAlive ? '; its token stays alive at Zoho' : ''}`);
}
