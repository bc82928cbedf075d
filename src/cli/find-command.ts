import { AppError } from '../core/domain/app-error.ts';
import type { Command } from './command.ts';
import { nearest } from './nearest.ts';

/** What the arguments ask for. */
export interface Asked {
	readonly for: 'run' | 'help' | 'version';
	/** Null: none was named. */
	readonly command: Command | null;
	/** The commands that help is asked for, where it is not about one: all, or a family such as `api-client`. */
	readonly among: readonly Command[];
	/** What comes after the command's name. */
	readonly args: readonly string[];
}

const everywhere = ['--json', '--quiet', '-q', '--no-prompt', '--passphrase-stdin', '--help', '-h'];

/** What the arguments ask for, of these commands; options that every command knows may stand before its name. Throws USAGE. */
export function findCommand(argv: readonly string[], commands: readonly Command[]): Asked {
	const start = argv.findIndex((arg) => !everywhere.includes(arg));
	const before = start < 0 ? argv : argv.slice(0, start);
	const [first, ...rest] = start < 0 ? [] : argv.slice(start);
	const helpBefore = argv.length === 0 || before.some(isHelp);
	if (first === undefined) {
		if (helpBefore) return { for: 'help', command: null, among: commands, args: [] };
		throw usage('Say what to do: latchkey COMMAND.');
	}
	if (first === '--version' || first === '-v') return { for: 'version', command: null, among: [], args: [] };
	// `latchkey help connect` is `latchkey connect --help`.
	if (first === 'help') return findCommand([...rest, '--help'], commands);
	if (first.startsWith('-')) throw usage('Options come after the command: latchkey COMMAND [options].');
	const family = commands.filter(({ name }) => name.startsWith(`${first} `));
	const isNoCommand = family.length > 0 && commands.every(({ name }) => name !== first);
	const asksForHelp = helpBefore || rest.some(isHelp);
	// `latchkey api-client --help` is about all of them.
	if (isNoCommand && asksForHelp && rest.every((arg) => everywhere.includes(arg)))
		return { for: 'help', command: null, among: family, args: [] };
	const [command, args] = named(commands, family, first, rest);
	const end = args.indexOf('--');
	const options = end < 0 ? args : args.slice(0, end);
	return { for: helpBefore || options.some(isHelp) ? 'help' : 'run', command, among: [], args };
}

function isHelp(arg: string): boolean {
	return arg === '--help' || arg === '-h';
}

/** A command has one word or two. */
function named(
	commands: readonly Command[],
	family: readonly Command[],
	first: string,
	rest: readonly string[],
): readonly [Command, readonly string[]] {
	const two = commands.find((command) => command.name === `${first} ${rest[0]}`);
	if (two) return [two, rest.slice(1)];
	const one = commands.find((command) => command.name === first);
	if (one) return [one, rest];
	if (family.length > 0) throw usage(`Say which: ${family.map(({ name }) => name).join(', ')}.`, first);
	const meant = nearest(first.slice(0, 30), [...new Set(commands.flatMap(({ name }) => name.split(' ')[0] ?? name))]);
	throw usage(`There is no command "${first.slice(0, 30)}".${meant ? ` Did you mean "${meant}"?` : ''}`);
}

function usage(problem: string, command = ''): AppError {
	return new AppError('USAGE', { problem, command });
}
