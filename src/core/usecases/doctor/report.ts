import type { Examination } from './examine.ts';
import type { Words } from './finding.ts';

const holds =
	'It holds: versions, counts of connections, data centers and API clients, and the lines of `latchkey doctor`.';
const leavesOut =
	'It leaves out: every token and client secret (the examination reads none into it), and the names of customers, orgs, users, connections, API clients, hosts, files and programs: each is numbered instead.';

/** The examination for somebody else to read: what is private stands as its kind and a number. Markdown. */
export function reportOf({ findings, versions, counts }: Examination, madeAt: Date): string {
	const redact = redactor();
	const rows = findings.map(({ check, level, message, fix }) => {
		const next = fix === null ? [] : [`  - ${redact(fix)}`];
		return [`- **${level}** ${check}: ${redact(message)}`, ...next].join('\n');
	});
	return [
		'# Latchkey: report of an examination',
		'',
		`Made at ${madeAt.toISOString()}.`,
		'',
		holds,
		'',
		leavesOut,
		'',
		'## Facts',
		'',
		'```json',
		JSON.stringify({ versions, counts }, null, 2),
		'```',
		'',
		'## Findings',
		'',
		...rows,
		'',
	].join('\n');
}

/** The same word gets the same number, so that a reader sees what belongs together. */
function redactor(): (text: Words) => string {
	const numbers = new Map<string, Map<string, number>>();
	return (text) =>
		text
			.map((one) => {
				if (typeof one === 'string') return one;
				if (one.instead !== undefined) return one.instead;
				const known = numbers.get(one.kind) ?? new Map<string, number>();
				numbers.set(one.kind, known);
				const number = known.get(one.text) ?? known.size + 1;
				known.set(one.text, number);
				return `${one.kind} ${number}`;
			})
			.join('');
}
