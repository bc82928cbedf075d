import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder. */
export function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}

/** The ways in which a text may lie in a file. */
function formsOf(text: string): Buffer[] {
	const bytes = Buffer.from(text);
	return [
		bytes,
		Buffer.from(text, 'utf16le'),
		Buffer.from(encodeURIComponent(text)),
		// Base64 inside a longer text: what does not hang on the bytes around it.
		...[0, 1, 2].map((shift) => Buffer.from(bytes.subarray(shift).toString('base64').slice(0, -4))),
		Buffer.from(bytes.toString('hex')),
	];
}

/** The files below a folder that hold one of the texts. */
export function filesThatHold(folder: string, texts: readonly string[]): string[] {
	const forms = texts.flatMap(formsOf);
	return filesIn(folder).filter((file) => {
		const content = readFileSync(file);
		return forms.some((form) => content.includes(form));
	});
}
