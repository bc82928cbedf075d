import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import type { ScopeDiff } from '../../core/domain/scopes.ts';
import { englishScopes, scopeWords } from '../../shared/scope-words.ts';
import { noticeWords } from '../../shared/sign-in-notices.ts';
import type { ConnectionView } from '../../shared/views.ts';
import { bulkOptions, type Done, dryRun, isPicked, knownTargets, runInBulk, targetsOf } from '../bulk.ts';
import type { Command, Outcome, Session, Typed } from '../command.ts';
import { bulkForm } from '../filters.ts';
import { environmentWord, statusWords } from '../output/connection-words.ts';
import { plainText } from '../output/plain-text.ts';
import { signedIn } from '../sign-in-dialogue.ts';
import { scopesTyped } from '../typed-scopes.ts';
import { signIn, wayInOptions, wayOf } from '../ways-in.ts';

const name = 'reauth';

export const reauth: Command = {
	name,
	form: bulkForm,
	summary: 'Sign in again: same id, alias, customer and history',
	notes: [
		'The old sign-in goes on working until the new one is proved; then it is revoked.',
		'Several sign in one after the other, each as soon as the one before has ended. Ctrl-C cancels the one that waits and those after it; what is done stays done. --all and filters leave out what is revoked, unless --status revoked asks for it.',
	],
	options: {
		...bulkOptions('every connection that is not revoked'),
		scope: {
			type: 'string',
			value: 'SCOPES',
			help: 'other scopes than before, separated by commas; shows what changes',
		},
		yes: { type: 'boolean', short: 'y', help: 'do not ask about scopes that are new' },
		...wayInOptions,
	},
	targets: [0, 1000],
	targetsAre: 'alias',
	fromFolder: true,
	example: 'latchkey reauth acme\nlatchkey reauth --status needs_reauth',
	verify: (typed) => {
		wayOf(typed, name);
		scopesTyped(typed, name);
	},
	run: async (session, typed) => {
		const way = wayOf(typed, name);
		const picked = isPicked(session.core, typed, name);
		const core = session.core();
		const targets = targetsOf(core, typed, ({ status }) => status !== 'revoked' || isRevokedMeant(typed));
		const scopes = scopesTyped(typed, name) ?? [];
		if (typed.flag('dry-run'))
			return dryRun(session, targets, ({ id }) => `sign in again${withScopes(core.signIns, id, scopes)}`);
		const [target = ''] = typed.targets;
		if (!picked && typed.targets.length === 1) {
			if (scopes.length > 0) await showChange(session, core.signIns.scopeDiff(target, scopes), typed.flag('yes'));
			return signedIn(session, await signIn(session, typed, { target, scopes }, name));
		}
		if (way === 'code-stdin' || way === 'refresh-token-stdin') throw usage(`--${way} is for one connection.`);
		if (scopes.length > 0) await showChanges(session, targets, scopes, typed.flag('yes'));
		return oneAfterTheOther(session, typed, targets, scopes);
	},
};

function isRevokedMeant(typed: Typed): boolean {
	return typed.text('status') === 'revoked';
}

/** What other scopes would change, for the words of what would be done. */
function withScopes(signIns: Core['signIns'], id: string, scopes: readonly string[]): string {
	if (scopes.length === 0) return '';
	const { added, removed } = signIns.scopeDiff(id, scopes);
	const changes = [...added.map((scope) => `+ ${scope}`), ...removed.map((scope) => `- ${scope}`)];
	return changes.length > 0 ? ` with other scopes: ${changes.join(', ')}` : '';
}

/** A sign-in that was cancelled cancels those that wait for it. */
async function oneAfterTheOther(
	session: Session,
	typed: Typed,
	targets: readonly string[],
	scopes: readonly string[],
): Promise<Outcome> {
	const { core, say, warn } = session;
	const before = knownTargets(core(), targets);
	let at = 0;
	const act = async (target: string, stop: () => void): Promise<Done> => {
		at++;
		const one = before.get(target) ?? core().connections.get(target);
		say(plainText(`${at} of ${targets.length}: ${one.alias} (${one.org.name}, ${environmentWord(one)})`));
		try {
			const { connection, notices } = await signIn(session, typed, { target: one.id, scopes }, name);
			for (const notice of notices) warn(`${connection.alias}: ${noticeWords(notice)}`);
			return { connection };
		} catch (error) {
			if (error instanceof AppError && error.code === 'SIGN_IN_CANCELLED') stop();
			throw error;
		}
	};
	return runInBulk(session, targets, act, line, 'one after the other');
}

function line(target: string, { connection }: { readonly connection: ConnectionView }): string {
	return plainText(`${target}: ${statusWords(connection, new Date())}`);
}

/** What the customers will be asked to allow anew, by connection, with one question for all of them. */
async function showChanges(
	session: Session,
	targets: readonly string[],
	scopes: readonly string[],
	isSure: boolean,
): Promise<void> {
	const { signIns } = session.core();
	let isMore = false;
	// What is unknown fails alone, at its turn.
	const known = [...knownTargets(session.core(), targets)].filter(([, connection]) => connection !== null);
	for (const [target] of known) {
		const diff = signIns.scopeDiff(target, scopes);
		isMore ||= diff.added.length > 0;
		session.say(plainText(`${target}:`));
		sayDiff(session, diff);
	}
	if (isMore) await askFirst(session, 'These connections may do more than before. Go on?', isSure);
}

/** What the customer will be asked to allow anew, in words, before any consent. Throws CANCELLED where a person says no to more. */
async function showChange(session: Session, diff: ScopeDiff, isSure: boolean): Promise<void> {
	sayDiff(session, diff);
	if (diff.added.length > 0) await askFirst(session, 'This connection may do more than before. Go on?', isSure);
}

function sayDiff({ say }: Session, { added, removed }: ScopeDiff): void {
	const inWords = (scope: string) => `${scopeWords(scope, englishScopes) ?? scope} (${scope})`;
	for (const scope of added) say(`  + ${inWords(scope)}`);
	for (const scope of removed) say(`  - ${inWords(scope)}`);
}

async function askFirst({ terminal }: Session, question: string, isSure: boolean): Promise<void> {
	if (isSure || !terminal.isInteractive) return;
	if (!(await terminal.confirm(question, '--yes'))) throw new AppError('CANCELLED');
}

function usage(problem: string): AppError {
	return new AppError('USAGE', { problem, command: name });
}
