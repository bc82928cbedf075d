import { plainText, shorten, widthOf } from './plain-text.ts';

/** Lines of aligned columns that fit the terminal; for a pipe (`columns` null) one tab-separated line a row, whole and without heading. */
export function table(
	headings: readonly string[],
	rows: readonly (readonly string[])[],
	columns: number | null,
): readonly string[] {
	const cells = rows.map((row) => row.map(plainText));
	if (columns === null) return cells.map((row) => row.join('\t'));
	const all = [headings, ...cells];
	const widths = headings.map((_, at) => Math.max(...all.map((row) => widthOf(row[at] ?? ''))));
	const gaps = 2 * (headings.length - 1);
	// The widest column gives way first.
	while (widths.reduce((sum, width) => sum + width, gaps) > columns) {
		const widest = widths.indexOf(Math.max(...widths));
		if ((widths[widest] ?? 0) <= 8) break;
		widths[widest] = (widths[widest] ?? 0) - 1;
	}
	return all.map((row) =>
		row
			.map((cell, at) => {
				const text = shorten(cell, widths[at] ?? 0);
				return at === row.length - 1 ? text : text + ' '.repeat((widths[at] ?? 0) - widthOf(text));
			})
			.join('  ')
			.trimEnd(),
	);
}

/** "name: value" lines with the values in one column. */
export function fields(pairs: readonly (readonly [name: string, value: string])[]): readonly string[] {
	const width = Math.max(...pairs.map(([name]) => name.length)) + 2;
	return pairs.map(([name, value]) => `${name}:`.padEnd(width) + plainText(value));
}
