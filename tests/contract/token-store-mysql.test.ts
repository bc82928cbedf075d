import { once } from 'node:events';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type MySqlPlace, MySqlTokenStore } from '../../src/core/adapters/token-stores/mysql-token-store.ts';
import { Secret } from '../../src/core/domain/secret.ts';
import { freePort } from '../integration/core/free-port.ts';
import { type Opened, tokenStoreContract } from './token-stores/contract.ts';
import { hasMariaDb, type MariaDb, startMariaDb } from './token-stores/mariadb.ts';
import { followsTheModel } from './token-stores/model.ts';
import { fullToken, type Plain, plain, tokenWith } from './token-stores/tokens.ts';

let server: MariaDb;
beforeAll(async () => {
	if (hasMariaDb) server = await startMariaDb();
}, 60_000);
afterAll(async () => server?.stop(), 60_000);

/** As the SDK's README has it. */
const documented = `CREATE TABLE oauthtoken (id varchar(10) NOT NULL, user_name varchar(255), client_id varchar(255),
	client_secret varchar(255), refresh_token varchar(255), access_token varchar(255), grant_token varchar(255), expiry_time varchar(20),
	redirect_url varchar(255), api_domain varchar(255), primary key (id))`;

let databases = 0;
/** A store on a new database, whose table the statement makes, or else the store. */
async function opened(
	table?: string,
): Promise<Opened & { readonly store: MySqlTokenStore; readonly database: string }> {
	const database = `tokens${databases++}`;
	await server.run(`CREATE DATABASE ${database}`, `USE ${database}`, ...(table ? [table] : []));
	const open = (place: MySqlPlace = {}) =>
		new MySqlTokenStore({ host: '127.0.0.1', port: server.port, database, ...place });
	const stores = [open()];
	const [store = open()] = stores;
	if (!table) await store.createTable();
	const again = () => {
		const other = open();
		stores.push(other);
		return other;
	};
	const close = async () => {
		for (const one of stores) await one.close();
	};
	return { store, database, again, close };
}

const numberOf = ({ id }: Plain) => (/^[0-9]{1,15}$/.test(id ?? '') ? Number(id) : Number.POSITIVE_INFINITY);
const compare = (one: string | null, other: string | null) =>
	one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1;
const order = (one: Plain, other: Plain) =>
	numberOf(one) === numberOf(other) ? compare(one.id, other.id) : numberOf(one) - numberOf(other);

const kinds = [
	['MySqlTokenStore on the documented table', documented],
	['MySqlTokenStore on its own table', undefined],
] as const;
for (const [name, table] of kinds) {
	tokenStoreContract(name, () => opened(table), { order, runs: hasMariaDb });
	followsTheModel(name, () => opened(table), { order, runs: hasMariaDb, rows: 25 });
}

describe.skipIf(!hasMariaDb)('MySqlTokenStore beside the contract', () => {
	const ready = async (table = documented) => {
		const made = await opened(table);
		onTestFinished(() => made.close());
		return made;
	};

	it('refuses what the columns would cut, on a server that cuts', async () => {
		const { store } = await ready();
		for (const [given, column] of [
			[{ id: 'eleven-char' }, 'id'],
			[{ accessToken: 'x'.repeat(256) }, 'access_token'],
			[{ redirectURL: 'x'.repeat(256) }, 'redirect_url'],
		] as const)
			await expect(store.saveToken(fullToken('a', given))).rejects.toMatchObject({
				code: 'TOKEN_REFUSED',
				message: `The token cannot be stored: the column ${column} of the table is too short for it`,
			});
		await store.saveToken(fullToken('a', { id: '9999999999' }));
		await expect(store.saveToken(fullToken('b'))).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
		expect(await store.getTokens()).toHaveLength(1);
	});

	it('refuses characters that the table has not, and an id that its collation takes for another', async () => {
		const { store } = await ready(`${documented} CHARACTER SET latin1`);
		await expect(store.saveToken(fullToken('a', { userSignature: '\u{1f511}' }))).rejects.toMatchObject({
			code: 'TOKEN_REFUSED',
			message: 'The token cannot be stored: the column user_name of the table has not all its characters',
		});
		expect(await store.findToken(tokenWith({ userSignature: '\u{1f511}' }))).toBeNull();
		await store.saveToken(fullToken('a', { id: 'Acme', userSignature: 'Zoë' }));
		for (const id of ['acme', 'Acme '])
			await expect(store.saveToken(fullToken('a', { id }))).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
		expect((await store.findToken(tokenWith({ userSignature: 'Zoë' })))?.id).toBe('Acme');
	});

	it('reads the rows of the SDK, where nothing is empty text', async () => {
		const { store, database } = await ready();
		await server.run(
			`INSERT INTO ${database}.oauthtoken VALUES ('1','pat@x.test:1','','','r','','',NULL,'',''),('9','u','C','S','r9','a9','','17','',NULL),('10','v','C','S','r10','a10','g','x','','')`,
		);
		const [one, nine, ten] = (await store.getTokens()).map(plain);
		expect(one).toEqual(plain(tokenWith({ id: '1', userSignature: 'pat@x.test:1', refreshToken: 'r' })));
		expect([nine?.expiresIn, ten?.expiresIn]).toEqual([17, null]);
		expect((await store.saveToken(fullToken('a'))).id).toBe('11');
		expect((await store.saveToken(tokenWith({ userSignature: 'pat@x.test:1', clientId: 'C' }))).id).toBe('1');
	});

	it('tells ids apart where the table has no key and ignores case', async () => {
		const { store, database } = await ready(documented.replace(', primary key (id)', ''));
		const rows = `('acme','u','C','S','r','one','','','',''),('Acme','u','C','S','r','two','','','',''),('acme ','u','C','S','r','three','','','','')`;
		await server.run(`INSERT INTO ${database}.oauthtoken VALUES ${rows}`);
		await store.saveToken(tokenWith({ id: 'Acme', accessToken: 'newer' }));
		await store.deleteToken('acme');
		const left = (await store.getTokens()).map(plain).map(({ id, accessToken }) => [id, accessToken]);
		expect(left.toSorted()).toEqual([
			['Acme', 'newer'],
			['acme ', 'three'],
		]);
	});

	it('lets others write after a save that failed', async () => {
		const { store, again } = await ready();
		await expect(store.saveToken(fullToken('a', { id: 'eleven-char' }))).rejects.toMatchObject({
			code: 'TOKEN_REFUSED',
		});
		await store.getTokens();
		await again().saveToken(fullToken('b'));
		expect(await store.getTokens()).toHaveLength(1);
	});

	it('saves again where another program was quicker', async () => {
		const { store, database } = await ready();
		// The SDK's DBStore knows no lock: it takes the id that is next just before the store does.
		await server.run(
			`CREATE TRIGGER quicker BEFORE INSERT ON ${database}.oauthtoken FOR EACH ROW BEGIN
				IF @tried IS NULL THEN SET @tried = 1; SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213; END IF; END`,
		);
		expect((await store.saveToken(fullToken('a'))).id).toBe('1');
		expect(await store.getTokens()).toHaveLength(1);
	});

	it('says where and why it cannot be used, without the password or a statement', async () => {
		const { store, database } = await ready();
		const secret = 'MARK-OF-A-SECRET';
		const at = (place: MySqlPlace) =>
			new MySqlTokenStore({ host: '127.0.0.1', port: server.port, database, password: new Secret(secret), ...place });
		await server.run(`CREATE USER 'other'@'%' IDENTIFIED BY 'x'`, `CREATE DATABASE IF NOT EXISTS empty_one`);
		const troubles = [
			[at({ user: 'other' }), 'user or password are not accepted'],
			[at({ port: await freePort() }), 'nobody answers there'],
			[at({ password: null, database: 'nothing' }), 'the database is missing'],
			[at({ password: null, database: 'empty_one' }), 'the table is missing'],
		] as const;
		for (const [broken, problem] of troubles) {
			onTestFinished(() => broken.close());
			const error = await broken.saveToken(fullToken('a', { accessToken: secret })).catch((thrown: unknown) => thrown);
			expect(error).toMatchObject({ code: 'TOKEN_STORE_FAILED', details: { problem } });
			expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/MARK-OF|INSERT|SELECT/);
		}
		expect(() => at({ table: 'oauthtoken; DROP TABLE oauthtoken' })).toThrow(
			expect.objectContaining({ code: 'TOKEN_STORE_FAILED' }),
		);
		expect(await store.getTokens()).toEqual([]);
	});

	it('gives up on a server that does not answer, and goes on when it does', async () => {
		const { database } = await ready();
		const store = new MySqlTokenStore({ host: '127.0.0.1', port: server.port, database, timeoutMs: 1_000 });
		onTestFinished(() => store.close());
		await store.saveToken(fullToken('a'));
		await server.pause();
		onTestFinished(() => server.goOn());
		const began = Date.now();
		await expect(store.saveToken(fullToken('b'))).rejects.toMatchObject({ code: 'TOKEN_STORE_FAILED' });
		expect(Date.now() - began).toBeLessThan(5_000);
		server.goOn();
		expect((await store.saveToken(fullToken('a'))).id).toBe('1');
	});

	it('gives up on a host that takes the connection and says nothing', async () => {
		const silent = createServer().listen(0, '127.0.0.1');
		onTestFinished(() => void silent.close());
		await once(silent, 'listening');
		const address = silent.address();
		const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
		const store = new MySqlTokenStore({ host: '127.0.0.1', port, timeoutMs: 500 });
		await expect(store.getTokens()).rejects.toMatchObject({ code: 'TOKEN_STORE_FAILED' });
		await store.close();
	});

	it('makes its table once, with room for a long token and an alias as id', async () => {
		const { store } = await opened();
		onTestFinished(() => store.close());
		await store.createTable();
		const id = 'a'.repeat(64);
		const saved = await store.saveToken(
			fullToken('a', { id, accessToken: 'x'.repeat(1500), redirectURL: 'y'.repeat(1500) }),
		);
		expect(plain(await store.findTokenById(id))).toEqual(plain(saved));
	});
});
