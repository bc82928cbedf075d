import { resolve } from 'node:path';
import { writePrivateFile } from '../../core/adapters/system/private-file.ts';
import { type Finding, inFull } from '../../core/usecases/doctor/finding.ts';
import { reportOf } from '../../core/usecases/doctor/report.ts';
import type { Command } from '../command.ts';
import { counted } from '../output/counted.ts';
import { plainText } from '../output/plain-text.ts';
import { paragraph } from '../output/wrap.ts';

const name = 'doctor';

export const doctor: Command = {
	name,
	form: '[--offline] [--bundle FILE]',
	summary: 'Look at everything that Latchkey stands on, and say how to mend what is broken',
	notes: [
		'Works when the database is damaged or the keychain is missing. Hosts are asked without any secret: one HEAD request to the accounts and API hosts of each data center that has connections.',
		'--bundle writes a report for whoever helps you: versions, counts and findings. It holds no token and no client secret, and every name of a customer, org, user, connection, host, file or program is a number in it. Read it before you send it.',
		'Exit code: 0 nothing failed (warnings are no failure), 1 something did.',
	],
	options: {
		offline: { type: 'boolean', help: 'ask no host' },
		bundle: {
			type: 'string',
			value: 'FILE',
			takes: 'path',
			help: 'write a report without names and secrets, for somebody else',
		},
		yes: { type: 'boolean', short: 'y', help: 'replace the file of --bundle' },
	},
	targets: [0, 0],
	example: 'latchkey doctor',
	run: async ({ examine, terminal, say }, typed) => {
		const examination = await examine(typed.flag('offline'));
		const { findings, versions } = examination;
		const bundle = typed.text('bundle');
		const path = bundle === null ? null : resolve(bundle);
		if (path !== null) writePrivateFile(path, reportOf(examination, new Date()), typed.flag('yes'), name);
		const levels = Object.groupBy(findings, ({ level }) => level);
		const [failed, warned] = [levels.fail?.length ?? 0, levels.warn?.length ?? 0];
		say(`${failed} failed, ${counted(warned, 'warning')}, ${levels.ok?.length ?? 0} ok.`);
		if (path !== null) say(`Written: ${plainText(path)}. It holds no secret and no name; read it before you send it.`);
		return {
			data: {
				findings: findings.map(({ check, level, message, fix }) => ({
					...{ check, level, message: inFull(message) },
					fix: fix && inFull(fix),
				})),
				versions,
				bundle: path,
			},
			lines: findings.flatMap((finding) => linesOf(finding, terminal.columns)),
			exitCode: failed > 0 ? 1 : 0,
		};
	},
};

/** For a person a paragraph with its fix below; for a pipe one line of columns parted by tabs. */
function linesOf({ check, level, message, fix }: Finding, columns: number | null): readonly string[] {
	const [said, next] = [plainText(inFull(message)), fix && plainText(inFull(fix))];
	if (columns === null) return [[level, check, said, next ?? ''].join('\t')];
	return [
		...paragraph(level.padEnd(6), `${check}: ${said}`, columns),
		...(next === null ? [] : paragraph('      -> ', next, columns)),
	];
}
