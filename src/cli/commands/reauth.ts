import type { Command } from '../command.ts';
import { recoverQuietly } from '../recover-quietly.ts';
import { signInDialogue } from '../sign-in-dialogue.ts';

export const reauth: Command = {
	name: 'reauth',
	form: 'ALIAS',
	summary: 'Sign in again for a connection: same id, alias, customer and history',
	options: { 'no-browser': { type: 'boolean', help: 'print the address instead of opening the browser' } },
	targets: [1, 1],
	example: 'latchkey reauth acme',
	run: async (session, typed) => {
		const core = session.core();
		await recoverQuietly(core);
		return signInDialogue(session, await core.signIns.reauth(typed.targets[0] ?? ''), typed.flag('no-browser'));
	},
};
