import { commonOptions, type OptionSpec } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import type { Grammar, GrammarOption } from '../../src/cli/complete/grammar.ts';

/** What src/cli/complete must know of the commands, taken from their definitions. */
export function completionGrammar(): Grammar {
	return {
		common: optionsOf(commonOptions),
		commands: commands.map(({ name, summary, options, targets: [, most], targetsAre, takesProgram }) => ({
			name,
			summary,
			options: optionsOf(options),
			targets: most,
			targetsAre,
			program: takesProgram,
		})),
	};
}

function optionsOf(specs: Readonly<Record<string, OptionSpec>>): Readonly<Record<string, GrammarOption>> {
	return Object.fromEntries(
		Object.entries(specs).map(([name, { type, help, short, multiple, takes }]) => [
			name,
			{ help, short, value: type === 'string' || undefined, multiple, takes },
		]),
	);
}
