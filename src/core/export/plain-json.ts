const printableAscii = /^[ -~]*$/;

/**
 * JSON on one line for a terminal, a script or a file: control characters and direction marks in a stranger's text are escaped, so that nothing
 * obeys them and a parser gives back the same text.
 */
export function plainJson(value: unknown): string {
	const text = JSON.stringify(value);
	if (printableAscii.test(text)) return text;
	return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) =>
		[...Array(char.length).keys()].map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
	);
}
