import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	chownSync,
	existsSync,
	linkSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it, type MockInstance, onTestFinished, vi } from 'vitest';
import { FileTokenStore } from '../../src/core/adapters/token-stores/file-token-store.ts';
import { SqliteTokenStore } from '../../src/core/adapters/token-stores/sqlite-token-store.ts';
import { quickStart } from '../support/quick-start.ts';
import { fullToken, type Plain, plain, tokenWith } from './token-stores/tokens.ts';

function folder(): string {
	const made = mkdtempSync(join(tmpdir(), 'latchkey-tokens-'));
	onTestFinished(() => rmSync(made, { recursive: true, force: true }));
	return made;
}

function opened<Store extends { close(): void | Promise<void> }>(open: (path: string) => Store, path: string): Store {
	const store = open(path);
	onTestFinished(async () => store.close());
	return store;
}

/** A process that writes to the store, as in writer.ts. */
function writer(...args: string[]) {
	const script = join(import.meta.dirname, 'token-stores/writer.ts');
	const child = spawn(process.execPath, [script, ...args], {
		env: { ...process.env, ...quickStart },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	return child;
}

const kinds: readonly (readonly [string, (path: string) => SqliteTokenStore | FileTokenStore])[] = [
	['sqlite', SqliteTokenStore.open],
	['file', FileTokenStore.open],
];

describe.each(kinds)('a token store on a file of its own (%s)', (kind, open) => {
	it('keeps all that it acknowledged, and nothing half-written, when its process is killed while it writes', async () => {
		const path = join(folder(), 'tokens');
		let last = 0;
		for (const lines of [1, 3, 20, 57, 90]) {
			const child = writer(kind, path);
			let said = '';
			child.stdout.on('data', (data) => {
				said += String(data);
				if (said.split('\n').length > lines) child.kill('SIGKILL');
			});
			await once(child, 'close');
			last = Number(said.split('\n').at(-2));
			const store = open(path);
			const { expiresIn, clientSecret, refreshToken, accessToken } = plain(await store.findTokenById('one'));
			expect(expiresIn).toBeGreaterThanOrEqual(last);
			const whole = `${expiresIn}-`.repeat(200);
			expect([clientSecret, refreshToken, accessToken]).toEqual([whole, whole, whole]);
			expect(await store.getTokens()).toHaveLength(1);
			await store.deleteTokens();
			await store.close();
		}
		expect(readdirSync(join(path, '..')).filter((name) => !name.endsWith('.lock'))).toEqual(['tokens']);
	}, 60_000);

	it('loses nothing of what three processes save at once', async () => {
		const path = join(folder(), 'tokens');
		const children = ['x', 'y', 'z'].map((name) => writer(kind, path, name));
		for (const child of children) child.stdout.resume();
		const codes = await Promise.all(children.map(async (child) => (await once(child, 'close'))[0]));
		expect(codes).toEqual([0, 0, 0]);
		const tokens = (await opened(open, path).getTokens()).map(plain);
		expect(new Set(tokens.map(({ id }) => id)).size).toBe(75);
		expect(new Set(tokens.map(({ accessToken }) => accessToken)).size).toBe(75);
	}, 60_000);

	it('is readable by its owner alone, a file of the SDK from then on as well', async () => {
		const path = join(folder(), 'new', 'tokens');
		const store = opened(open, path);
		await store.saveToken(fullToken('a'));
		for (const name of readdirSync(join(path, '..')))
			expect(statSync(join(path, '..', name)).mode & 0o777, name).toBe(0o600);
		expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
		await store.close();
		chmodSync(path, 0o644);
		opened(open, path);
		expect(statSync(path).mode & 0o777).toBe(0o600);
	});

	it('refuses a link, a second name and a folder where anybody may write', async () => {
		const at = folder();
		const refusal = expect.objectContaining({ code: 'STORE_UNSAFE' });
		mkdirSync(join(at, 'victim'));
		const victim = join(at, 'victim', 'tokens');
		await open(victim).close();
		writeFileSync(victim, '', { flag: 'a' });
		symlinkSync(victim, join(at, 'link'));
		expect(() => open(join(at, 'link'))).toThrow(refusal);
		symlinkSync(join(at, 'victim'), join(at, 'folder-link'));
		expect(() => open(join(at, 'folder-link', 'tokens'))).toThrow(refusal);
		linkSync(victim, join(at, 'second'));
		expect(() => open(join(at, 'second'))).toThrow(refusal);
		chmodSync(at, 0o777);
		expect(() => open(join(at, 'fresh'))).toThrow(refusal);
		expect(existsSync(join(at, 'fresh'))).toBe(false);
	});

	it('says where and why it cannot be used', async () => {
		const at = folder();
		mkdirSync(join(at, 'tokens'));
		const store = async () => opened(open, join(at, 'tokens')).getTokens();
		await expect(store()).rejects.toMatchObject({ code: 'TOKEN_STORE_FAILED', details: { place: join(at, 'tokens') } });
		writeFileSync(join(at, 'letter'), 'Dear Pat,\nhow are you?\n');
		const other = async () => opened(open, join(at, 'letter')).saveToken(fullToken('a'));
		await expect(other()).rejects.toMatchObject({ code: 'TOKEN_STORE_FAILED' });
		expect(readFileSync(join(at, 'letter'), 'utf8')).toBe('Dear Pat,\nhow are you?\n');
	});
});

describe('a stranger', () => {
	// Only root can make a file that belongs to somebody else.
	if (process.getuid?.() !== 0) return;
	it.each(kinds)('owns the file or the folder: refused (%s)', async (_, open) => {
		const at = folder();
		const path = join(at, 'tokens');
		await open(path).close();
		writeFileSync(path, '', { flag: 'a' });
		chownSync(path, 65534, 65534);
		expect(() => open(path)).toThrow(expect.objectContaining({ code: 'STORE_UNSAFE' }));
		chownSync(path, 0, 0);
		chownSync(at, 65534, 65534);
		expect(() => open(path)).toThrow(expect.objectContaining({ code: 'STORE_UNSAFE' }));
	});
});

describe('SqliteTokenStore on a table that is there', () => {
	/** The table as the SDK's sample for Python makes it. */
	const sample =
		'CREATE TABLE oauthtoken (id varchar(10) NOT NULL,user_name varchar(255), client_id varchar(255), client_secret varchar(255), refresh_token varchar(255), access_token varchar(255), grant_token varchar(255), expiry_time varchar(20), redirect_url varchar(255), api_domain varchar(255), primary key (id))';

	function database(...statements: string[]): string {
		const path = join(folder(), 'zohooauth.db');
		const made = new BetterSqlite(path);
		for (const statement of statements) made.exec(statement);
		made.close();
		return path;
	}

	it('reads what the sample wrote, counts ids as numbers and leaves its rows as they are', async () => {
		const rows = `('9','pat@x.test:1','C','S','r','a',NULL,'1767225600000',NULL,'https://www.zohoapis.com'),('10','','','','','a10','','',NULL,''),('acme',NULL,NULL,NULL,NULL,NULL,'g',NULL,NULL,NULL)`;
		const path = database(sample, `INSERT INTO oauthtoken VALUES ${rows}`);
		const read = () => {
			const made = new BetterSqlite(path);
			const found = made.prepare("SELECT * FROM oauthtoken WHERE id IN ('9', '10', 'acme') ORDER BY rowid").raw().all();
			made.close();
			return found;
		};
		const before = read();
		const store = opened(SqliteTokenStore.open, path);
		expect((await store.getTokens()).map(plain)).toEqual([
			plain(
				tokenWith({
					id: '9',
					userSignature: 'pat@x.test:1',
					clientId: 'C',
					clientSecret: 'S',
					refreshToken: 'r',
					accessToken: 'a',
					expiresIn: 1_767_225_600_000,
					apiDomain: 'https://www.zohoapis.com',
				}),
			),
			plain(tokenWith({ id: '10', accessToken: 'a10' })),
			plain(tokenWith({ id: 'acme', grantToken: 'g' })),
		]);
		expect((await store.saveToken(fullToken('new'))).id).toBe('11');
		expect(read()).toEqual(before);
	});

	it('opens an empty table, and one without the id as key, with numbers and bytes in its columns', async () => {
		expect(await opened(SqliteTokenStore.open, database(sample)).getTokens()).toEqual([]);
		const loose = sample.replace('varchar(20)', 'INTEGER').replace(' NOT NULL', '').replace(', primary key (id)', '');
		const path = database(
			loose,
			`INSERT INTO oauthtoken (id, access_token, expiry_time) VALUES (7, x'6131', 17), (NULL, 'a2', 18.0), ('', 'a3', 'soon')`,
		);
		const store = opened(SqliteTokenStore.open, path);
		const read = async () =>
			(await store.getTokens()).map(plain).map(({ id, accessToken, expiresIn }) => [id, accessToken, expiresIn]);
		expect(await read()).toEqual([
			['7', 'a1', 17],
			[null, 'a2', 18],
			[null, 'a3', null],
		]);
		expect((await store.saveToken(tokenWith({ accessToken: 'a2', expiresIn: 19 }))).id).toBe('8');
		expect(await read()).toEqual([
			['7', 'a1', 17],
			['8', 'a2', 19],
			[null, 'a3', null],
		]);
	});

	it('refuses a value that the column would change, and a table that lacks a column', async () => {
		const numbers = database(sample.replace('id varchar(10) NOT NULL', 'id INTEGER'));
		const store = opened(SqliteTokenStore.open, numbers);
		const message = 'The token cannot be stored: the column id would change it';
		await expect(store.saveToken(fullToken('a', { id: '007' }))).rejects.toMatchObject({
			code: 'TOKEN_REFUSED',
			message,
		});
		expect(await store.getTokens()).toEqual([]);
		expect((await store.saveToken(fullToken('a'))).id).toBe('1');
		const old = database(sample.replace(' api_domain varchar(255),', ''));
		expect(() => SqliteTokenStore.open(old)).toThrow('its table oauthtoken has no column api_domain');
	});

	it('leaves nothing of a deleted token on the disk once it is closed', async () => {
		const path = join(folder(), 'tokens.db');
		const store = SqliteTokenStore.open(path);
		await store.saveToken(fullToken('kept'));
		await store.saveToken(fullToken('gone', { refreshToken: `MARK-${'x'.repeat(1400)}` }));
		expect(readFileSync(path).includes('MARK-') || readFileSync(`${path}-wal`).includes('MARK-')).toBe(true);
		await store.deleteToken((await store.findToken(fullToken('gone')))?.id ?? '');
		store.close();
		expect(readdirSync(join(path, '..'))).toEqual(['tokens.db']);
		expect(readFileSync(path).includes('MARK-')).toBe(false);
		expect(readFileSync(path).includes('secret-of-kept')).toBe(true);
	});
});

/** How often the spied function was called in the act. */
async function callsIn(act: () => Promise<unknown>, spied: MockInstance): Promise<number> {
	const before = spied.mock.calls.length;
	await act();
	return spied.mock.calls.length - before;
}

describe('FileTokenStore and the FileStore of the SDKs', () => {
	/** What the SDK finds in the file, after it saved a new token and a newer one of a user, where they are given. */
	function sdk(name: 'nodejs' | 'typescript', path: string, newName = '', user = ''): Plain[] {
		const script = join(import.meta.dirname, 'token-stores/sdk-file-store.ts');
		const run = spawnSync(process.execPath, [script, name, path, newName, user], { encoding: 'utf8' });
		expect(run.stderr).toBe('');
		return JSON.parse(run.stdout);
	}

	it.each(['nodejs', 'typescript'] as const)('read and write one file in turn (%s)', async (name) => {
		const path = join(folder(), 'sdk_tokens.txt');
		sdk(name, path, 'a');
		const [header] = readFileSync(path, 'utf8').split('\n');
		const store = opened(FileTokenStore.open, path);
		expect((await store.getTokens()).map(plain)).toEqual([{ ...plain(fullToken('a')), id: '1' }]);
		expect((await store.saveToken(fullToken('b'))).id).toBe('2');
		await store.saveToken(fullToken('c', { id: 'acme', grantToken: 'g', expiresIn: null }));
		expect(sdk(name, path)).toEqual((await store.getTokens()).map(plain));
		expect(sdk(name, path, 'd', 'b@example.test:777')).toEqual((await store.getTokens()).map(plain));
		expect(plain(await store.findTokenById('2')).accessToken).toBe('renewed-by-the-sdk');
		expect(plain(await store.findTokenById('3'))).toEqual({ ...plain(fullToken('d')), id: '3' });
		await store.deleteToken('1');
		await store.saveToken(fullToken('e'));
		expect(sdk(name, path)).toEqual((await store.getTokens()).map(plain));
		await store.deleteTokens();
		expect(readFileSync(path, 'utf8')).toBe(header);
		expect(sdk(name, path)).toEqual([]);
	});

	it.each(['nodejs', 'typescript'] as const)('a file that it made is one of the SDK (%s)', async (name) => {
		const path = join(folder(), 'sdk_tokens.txt');
		const store = opened(FileTokenStore.open, path);
		await store.saveToken(fullToken('a'));
		expect(sdk(name, path)).toEqual([{ ...plain(fullToken('a')), id: '1' }]);
	});

	const python =
		'id,user_name,client_id,client_secret,refresh_token,access_token,grant_token,expiry_time,redirect_uri,api_domain';
	const variants: readonly (readonly [string, string])[] = [
		['Python, CRLF', `${python}\r\n1,u,C,S,r,a,,17,http://x,https://www.zohoapis.com\r\n`],
		['Python, CRLF, a byte order mark', `\ufeff${python}\r\n1,u,C,S,r,a,,17,http://x,https://www.zohoapis.com\r\n`],
		['Python, LF, quoted', `${python}\n1,"u",C,"S","r",a,"",17,http://x,"https://www.zohoapis.com"`],
		['Python, rewritten by Node', `${python}\r\n1,u,C,S,r,a,,17,http://x,https://www.zohoapis.com\r\n\n`],
		[
			'TypeScript',
			`${python.replace('name', 'mail').replace('uri', 'url')}\n\n1,u,C,S,r,a,,17,http://x,https://www.zohoapis.com\n`,
		],
	];
	it.each(variants)('reads the file of %s and keeps its header', async (_, text) => {
		const path = join(folder(), 'tokens.csv');
		writeFileSync(path, text);
		const store = opened(FileTokenStore.open, path);
		const [one] = (await store.getTokens()).map(plain);
		expect(one).toEqual(
			plain(
				tokenWith({
					id: '1',
					userSignature: 'u',
					clientId: 'C',
					clientSecret: 'S',
					refreshToken: 'r',
					accessToken: 'a',
					expiresIn: 17,
					redirectURL: 'http://x',
					apiDomain: 'https://www.zohoapis.com',
				}),
			),
		);
		await store.saveToken(tokenWith({ id: '2', accessToken: 'a2' }));
		const header = text.replace('\ufeff', '').split(/\r?\n/)[0];
		expect(readFileSync(path, 'utf8')).toBe(
			`${header}\n1,u,C,S,r,a,,17,http://x,https://www.zohoapis.com\n2,,,,,a2,,,,`,
		);
		expect(sdk('nodejs', path)).toEqual((await store.getTokens()).map(plain));
	});

	it('reads a file of nine columns, also one that the SDK has widened, and gives it the tenth', async () => {
		const path = join(folder(), 'tokens.csv');
		const nine = python.replace(',api_domain', '').replace('uri', 'url');
		for (const text of [`${nine}\n1,u,C,S,r,a,,17,http://x\n`, `${nine},api_domain\n1,u,C,S,r,a,,17,http://x\r,\n,`]) {
			writeFileSync(path, text);
			const store = opened(FileTokenStore.open, path);
			await store.saveToken(tokenWith({ userSignature: 'u', apiDomain: 'https://www.zohoapis.eu' }));
			expect(readFileSync(path, 'utf8')).toBe(`${nine},api_domain\n1,u,C,S,r,a,,17,http://x,https://www.zohoapis.eu`);
			expect(sdk('typescript', path)).toEqual((await store.getTokens()).map(plain));
		}
	});

	it("keeps Python's quoted values of other records as they stand, and refuses to write one", async () => {
		const path = join(folder(), 'tokens.csv');
		const odd = `1,"Pat ""P"", Ltd",C,"line one\r\nline two",r,a,,17,"http://x?a=1,2",https://www.zohoapis.com`;
		writeFileSync(path, `${python}\r\n${odd}\r\n2,u,C,S,r2,a2,,,,\r\n`);
		const store = opened(FileTokenStore.open, path);
		const [one] = (await store.getTokens()).map(plain);
		expect([one?.userSignature, one?.clientSecret, one?.redirectURL]).toEqual([
			'Pat "P", Ltd',
			'line one\r\nline two',
			'http://x?a=1,2',
		]);
		await store.saveToken(tokenWith({ id: '2', accessToken: 'newer' }));
		expect(readFileSync(path, 'utf8')).toBe(`${python}\n${odd}\n2,u,C,S,r2,newer,,,,`);
		await expect(store.saveToken(tokenWith({ id: '1', accessToken: 'newer' }))).rejects.toMatchObject({
			code: 'TOKEN_REFUSED',
			details: { problem: 'the file cannot carry a comma, a quote or a new line, as in its user_name' },
		});
	});

	it('takes no line of which nobody can say what belongs where, and names it', async () => {
		const path = join(folder(), 'tokens.csv');
		const text = `${python}\n1,u,C,S,r,a,,,,\n2,u,C,S,r,a,,17,http://x?a=1,2,https://www.zohoapis.com\n`;
		writeFileSync(path, text);
		const store = opened(FileTokenStore.open, path);
		const failure = { code: 'TOKEN_STORE_FAILED', details: { problem: 'line 3 has 11 values instead of 10' } };
		await expect(store.findTokenById('1')).rejects.toMatchObject(failure);
		await expect(store.saveToken(fullToken('a'))).rejects.toMatchObject(failure);
		writeFileSync(path, Buffer.from(`${text.slice(0, 120)}\xff`, 'latin1'));
		await expect(store.getTokens()).rejects.toMatchObject({ code: 'TOKEN_STORE_FAILED' });
		expect(readFileSync(path).at(-1)).toBe(0xff);
	});

	it('reads a file again only when it may have changed', async () => {
		const path = join(folder(), 'tokens.csv');
		const store = opened(FileTokenStore.open, path);
		await store.saveToken(tokenWith({ id: '1', accessToken: 'a1' }));
		const read = vi.spyOn(TextDecoder.prototype, 'decode');
		onTestFinished(() => read.mockRestore());
		await expect.poll(() => callsIn(() => store.findTokenById('1'), read)).toBe(0);
		writeFileSync(path, readFileSync(path));
		expect(await callsIn(() => store.findTokenById('1'), read)).toBe(1);
	});

	it('sees at once what another program writes into the file in place, at the same length', async () => {
		const path = join(folder(), 'tokens.csv');
		const store = opened(FileTokenStore.open, path);
		await store.saveToken(tokenWith({ id: '1', accessToken: 'a0' }));
		for (let round = 1; round < 40; round++) {
			const token = `a${round % 10}`;
			writeFileSync(path, readFileSync(path, 'utf8').replace(/a\d/, token));
			expect(plain(await store.findTokenById('1')).accessToken).toBe(token);
		}
	});
});
