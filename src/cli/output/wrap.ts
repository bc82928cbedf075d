import { widthOf } from './plain-text.ts';

/** The spaces that an even number of backticks follows: those outside of commands. */
const spaces = / (?=[^`]*(?:`[^`]*`[^`]*)*$)/;

/**
 * A line of words as lines of at most so many columns; the second and later ones begin with `indent`. A word and a command between
 * backticks stay whole, to be copied, also where they are longer.
 */
export function wrap(text: string, columns: number, indent = ''): readonly string[] {
	if (widthOf(text) <= columns) return [text];
	const lines: string[] = [];
	let line = /^ */.exec(text)?.[0] ?? '';
	for (const word of text.slice(line.length).split(spaces)) {
		const isFirst = line.trim() === '';
		const longer = isFirst ? line + word : `${line} ${word}`;
		if (widthOf(longer) <= columns || isFirst) {
			line = longer;
			continue;
		}
		lines.push(line);
		line = indent + word;
	}
	return [...lines, line];
}

/** Words behind a head, such as "ok    "; the second and later lines stand below the first word. */
export function paragraph(head: string, text: string, columns: number): readonly string[] {
	return wrap(text, columns - head.length).map((line, at) => (at === 0 ? head : ' '.repeat(head.length)) + line);
}
