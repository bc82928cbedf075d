import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cli/command.ts';
import { commands } from '../../../src/cli/commands/index.ts';
import { findCommand } from '../../../src/cli/find-command.ts';
import { commandHelp, familyHelp, helpWidth, overview } from '../../../src/cli/help.ts';
import { parseTyped } from '../../../src/cli/parse-typed.ts';

const command: Command = {
	name: 'try out',
	form: 'ALIAS',
	summary: 'For this test',
	options: {
		name: { type: 'string', value: 'N', help: 'a name' },
		uri: { type: 'string', multiple: true, value: 'URI', help: 'several' },
		yes: { type: 'boolean', short: 'y', help: 'do not ask' },
	},
	targets: [1, 2],
	example: 'latchkey try out acme',
	run: () => Promise.resolve({ data: null, lines: [] }),
};

describe('the arguments of a command', () => {
	it('are its targets, options and flags', () => {
		const typed = parseTyped(command, ['acme', '--name=x', '--uri', 'a', '-y', '--uri', 'b', '--json']);
		expect(typed.targets).toEqual(['acme']);
		expect([typed.text('name'), typed.text('uri'), typed.texts('uri')]).toEqual(['x', null, ['a', 'b']]);
		expect([typed.flag('yes'), typed.flag('quiet'), typed.flag('json')]).toEqual([true, false, true]);
	});

	it('are targets after a double dash, whatever they look like', () => {
		expect(parseTyped(command, ['--', '--json', '-x']).targets).toEqual(['--json', '-x']);
	});

	it.each([
		[['a', '--nam'], 'There is no option --nam. Did you mean --name?'],
		[['a', '--yess=secret'], 'There is no option --yess. Did you mean --yes?'],
		[['a', '-ysecret'], 'There is no option -y.'],
		[['a', '-zsecret'], 'There is no option -z.'],
		[['a', '--name'], '--name needs a value; one that begins with a dash: --name=VALUE.'],
		[['a', '--name', '--yes'], '--name needs a value; one that begins with a dash: --name=VALUE.'],
		[['a', '--yes=secret'], '--yes takes no value.'],
		[['a', '--no-yes'], 'There is no option --no-yes.'],
		[[], 'Something is missing: latchkey try out ALIAS'],
		[['a', 'b', 'secret'], 'Too much was given: latchkey try out ALIAS'],
	])('are refused where they are wrong: %j', (args, problem) => {
		expect(() => parseTyped(command, args)).toThrow(problem);
		expect(() => parseTyped(command, args)).not.toThrow('secret');
	});
});

describe('the command', () => {
	it.each([
		[['list', '--json'], 'run', 'list', ['--json']],
		[['--json', 'list'], 'run', 'list', []],
		[['-q', '--json', 'api-client', 'add', '--name', 'x'], 'run', 'api-client add', ['--name', 'x']],
		[['list', '--help'], 'help', 'list', ['--help']],
		[['--help', 'list'], 'help', 'list', []],
		[['show', '--', '--help'], 'run', 'show', ['--', '--help']],
		[['help', 'data-center', 'add'], 'help', 'data-center add', ['--help']],
		[['help'], 'help', undefined, []],
		[[], 'help', undefined, []],
		[['-h'], 'help', undefined, []],
		[['--json', '--version'], 'version', undefined, []],
		[['--passphrase-stdin', 'list'], 'run', 'list', []],
		[['help', 'backup'], 'help', 'backup', ['--help']],
	])('that %j asks for is found', (argv, wanted, name, args) => {
		const asked = findCommand(argv, commands);
		expect([asked.for, asked.command?.name, asked.args]).toEqual([wanted, name, args]);
	});

	it.each([
		[['api-client', '--help']],
		[['-h', 'api-client']],
		[['help', 'api-client']],
		[['api-client', '--json', '-h']],
	])('help on those that begin with one word: %j', (argv) => {
		const { for: wanted, command, among } = findCommand(argv, commands);
		expect([wanted, command]).toEqual(['help', null]);
		const names = ['add', 'change', 'list', 'remove'].map((verb) => `api-client ${verb}`);
		expect(among.map(({ name }) => name)).toEqual(names);
		for (const name of names) expect(familyHelp(among).join('\n')).toContain(`  ${name} `);
	});

	it.each([
		[['lsit'], 'There is no command "lsit". Did you mean "list"?'],
		[['apiclient'], 'There is no command "apiclient". Did you mean "api-client"?'],
		[['api-client', 'frob', '--help'], 'Say which: api-client add'],
		[['frobnicate'], 'There is no command "frobnicate".'],
		[['help', 'frobnicate'], 'There is no command "frobnicate".'],
		[['api-client', 'frob'], 'Say which: api-client add, api-client change, api-client list, api-client remove.'],
		[['--frob', 'list'], 'Options come after the command'],
		[['--json'], 'Say what to do'],
	])('that %j asks for does not exist', (argv, problem) => {
		expect(() => findCommand(argv, commands)).toThrow(problem);
	});
});

describe('the help', () => {
	it('names every command and fits 80 columns', () => {
		const lines = overview(commands);
		for (const { name } of commands)
			expect(
				lines.some((line) => line.startsWith(`  ${name} `)),
				name,
			).toBe(true);
		for (const line of [...lines, ...commands.flatMap((one) => commandHelp(one))])
			expect(line.length, line).toBeLessThanOrEqual(80);
		// An example is to be copied, so it is never broken.
		const narrow = commands.flatMap((one) => commandHelp(one, 60).slice(0, commandHelp(one, 60).indexOf('Example:')));
		for (const line of [...overview(commands, 60), ...familyHelp(commands, 60), ...narrow])
			expect(line.length, line).toBeLessThanOrEqual(60);
		expect([200, 60, 20, null].map(helpWidth)).toEqual([80, 60, 48, 80]);
	});

	it.each(commands.map((one) => [one.name, one] as const))(
		'of %s shows its options and an example of it',
		(name, one) => {
			const text = commandHelp(one).join('\n');
			for (const option of [...Object.keys(one.options), 'json', 'quiet', 'help'])
				expect(text).toContain(`--${option}`);
			expect(text.slice(text.indexOf('Example:'))).toContain(`latchkey ${name}`);
		},
	);
});
