import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import type { ConnectionView } from '../shared/views.ts';
import { environmentNamed } from './environment-names.ts';
import { choicesAmong, choicesInWords } from './only-one.ts';

const fileName = '.latchkey';
const maxBytes = 4096;

/** The connection that a folder names for the commands run in it. */
export interface FolderTarget {
	readonly id: string;
	readonly alias: string;
	/** Of the file, as seen from here. */
	readonly path: string;
	/** Programs may be run on it although it is production. */
	readonly allowProduction: boolean;
}

/** What a `.latchkey` may say; JSON, because everybody's tools write it and nothing else is parsed here. */
interface Binding {
	readonly connection?: string;
	readonly customer?: string;
	readonly environment?: string;
	readonly allowProduction?: boolean;
}

const kinds: Readonly<Record<keyof Binding, 'string' | 'boolean'>> = {
	connection: 'string',
	customer: 'string',
	environment: 'string',
	allowProduction: 'boolean',
};

/**
 * The connection of the nearest `.latchkey`, from this folder up to the home folder (elsewhere: the root); null where there is no such
 * file. Throws BINDING_REFUSED for one that is not the person's own, is not understood or does not lead to exactly one connection.
 */
export function folderTarget(core: () => Core): FolderTarget | null {
	for (const folder of foldersUpwards()) {
		const file = join(folder, fileName);
		const path = relative(process.cwd(), file);
		const text = readOwn(file, path);
		if (text === null) continue;
		const binding = parse(text, path);
		const { id, alias } = connectionOf(core(), binding, path);
		return { id, alias, path, allowProduction: binding.allowProduction ?? false };
	}
	return null;
}

function foldersUpwards(): readonly string[] {
	const folders: string[] = [];
	for (let folder = process.cwd(); ; folder = dirname(folder)) {
		folders.push(folder);
		if (folder === homedir() || folder === dirname(folder)) return folders;
	}
}

/** The file's text; null where there is none. What somebody else could have put there decides nothing. */
function readOwn(file: string, path: string): string | null {
	const refuse = (problem: string, cause?: unknown) => new AppError('BINDING_REFUSED', { path, problem }, { cause });
	let fd: number;
	try {
		// Not through a link, and not waiting for the other end of a pipe.
		fd = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : null;
		if (code === 'ENOENT' || code === 'ENOTDIR') return null;
		if (code === 'ELOOP') throw refuse('it is a symbolic link.', error);
		throw refuse(`it cannot be read (${String(code)}).`, error);
	}
	try {
		const found = fstatSync(fd);
		if (!found.isFile()) throw refuse('it is no file.');
		const me = process.getuid?.();
		if (me !== undefined && found.uid !== me) throw refuse('it belongs to another user.');
		if (me !== undefined && (found.mode & 0o002) !== 0) throw refuse('every user may change it.');
		const bytes = Buffer.alloc(maxBytes + 1);
		const length = readSync(fd, bytes, 0, bytes.length, 0);
		if (length > maxBytes) throw refuse(`it is longer than ${maxBytes} bytes.`);
		return bytes.toString('utf8', 0, length);
	} finally {
		closeSync(fd);
	}
}

function parse(text: string, path: string): Binding {
	const refuse = (problem: string) => new AppError('BINDING_REFUSED', { path, problem });
	const value = jsonOf(text);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse('it is no JSON object.');
	for (const [key, one] of Object.entries(value)) {
		if (!isKey(key)) throw refuse(`it has a key "${key.slice(0, 40)}"; there are ${Object.keys(kinds).join(', ')}.`);
		if (typeof one !== kinds[key] || one === '') throw refuse(`"${key}" must be a ${kinds[key]}.`);
	}
	const binding: Binding = value;
	if ((binding.connection === undefined) === (binding.customer === undefined))
		throw refuse('it must name a "connection" or a "customer", and not both.');
	if (binding.environment !== undefined && binding.customer === undefined)
		throw refuse('"environment" goes with "customer".');
	return binding;
}

function isKey(key: string): key is keyof Binding {
	return Object.hasOwn(kinds, key);
}

/** Null, which is no object either, where it is no JSON. */
function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\ufeff/, ''));
	} catch {
		return null;
	}
}

function connectionOf(core: Core, binding: Binding, path: string): ConnectionView {
	const all = core.connections.list();
	const same = (one: string | null, other: string | undefined) => one?.toLowerCase() === other?.toLowerCase();
	const { connection, customer, environment } = binding;
	const found =
		connection === undefined
			? all.filter(
					(one) => same(one.customer, customer) && (!environment || one.environment === environmentNamed(environment)),
				)
			: all.filter((one) => same(one.alias, connection) || one.id === connection);
	const choices = choicesAmong(found);
	const [first, ...more] = choices;
	if (first && more.length === 0) return first;
	const asked = connection ?? [customer, environment].filter(Boolean).join(', ');
	const problem = first
		? `"${asked}" are several connections: ${choicesInWords(choices)}.`
		: `no connection is "${asked.slice(0, 80)}".`;
	throw new AppError('BINDING_REFUSED', { path, problem });
}
