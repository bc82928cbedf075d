import type { Grammar, GrammarCommand, GrammarOption, Kind } from './grammar.ts';

/** A word that fits, with what a shell may show beside it. */
export interface Candidate {
	readonly word: string;
	readonly help: string;
}

/** What fits at the cursor: words, or what the shell itself knows best. */
export type Fitting = readonly Candidate[] | 'paths';

/** The names of one kind in the store; none where it cannot be read. */
export type NamesOf = (kind: string) => readonly string[];

/**
 * What fits after the words of a command line (without "latchkey"). `current` is the word at the cursor as far as it is typed. Every
 * candidate begins with it.
 */
export function candidates(grammar: Grammar, words: readonly string[], current: string, namesOf: NamesOf): Fitting {
	const fitting = fittingAt(grammar, words, current, namesOf);
	return fitting === 'paths' ? fitting : fitting.filter(({ word }) => word.startsWith(current));
}

function fittingAt(grammar: Grammar, words: readonly string[], current: string, namesOf: NamesOf): Fitting {
	const start = words.findIndex((word) => !word.startsWith('-'));
	if (start < 0) return [...verbs(grammar, ''), ...optionsOf(grammar.common, words, current)];
	const [first = '', ...rest] = words.slice(start);
	if (first === 'help') return verbs(grammar, rest.length === 0 ? '' : `${rest.join(' ')} `);
	const two = grammar.commands.find(({ name }) => name === `${first} ${rest[0]}`);
	const command = two ?? grammar.commands.find(({ name }) => name === first);
	const family = rest.length === 0 ? verbs(grammar, `${first} `) : [];
	if (!command) return family;
	const own = inCommand(grammar, command, two ? rest.slice(1) : rest, current, namesOf);
	return own === 'paths' ? own : [...family, ...own];
}

/** The words that commands go on with after these; a family of commands stands once. */
function verbs({ commands }: Grammar, before: string): readonly Candidate[] {
	const found = new Map<string, string>();
	for (const { name, summary } of commands) {
		if (!name.startsWith(before)) continue;
		const [word = '', ...more] = name.slice(before.length).split(' ');
		const family = commands.filter((one) => one.name.startsWith(`${before}${word} `)).map((one) => one.name);
		if (!found.has(word)) found.set(word, more.length > 0 ? family.join(', ') : summary);
	}
	return [...found].map(([word, help]) => ({ word, help }));
}

function inCommand(
	{ common }: Grammar,
	{ options, targets, targetsAre, program }: GrammarCommand,
	args: readonly string[],
	current: string,
	namesOf: NamesOf,
): Fitting {
	const all = { ...options, ...common };
	const dashes = args.indexOf('--');
	if (program && dashes >= 0) return 'paths';
	const typed: string[] = [];
	let waiting: GrammarOption | null = null;
	for (const arg of dashes < 0 ? args : args.slice(0, dashes)) {
		if (waiting) waiting = null;
		else if (arg.startsWith('-') && arg !== '-') waiting = withValue(all, arg);
		else typed.push(arg);
	}
	if (waiting) return ofKind(waiting.takes, namesOf);
	if (dashes < 0 && current.startsWith('--') && current.includes('=')) {
		const name = current.slice(0, current.indexOf('='));
		const values = ofKind(all[name.slice(2)]?.takes, namesOf);
		return values === 'paths' ? values : values.map(({ word, help }) => ({ word: `${name}=${word}`, help }));
	}
	if (dashes < 0 && current.startsWith('-')) return optionsOf(all, args, current);
	const given = [...typed, ...(dashes < 0 ? [] : args.slice(dashes + 1))];
	const wanted = given.length < targets ? ofKind(targetsAre, namesOf) : [];
	if (wanted === 'paths') return wanted;
	const left = wanted.filter(({ word }) => !given.includes(word));
	// Where no name is wanted, the options are what is left to say.
	return left.length > 0 || dashes >= 0 ? left : optionsOf(all, args, current);
}

/** The option that waits for its value after this word; null where there is none. */
function withValue(all: Readonly<Record<string, GrammarOption>>, arg: string): GrammarOption | null {
	if (arg.includes('=')) return null;
	const option = arg.startsWith('--')
		? all[arg.slice(2)]
		: Object.values(all).find(({ short }) => short !== undefined && arg.endsWith(short));
	return option?.value ? option : null;
}

/** The options that were not given yet, in the long form, and the short one where that was begun. */
function optionsOf(
	all: Readonly<Record<string, GrammarOption>>,
	args: readonly string[],
	current: string,
): readonly Candidate[] {
	const given = new Set(args.map((arg) => arg.split('=')[0]));
	return Object.entries(all)
		.filter(([name, { short, multiple }]) => multiple || !(given.has(`--${name}`) || given.has(`-${short}`)))
		.map(([name, { short, help }]) => ({ word: current === `-${short}` ? current : `--${name}`, help }));
}

function ofKind(kind: Kind | undefined, namesOf: NamesOf): Fitting {
	if (kind === undefined) return [];
	if (kind === 'path') return 'paths';
	const words = typeof kind === 'string' ? namesOf(kind) : kind;
	return words.map((word) => ({ word, help: '' }));
}
