import { AppError } from '../../core/domain/app-error.ts';
import type { ScopeDiff } from '../../core/domain/scopes.ts';
import { englishScopes, scopeWords } from '../../shared/scope-words.ts';
import type { Command, Session } from '../command.ts';
import { signIn, wayInOptions } from '../ways-in.ts';

export const reauth: Command = {
	name: 'reauth',
	form: 'ALIAS',
	summary: 'Sign in again: same id, alias, customer and history',
	notes: ['The old sign-in goes on working until the new one is proved; then it is revoked.'],
	options: {
		scope: {
			type: 'string',
			value: 'SCOPES',
			help: 'other scopes than before, separated by commas; shows what changes',
		},
		yes: { type: 'boolean', short: 'y', help: 'do not ask about scopes that are new' },
		...wayInOptions,
	},
	targets: [1, 1],
	targetsAre: 'alias',
	fromFolder: true,
	example: 'latchkey reauth acme',
	run: async (session, typed) => {
		const core = session.core();
		const [target = ''] = typed.targets;
		const scopes = typed.text('scope')?.split(',') ?? [];
		if (scopes.length > 0) await showChange(session, core.signIns.scopeDiff(target, scopes), typed.flag('yes'));
		return signIn(session, typed, { target, scopes }, 'reauth');
	},
};

/** What the customer will be asked to allow anew, in words, before any consent. Throws CANCELLED where a person says no to more. */
async function showChange({ say, terminal }: Session, { added, removed }: ScopeDiff, isSure: boolean): Promise<void> {
	const inWords = (scope: string) => `${scopeWords(scope, englishScopes) ?? scope} (${scope})`;
	for (const scope of added) say(`  + ${inWords(scope)}`);
	for (const scope of removed) say(`  - ${inWords(scope)}`);
	if (added.length === 0 || isSure || !terminal.isInteractive) return;
	if (!(await terminal.confirm('This connection may do more than before. Go on?', '--yes')))
		throw new AppError('CANCELLED');
}
