import { type Dirent, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, sep } from 'node:path';

/** What a folder holds. Paths are bytes, for a name need not be text. */
export type Entry =
	| { readonly kind: 'file'; readonly path: Buffer; readonly name: string }
	| { readonly kind: 'node_modules' | '.git/objects' | 'link' | 'special' }
	| { readonly kind: 'unreadable'; readonly path: Buffer; readonly cause: unknown };

const separator = Buffer.from(sep);

/**
 * All that is in a folder and the folders in it, by name; a file is its own only entry. The one given is followed where it is a link, none
 * below is. Throws the system's error at once where it is not there.
 */
export function walk(root: string): Iterable<Entry> {
	const path = lstatSync(root).isSymbolicLink() ? realpathSync(root) : root;
	if (lstatSync(path).isDirectory()) return folder(Buffer.from(path), '');
	return [{ kind: 'file', path: Buffer.from(path), name: basename(path) }];
}

function* folder(path: Buffer, name: string): Generator<Entry> {
	let entries: Dirent<Buffer>[];
	try {
		entries = readdirSync(path, { withFileTypes: true, encoding: 'buffer' });
	} catch (cause) {
		yield { kind: 'unreadable', path, cause };
		return;
	}
	const before = path.at(-1) === separator[0] ? path : Buffer.concat([path, separator]);
	for (const entry of entries.sort((one, other) => Buffer.compare(one.name, other.name))) {
		const child = Buffer.concat([before, entry.name]);
		const childName = entry.name.toString();
		if (entry.isSymbolicLink()) yield { kind: 'link' };
		else if (entry.isFile()) yield { kind: 'file', path: child, name: childName };
		else if (!entry.isDirectory()) yield { kind: 'special' };
		else if (childName === 'node_modules') yield { kind: 'node_modules' };
		else if (childName === 'objects' && name === '.git') yield { kind: '.git/objects' };
		else yield* folder(child, childName);
	}
}
