/** What a word may be: a kind of name, a path, or a closed list. A plain string here, for JSON has no other. */
export type Kind = string | readonly string[];

/** An option, as far as a shell that completes it must know. */
export interface GrammarOption {
	readonly help: string;
	readonly short?: string | undefined;
	/** Whether a value comes after it. */
	readonly value?: boolean | undefined;
	readonly multiple?: boolean | undefined;
	readonly takes?: Kind | undefined;
}

/** A command, as far as a shell that completes it must know. */
export interface GrammarCommand {
	readonly name: string;
	readonly summary: string;
	readonly options: Readonly<Record<string, GrammarOption>>;
	/** The most targets. */
	readonly targets: number;
	readonly targetsAre?: Kind | undefined;
	/** What stands after `--` is a program. */
	readonly program?: boolean | undefined;
}

/** Every command line there is. Written down in grammar.json, because the commands themselves take too long to load for a key stroke. */
export interface Grammar {
	readonly common: Readonly<Record<string, GrammarOption>>;
	readonly commands: readonly GrammarCommand[];
}
