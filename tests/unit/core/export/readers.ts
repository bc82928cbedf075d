// What Bruno and the dotenv package make of a file, told anew from their sources; the packages themselves are not installed.

/** The variables of a Bruno environment (bruno-lang's grammar of environments). Throws where Bruno refuses the file. */
export function readBruno(text: string): ReadonlyMap<string, string> {
	const [, body] = /^vars[ \t]*\{([\s\S]*?)\r?\n\}\s*$/.exec(text) ?? [];
	if (body === undefined || /\r?\n\}/.test(body)) throw new Error('not one block of vars');
	const variables = new Map<string, string>();
	let rest = body.replace(/^(?:\r?\n)+/, '');
	while (rest.trim() !== '') {
		const [all = '', key, value] =
			/^\s*([^\s:]*)[ \t]*:[ \t]*('''\r?\n[\s\S]*?\r?\n[ \t]*'''|(?:(?!\r?\n|'''\r?\n)[\s\S])*)[ \t]*(?:\r?\n|$)/.exec(
				rest,
			) ?? [];
		if (key === undefined || value === undefined) throw new Error('not a pair');
		variables.set(key.trim(), value.trim());
		rest = rest.slice(all.length);
	}
	return variables;
}

/** The variables of a .env file as the dotenv package reads them: a backslash keeps a quote from ending the value, and stays in it. */
export function readDotenv(text: string): ReadonlyMap<string, string> {
	const variables = new Map<string, string>();
	const start = /\s*(?:export\s+)?([\w.-]+)\s*=[ \t]*/y;
	for (let match = start.exec(text); match; match = start.exec(text)) {
		const [, key = ''] = match;
		const quote = text.charAt(start.lastIndex);
		if (!`'"\``.includes(quote)) throw new Error('not quoted');
		let end = start.lastIndex + 1;
		while (end < text.length && text[end] !== quote) end += text[end] === '\\' && text[end + 1] === quote ? 2 : 1;
		const value = text.slice(start.lastIndex + 1, end);
		variables.set(key, quote === '"' ? value.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : value);
		start.lastIndex = end + 1;
	}
	return variables;
}
