import type { Core } from '../../core/create-core.ts';
import { AppError, asAppError } from '../../core/domain/app-error.ts';
import type { ConnectionView } from '../../shared/views.ts';
import type { Command, Outcome, Session, Typed } from '../command.ts';
import { filtered, filterOptions, hasFilter } from '../filters.ts';
import { statusWords, tokenWords } from '../output/connection-words.ts';
import { plainText } from '../output/plain-text.ts';

const options = { all: { type: 'boolean', help: 'every connection that is not revoked' }, ...filterOptions } as const;
const form = 'ALIAS... | --all | --customer NAME | --data-center ID | --status STATUS';

export const check: Command = {
	name: 'check',
	form,
	summary: 'Prove connections by asking the CRM whose they are',
	options,
	targets: [0, 1000],
	example: 'latchkey check --all --json',
	run: (session, typed) => each(session, typed, 'check', (core, target) => core.connections.check(target)),
};

export const refresh: Command = {
	name: 'refresh',
	form,
	summary: 'Renew access tokens now (they renew by themselves on use)',
	options,
	targets: [0, 1000],
	example: 'latchkey refresh acme',
	run: (session, typed) => each(session, typed, 'refresh', (core, target) => core.connections.refresh(target)),
};

type Result =
	| { readonly target: string; readonly ok: true; readonly connection: ConnectionView }
	| { readonly target: string; readonly ok: false; readonly error: AppError };

/** One target answers with the connection or its error; several answer one by one, and one that fails never stops the rest. */
async function each(
	session: Session,
	typed: Typed,
	command: string,
	act: (core: Core, target: string) => Promise<ConnectionView>,
): Promise<Outcome> {
	const several = typed.flag('all') || hasFilter(typed);
	if (several === typed.targets.length > 0)
		throw new AppError('USAGE', { problem: 'Name connections, or say --all or a filter.', command });
	const core = session.core();
	if (several) filtered(core, typed, command);
	await core.recover();
	const targets = several
		? filtered(core, typed, command).flatMap(({ status, alias }) => (status === 'revoked' ? [] : [alias]))
		: typed.targets;
	if (targets.length === 0) session.say('No connection matches.');
	if (!several && targets.length === 1) {
		const connection = await act(core, targets[0] ?? '');
		return { data: connection, lines: [line({ target: connection.alias, ok: true, connection })] };
	}
	const results: Result[] = [];
	for (const target of targets) {
		const result = await act(core, target).then(
			(connection): Result => ({ target, ok: true, connection }),
			(error): Result => ({ target, ok: false, error: asAppError(error) }),
		);
		results.push(result);
		// Like every error it is said in spite of --quiet; with --json it stands in the envelope.
		if (!result.ok && !session.json)
			session.terminal.talk(plainText(`${target}: ${result.error.words.message} (${result.error.code})`));
	}
	const failed = results.find((result) => !result.ok);
	return {
		data: { results: results.map((result) => (result.ok ? result : { ...result, error: result.error.words })) },
		lines: results.filter((result) => result.ok).map(line),
		...(failed ? { exitCode: failed.error.exitCode } : {}),
	};
}

function line({ target, connection }: Extract<Result, { ok: true }>): string {
	const now = new Date();
	return plainText(`${target}: ${statusWords(connection, now)}; access token ${tokenWords(connection, now)}`);
}
