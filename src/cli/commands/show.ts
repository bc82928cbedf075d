import type { Core } from '../../core/create-core.ts';
import type { ConnectionView } from '../../shared/views.ts';
import type { Command } from '../command.ts';
import { bulkForm, filterOptions, isPickedOtherwise } from '../filters.ts';
import { ago, environmentWord, statusWords, tokenWords } from '../output/connection-words.ts';
import { fields } from '../output/table.ts';

export const show: Command = {
	name: 'show',
	form: bulkForm,
	summary: 'Show connections in full; asks neither Zoho nor the keychain',
	notes: ['One that is named alone is the data of --json; of several each is a result.'],
	options: { all: { type: 'boolean', help: 'every connection' }, ...filterOptions },
	targets: [0, 1000],
	targetsAre: 'alias',
	fromFolder: true,
	example: 'latchkey show acme\nlatchkey show --status needs_reauth --json',
	run: async (session, typed) => {
		const { core } = session;
		const [target = '', ...more] = typed.targets;
		if (target !== '' && more.length === 0 && !isPickedOtherwise(typed)) {
			const shown = shownOf(core(), target);
			return { data: shown, lines: linesOf(shown) };
		}
		// The others start without it.
		const { isPicked, runInBulk, targetsOf } = await import('../bulk.ts');
		isPicked(core, typed, 'show');
		let before = '';
		const lines = (connection: Shown) => {
			const text = `${before}${linesOf(connection).join('\n')}`;
			before = '\n';
			return text;
		};
		const act = async (each: string) => ({ connection: shownOf(core(), each) });
		return runInBulk(session, targetsOf(core(), typed), act, (_, { connection }) => lines(connection));
	},
};

/** A connection with the token slots of its user. */
interface Shown extends ConnectionView {
	readonly tokenSlots: { readonly held: number; readonly limit: number };
}

function shownOf(core: Core, target: string): Shown {
	const connection = core.connections.get(target);
	const { held, limit } = core.connections.slots(connection.id);
	return { ...connection, tokenSlots: { held, limit } };
}

function linesOf(shown: Shown): readonly string[] {
	const { held, limit } = shown.tokenSlots;
	return connectionLines(shown, [['Token slots', `${held} of ${limit} held here for this user and API client`]]);
}

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
