import { parseArgs } from 'node:util';
import type { Core } from '../core/create-core.ts';
import { AppError, asAppError } from '../core/domain/app-error.ts';
import { type Command, commonOptions, type Outcome, parserOptions, type Session, type Typed } from './command.ts';
import { findCommand } from './commands/index.ts';
import { commandHelp, overview } from './help.ts';
import { plainText } from './output/plain-text.ts';
import { Terminal } from './terminal.ts';

/** The version of the JSON envelope; grows when a field changes its meaning. */
const schemaVersion = 1;

/** Runs the CLI on its arguments and resolves to the exit code. Never rejects. */
export async function run(argv: readonly string[], version: string, openCore: () => Core): Promise<number> {
	const terminal = new Terminal(process.stdin, process.stdout, process.stderr);
	const json = argv.includes('--json');
	const quiet = argv.includes('--quiet') || argv.includes('-q');
	const warnings: string[] = [];
	let core: Core | null = null;
	const session: Session = {
		core: () => (core ??= openCore()),
		terminal,
		say: (line) => {
			if (!quiet) terminal.talk(line);
		},
		warn: (line) => {
			warnings.push(line);
			if (!json) terminal.talk(`warning: ${plainText(line)}`);
		},
		json,
	};
	const print = (outcome: Outcome) => {
		if (json)
			terminal.print(
				JSON.stringify({ schemaVersion, ok: (outcome.exitCode ?? 0) === 0, data: outcome.data, warnings, error: null }),
			);
		else for (const line of outcome.lines) terminal.print(line);
	};
	try {
		if (argv[0] === '--version' || argv[0] === '-v') {
			print({ data: { version }, lines: [version] });
			return 0;
		}
		const [command, rest] = findCommand(argv);
		if (!command) {
			print({ data: { help: overview() }, lines: overview() });
			return argv.length === 0 || argv.includes('--help') || argv.includes('-h') ? 0 : 2;
		}
		if (rest.includes('--help') || rest.includes('-h')) {
			print({ data: { help: commandHelp(command) }, lines: commandHelp(command) });
			return 0;
		}
		const outcome = await command.run(session, typed(command, rest));
		print(outcome);
		return outcome.exitCode ?? 0;
	} catch (error) {
		return report(asAppError(error), json, terminal, warnings);
	} finally {
		// The assignment happens in a closure that the compiler does not see.
		await (core as Core | null)?.close();
	}
}

/** Throws USAGE with what is wrong; an option's value is never repeated, it may be a secret typed at the wrong place. */
function typed(command: Command, args: readonly string[]): Typed {
	const usage = (problem: string) => new AppError('USAGE', { problem, command: command.name });
	let parsed: ReturnType<typeof parseArgs>;
	try {
		const options = parserOptions({ ...command.options, ...commonOptions });
		parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : '';
		const unknown = args.find((arg) => arg.startsWith('-') && !isKnown(command, arg));
		if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && unknown)
			throw usage(`There is no option ${unknown.split('=')[0]}.`);
		throw usage('An option lacks its value, or has one that it does not take.');
	}
	const { values, positionals } = parsed;
	const [least, most] = command.targets;
	if (positionals.length < least)
		throw usage(`Something is missing: latchkey ${command.name} ${command.form}`.trimEnd());
	if (positionals.length > most) throw usage(`Too much was given: latchkey ${command.name} ${command.form}`.trimEnd());
	return {
		targets: positionals,
		text: (option) => (typeof values[option] === 'string' ? values[option] : null),
		texts: (option) =>
			Array.isArray(values[option]) ? values[option].filter((value) => typeof value === 'string') : [],
		flag: (option) => values[option] === true,
	};
}

function isKnown(command: Command, arg: string): boolean {
	const name = arg.replace(/^-+/, '').split('=')[0] ?? '';
	const specs = Object.entries({ ...command.options, ...commonOptions });
	return specs.some(([long, spec]) => long === name || ('short' in spec && spec.short === name));
}

function report(error: AppError, json: boolean, terminal: Terminal, warnings: readonly string[]): number {
	if (json) terminal.print(JSON.stringify({ schemaVersion, ok: false, data: null, warnings, error: error.words }));
	else {
		terminal.talk(`error: ${plainText(error.words.message)} (${error.code})`);
		terminal.talk(`  ${plainText(error.words.hint)}`);
	}
	return error.exitCode;
}
