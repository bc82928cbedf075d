import {
	type BigIntStats,
	closeSync,
	constants,
	fstatSync,
	fsyncSync,
	lstatSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { OAuthToken } from '../../domain/oauth-token.ts';
import type { TokenStore } from '../../ports/token-store.ts';
import { FileLock } from './file-lock.ts';
import { atPlace, makePrivate } from './private-file.ts';
import { unknown } from './records.ts';
import { emptyFile, parseTokenFile, printTokenFile, rowOf, type TokenFile } from './token-file-format.ts';
import { findByIdIn, findIn, saveIn } from './token-list.ts';

interface Reading {
	readonly version: string;
	readonly content: string;
	readonly file: TokenFile;
	/** Whether a change after it must show in the file's time: one in the same tick of the clock does not. */
	readonly isSettled: boolean;
}

// More than the coarsest step in which a local file system counts time.
const tickMs = 100;

// Fails on other bytes, instead of writing them back as something else; leaves out a byte order mark.
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Keeps the records in the CSV file of the SDK's FileStore, which the SDKs for Node, TypeScript and Python read and write, too. Readable by
 * its owner. Writers of this class exclude each other; those of the SDKs know no lock.
 */
export class FileTokenStore implements TokenStore {
	readonly #path: string;
	readonly #lock: FileLock;
	#reading: Reading | null = null;

	private constructor(path: string) {
		this.#path = path;
		this.#lock = new FileLock(path);
	}

	/** Opens the file (made 0600), or one that is made on the first save. Throws STORE_UNSAFE for a link or a stranger's file. */
	static open(path: string): FileTokenStore {
		return atPlace(path, () => {
			makePrivate(path);
			return new FileTokenStore(path);
		});
	}

	async findToken(token: OAuthToken): Promise<OAuthToken | null> {
		return findIn(this.#tokens(), token);
	}

	async findTokenById(id: string): Promise<OAuthToken> {
		return findByIdIn(this.#tokens(), id);
	}

	async saveToken(token: OAuthToken): Promise<OAuthToken> {
		return this.#change((file) => {
			const { stored, replaces } = saveIn(tokensOf(file), token);
			const row = rowOf(stored);
			const rows = replaces ? file.rows.map((one) => (one.token === replaces ? row : one)) : [...file.rows, row];
			return { rows, result: stored };
		});
	}

	async deleteToken(id: string): Promise<void> {
		await this.#change((file) => {
			const rows = file.rows.filter(({ token }) => token.id === null || token.id !== id);
			if (rows.length === file.rows.length) throw unknown(id);
			return { rows, result: null };
		});
	}

	async deleteTokens(): Promise<void> {
		await this.#change(() => ({ rows: [], result: null }));
	}

	async getTokens(): Promise<readonly OAuthToken[]> {
		return this.#tokens();
	}

	/** Waits for what is being written, and lets go of the lock's file. */
	close(): Promise<void> {
		return this.#lock.close();
	}

	#tokens(): readonly OAuthToken[] {
		return tokensOf(atPlace(this.#path, () => this.#read()));
	}

	#change<T>(act: (file: TokenFile) => { rows: TokenFile['rows']; result: T }): Promise<T> {
		return this.#lock.exclusively(() => {
			const file = this.#read();
			const { rows, result } = act(file);
			this.#write({ ...file, rows });
			return result;
		});
	}

	#read(): TokenFile {
		const found = lstatSync(this.#path, { bigint: true, throwIfNoEntry: false });
		if (!found) return emptyFile;
		if (this.#reading?.isSettled && this.#reading.version === versionOf(found)) return this.#reading.file;
		makePrivate(this.#path);
		const fd = openSync(this.#path, constants.O_RDONLY | constants.O_NOFOLLOW);
		try {
			const now = Date.now();
			const stats = fstatSync(fd, { bigint: true });
			const content = utf8.decode(readFileSync(fd));
			const known = this.#reading?.content === content ? this.#reading.file : null;
			const file = known ?? parseTokenFile(this.#path, content);
			const isSettled = Math.abs(now - Number(stats.ctimeMs)) > tickMs;
			this.#reading = { version: versionOf(stats), content, file, isSettled };
			return file;
		} finally {
			closeSync(fd);
		}
	}

	/** Whoever reads meanwhile, or after a crash, finds the old file or the new one whole. */
	#write(file: TokenFile): void {
		makePrivate(this.#path);
		const made = `${this.#path}.new`;
		// One that a crash left behind; the lock is ours, so nobody is at it.
		rmSync(made, { force: true });
		const content = printTokenFile(file);
		const fd = openSync(made, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
		try {
			writeFileSync(fd, content);
			fsyncSync(fd);
		} finally {
			closeSync(fd);
		}
		renameSync(made, this.#path);
		if (process.platform !== 'win32') syncFolder(dirname(this.#path));
		this.#reading = { version: '', content, file, isSettled: false };
	}
}

function tokensOf({ rows }: TokenFile): readonly OAuthToken[] {
	return rows.map(({ token }) => token);
}

function versionOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
	return [dev, ino, size, mtimeNs, ctimeNs].join();
}

function syncFolder(path: string): void {
	const fd = openSync(path, constants.O_RDONLY);
	try {
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
}
