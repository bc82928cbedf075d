/** A line of words as lines of at most so many columns; the second and later ones begin with `indent`. */
export function wrap(text: string, columns: number, indent = ''): readonly string[] {
	if (text.length <= columns) return [text];
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (longer.length <= columns || line.trim() === '') {
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
