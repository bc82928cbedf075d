import type { ImportRow, PlannedImport } from '../../core/usecases/token-store/import-tokens.ts';
import type { Session } from '../command.ts';
import { plainText } from './plain-text.ts';
import { table } from './table.ts';

/** The table and the problems on stderr, before a person is asked. */
export function preview(session: Session, planned: readonly PlannedImport[]): void {
	if (session.json) return;
	for (const line of recordTable(planned, session.terminal.columns ?? 120)) session.say(line);
	sayProblems(session, planned);
}

/** What keeps records from being imported, each by its number. */
export function sayProblems({ say, json }: Session, planned: readonly PlannedImport[]): void {
	if (planned.length === 0) say('There are no records in it.');
	for (const { row } of planned)
		if (row.problem && !json) say(plainText(`Record ${row.number}: ${row.problem.message}`));
}

/** The records of another token store, in lines for a terminal of so many columns; nothing in them is secret. */
export function recordTable(planned: readonly PlannedImport[], columns: number | null): readonly string[] {
	if (planned.length === 0) return [];
	const rows = planned.map(({ row }) => [
		String(row.number),
		row.userSignature ?? row.id ?? '',
		row.clientId ?? '',
		row.dataCenter ?? '',
		stateWords(row),
	]);
	return table(['NUMBER', 'USER', 'CLIENT ID', 'DATA CENTER', 'STATE'], rows, columns, { spare: ['CLIENT ID'] });
}

function stateWords({ state, heldAs }: ImportRow): string {
	if (state === 'held') return `held here as ${heldAs}`;
	return state === 'new' ? 'new' : 'cannot be imported';
}
