import { plainText, shorten, widthOf } from './plain-text.ts';

/** A column is not made narrower than this. */
const narrowest = 8;

/**
 * Lines of aligned columns that fit the terminal; for a pipe (`columns` null) one tab-separated line a row, whole and without heading.
 * Where it is too narrow, the columns in `spare` are left out, first one first; then the widest one gives way.
 */
export function table(
	headings: readonly string[],
	rows: readonly (readonly string[])[],
	columns: number | null,
	spare: readonly string[] = [],
): readonly string[] {
	const cells = rows.map((row) => row.map(plainText));
	if (columns === null) return cells.map((row) => row.join('\t'));
	const all = [headings, ...cells];
	const widths = headings.map((_, at) => Math.max(...all.map((row) => widthOf(row[at] ?? ''))));
	let shown = headings.map((_, at) => at);
	const total = () => shown.reduce((sum, at) => sum + (widths[at] ?? 0), 2 * (shown.length - 1));
	for (const heading of spare) {
		if (total() <= columns) break;
		shown = shown.filter((at) => headings[at] !== heading);
	}
	while (total() > columns) {
		const widest = shown.reduce((most, at) => ((widths[at] ?? 0) > (widths[most] ?? 0) ? at : most), shown[0] ?? 0);
		if ((widths[widest] ?? 0) <= narrowest) break;
		widths[widest] = (widths[widest] ?? 0) - 1;
	}
	return all.map((row) =>
		shown
			.map((at) => {
				const text = shorten(row[at] ?? '', widths[at] ?? 0);
				return text + ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(text)));
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
