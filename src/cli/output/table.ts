import { plainText, shorten, widthOf } from './plain-text.ts';

/** A column is not made narrower than this. */
const narrowest = 8;
/** The first column, the name to type, is not cut to less than `name` while another one is wider than `narrow`. */
const [name, narrow] = [24, 12];

/**
 * Lines of aligned columns that fit the terminal; for a pipe (`columns` null) one tab-separated line a row, whole and without heading.
 * Where it is too narrow, the columns in `spare` are left out, first one first; then the widest one gives way, a name
 * in the first column later than the others.
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
	const widths = widthsOf(all);
	let shown = headings.map((_, at) => at);
	const total = () => shown.reduce((sum, at) => sum + (widths[at] ?? 0), 2 * (shown.length - 1));
	for (const heading of spare) {
		if (total() <= columns) break;
		shown = shown.filter((at) => headings[at] !== heading);
	}
	const widestOf = (some: readonly number[]) =>
		some.reduce((most, at) => ((widths[at] ?? 0) > (widths[most] ?? 0) ? at : most), some[0] ?? 0);
	while (total() > columns) {
		const widestOther = widestOf(shown.slice(1));
		const isNameKept = (widths[shown[0] ?? 0] ?? 0) <= name && (widths[widestOther] ?? 0) > narrow;
		const widest = isNameKept ? widestOther : widestOf(shown);
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

/** Whether a table is shown with nothing shortened; columns in `spare` may be left out. Always in a pipe (`columns` null). */
export function fits(
	headings: readonly string[],
	rows: readonly (readonly string[])[],
	columns: number | null,
	spare: readonly string[],
): boolean {
	if (columns === null) return true;
	const widths = widthsOf([headings, ...rows.map((row) => row.map(plainText))]);
	const needed = widths.filter((_, at) => !spare.includes(headings[at] ?? ''));
	return needed.reduce((sum, width) => sum + width + 2, -2) <= columns;
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
	return (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))));
}

/** "name: value" lines with the values in one column. */
export function fields(pairs: readonly (readonly [name: string, value: string])[]): readonly string[] {
	const width = Math.max(...pairs.map(([name]) => name.length)) + 2;
	return pairs.map(([name, value]) => `${name}:`.padEnd(width) + plainText(value));
}
