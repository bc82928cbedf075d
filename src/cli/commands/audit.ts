import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { csvRow } from '../../core/export/csv-row.ts';
import { plainJson } from '../../core/export/plain-json.ts';
import type { Command, Typed } from '../command.ts';
import { table } from '../output/table.ts';

const defaultLimit = 100;
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export const audit: Command = {
	name: 'audit',
	form: '[ALIAS] [--since 7d] [--limit N] [--csv]',
	summary: 'Show what was done with connections; asks nobody',
	notes: [
		'The newest stands last, as in a log. Each row holds a hash of the one before: where a row was changed or taken out, its number is named and the exit code is 1. Rows cut off at the end leave no trace.',
		"--csv is for spreadsheets (RFC 4180, UTF-8, the details as JSON). A text that a spreadsheet would run as a formula gets a ' before it; control characters are shown as \\u{1b}.",
	],
	options: {
		since: { type: 'string', value: 'TIME', help: 'only what is not older, such as 30m, 12h, 7d or 2026-05-01' },
		limit: {
			type: 'string',
			value: 'N',
			help: `at most so many, the newest ones (default ${defaultLimit}; all with --csv)`,
		},
		csv: { type: 'boolean', help: 'print a CSV file with a heading' },
	},
	targets: [0, 1],
	targetsAre: 'alias',
	example: 'latchkey audit acme --since 7d\nlatchkey audit --csv > audit.csv',
	run: async ({ core, terminal, say, warn, json }, typed) => {
		const since = sinceOf(typed);
		const limit = limitOf(typed);
		const csv = typed.flag('csv');
		if (csv && json) throw usage('Choose --csv or --json.');
		const entries = entriesOf(core(), typed.targets[0] ?? null).filter(({ at }) => Date.parse(at) >= since);
		const shown = entries.slice(-limit);
		const firstBreak = core().audit.firstBreak();
		if (firstBreak !== null)
			warn(`The log was changed outside Latchkey: row ${firstBreak} does not fit the row before it.`);
		if (shown.length < entries.length)
			say(`${entries.length - shown.length} older ones are left out; --limit N shows more.`);
		// In a pipe to the millisecond, as it is kept.
		const time = (at: string) => (terminal.columns === null ? at : at.slice(0, 19).replace('T', ' '));
		const rows = shown.map(({ at, act, alias, connection, details }) => [
			time(at),
			act,
			alias ?? connection ?? '-',
			Object.entries(details)
				.map(([name, value]) => `${name}=${value}`)
				.join(' '),
		]);
		const data = { entries: shown, matching: entries.length, firstBreak };
		const exitCode = firstBreak === null ? 0 : 1;
		if (csv) return { data, lines: csvLines(shown), exitCode };
		const headings = ['TIME (UTC)', 'ACT', 'CONNECTION', 'DETAILS'];
		const lines = shown.length === 0 ? [] : table(headings, rows, terminal.columns, { giving: ['DETAILS'] });
		return { data, lines, exitCode };
	},
};

/** Lines end in CR LF; the LF is printed. */
function csvLines(entries: ReturnType<typeof entriesOf>): readonly string[] {
	const rows = entries.map(({ at, act, connection, alias, details }) => [
		...[at, act, connection ?? '', alias ?? '', plainJson(details)],
	]);
	return [['time', 'act', 'connection', 'alias', 'details'], ...rows].map((row) => `${csvRow(row)}\r`);
}

/** The log as it may be shown, of one connection or of all; also of one that was forgotten. Throws CONNECTION_UNKNOWN. */
function entriesOf(core: Core, target: string | null) {
	const aliases = new Map(core.connections.list().map(({ id, alias }) => [id, alias]));
	const aliasOf = (connection: string | null, written: string | number | undefined) =>
		aliases.get(connection ?? '') ?? (typeof written === 'string' ? written : null);
	const all = core.audit.list().map(({ at, act, connection, details }) => ({
		at: new Date(at).toISOString(),
		act,
		connection,
		alias: aliasOf(connection, details.alias),
		details,
	}));
	if (target === null) return all;
	const isMeant = ({ connection, alias }: (typeof all)[number]) =>
		connection !== null && (connection === target || alias?.toLowerCase() === target.toLowerCase());
	const ids = new Set(all.filter(isMeant).map(({ connection }) => connection));
	if (ids.size === 0) throw new AppError('CONNECTION_UNKNOWN', { target: target.slice(0, 80) });
	return all.filter(({ connection }) => ids.has(connection));
}

/** Epoch milliseconds. Throws USAGE. */
function sinceOf(typed: Typed): number {
	const text = typed.text('since');
	if (text === null) return 0;
	const [, amount, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
	const day = isDay(text) ? Date.parse(text) : Number.NaN;
	const since = amount === undefined ? day : Date.now() - Number(amount) * (unitMs[unit] ?? 0);
	if (Number.isNaN(since)) throw usage('--since takes a time such as 30m, 12h or 7d, or a day such as 2026-05-01.');
	return since;
}

/** Whether there is such a day: Date.parse takes 31 February for one in March. */
function isDay(text: string): boolean {
	const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function limitOf(typed: Typed): number {
	const text = typed.text('limit');
	if (text === null) return typed.flag('csv') ? Number.POSITIVE_INFINITY : defaultLimit;
	const limit = /^\d{1,7}$/.test(text) ? Number(text) : 0;
	if (limit < 1) throw usage('--limit takes a number from 1.');
	return limit;
}

function usage(problem: string): AppError {
	return new AppError('USAGE', { problem, command: 'audit' });
}
