import { AppError } from '../../domain/app-error.ts';
import type { OAuthToken } from '../../domain/oauth-token.ts';
import { cellsOf, columns, tokenOf } from './token-row.ts';

/** A line of the file below its header: the record, and the text that stands there for it. */
interface FileRow {
	readonly token: OAuthToken;
	readonly text: string;
}

/** The CSV of the SDK's FileStore, read. */
export interface TokenFile {
	readonly header: string;
	readonly rows: readonly FileRow[];
}

/** A file that has no record yet, with the column names of the Node SDK. */
export const emptyFile: TokenFile = { header: columns.join(','), rows: [] };

const width = columns.length;
// The file of an older SDK ends at redirect_url.
const oldWidth = width - 1;
// A quoted cell as Python writes it, up to the end of its cell; and any other, which ends at the next comma or line.
const quotedCell = /"((?:[^"]|"")*)"(?=,|\r?\n|\r?$)/y;
const plainCell = /[^,\n]*/y;
// Carriage returns, too: Python breaks lines there.
const uncarried = /[,"\n\r]/;

/**
 * Reads what the SDKs for Node, TypeScript and Python write; the columns go by position, whatever their names. Throws TOKEN_STORE_FAILED
 * for another kind of file and for a line that says not what belongs where.
 */
export function parseTokenFile(place: string, content: string): TokenFile {
	const [header, ...lines] = linesOf(content);
	if (!header) return emptyFile;
	if (header.cells[0] !== 'id' || !isWidth(header.cells))
		throw new AppError('TOKEN_STORE_FAILED', { place, problem: 'its first line is not that of a token file' });
	const rows = lines.map(({ cells, number, text }) => {
		// The SDKs write a comma in a value as it is; every value after it then stands in the wrong column.
		if (!isWidth(cells)) {
			const problem = `line ${number} has ${cells.length} values instead of ${width}`;
			throw new AppError('TOKEN_STORE_FAILED', { place, problem });
		}
		return { token: tokenOf(cells), text: cells.some((cell) => uncarried.test(cell)) ? text : lineOf(cells) };
	});
	return { header: lineOf([...header.cells, 'api_domain']), rows };
}

/** The file's text, as the SDKs read it back by position: `\n` between the lines and none at the end. */
export function printTokenFile({ header, rows }: TokenFile): string {
	return [header, ...rows.map(({ text }) => text)].join('\n');
}

/** A record as a line. Throws TOKEN_REFUSED for a value that the SDKs would read back as something else: they know no quoting. */
export function rowOf(token: OAuthToken): FileRow {
	const cells = cellsOf(token);
	const refused = columns.find((_, at) => uncarried.test(cells[at] ?? ''));
	if (refused) {
		const problem = `the file cannot carry a comma, a quote or a new line, as in its ${refused}`;
		throw new AppError('TOKEN_REFUSED', { problem });
	}
	return { token, text: lineOf(cells) };
}

interface Line {
	readonly cells: readonly string[];
	readonly number: number;
	readonly text: string;
}

/** The lines that say something; one ends where a quoted cell lets it. */
function linesOf(content: string): readonly Line[] {
	const lines: Line[] = [];
	let at = 0;
	let number = 1;
	while (at < content.length) {
		const start = at;
		const cells: string[] = [];
		do {
			if (cells.length > 0) at++;
			const quoted = matchAt(quotedCell, content, at);
			const [all = '', value] = quoted ?? matchAt(plainCell, content, at) ?? [];
			cells.push(quoted ? (value ?? '').replaceAll('""', '"') : all.replace(/\r$/, ''));
			at += all.length;
			if (content[at] === '\r') at++;
		} while (content[at] === ',');
		const text = content.slice(start, at).replace(/\r$/, '');
		if (cells.some((cell) => cell.trim() !== '')) lines.push({ cells, number, text });
		number += content.slice(start, at).split('\n').length;
		at++;
	}
	return lines;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

function isWidth(cells: readonly string[]): boolean {
	return cells.length === width || cells.length === oldWidth;
}

/** A line of all columns. */
function lineOf(cells: readonly (string | null)[]): string {
	return Array.from(columns, (_, at) => cells[at] ?? '').join(',');
}
