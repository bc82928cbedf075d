import { parseArgs } from 'node:util';
import { AppError } from '../core/domain/app-error.ts';
import { type Command, commonOptions, type OptionSpec, parserOptions, type Typed } from './command.ts';
import { nearest } from './nearest.ts';

/** Elsewhere it means stdin or stdout; taken for a name it would leave a token in a file that nobody looks for. */
const noStream = 'A file has to be named; "-" is none here (for one of that name: ./-).';

/** Throws USAGE with what is wrong; an option's value is never repeated, it may be a secret typed at the wrong place. */
export function parseTyped(command: Command, words: readonly string[]): Typed {
	const [args, program] = command.takesProgram ? programIn(words) : [words, []];
	const usage = (problem: string) => new AppError('USAGE', { problem, command: command.name });
	const specs = { ...command.options, ...commonOptions };
	const options = parserOptions(specs);
	let parsed: Parsed;
	try {
		parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true, tokens: true });
	} catch (error) {
		throw usage(isProgramLoose(command, words) ? programMissing(command) : problemWith(specs, args, error));
	}
	const { positionals } = parsed;
	const twice = givenTwice(specs, parsed);
	if (twice !== null) throw usage(`--${twice} was given twice; it takes one value.`);
	const values = asRead(command, parsed.values);
	const [least, most] = command.targets;
	if (positionals.length < least && !command.fromFolder) throw targetMissing(command);
	if (positionals.length > most && isProgramLoose(command, words)) throw usage(programMissing(command));
	if (positionals.length > most) throw usage(`Too much was given: ${formOf(command)}`);
	if (command.targetsAre === 'path' && positionals.includes('-')) throw usage(noStream);
	return {
		targets: positionals,
		program,
		folder: null,
		text: (option) => (typeof values[option] === 'string' ? values[option] : null),
		texts: (option) =>
			Array.isArray(values[option]) ? values[option].filter((value) => typeof value === 'string') : [],
		flag: (option) => values[option] === true,
	};
}

/** The values in the words of their closed lists. Throws USAGE for one that is in none. */
function asRead({ name, options }: Command, values: ReturnType<typeof parseArgs>['values']): typeof values {
	const read = Object.entries(values).map(([option, value]): [string, typeof value] => {
		const { takes, reads = (text: string) => text } = options[option] ?? {};
		if (takes === 'path' && value === '-') throw new AppError('USAGE', { problem: noStream, command: name });
		if (typeof value !== 'string' || !Array.isArray(takes)) return [option, value];
		const word = reads(value);
		if (takes.includes(word)) return [option, word];
		throw new AppError('USAGE', { problem: `--${option} takes one of ${takes.join(', ')}.`, command: name });
	});
	return Object.fromEntries(read);
}

/** That a command was not told on what to work. */
export function targetMissing(command: Command): AppError {
	return new AppError('USAGE', { problem: `Something is missing: ${formOf(command)}`, command: command.name });
}

function formOf({ name, form }: Command): string {
	return `latchkey ${name} ${form}`.trimEnd();
}

function programIn(words: readonly string[]): readonly [args: readonly string[], program: readonly string[]] {
	const dashes = words.indexOf('--');
	return dashes < 0 ? [words, []] : [words.slice(0, dashes), words.slice(dashes + 1)];
}

/** What a command that runs a program says where none was named. */
export function programMissing({ name }: Pick<Command, 'name'>): string {
	return `Say what to run after two dashes: latchkey ${name} ALIAS -- PROGRAM.`;
}

/** Whether the dashes were forgotten: then the program's options are not Latchkey's. */
function isProgramLoose({ takesProgram, targets: [, most] }: Command, words: readonly string[]): boolean {
	return takesProgram === true && !words.includes('--') && words.filter((word) => !word.startsWith('-')).length > most;
}

type Specs = Readonly<Record<string, OptionSpec>>;

type Parsed = ReturnType<typeof parseArgs> & {
	readonly tokens?: readonly { readonly kind: string; readonly name?: string }[];
};

/** An option for one value that has two: to drop one of them in silence could mean the wrong connections. */
function givenTwice(specs: Specs, { tokens = [] }: Parsed): string | null {
	const names = tokens.flatMap((token) => (token.kind === 'option' && 'name' in token ? [String(token.name)] : []));
	const isOnce = (name: string) => specs[name]?.type === 'string' && !specs[name].multiple;
	return names.find((name, at) => isOnce(name) && names.indexOf(name) < at) ?? null;
}

function problemWith(specs: Specs, args: readonly string[], error: unknown): string {
	const code = error instanceof Error && 'code' in error ? error.code : '';
	if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
		const unknown = args.find((arg) => arg.startsWith('-') && arg !== '-' && !isKnown(specs, arg));
		const name = unknown === undefined ? 'of that name' : nameOnly(unknown);
		const meant = name.startsWith('--') ? nearest(name.slice(2), Object.keys(specs)) : null;
		return `There is no option ${name}.${meant ? ` Did you mean --${meant}?` : ''}`;
	}
	// Node's message begins with the option, "Option '-q, --quiet' does not take an argument"; only a name of ours is taken from it.
	const [, name = ''] = /--([a-z-]+)/.exec(error instanceof Error ? error.message : '') ?? [];
	if (specs[name]?.type === 'string') return `--${name} needs a value; one that begins with a dash: --${name}=VALUE.`;
	if (specs[name]?.type === 'boolean') return `--${name} takes no value.`;
	return 'An option lacks its value, or has one that it does not take.';
}

/** The option without what may be its value: "--name=x" and "-nx" hold one. */
function nameOnly(arg: string): string {
	return arg.startsWith('--') ? (arg.split('=')[0] ?? arg).slice(0, 40) : arg.slice(0, 2);
}

function isKnown(specs: Specs, arg: string): boolean {
	if (arg.startsWith('--')) return Object.hasOwn(specs, arg.slice(2).split('=')[0] ?? '');
	const letters = [...arg.slice(1)];
	return letters.every((letter) => Object.values(specs).some((spec) => spec.short === letter));
}
