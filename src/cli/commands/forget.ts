import { AppError } from '../../core/domain/app-error.ts';
import { dryRun } from '../bulk.ts';
import type { Command } from '../command.ts';
import { plainText } from '../output/plain-text.ts';

export const forget: Command = {
	name: 'forget',
	form: 'ALIAS',
	summary: 'Remove a connection here; Zoho is not told',
	notes: ["Revoke it first: a token that is left alive at Zoho can only be ended in the user's Zoho account."],
	options: {
		yes: { type: 'boolean', short: 'y', help: 'even if its refresh token stays alive at Zoho' },
		'dry-run': { type: 'boolean', help: 'show what would be done, and do nothing' },
	},
	targets: [1, 1],
	targetsAre: 'alias',
	example: 'latchkey revoke acme && latchkey forget acme',
	run: async ({ core, terminal }, typed) => {
		const [target = ''] = typed.targets;
		const connection = core().connections.get(target);
		if (typed.flag('dry-run')) {
			const isHeld = core().connections.isHeld(connection.id);
			return dryRun(core(), [target], () => (isHeld ? 'forget, leaving its token alive at Zoho' : 'forget'));
		}
		const held = core().connections.isHeld(connection.id);
		const question = `${plainText(connection.alias)} still holds a refresh token that Zoho accepts. Forget it and leave the token alive?`;
		const evenSo = typed.flag('yes') || (held && (await terminal.confirm(question, '--yes')));
		if (held && !evenSo && terminal.isInteractive) throw new AppError('CANCELLED');
		await core().connections.forget(connection.id, evenSo);
		return {
			data: { id: connection.id, alias: connection.alias },
			lines: [`${plainText(connection.alias)}: forgotten`],
		};
	},
};
