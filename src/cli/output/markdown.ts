import { plainText } from './plain-text.ts';

/**
 * A stranger's text inside a line of Markdown: what could mean something there is escaped, so that names make no link, image, HTML, table
 * column or emphasis, and no address becomes a link by itself (CommonMark section 2.4, GFM sections 4.10 and 6.9).
 */
export function inline(text: string): string {
	return plainText(text)
		.replace(/[\\`*_[\]<>#|!&~$@]/g, '\\$&')
		.replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&');
}

/** A table; its cells are texts that are already Markdown. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(headings), line(headings.map(() => '---')), ...rows.map(line)];
}
