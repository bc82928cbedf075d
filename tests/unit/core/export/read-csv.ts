/** Reads CSV as RFC 4180 has it, and as spreadsheets do with another separator: a quote within an unquoted rest is a plain character. */
export function readCsv(file: string, separator = ','): readonly (readonly string[])[] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	while (at < file.length) {
		let cell = '';
		if (file[at] === '"') {
			at++;
			for (; at < file.length && !(file[at] === '"' && file[at + 1] !== '"'); at++) {
				cell += file[at];
				if (file[at] === '"') at++;
			}
			at++;
		}
		while (at < file.length && file[at] !== separator && !file.startsWith('\r\n', at)) cell += file[at++];
		row.push(cell);
		if (file[at] === separator) at++;
		else {
			at += 2;
			rows.push(row);
			row = [];
		}
	}
	return rows;
}

/** The text that a field was written for; see csvRow. */
export function fieldText(field: string): string {
	const bare = field.replace(/(^|;"*)'/g, '$1');
	return bare.replace(/\\u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}
