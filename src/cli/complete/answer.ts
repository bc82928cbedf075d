import { readNames } from '../../core/adapters/sqlite/read-names.ts';
import { systemPaths } from '../../core/adapters/system/paths.ts';
import { builtInDataCenters } from '../../core/domain/data-center.ts';
import { bashLine } from './bash-line.ts';
import { type Candidate, candidates, type Fitting } from './candidates.ts';
import grammar from './grammar.json';
import { bashWord, isOffered, powershellText, powershellWord, unquoted } from './quoting.ts';

/**
 * What a completion script gets: its first line says `words` or `paths`, each further one is a candidate in the form of that shell. Asks
 * neither the network nor the keychain, and the database read-only. `args`: the shell, then the words up to the cursor, the last one maybe
 * empty. An unknown shell gets nothing.
 */
export function answer([shell = '', ...typed]: readonly string[]): string {
	switch (shell) {
		case 'bash': {
			const { words, current, kept, open } = bashLine(typed);
			return lines(fitting(words, current), ({ word }) => bashWord(word.slice(kept.length), open));
		}
		case 'zsh':
		case 'fish':
			// Both compare and quote by themselves.
			return lines(
				fitting(typed.slice(0, -1), unquoted(typed.at(-1) ?? '').text),
				({ word, help }) => `${word}\t${help}`,
			);
		case 'powershell': {
			// It leaves out an empty argument, so the last one begins with a sign of its own.
			const current = powershellText((typed.at(-1) ?? '').slice(1));
			const words = typed.slice(0, -1).map(powershellText);
			return lines(fitting(words, current), ({ word, help }) => `${powershellWord(word)}\t${word}\t${help || word}`);
		}
		default:
			return '';
	}
}

function fitting(words: readonly string[], current: string): Fitting {
	return candidates(grammar, words, current, namesOf);
}

function namesOf(kind: string): readonly string[] {
	const names = readNames(systemPaths().database, kind).filter(isOffered);
	return kind === 'data-center' ? [...new Set([...builtInDataCenters.map(({ id }) => id), ...names])] : names;
}

function lines(found: Fitting, form: (candidate: Candidate) => string | null): string {
	if (found === 'paths') return 'paths\n';
	return `${['words', ...found.map(form).filter((line) => line !== null)].join('\n')}\n`;
}
