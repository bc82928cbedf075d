/** Most texts are: to know it takes a tenth of what the search for all that is not shown takes, the first time above all. */
const printableAscii = /^[ -~]*$/;

/**
 * A stranger's text (org names, error texts of servers) for a terminal: control characters, escapes and direction marks are shown, not
 * obeyed, and a text stays on one line.
 */
export function plainText(text: string): string {
	if (printableAscii.test(text)) return text;
	return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** How many columns a text takes: wide East Asian characters and emoji take two, marks none. */
export function widthOf(text: string): number {
	if (printableAscii.test(text)) return text.length;
	let width = 0;
	for (const { segment } of new Intl.Segmenter().segment(text))
		width +=
			/\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u.test(
				segment,
			)
				? 2
				: 1;
	return width;
}

/** Cuts a text to so many columns, with an ellipsis. */
export function shorten(text: string, columns: number): string {
	if (widthOf(text) <= columns) return text;
	let cut = '';
	for (const { segment } of new Intl.Segmenter().segment(text)) {
		if (widthOf(cut + segment) > columns - 1) break;
		cut += segment;
	}
	return `${cut}…`;
}
