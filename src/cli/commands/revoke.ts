import { AppError } from '../../core/domain/app-error.ts';
import type { Command } from '../command.ts';
import { environmentWord, statusWords } from '../output/connection-words.ts';
import { plainText } from '../output/plain-text.ts';

export const revoke: Command = {
	name: 'revoke',
	form: 'ALIAS',
	summary: 'Revoke a connection at Zoho, then here',
	notes: ['Programs that use it stop working at once. Asks first where a person can answer.'],
	options: {
		yes: { type: 'boolean', short: 'y', help: 'do not ask' },
		prove: { type: 'boolean', help: 'try the token once more: it must be refused' },
	},
	targets: [1, 1],
	example: 'latchkey revoke acme --yes',
	run: async ({ core, terminal }, typed) => {
		const [target = ''] = typed.targets;
		const before = core().connections.get(target);
		if (terminal.isInteractive && !typed.flag('yes')) {
			const what = `${before.alias} (${before.org.name}, ${environmentWord(before)})`;
			if (!(await terminal.confirm(`Revoke ${plainText(what)}? Programs that use it stop working at once.`)))
				throw new AppError('CANCELLED');
		}
		const connection = await core().connections.revoke(before.id, { prove: typed.flag('prove') });
		return { data: connection, lines: [plainText(`${connection.alias}: ${statusWords(connection, new Date())}`)] };
	},
};
