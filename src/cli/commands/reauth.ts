import type { Command } from '../command.ts';
import { signInDialogue } from '../sign-in-dialogue.ts';

export const reauth: Command = {
	name: 'reauth',
	form: 'ALIAS',
	summary: 'Sign in again: same id, alias, customer and history',
	notes: ['The old sign-in goes on working until the new one is proved; then it is revoked.'],
	options: {
		'no-browser': { type: 'boolean', help: 'print the address instead of opening the browser' },
		paste: { type: 'boolean', help: 'the browser is on another machine: take the address it ends at from stdin' },
	},
	targets: [1, 1],
	example: 'latchkey reauth acme',
	run: async (session, typed) => {
		const core = session.core();
		const [target = ''] = typed.targets;
		const paste = typed.flag('paste');
		return signInDialogue(session, () => core.signIns.reauth(target), {
			noBrowser: typed.flag('no-browser') || paste,
			paste,
		});
	},
};
