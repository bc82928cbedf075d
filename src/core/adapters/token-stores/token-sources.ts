import { readFileSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import type { OAuthToken } from '../../domain/oauth-token.ts';
import { type MySqlPlace, MySqlTokenStore } from './mysql-token-store.ts';
import { atPlace } from './private-file.ts';
import { parseTokenFile } from './token-file-format.ts';
import { columns, tokenOf } from './token-row.ts';

// Where Zoho's SDKs keep their tokens, to be read and left as they are. All reject with TOKEN_STORE_FAILED.

/** The records of an SDK's token file. */
export function readTokenFile(path: string): readonly OAuthToken[] {
	return atPlace(path, () => {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
		return parseTokenFile(path, text).rows.map(({ token }) => token);
	});
}

/** The records of the `oauthtoken` table in an SQLite file. */
export function readSqliteTokens(path: string): readonly OAuthToken[] {
	return atPlace(path, () => {
		const sqlite = new BetterSqlite(path, { readonly: true, fileMustExist: true });
		try {
			const present = sqlite.prepare("SELECT name FROM pragma_table_info('oauthtoken')").pluck().all();
			if (present.length === 0)
				throw new AppError('TOKEN_STORE_FAILED', { place: path, problem: 'it has no table oauthtoken' });
			// Tables of older SDKs lack the last columns.
			const read = columns.map((column) => (present.includes(column) ? column : 'NULL')).join(', ');
			const rows = sqlite.prepare(`SELECT ${read} FROM oauthtoken ORDER BY rowid`).raw().all();
			return rows.map((row) => tokenOf(Array.isArray(row) ? row : []));
		} finally {
			sqlite.close();
		}
	});
}

/** Tens of thousands of records; a server that sends more would fill the memory. */
const mostBytes = 32 * 1024 * 1024;

/** The records of the SDK's table on a MySQL or MariaDB server, which may be anybody's: it sends no more than 32 MiB. */
export async function readMySqlTokens(place: MySqlPlace): Promise<readonly OAuthToken[]> {
	const store = new MySqlTokenStore({ mostBytes, ...place });
	try {
		return await store.getTokens();
	} finally {
		await store.close();
	}
}
