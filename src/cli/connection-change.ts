import { AppError } from '../core/domain/app-error.ts';
import { parseAlias } from '../core/domain/connection.ts';
import { parseColour, parseCustomer, parseNotes, parseTags } from '../core/domain/connection-label.ts';
import type { ConnectionChange } from '../core/usecases/edit-connection.ts';
import { labelColours } from '../shared/label-colours.ts';
import type { ConnectionView } from '../shared/views.ts';
import type { OptionSpec, Typed } from './command.ts';

/** The options that say what to change of a connection. */
export const changeOptions = {
	alias: { type: 'string', value: 'ALIAS', help: 'a new alias; of one connection only' },
	customer: { type: 'string', value: 'NAME', takes: 'customer', help: 'the customer that it belongs to' },
	'no-customer': { type: 'boolean', help: 'it belongs to no customer' },
	tag: { type: 'string', multiple: true, value: 'TAG', takes: 'tag', help: 'its tags from now on; may be repeated' },
	'add-tag': { type: 'string', multiple: true, value: 'TAG', takes: 'tag', help: 'one more tag; may be repeated' },
	'remove-tag': {
		type: 'string',
		multiple: true,
		value: 'TAG',
		takes: 'tag',
		help: 'not this tag any more; may be repeated',
	},
	'no-tags': { type: 'boolean', help: 'it has no tags' },
	colour: {
		type: 'string',
		value: 'COLOUR',
		takes: labelColours,
		reads: (text) => text.toLowerCase(),
		help: 'red, orange, yellow, green, teal, blue, purple or pink',
	},
	'no-colour': { type: 'boolean', help: 'it has no colour' },
	notes: { type: 'string', value: 'TEXT', help: 'your notes; they are no place for secrets' },
	'no-notes': { type: 'boolean', help: 'it has no notes' },
	pin: { type: 'boolean', help: 'pin it to the top of the window' },
	unpin: { type: 'boolean', help: 'unpin it' },
} as const satisfies Record<string, OptionSpec>;

const opposites = [
	['customer', 'no-customer'],
	['tag', 'no-tags'],
	['tag', 'add-tag'],
	['tag', 'remove-tag'],
	['no-tags', 'add-tag'],
	['no-tags', 'remove-tag'],
	['colour', 'no-colour'],
	['notes', 'no-notes'],
	['pin', 'unpin'],
] as const;

/** The change that was typed, in the form in which it is kept. Throws USAGE, ALIAS_REFUSED and LABEL_REFUSED. */
export function changeOf(typed: Typed, command: string): ConnectionChange {
	const usage = (problem: string) => new AppError('USAGE', { problem, command });
	const isGiven = (option: string) =>
		typed.flag(option) || typed.text(option) !== null || typed.texts(option).length > 0;
	const both = opposites.find(([one, other]) => isGiven(one) && isGiven(other));
	if (both) throw usage(`--${both[0]} and --${both[1]} cannot go together.`);
	const [alias, customer, colour, notes] = ['alias', 'customer', 'colour', 'notes'].map((one) => typed.text(one));
	const [tags, addTags, removeTags] = ['tag', 'add-tag', 'remove-tag'].map((one) => parseTags(typed.texts(one)));
	const change: ConnectionChange = {
		...(typeof alias === 'string' && { alias: parseAlias(alias.trim()) }),
		...(typeof customer === 'string' && { customer: parseCustomer(customer) }),
		...(typed.flag('no-customer') && { customer: null }),
		...(typed.texts('tag').length > 0 && { tags }),
		...(addTags?.length && { addTags }),
		...(removeTags?.length && { removeTags }),
		...(typed.flag('no-tags') && { tags: [] }),
		...(typeof colour === 'string' && { colour: parseColour(colour) }),
		...(typed.flag('no-colour') && { colour: null }),
		...(typeof notes === 'string' && { notes: parseNotes(notes) }),
		...(typed.flag('no-notes') && { notes: '' }),
		...((typed.flag('pin') || typed.flag('unpin')) && { pinned: typed.flag('pin') }),
	};
	if (Object.keys(change).length === 0) throw usage('Say what to change.');
	return change;
}

/** A change in words, each with its verb: "set the customer to Acme GmbH", "add the tag vip". */
export function changeWords(change: ConnectionChange): readonly string[] {
	const { alias, customer, tags, addTags, removeTags, colour, notes, pinned } = change;
	const words: readonly (string | false)[] = [
		alias !== undefined && `set the alias to ${alias}`,
		customer !== undefined && (customer === null ? 'take the customer away' : `set the customer to ${customer}`),
		tags !== undefined && (tags.length === 0 ? 'take the tags away' : `set the tags to ${tags.join(', ')}`),
		addTags !== undefined && `add ${tagsInWords(addTags)}`,
		removeTags !== undefined && `remove ${tagsInWords(removeTags)}`,
		colour !== undefined && (colour === null ? 'take the colour away' : `set the colour to ${colour}`),
		notes !== undefined && (notes === '' ? 'take the notes away' : 'set the notes'),
		pinned !== undefined && (pinned ? 'pin it' : 'unpin it'),
	];
	return words.filter((word) => word !== false);
}

/** What of a change is none for a connection, left out: it is so already. */
export function changeOn(before: ConnectionView, change: ConnectionChange): ConnectionChange {
	const { alias, customer, tags, addTags = [], removeTags = [], colour, notes, pinned } = change;
	const added = addTags.filter((tag) => !before.tags.includes(tag));
	const removed = removeTags.filter((tag) => before.tags.includes(tag));
	return {
		...(alias !== undefined && alias !== before.alias && { alias }),
		...(customer !== undefined && customer !== before.customer && { customer }),
		...(tags !== undefined && tags.join() !== before.tags.join() && { tags }),
		...(added.length > 0 && { addTags: added }),
		...(removed.length > 0 && { removeTags: removed }),
		...(colour !== undefined && colour !== before.colour && { colour }),
		...(notes !== undefined && notes !== before.notes && { notes }),
		...(pinned !== undefined && pinned !== before.pinned && { pinned }),
	};
}

function tagsInWords(tags: readonly string[]): string {
	return `the ${tags.length === 1 ? 'tag' : 'tags'} ${tags.join(', ')}`;
}
