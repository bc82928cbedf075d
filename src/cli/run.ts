import type { Core } from '../core/create-core.ts';
import { AppError, asAppError } from '../core/domain/app-error.ts';
import { plainJson } from '../core/export/plain-json.ts';
import type { Lists } from '../core/read-lists.ts';
import type { Examination } from '../core/usecases/doctor/examine.ts';
import type { ErrorWords } from '../shared/error-words.ts';
import type { Command, Outcome, Session, Typed } from './command.ts';
import { commandsFor } from './commands/frequent.ts';
import { hasFilter, isPickedOtherwise } from './filters.ts';
import { findCommand } from './find-command.ts';
import { folderTarget } from './folder-target.ts';
import { commandHelp, familyHelp, helpWidth, overview } from './help.ts';
import { nearest } from './nearest.ts';
import { plainText } from './output/plain-text.ts';
import { parseTyped, targetMissing } from './parse-typed.ts';
import { Passphrases } from './passphrase.ts';
import { Terminal } from './terminal.ts';

/** The version of the JSON envelope; grows when a field changes its meaning. */
const schemaVersion = 1;

/** Where the CLI runs; made there. */
export interface Surroundings {
	/** What can be listed without the machine; null: nothing. */
	readonly readLists: () => Lists | null;
	/** Its code takes longer to load than lists to be read: it comes when it is needed. */
	readonly load: () => Promise<Machine>;
}

/** What commands work with. */
export interface Machine {
	readonly openCore: (passphrases: Passphrases) => Core;
	readonly examine: (passphrases: Passphrases, offline: boolean) => Promise<Examination>;
}

/** Runs the CLI on its arguments and resolves to the exit code. Never rejects. */
export async function run(argv: readonly string[], version: string, here: Surroundings): Promise<number> {
	const end = argv.indexOf('--');
	const switches = new Set(end < 0 ? argv : argv.slice(0, end));
	const terminal = new Terminal(process, !switches.has('--no-prompt'));
	const passphrases = new Passphrases(terminal, switches.has('--passphrase-stdin'));
	const json = switches.has('--json');
	const quiet = switches.has('--quiet') || switches.has('-q');
	const warnings: string[] = [];
	let machine: Machine | null = null;
	let core: Core | null = null;
	let lists: Lists | null = null;
	const close = async () => {
		const open = core;
		core = null;
		await open?.close();
	};
	const session: Session = {
		core: () => (core ??= loaded(machine).openCore(passphrases)),
		lists: () => lists ?? session.core(),
		examine: (offline) => loaded(machine).examine(passphrases, offline),
		close,
		terminal,
		passphrases,
		say: (line) => {
			if (!quiet) terminal.explain(line, continued(line));
		},
		progress: (text) => {
			if (!quiet && (json || terminal.columns === null)) terminal.progress(text);
		},
		warn: (line) => {
			warnings.push(line);
			if (!json) terminal.explain(`warning: ${plainText(line)}`, '  ');
		},
		json,
		version,
	};
	const prepare = async (command: Command) => {
		if (command.onlyLists) lists = here.readLists();
		if (!lists) machine = await here.load();
	};
	const envelope = (ok: boolean, data: unknown, error: ErrorWords | null) =>
		terminal.print(plainJson({ schemaVersion, ok, data, warnings, error }));
	const print = (outcome: Outcome) => {
		if (json && outcome.data !== undefined) envelope((outcome.exitCode ?? 0) === 0, outcome.data, null);
		else if (outcome.lines.length > 0) terminal.print(outcome.lines.join('\n'));
	};
	try {
		const outcome = await outcomeOf(session, argv, version, prepare);
		print(outcome);
		await outcome.afterwards?.();
		await terminal.flushed();
		return outcome.exitCode ?? 0;
	} catch (error) {
		const appError = asAppError(error);
		const words = wordsOf(appError, core);
		if (json) envelope(false, null, words);
		// What stdout does not take is said where people look, and so is that it did not.
		if (!json || words.code === 'OUTPUT_FAILED') {
			terminal.explain(`error: ${plainText(words.message)} (${words.code})`, '  ');
			terminal.explain(`  ${plainText(words.hint)}`, '  ');
		}
		return appError.exitCode;
	} finally {
		await terminal.drained();
		await close();
	}
}

function loaded(machine: Machine | null): Machine {
	if (!machine) throw new AppError('INTERNAL');
	return machine;
}

async function outcomeOf(
	session: Session,
	argv: readonly string[],
	version: string,
	prepare: (command: Command) => Promise<void>,
): Promise<Outcome> {
	const commands = await commandsFor(argv);
	const asked = findCommand(argv, commands);
	if (asked.for === 'version') return { data: { version }, lines: [version] };
	if (asked.for === 'help' || !asked.command) {
		const about = asked.among === commands ? overview : familyHelp;
		const width = helpWidth(session.json ? null : session.terminal.columns);
		const help = asked.command ? commandHelp(asked.command, width) : about(asked.among, width);
		return { data: { help }, lines: help };
	}
	const given = parseTyped(asked.command, asked.args);
	asked.command.verify?.(given);
	await prepare(asked.command);
	const typed = await withPickedTarget(session, asked.command, given);
	return asked.command.run(session, withFolderTarget(session, asked.command, typed));
}

/** Where filters stand for the name of the one connection. Rejects as `pickedOne`. */
async function withPickedTarget(session: Session, command: Command, typed: Typed): Promise<Typed> {
	if (!command.picksOne || !hasFilter(typed)) return typed;
	const { pickedOne } = await import('./picked-one.ts');
	const { id, alias } = pickedOne(session.core, typed, command.name);
	session.say(`Using ${plainText(alias)} (the only match)`);
	return { ...typed, targets: [id] };
}

/** Where a command that may take its target from the folder was told none. Throws USAGE where the folder names none either, and BINDING_REFUSED. */
function withFolderTarget(session: Session, command: Command, typed: Typed): Typed {
	if (!command.fromFolder || typed.targets.length > 0 || isPickedOtherwise(typed)) return typed;
	const folder = folderTarget(session.core);
	if (folder) {
		session.say(`Using ${plainText(folder.alias)} (from ${plainText(folder.path)})`);
		return { ...typed, targets: [folder.id], folder };
	}
	if (command.targets[0] > 0) throw targetMissing(command);
	return typed;
}

/** A line that begins further right goes on there. */
function continued(line: string): string {
	return ' '.repeat(line.length - line.trimStart().length);
}

/** An error in words; the hint of a bad command line names the command where there is one, that of an unknown alias the one that was meant. */
function wordsOf({ words, details }: AppError, core: Core | null): ErrorWords {
	const meant = words.code === 'CONNECTION_UNKNOWN' && core ? aliasNear(core, String(details.target)) : null;
	const hint = words.hint.replace('`latchkey  --help`', '`latchkey --help`');
	return { ...words, hint: meant === null ? hint : `Did you mean "${meant}"? ${hint}` };
}

/** Null also where the list cannot be read any more: the error that is told is another one. */
function aliasNear(core: Core, target: string): string | null {
	try {
		const aliases = core.connections.list().map(({ alias }) => alias);
		return nearest(target.toLowerCase(), aliases);
	} catch {
		return null;
	}
}
