/**
 * A row of a CSV file (RFC 4180), every field in quotes, without its line end. A stranger's text stays a text: control characters and
 * direction marks are shown as `\u{1b}`, as in a table, and what a spreadsheet would run as a formula gets a `'` before it. Both can be
 * undone: `'` at the start or after `;` (and quotes) goes, then `\u{1b}` becomes its character.
 */
export function csvRow(fields: readonly string[]): string {
	return fields.map((field) => `"${harmless(field).replaceAll('"', '""')}"`).join(',');
}

/** Where `;` parts the columns, as in many countries, it begins a cell too, and quotes after it may be an empty text. */
const startOfFormula = /(^|;"*)(?=[=+\-@＝＋－＠'])/g;

function harmless(text: string): string {
	// A backslash that would be taken for one of ours is written as one of ours.
	const shown = text.replace(
		/\\(?=u\{)|[\p{Cc}\p{Cf}\u2028\u2029]/gu,
		(char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
	);
	return shown.replace(startOfFormula, "$1'");
}
