/** What stands between a word and the shell that reads it. */
export type Quote = '' | "'" | '"';

/** A name that a shell may be given: control characters, escapes, direction marks and line ends are never passed on, nor what looks like an option. */
export function isOffered(name: string): boolean {
	return name !== '' && !/^-|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name);
}

/** A word of a command line as it was typed, without its quotes and backslashes. Nothing is expanded. */
export function unquoted(typed: string): { readonly text: string; readonly open: Quote } {
	let text = '';
	let open: Quote = '';
	for (let at = 0; at < typed.length; at++) {
		const char = typed[at] ?? '';
		const next = typed[at + 1] ?? '';
		if (open === '' && (char === "'" || char === '"')) open = char;
		else if (open !== '' && char === open) open = '';
		else if (char === '\\' && (open === '' || (open === '"' && '\\"$`'.includes(next)))) {
			text += next;
			at++;
		} else text += char;
	}
	return { text, open };
}

/** A word that bash and readline read as this very text, after the quote that is open; null where it cannot stand inside that quote. */
export function bashWord(word: string, open: Quote): string | null {
	if (open === "'") return word.includes("'") ? null : word;
	// Inside double quotes a history expansion cannot be held back.
	if (open === '"') return word.includes('!') ? null : word.replace(/[\\"$`]/g, '\\$&');
	return word.replace(/[^\p{L}\p{N}\p{M}_./+,%-]/gu, '\\$&');
}

/** A word that PowerShell reads as this very text; typographic single quotes end a string there as well. */
export function powershellWord(word: string): string {
	return /^[\w./+-]+$/.test(word) ? word : `'${word.replace(/['‘’‚‛]/g, '$&$&')}'`;
}

/** A word as PowerShell shows it in a command line, without its quotes. */
export function powershellText(typed: string): string {
	const [, quote = '', inner = ''] = /^(['"])(.*?)\1?$/s.exec(typed) ?? [];
	if (quote === '') return typed;
	return quote === "'" ? inner.replace(/(['‘’‚‛])\1/g, '$1') : inner.replace(/""|`(.)/g, (all, char) => char ?? all[0]);
}
