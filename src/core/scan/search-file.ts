import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Finding } from './findings.ts';
import { isSdkFileStore, RecordCounter } from './record-counter.ts';
import { type FoundSecret, SecretFinder } from './secret-finder.ts';

/** Larger files are named and left out. */
export const maxFileBytes = 10 * 1024 * 1024;

/** How many rows the table `oauthtoken` of an SQLite file has, of which these are the bytes; null: no such table. */
export type CountRecords = (file: Buffer) => number | null;

export type FoundInFile = Omit<Finding, 'path'>;

/** What came of a file. */
export type Searched =
	| { readonly state: 'searched'; readonly findings: readonly FoundInFile[]; readonly bytes: number }
	| { readonly state: 'binary' | 'special' }
	| { readonly state: 'too big'; readonly bytes: number };

const chunkBytes = 256 * 1024;
const nulWithin = 8 * 1024;
const headerWithin = 256;
const chunk = Buffer.alloc(chunkBytes);

const sqliteBegins = Buffer.from('SQLite format 3\0');
// The write-ahead log (in either byte order) and the rollback journal of SQLite.
const logBegins = ['377f0682', '377f0683', 'd9d505f920a163d7'].map((hex) => Buffer.from(hex, 'hex'));
const storeNames = new Set(['sdk_tokens.txt', 'zohooauth.db']);

/** Searches a file in pieces; only an SQLite file is held whole. Throws the system's error where it cannot be read. */
export function searchFile(path: Buffer, name: string, countRecords: CountRecords): Searched {
	// Neither a link nor a pipe that took the place of the file meanwhile is waited for.
	const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
	try {
		const stats = fstatSync(fd);
		if (!stats.isFile()) return { state: 'special' };
		if (stats.size > maxFileBytes) return { state: 'too big', bytes: stats.size };
		return searchOpen(fd, storeNames.has(name), countRecords);
	} finally {
		closeSync(fd);
	}
}

function searchOpen(fd: number, hasStoreName: boolean, countRecords: CountRecords): Searched {
	// No more than what tells a binary file: there may be many.
	const first = chunk.subarray(0, readSync(fd, chunk, 0, nulWithin, null));
	const isSqlite = startsWith(first, sqliteBegins);
	const hasNoLines = isSqlite || logBegins.some((bytes) => startsWith(first, bytes));
	const decode = decoderFor(first);
	if (!decode.isUtf16 && !hasNoLines && !hasStoreName && first.includes(0)) return { state: 'binary' };
	const finder = new SecretFinder(hasNoLines);
	const records = isSdkFileStore(decode.text(first.subarray(0, headerWithin))) ? new RecordCounter() : null;
	const whole: Buffer[] = [];
	const secrets: FoundSecret[] = [];
	const text = decoderFor(first).text;
	let bytes = 0;
	for (let size = first.length; size > 0 && bytes < maxFileBytes; size = readSync(fd, chunk, 0, chunkBytes, null)) {
		const read = chunk.subarray(0, size);
		const piece = text(read);
		secrets.push(...finder.take(piece, false));
		records?.take(piece);
		if (isSqlite) whole.push(Buffer.from(read));
		bytes += size;
	}
	secrets.push(...finder.take('', true));
	const store = isSqlite
		? storeOf('sdk-database', countRecords(Buffer.concat(whole)))
		: storeOf('sdk-file-store', records?.records ?? null);
	const isUnknown = hasStoreName && bytes > 0 && !isSqlite && records === null;
	const findings = foundIn(store, secrets, hasNoLines, isUnknown);
	return { state: 'searched', findings, bytes };
}

/** A store stands for the secrets in it; an empty one may have left some behind. */
function foundIn(
	store: FoundInFile | null,
	secrets: readonly FoundSecret[],
	hasNoLines: boolean,
	isUnknownStore: boolean,
): readonly FoundInFile[] {
	if (store) return [store];
	if (secrets.length === 0 && isUnknownStore)
		return [{ line: null, kind: 'sdk-store-name', fingerprint: null, records: null }];
	return secrets.map((secret) => ({ ...secret, line: hasNoLines ? null : secret.line, records: null }));
}

function storeOf(kind: 'sdk-database' | 'sdk-file-store', records: number | null): FoundInFile | null {
	return records ? { line: kind === 'sdk-file-store' ? 1 : null, kind, fingerprint: null, records } : null;
}

interface Decoder {
	readonly isUtf16: boolean;
	readonly text: (bytes: Buffer) => string;
}

/** Bytes as characters; what is sought is ASCII, so that other text may be misread. PowerShell writes UTF-16. */
function decoderFor(first: Buffer): Decoder {
	const mark = first.subarray(0, 2).toString('hex');
	if (mark !== 'fffe' && mark !== 'feff') return { isUtf16: false, text: (bytes) => bytes.toString('latin1') };
	const decoder = new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be');
	return { isUtf16: true, text: (bytes) => decoder.decode(bytes, { stream: true }) };
}

function startsWith(bytes: Buffer, beginning: Buffer): boolean {
	return bytes.subarray(0, beginning.length).equals(beginning);
}
