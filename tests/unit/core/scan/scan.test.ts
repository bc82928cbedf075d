import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countOauthTokens } from '../../../../src/core/adapters/sqlite/count-oauth-tokens.ts';
import { scan } from '../../../../src/core/scan/scan.ts';
import { maxFileBytes } from '../../../../src/core/scan/search-file.ts';
import { fingerprint } from './secrets.ts';

const token = '1000.0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210';
const header =
	'id,user_name,client_id,client_secret,refresh_token,access_token,grant_token,expiry_time,redirect_url,api_domain';

/** A folder with these files, which goes when the test ends. */
function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-scan-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	for (const [name, content] of Object.entries(files)) {
		const path = join(folder, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
	}
	return folder;
}

function scanned(...roots: readonly string[]) {
	return scan(roots, countOauthTokens);
}

const aToken = { line: 1, kind: 'token', fingerprint: fingerprint(token), records: null };

/** An SQLite file with the table of an SDK, kept open in the mode of its journal until `done` has been called. */
function sdkDatabase(
	path: string,
	rows: number,
	table = 'CREATE TABLE oauthtoken (id varchar, refresh_token varchar)',
) {
	const sqlite = new Database(path);
	sqlite.pragma('journal_mode = wal');
	sqlite.exec(table);
	for (let id = 1; id <= rows; id++) sqlite.prepare('INSERT INTO oauthtoken VALUES (?, ?)').run(String(id), token);
	return sqlite;
}

/** Root reads everything: where the tests run as root, this does not. */
function asNobody<T>(act: () => T): T {
	if (process.geteuid?.() !== 0) return act();
	process.seteuid?.(65_534);
	try {
		return act();
	} finally {
		process.seteuid?.(0);
	}
}

describe('a scan', () => {
	it('finds tokens in the folders below, with path and line', () => {
		const folder = folderWith({ 'a.txt': `one\ntwo ${token}\n`, 'deep/er/.env': `ZOHO=${token}`, 'b.txt': 'none' });
		expect(scanned(folder)).toEqual({
			findings: [
				{ path: join(folder, 'a.txt'), ...aToken, line: 2 },
				{ path: join(folder, 'deep/er/.env'), ...aToken },
			],
			files: 3,
			bytes: 'one\ntwo \nZOHO=none'.length + 2 * token.length,
			skipped: {
				...{ nodeModules: 0, gitObjects: 0, binary: 0, links: 0, special: 0, tooBig: [], unreadable: [] },
			},
		});
	});

	it('takes a file for a folder of one, and follows the link that was named', () => {
		const folder = folderWith({ 'a.txt': token, 'dir/b.txt': token });
		symlinkSync(join(folder, 'a.txt'), join(folder, 'to-file'));
		symlinkSync(join(folder, 'dir'), join(folder, 'to-dir'));
		const { findings } = scanned(join(folder, 'a.txt'), join(folder, 'to-file'), join(folder, 'to-dir'));
		expect(findings.map(({ path }) => path)).toEqual([
			join(folder, 'a.txt'),
			join(folder, 'a.txt'),
			join(folder, 'dir/b.txt'),
		]);
		expect(() => scanned(join(folder, 'nowhere'))).toThrow('ENOENT');
	});

	it('leaves out what holds no plain text of the person, and counts it', () => {
		const folder = folderWith({
			'node_modules/x/a.txt': token,
			'sub/node_modules/a.txt': token,
			'.git/objects/ab/cd': token,
			'.git/config': token,
			'objects/a.txt': token,
			'image.png': `\u0089PNG\0${token}`,
			'late-nul.txt': `${token}${' '.repeat(8192)}\0`,
		});
		symlinkSync(folder, join(folder, 'loop'));
		const { findings, skipped } = scanned(folder);
		expect(findings.map(({ path }) => path.slice(folder.length + 1))).toEqual([
			'.git/config',
			'late-nul.txt',
			'objects/a.txt',
		]);
		expect(skipped).toMatchObject({ nodeModules: 2, gitObjects: 1, binary: 1, links: 1, special: 0 });
	});

	it('names a file that is too big, and searches one that is not to its last byte', () => {
		const folder = folderWith({
			big: token,
			fits: Buffer.concat([Buffer.alloc(maxFileBytes - token.length, '\n'), Buffer.from(token)]),
		});
		truncateSync(join(folder, 'big'), maxFileBytes + 1);
		const { findings, skipped } = scanned(folder);
		expect(findings).toEqual([{ path: join(folder, 'fits'), ...aToken, line: maxFileBytes - token.length + 1 }]);
		expect(skipped.tooBig).toEqual([{ path: join(folder, 'big'), bytes: maxFileBytes + 1 }]);
	});

	it.skipIf(process.platform === 'win32')('never waits for a pipe', () => {
		const folder = folderWith({ 'a.txt': token });
		execFileSync('mkfifo', [join(folder, 'pipe')]);
		const { findings, skipped } = scanned(folder, join(folder, 'pipe'));
		expect(findings).toHaveLength(1);
		expect(skipped.special).toBe(2);
	});

	it.skipIf(process.platform === 'win32')('names what it may not read', () => {
		const folder = folderWith({ 'a.txt': token, 'dir/b.txt': token, 'c.txt': token });
		chmodSync(folder, 0o755);
		chmodSync(join(folder, 'a.txt'), 0);
		chmodSync(join(folder, 'dir'), 0);
		onTestFinished(() => chmodSync(join(folder, 'dir'), 0o700));
		const { findings, skipped } = asNobody(() => scanned(folder));
		expect(findings).toHaveLength(1);
		expect(skipped.unreadable).toEqual([
			{ path: join(folder, 'a.txt'), problem: 'EACCES' },
			{ path: join(folder, 'dir'), problem: 'EACCES' },
		]);
	});

	it.skipIf(process.platform !== 'linux')('reads a file whose name is no text', () => {
		const folder = folderWith({});
		writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from('caf\xe9.txt', 'latin1')]), token);
		expect(scanned(folder).findings).toEqual([{ path: `${folder}/caf\ufffd.txt`, ...aToken }]);
	});

	it('reads what PowerShell writes', () => {
		const big = Buffer.from(`\ufeffone\r\n${token}`, 'utf16le').swap16();
		const folder = folderWith({ big, little: Buffer.from(`\ufeff${token}`, 'utf16le') });
		expect(scanned(folder).findings.map(({ line, fingerprint: mark }) => [line, mark])).toEqual([
			[2, fingerprint(token)],
			[1, fingerprint(token)],
		]);
	});
});

describe("a Zoho SDK's own store", () => {
	it.each([
		['of the Node SDK', header, 3],
		['of the TypeScript SDK', header.replace('user_name', 'user_mail'), 3],
		['with a byte order mark and quotes', `\ufeff${header.replaceAll(/\w+/g, '"$&"')}`, 3],
	])('is one finding with the number of its records: %s', (_, first, records) => {
		const row = `1,a@b.test:42,1000.X,secret,${token},${token},,1,,\r\n`;
		const folder = folderWith({ 'tokens.csv': `${first}\r\n${row}${row}\r\n \r\n${row}` });
		expect(scanned(folder).findings).toEqual([
			{ path: join(folder, 'tokens.csv'), line: 1, kind: 'sdk-file-store', fingerprint: null, records },
		]);
	});

	it('without a record is no finding', () => {
		expect(scanned(folderWith({ 'sdk_tokens.txt': `${header}\n`, 'empty/sdk_tokens.txt': '' })).findings).toEqual([]);
	});

	it('is known by its name where nothing else is', () => {
		const folder = folderWith({ 'sdk_tokens.txt': 'encrypted', 'zohooauth.db': `x\0${token}` });
		expect(scanned(folder).findings).toEqual([
			{ path: join(folder, 'sdk_tokens.txt'), line: null, kind: 'sdk-store-name', fingerprint: null, records: null },
			{ path: join(folder, 'zohooauth.db'), ...aToken },
		]);
	});

	it('in SQLite is counted without leaving a trace beside it', () => {
		const folder = folderWith({});
		sdkDatabase(join(folder, 'my.db'), 3).close();
		expect(scanned(folder).findings).toEqual([
			{ path: join(folder, 'my.db'), line: null, kind: 'sdk-database', fingerprint: null, records: 3 },
		]);
		expect(readdirSync(folder)).toEqual(['my.db']);
	});

	it('that a program has open is found by its write-ahead log', () => {
		const folder = folderWith({});
		const sqlite = sdkDatabase(join(folder, 'my.db'), 1);
		onTestFinished(() => void sqlite.close());
		const { findings } = scanned(folder);
		expect(findings).toContainEqual({ path: join(folder, 'my.db-wal'), ...aToken, line: null });
	});

	it('shows what deleted rows left in its bytes', () => {
		const folder = folderWith({});
		const sqlite = sdkDatabase(join(folder, 'my.db'), 1);
		sqlite.pragma('secure_delete = 0');
		sqlite.exec('DELETE FROM oauthtoken');
		sqlite.close();
		expect(scanned(folder).findings).toEqual([{ path: join(folder, 'my.db'), ...aToken, line: null }]);
	});

	it('of which only the name is left runs nothing: a view without end, damage', () => {
		const endless =
			'CREATE VIEW oauthtoken AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
		const folder = folderWith({ 'damaged.db': `SQLite format 3\0${token}` });
		sdkDatabase(join(folder, 'view.db'), 0, endless).close();
		expect(scanned(folder).findings).toEqual([{ path: join(folder, 'damaged.db'), ...aToken, line: null }]);
	});
});
