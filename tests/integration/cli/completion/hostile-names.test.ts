import { afterAll, describe, expect, it } from 'vitest';
import { Cli, removeBuiltCli } from '../cli-harness.ts';
import { plantNames } from './named-store.ts';
import { lacks, ShellLab, shellNames } from './shell.ts';

afterAll(removeBuiltCli);

/** Each begins with letters of its own, so that one key completes it. */
const offered = [
	'Ba Acme GmbH',
	`Bb O'Neil "Q" & Sons`,
	'Bc $(touch PWNED-c)',
	'Bd `touch PWNED-d`',
	'Be;touch PWNED-e',
	'Bf|touch PWNED-f&',
	'Bg>PWNED-g<x',
	'Bh*?[a-z]{1,2}',
	'Bi !!x! $HOME $USER',
	'Bj\\back\\',
	'Bk#~=%^(x)',
	'Bl:colon:x=y@z',
	'Bm Łódź 日本',
	"Bn''$'\\x41'",
];
const leftOut = [
	'Ca\ntouch PWNED-n',
	'Cb\u001b]0;title\u0007',
	'Cc\u202egpj.exe',
	'Cd\u200bx',
	'Ce\ttab',
	'Cf\u2028line',
	'Cg\r$(touch PWNED-r)',
	'-rf',
	'--all',
];

describe.each(shellNames)('in %s hostile names', (shell) => {
	it.skipIf(lacks(shell))(
		'reach the program unchanged, and nothing of them is run',
		async () => {
			const cli = await Cli.open();
			plantNames(cli.home, { customers: [...offered, ...leftOut] });
			const lab = new ShellLab(cli);
			const lines = offered.map((name) => `latchkey list --customer ${name.slice(0, 2)}\t`);
			const given = await lab.type(shell, lines);
			expect(given).toEqual(offered.map((name) => ['list', '--customer', name]));
			expect(lab.wasRun()).toBe(false);
		},
		60_000,
	);

	it('are left out where a terminal would obey them, or they look like options', async () => {
		const cli = await Cli.open();
		plantNames(cli.home, {
			customers: ['Zz Plain', ...leftOut],
			aliases: ['\u001b[31mred', 'a\nb'],
			tags: ['\u202ex'],
		});
		const { stdout } = await cli.run(['__complete', shell, 'list', '--customer', '']);
		expect(stdout.split('\n')).toEqual(['words', shell === 'bash' ? 'Zz\\ Plain' : 'Zz Plain\t', '']);
		for (const option of ['--tag', '--customer'])
			expect((await cli.run(['__complete', shell, 'list', option, ''])).stdout).not.toMatch(/[^\P{C}\n\t]/u);
		expect((await cli.run(['__complete', shell, 'show', ''])).stdout).not.toMatch(/[^\P{C}\n\t]/u);
	});
});

describe('hostile names', () => {
	it.each([
		['in double quotes', '"', ['Ba Acme GmbH', 'Bc $(touch PWNED-c)', 'Bd `touch PWNED-d`', 'Bj\\back\\']],
		['in single quotes', "'", ['Ba Acme GmbH', 'Bc $(touch PWNED-c)', 'Bi !!x! $HOME $USER']],
	])(
		'reach the program unchanged from bash %s',
		async (_, quote, names) => {
			const cli = await Cli.open();
			plantNames(cli.home, { customers: offered });
			const lab = new ShellLab(cli);
			const given = await lab.type(
				'bash',
				names.map((name) => `latchkey list --customer ${quote}${name.slice(0, 2)}\t`),
			);
			expect(given).toEqual(names.map((name) => ['list', '--customer', name]));
			expect(lab.wasRun()).toBe(false);
		},
		60_000,
	);
});
