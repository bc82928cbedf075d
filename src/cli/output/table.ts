import { plainText, shorten, widthOf } from './plain-text.ts';

/** A column is not made narrower than this. */
const narrowest = 8;
/** The first column, the name to type, is not cut to less than `name` while another one is wider than `narrow`. */
const [name, narrow] = [24, 12];

/** How a table gives way where the terminal is too narrow; columns by their headings. */
export interface Narrowing {
	/** Left out, the first one first, before anything is shortened. */
	readonly spare?: readonly string[];
	/** Shortened before any other; the first one is left out where shortening them is not enough. */
	readonly giving?: readonly string[];
	/** To be copied, so never shortened, even where its line then is too long. */
	readonly whole?: string;
}

/**
 * Lines of aligned columns that fit the terminal; for a pipe (`columns` null) one tab-separated line a row, whole and without heading.
 * Where it is too narrow, columns give way as `Narrowing` says; then the widest one does, a name in the first column later than the others.
 */
export function table(
	headings: readonly string[],
	rows: readonly (readonly string[])[],
	columns: number | null,
	{ spare = [], giving = [], whole }: Narrowing = {},
): readonly string[] {
	const cells = rows.map((row) => row.map(plainText));
	if (columns === null) return cells.map((row) => row.join('\t'));
	const all = [headings, ...cells];
	const widths = widthsOf(all);
	const width = (at: number) => widths[at] ?? 0;
	let shown = headings.map((_, at) => at);
	const total = (of = width) => shown.reduce((sum, at) => sum + of(at), 2 * (shown.length - 1));
	const leaveOut = (heading: string | undefined) => {
		shown = shown.filter((at) => headings[at] !== heading);
	};
	for (const heading of spare) if (total() > columns) leaveOut(heading);
	const gives = (at: number) => giving.includes(headings[at] ?? '');
	if (total((at) => Math.min(width(at), gives(at) ? narrow : at === 0 ? name : width(at))) > columns)
		leaveOut(giving[0]);
	const narrower = (some: readonly number[], least: number): boolean => {
		const widest = some.reduce((most, at) => (width(at) > width(most) ? at : most), some[0] ?? 0);
		if (width(widest) <= least || !some.includes(widest)) return false;
		widths[widest] = width(widest) - 1;
		return true;
	};
	const isWhole = (at: number) => headings[at] === whole;
	// Where even that leaves no room for what stays whole, shortening the others would only cost their texts.
	const isVain = shown.some(isWhole) && total((at) => (isWhole(at) ? width(at) : narrowest)) > columns;
	while (total() > columns && !isVain) {
		const some = shown.filter((at) => !isWhole(at));
		const others = some.filter((at) => at !== 0 || width(at) > name);
		if (!narrower(some.filter(gives), narrow) && !narrower(others, narrow) && !narrower(some, narrowest)) break;
	}
	return all.map((row) =>
		shown
			.map((at) => {
				const text = shorten(row[at] ?? '', width(at));
				return text + ' '.repeat(Math.max(0, width(at) - widthOf(text)));
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
