import type { ConnectionView } from '../../shared/views.ts';
import type { Command } from '../command.ts';
import { ago, environmentWord, statusWords, tokenWords } from '../output/connection-words.ts';
import { fields } from '../output/table.ts';

export const show: Command = {
	name: 'show',
	form: 'ALIAS',
	summary: 'Show one connection; asks nobody',
	options: {},
	targets: [1, 1],
	targetsAre: 'alias',
	fromFolder: true,
	example: 'latchkey show acme',
	run: async ({ core }, { targets: [target = ''] }) => {
		const connection = core().connections.get(target);
		const { held, limit } = core().connections.slots(connection.id);
		const slots = ['Token slots', `${held} of ${limit} held here for this user and API client`] as const;
		return { data: { ...connection, tokenSlots: { held, limit } }, lines: connectionLines(connection, [slots]) };
	},
};

/** A connection in full, for people. */
export function connectionLines(
	connection: ConnectionView,
	more: readonly (readonly [name: string, value: string])[] = [],
): readonly string[] {
	const now = new Date();
	const { problem } = connection;
	return fields([
		['Alias', connection.alias],
		['Id', connection.id],
		['Status', statusWords(connection, now)],
		...(problem
			? ([
					['Why', problem.message],
					['Next', problem.hint],
				] as const)
			: []),
		['Org', `${connection.org.name} (${connection.org.id})`],
		['Environment', environmentWord(connection)],
		['User', `${connection.user.name} <${connection.user.email}>`],
		['Customer', connection.customer ?? '-'],
		['Data center', connection.dataCenter],
		['API domain', connection.apiDomain],
		['API client', connection.apiClient],
		['Scopes', connection.scopes.join(', ')],
		['Access token', tokenWords(connection, now)],
		['Last checked', ago(connection.lastCheckedAt, now)],
		...labelFields(connection),
		...(connection.practice ? ([['Practice', 'yes: this org is not real']] as const) : []),
		...more,
	]);
}

/** What a person wrote on it; nothing where nobody did. */
function labelFields({ tags, colour, notes, pinned }: ConnectionView): readonly (readonly [string, string])[] {
	return [
		...(tags.length > 0 ? [['Tags', tags.join(', ')] as const] : []),
		...(colour ? [['Colour', colour] as const] : []),
		...(pinned ? [['Pinned', 'yes'] as const] : []),
		...(notes ? [['Notes', notes] as const] : []),
	];
}
