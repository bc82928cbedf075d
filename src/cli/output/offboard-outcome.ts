import { shellWord } from '../../core/domain/shell-word.ts';
import type { OffboardedView } from '../../core/facade/offboarding.ts';
import type { Conclusion } from '../../core/usecases/offboard/conclude.ts';
import { isProved } from '../../core/usecases/offboard/offboard-one.ts';
import type { Left } from '../../core/usecases/offboard/what-is-left.ts';
import type { Outcome, Session } from '../command.ts';
import { statusWords } from './connection-words.ts';
import { counted } from './counted.ts';
import type { OffboardResult } from './offboard-report.ts';
import { plainText } from './plain-text.ts';
import { paragraph } from './wrap.ts';

/** One connection, as it comes. */
export function offboardLine({ view, proof, forgotten, problem }: OffboardedView): string {
	// Why stands in what is left.
	if (problem) return plainText(`${view.alias}: not confirmed (${problem.code})`);
	const refused = proof.refreshRefused ? ', its token is refused' : '';
	const proved = isProved(proof) ? 'nothing is left' : 'not everything is proved';
	return plainText(
		`${view.alias}: ${statusWords(view, new Date())}${refused}; ${proved}${forgotten ? '; forgotten' : ''}`,
	);
}

/** The end of an offboarding: what is left on stdout, what to do next on stderr. */
export function offboardOutcome(
	session: Session,
	result: OffboardResult,
	report: string | null,
	exitCode: number,
): Outcome {
	const { customer, done, notDone, conclusion } = result;
	const { complete, left, earlier, rows, head, firstBreak } = conclusion;
	const total = counted(done.length + notDone.length, 'connection');
	session.say(plainText(complete ? `Done: ${total} of ${customer}.` : `Not done: ${customer}.`));
	if (!complete) session.say(plainText(`  To go on: \`latchkey offboard --customer ${shellWord(customer)}\``));
	if (report !== null) session.say(plainText(`Report: ${report}`));
	return {
		data: {
			customer,
			complete,
			connections: done.map(({ view, proof, forgotten, problem }) => ({
				...{ connection: view, proof, forgotten },
				error: problem?.words ?? null,
			})),
			notDone,
			earlier: earlier.map(({ alias, at }) => ({ alias, at: new Date(at).toISOString() })),
			left,
			audit: {
				rows: rows.map(({ at, ...row }) => ({ ...row, at: new Date(at).toISOString() })),
				head,
				firstBreak,
			},
			report,
		},
		lines: [
			...left.flatMap((one) => leftLines(one, session.terminal.columns)),
			...headLines(head, session.terminal.columns),
		],
		exitCode,
	};
}

/** For a person a paragraph with its next step below; for a pipe one line of columns parted by tabs. */
function leftLines({ state, what, why, next }: Left, columns: number | null): readonly string[] {
	if (columns === null) return [[state, what, why, next].map(plainText).join('\t')];
	const said = paragraph(state.padEnd(6), plainText(`${what}: ${why}`), columns);
	return [...said, ...paragraph('      -> ', plainText(next), columns)];
}

function headLines({ seq, hash }: Conclusion['head'], columns: number | null): readonly string[] {
	if (columns === null) return [['log', String(seq), hash].join('\t')];
	return [
		`log   row ${seq} of the audit log, ${hash.slice(0, 32)}`,
		`      ${' '.repeat(`row ${seq} of the audit log, `.length)}${hash.slice(32)}`,
	];
}
