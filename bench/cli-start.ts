import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { CliTimes, ProgramName } from './cli-start-times.ts';
import type { Lab } from './lab.ts';
import type { Result } from './result.ts';

const root = join(import.meta.dirname, '..');
const bounds = { tokenToNode: 1.7, tokenToGh: 1.25, listToNode: 2, sfAhead: 15 };

/** `latchkey token` on a live token and `latchkey list` of 1,000, against bare Node, GitHub's and Salesforce's command lines; whole processes. */
export async function cliStart(_: Lab): Promise<Result> {
	const name = 'the command line, whole processes that take turns, medians';
	const args = [process.execPath, ...process.execArgv, join(import.meta.dirname, 'cli-start-times.ts')];
	const run = spawnSync(join(root, 'tests/support/with-keyring.sh'), args, { encoding: 'utf8', maxBuffer: 2 ** 24 });
	const answer = run.stdout.split('\n').find((line) => line.startsWith('{'));
	if (!answer) return { name, lines: ['could not be measured:', ...run.stderr.split('\n').slice(-12)], holds: false };
	const { medians, missing, rounds, load, versions }: CliTimes = JSON.parse(answer);
	const of = (program: ProgramName) => medians[program] ?? Number.NaN;
	const ms = (program: ProgramName) => `${program} ${of(program).toFixed(1)} ms`;
	const checks = [
		['token / node -e 0', of('token') / of('node -e 0'), bounds.tokenToNode, 'at most'],
		['token / gh auth token', of('token') / of('gh auth token'), bounds.tokenToGh, 'at most'],
		['list of 1,000 / node -e 0', of('list') / of('node -e 0'), bounds.listToNode, 'at most'],
		['sf org list auth / token', of('sf org list auth') / of('token'), bounds.sfAhead, 'at least'],
		['sf org list auth / list', of('sf org list auth') / of('list'), bounds.sfAhead, 'at least'],
	] as const;
	const holds = ([, found, bound, side]: (typeof checks)[number]) =>
		side === 'at most' ? found <= bound : found >= bound;
	return {
		name,
		lines: [
			(['node -e 0', 'token', 'list', 'list --json', 'gh auth token', 'sf org list auth'] as const).map(ms).join(', '),
			...checks.map(
				(check) =>
					`${check[0]}: ${check[1].toFixed(2)} (bound: ${check[3]} ${check[2]})${holds(check) ? '' : ', does not hold'}`,
			),
			`${rounds} rounds; load of the machine before and after: ${load.map((one) => one.toFixed(1)).join(', ')}; ${versions.join(', ')}`,
			"latchkey's token is sealed under a key in gnome-keyring; gh's lies in its hosts.yml, for this version knows no keyring, or asks one only where the file has none",
			...missing.map((program) => `not measured: ${program} cannot be had here`),
		],
		holds: checks.every(holds),
	};
}
