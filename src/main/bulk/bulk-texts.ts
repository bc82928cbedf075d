import type { BulkView } from '../../shared/bulk.ts';
import { errorIn } from '../../shared/error-in.ts';
import type { ErrorWords } from '../../shared/error-words.ts';
import type { Language } from '../../shared/languages.ts';
import type { ConnectionView } from '../../shared/views.ts';
import type { MainWords } from '../languages/en.ts';
import { knownOf } from '../requests/connections-of.ts';

/** In which words; errors in the same language. */
interface Spoken {
	readonly words: Pick<MainWords, 'bulk' | 'statuses'>;
	readonly language: Language;
}

/** What became of each connection, as text for a table: alias, outcome, why. It holds no secret. */
export function bulkResultText(
	{ act, results, total }: BulkView,
	all: readonly ConnectionView[],
	{ words, language }: Spoken,
): string {
	const aliases = new Map(all.map(({ id, alias }) => [id, alias]));
	const outcomes = results.map(({ error }) =>
		error === null ? ('done' as const) : error.code === 'CANCELLED' ? ('not begun' as const) : ('failed' as const),
	);
	const lines = results.map(({ id, error }, place) => {
		const why = error === null || error.code === 'CANCELLED' ? [] : [whyText(error, language)];
		const outcome = outcomes[place];
		return line([aliases.get(id) ?? id, outcome ? words.bulk.outcomes[outcome] : '', ...why]);
	});
	const count = (outcome: 'done' | 'failed' | 'not begun') => outcomes.filter((each) => each === outcome).length;
	const rest = total - results.length;
	const { acts, heading: headed } = words.bulk;
	const heading = headed(acts[act], count('done'), count('failed'), count('not begun') + rest);
	return [heading, ...lines].join('\n');
}

/** Aliases and their status, as text for a table, in the order of the ids; one that is gone is left out. */
export function connectionListText(
	ids: readonly string[],
	all: readonly ConnectionView[],
	{ words }: Pick<Spoken, 'words'>,
): string {
	return knownOf(ids, all)
		.map(({ alias, status }) => line([alias, words.statuses[status]]))
		.join('\n');
}

function whyText(error: ErrorWords, language: Language): string {
	const { message, hint } = errorIn(language, error);
	return `${message} ${hint}`;
}

/** An error may quote what somebody else wrote: it must not begin a cell or a line of its own. */
const line = (cells: readonly string[]) => cells.map((cell) => cell.replaceAll(/\s+/g, ' ')).join('\t');
