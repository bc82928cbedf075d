import type { Core } from '../../core/create-core.ts';
import type { ConnectionView } from '../../shared/views.ts';
import { bulkOptions, type Done, dryRun, isPicked, runInBulk, targetsOf } from '../bulk.ts';
import type { Command, Outcome, Session, Typed } from '../command.ts';
import { bulkForm } from '../filters.ts';
import { statusWords, tokenWords } from '../output/connection-words.ts';
import { plainText } from '../output/plain-text.ts';

const options = bulkOptions('every connection that is not revoked');
const notes = ['Several are worked on four at a time. Ctrl-C begins no more and lets those under way end.'];

export const check: Command = {
	name: 'check',
	form: bulkForm,
	summary: 'Prove connections by asking the CRM whose they are',
	notes,
	options,
	targets: [0, 1000],
	targetsAre: 'alias',
	fromFolder: true,
	example: 'latchkey check --all --json',
	run: (session, typed) => each(session, typed, 'check', (core, target) => core.connections.check(target)),
};

export const refresh: Command = {
	name: 'refresh',
	form: bulkForm,
	summary: 'Renew access tokens now (they renew by themselves on use)',
	notes,
	options,
	targets: [0, 1000],
	targetsAre: 'alias',
	fromFolder: true,
	example: 'latchkey refresh acme',
	run: (session, typed) => each(session, typed, 'refresh', (core, target) => core.connections.refresh(target)),
};

/** One target answers with the connection or its error; several answer each for itself. */
async function each(
	session: Session,
	typed: Typed,
	command: string,
	act: (core: Core, target: string) => Promise<ConnectionView>,
): Promise<Outcome> {
	const picked = isPicked(session.core, typed, command);
	const core = session.core();
	const targets = () => targetsOf(core, typed, ({ status }) => status !== 'revoked');
	if (typed.flag('dry-run')) return dryRun(session, targets(), () => command);
	// First: a connection may come out of it.
	await core.recover();
	if (!picked && typed.targets.length === 1) {
		const connection = await act(core, typed.targets[0] ?? '');
		return { data: connection, lines: [line(connection.alias, { connection })] };
	}
	return runInBulk(session, targets(), async (target) => ({ connection: await act(core, target) }), line);
}

function line(target: string, { connection }: Done): string {
	const now = new Date();
	return plainText(`${target}: ${statusWords(connection, now)}; access token ${tokenWords(connection, now)}`);
}
