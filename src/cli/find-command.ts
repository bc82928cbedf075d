import { AppError } from '../core/domain/app-error.ts';
import type { Command } from './command.ts';

/** What the arguments ask for. */
export interface Asked {
	readonly for: 'run' | 'help' | 'version';
	/** Null: none was named. */
	readonly command: Command | null;
	/** What comes after the command's name. */
	readonly args: readonly string[];
}

const everywhere = ['--json', '--quiet', '-q', '--no-prompt', '--help', '-h'];

/** What the arguments ask for, of these commands; options that every command knows may stand before its name. Throws USAGE. */
export function findCommand(argv: readonly string[], commands: readonly Command[]): Asked {
	const start = argv.findIndex((arg) => !everywhere.includes(arg));
	const before = start < 0 ? argv : argv.slice(0, start);
	const [first, ...rest] = start < 0 ? [] : argv.slice(start);
	const helpBefore = argv.length === 0 || before.some(isHelp);
	if (first === undefined) {
		if (helpBefore) return { for: 'help', command: null, args: [] };
		throw usage('Say what to do: latchkey COMMAND.');
	}
	if (first === '--version' || first === '-v') return { for: 'version', command: null, args: [] };
	// `latchkey help connect` is `latchkey connect --help`.
	if (first === 'help') return findCommand([...rest, '--help'], commands);
	if (first.startsWith('-')) throw usage('Options come after the command: latchkey COMMAND [options].');
	const [command, args] = named(commands, first, rest);
	const end = args.indexOf('--');
	const options = end < 0 ? args : args.slice(0, end);
	return { for: helpBefore || options.some(isHelp) ? 'help' : 'run', command, args };
}

function isHelp(arg: string): boolean {
	return arg === '--help' || arg === '-h';
}

/** A command has one word or two. */
function named(
	commands: readonly Command[],
	first: string,
	rest: readonly string[],
): readonly [Command, readonly string[]] {
	const two = commands.find((command) => command.name === `${first} ${rest[0]}`);
	if (two) return [two, rest.slice(1)];
	const one = commands.find((command) => command.name === first);
	if (one) return [one, rest];
	const family = commands.filter((command) => command.name.startsWith(`${first} `)).map((command) => command.name);
	if (family.length > 0) throw usage(`Say which: ${family.join(', ')}.`, family[0]);
	throw usage(`There is no command "${first.slice(0, 30)}".`);
}

function usage(problem: string, command = ''): AppError {
	return new AppError('USAGE', { problem, command });
}
