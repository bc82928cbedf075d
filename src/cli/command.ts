import type { ParseArgsOptionsConfig } from 'node:util';
import type { Core } from '../core/create-core.ts';
import type { Lists } from '../core/read-lists.ts';
import type { Examination } from '../core/usecases/doctor/examine.ts';
import type { FolderTarget } from './folder-target.ts';
import type { Passphrases } from './passphrase.ts';
import type { Terminal } from './terminal.ts';

/** What a word may be, for shells that complete it: names of the store, paths, or a closed list. */
export type WordKind = 'alias' | 'customer' | 'tag' | 'api-client' | 'data-center' | 'path' | readonly string[];

/** An option as `--help` shows it; `value` names what comes after it. */
export interface OptionSpec {
	readonly type: 'string' | 'boolean';
	readonly multiple?: boolean;
	readonly short?: string;
	readonly value?: string;
	/** A closed list is checked before the command runs. */
	readonly takes?: WordKind;
	/** The word of a closed list for how it may also be written, such as in capitals. */
	readonly reads?: (text: string) => string;
	readonly help: string;
}

/** What the person typed, after parsing. */
export interface Typed {
	readonly targets: readonly string[];
	/** What stands after `--`, for a command that runs a program. */
	readonly program: readonly string[];
	/** Where no target was typed: the one that the folder names. */
	readonly folder: FolderTarget | null;
	text(option: string): string | null;
	texts(option: string): readonly string[];
	flag(option: string): boolean;
}

/** What a command has to work with. The core opens on first use, so that `--help` touches nothing. */
export interface Session {
	readonly core: () => Core;
	/** What the core lists; for a command that `onlyLists` without opening it, where that can be. */
	readonly lists: () => Lists;
	/** Looks at everything that Latchkey stands on; works where `core` does not open. `offline` asks no host. */
	readonly examine: (offline: boolean) => Promise<Examination>;
	/** Ends the keychain's process and closes the database; `core` opens them anew. */
	readonly close: () => Promise<void>;
	readonly terminal: Terminal;
	readonly passphrases: Passphrases;
	/** For people: on stderr, unless --quiet. */
	readonly say: (line: string) => void;
	/** How far the work is, on a terminal that does not show the results as they come; unless --quiet. */
	readonly progress: (text: string) => void;
	/** Part of the JSON envelope, and on stderr for people. */
	readonly warn: (line: string) => void;
	readonly json: boolean;
	/** Of Latchkey. */
	readonly version: string;
}

/** What a command gives back: `data` for --json, `lines` for people and pipes. */
export interface Outcome {
	/** Left out where a program of the person's wrote to stdout: then there is no envelope. */
	readonly data?: unknown;
	readonly lines: readonly string[];
	/** Where several things were asked for and some failed. */
	readonly exitCode?: number;
	/** What goes on after the result is printed, such as a server. */
	readonly afterwards?: () => Promise<void>;
}

export interface Command {
	readonly name: string;
	/** What comes after the name in the usage line. */
	readonly form: string;
	readonly summary: string;
	/** What a person must know before using it; a part of its `--help`. */
	readonly notes?: readonly string[];
	readonly options: Readonly<Record<string, OptionSpec>>;
	/** The least and the most targets. */
	readonly targets: readonly [least: number, most: number];
	/** What a target may be. */
	readonly targetsAre?: WordKind;
	/** Where no target is typed, the folder's `.latchkey` names it. */
	readonly fromFolder?: true;
	/** Instead of a name it takes the options of filters.ts, which must leave one connection. */
	readonly picksOne?: true;
	/** It asks for `lists` alone. */
	readonly onlyLists?: true;
	/** What stands after `--` is a program, not targets. */
	readonly takesProgram?: true;
	readonly example: string;
	/** Throws for values that are wrong by themselves, before the store is asked for anything. */
	verify?(typed: Typed): void;
	run(session: Session, typed: Typed): Promise<Outcome>;
}

/** Of a command that changes many things. */
export const dryRunOption = {
	'dry-run': { type: 'boolean', help: 'show what would be done, and do nothing' },
} as const satisfies Record<string, OptionSpec>;

/** Options that every command knows. */
export const commonOptions: Readonly<Record<string, OptionSpec>> = {
	json: { type: 'boolean', help: 'print one JSON envelope on stdout' },
	quiet: { type: 'boolean', short: 'q', help: 'no talk on stderr' },
	'no-prompt': { type: 'boolean', help: 'never ask; what would be asked is refused' },
	'passphrase-stdin': { type: 'boolean', help: 'read the passphrase of the vault from stdin' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
};

/** The options as node:util wants them. */
export function parserOptions(specs: Readonly<Record<string, OptionSpec>>): ParseArgsOptionsConfig {
	return Object.fromEntries(
		Object.entries(specs).map(([name, { type, multiple = false, short }]) => [
			name,
			{ type, multiple, ...(short ? { short } : {}) },
		]),
	);
}
