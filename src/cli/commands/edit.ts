import { AppError } from '../../core/domain/app-error.ts';
import { parseColour } from '../../core/domain/connection-label.ts';
import type { ConnectionChange } from '../../core/usecases/edit-connection.ts';
import { labelColours } from '../../shared/label-colours.ts';
import type { Command, Typed } from '../command.ts';
import { connectionLines } from './show.ts';

export const edit: Command = {
	name: 'edit',
	form: 'ALIAS [options]',
	summary: 'Rename, file or label a connection; asks nobody',
	notes: ['What is not named stays. The id stays, too: scripts that use it go on working after a rename.'],
	options: {
		alias: { type: 'string', value: 'ALIAS', help: 'a new alias' },
		customer: { type: 'string', value: 'NAME', takes: 'customer', help: 'the customer that it belongs to' },
		'no-customer': { type: 'boolean', help: 'it belongs to no customer' },
		tag: { type: 'string', multiple: true, value: 'TAG', takes: 'tag', help: 'its tags from now on; may be repeated' },
		'no-tags': { type: 'boolean', help: 'it has no tags' },
		colour: {
			type: 'string',
			value: 'COLOUR',
			takes: labelColours,
			help: 'red, orange, yellow, green, teal, blue, purple or pink',
		},
		'no-colour': { type: 'boolean', help: 'it has no colour' },
		notes: { type: 'string', value: 'TEXT', help: 'your notes; they are no place for secrets' },
		'no-notes': { type: 'boolean', help: 'it has no notes' },
		pin: { type: 'boolean', help: 'pin it to the top of the window' },
		unpin: { type: 'boolean', help: 'unpin it' },
	},
	targets: [1, 1],
	targetsAre: 'alias',
	example: 'latchkey edit acme --customer "Acme GmbH" --tag vip --tag emea',
	run: async ({ core }, typed) => {
		const change = changeOf(typed);
		if (Object.keys(change).length === 0) throw usage('Say what to change.');
		const connection = core().connections.edit(typed.targets[0] ?? '', change);
		return { data: connection, lines: connectionLines(connection) };
	},
};

const opposites = [
	['customer', 'no-customer'],
	['tag', 'no-tags'],
	['colour', 'no-colour'],
	['notes', 'no-notes'],
	['pin', 'unpin'],
] as const;

/** Throws USAGE where one thing is asked for in two ways, and LABEL_REFUSED for a colour that does not exist. */
function changeOf(typed: Typed): ConnectionChange {
	const isGiven = (option: string) =>
		typed.flag(option) || typed.text(option) !== null || typed.texts(option).length > 0;
	const both = opposites.find(([one, other]) => isGiven(one) && isGiven(other));
	if (both) throw usage(`--${both[0]} and --${both[1]} cannot go together.`);
	const [alias, customer, colour, notes] = ['alias', 'customer', 'colour', 'notes'].map((one) => typed.text(one));
	const tags = typed.texts('tag');
	return {
		...(typeof alias === 'string' && { alias }),
		...(typeof customer === 'string' && { customer }),
		...(typed.flag('no-customer') && { customer: null }),
		...(tags.length > 0 && { tags }),
		...(typed.flag('no-tags') && { tags: [] }),
		...(typeof colour === 'string' && { colour: parseColour(colour) }),
		...(typed.flag('no-colour') && { colour: null }),
		...(typeof notes === 'string' && { notes }),
		...(typed.flag('no-notes') && { notes: '' }),
		...((typed.flag('pin') || typed.flag('unpin')) && { pinned: typed.flag('pin') }),
	};
}

function usage(problem: string): AppError {
	return new AppError('USAGE', { problem, command: 'edit' });
}
