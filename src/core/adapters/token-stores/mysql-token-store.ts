import { createHash } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import { createPool, type Pool, type PoolConnection, type RowDataPacket } from 'mysql2/promise';
import { AppError } from '../../domain/app-error.ts';
import { matchKeys, merged, type OAuthToken, withoutEmpty } from '../../domain/oauth-token.ts';
import type { Secret } from '../../domain/secret.ts';
import { isThisComputer, requireName } from '../../domain/this-computer.ts';
import type { TokenStore } from '../../ports/token-store.ts';
import { cappedSocket } from './capped-socket.ts';
import { asMySqlFailure, isIncomparable, isTransient } from './mysql-errors.ts';
import { isFound, type Lookup, lookupsOf, nextId, saved, soughtText, storable, unknown } from './records.ts';
import { cellsOf, columnOf, columns, tokenOf } from './token-row.ts';

/** Where the table is; what is left out is as in the SDK's DBStore. */
export interface MySqlPlace {
	/** Default localhost. */
	readonly host?: string;
	/** Default 3306. */
	readonly port?: number;
	/** Default zohooauth. */
	readonly database?: string;
	/** Default oauthtoken. */
	readonly table?: string;
	/** Default root. */
	readonly user?: string;
	readonly password?: Secret | null;
	/** How long an operation may take, connecting and waiting for others included. Default 15,000. */
	readonly timeoutMs?: number;
	/** Also to another computer, although whoever sits between can read it all. Default false: another computer must prove its name by TLS. */
	readonly withoutTls?: boolean;
	/** How much the server may send on one connection, in bytes, for a server that nobody vouches for. Default: no limit. */
	readonly mostBytes?: number;
}

interface Found {
	readonly key: unknown;
	readonly token: OAuthToken;
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const isNumber = "id REGEXP '^[0-9]{1,15}$'";
// The table does not say what was stored first; ids that the stores make do.
const inOrder = `ORDER BY ${isNumber} DESC, CAST(CASE WHEN ${isNumber} THEN id END AS UNSIGNED), id`;
// The table's collation may take "Acme", "acme" and "acme " for one.
const isId = 'id = ? AND CAST(CONVERT(id USING utf8mb4) AS BINARY) = CAST(? AS BINARY)';
// A server in its lax mode cuts what is too long; one without autocommit goes on showing what was there at the first look.
const settings = "SET SESSION sql_mode = 'STRICT_ALL_TABLES', autocommit = 1";

const attempts = 4;

/** Keeps the records in the MySQL or MariaDB table of the SDK's DBStore. Readable by whoever may read the table. */
export class MySqlTokenStore implements TokenStore {
	readonly #pool: Pool;
	readonly #place: string;
	readonly #host: string;
	/** Whether the server must have proved its name by TLS. */
	readonly #isProved: boolean;
	readonly #table: string;
	readonly #timeoutMs: number;
	readonly #lock: string;

	/**
	 * Connects on first use. Throws PLAIN_NETWORK for another computer that is named by its address, and TOKEN_STORE_FAILED for a table's name
	 * that is no plain identifier.
	 */
	constructor(place: MySqlPlace = {}) {
		const { host = 'localhost', port = 3306, database = 'zohooauth', table = 'oauthtoken', user = 'root' } = place;
		this.#place = `mysql://${host}:${port}/${database}`;
		this.#host = host;
		this.#isProved = !isThisComputer(host) && !place.withoutTls;
		if (this.#isProved) requireName(host);
		if (!identifier.test(table)) throw this.#failed('the name of the table is not letters, digits and underscores');
		this.#table = `\`${table}\``;
		this.#timeoutMs = place.timeoutMs ?? 15_000;
		this.#lock = `latchkey-${createHash('sha256').update(`${database}.${table}`).digest('hex').slice(0, 40)}`;
		const password = place.password?.reveal() ?? '';
		const connectTimeout = this.#timeoutMs;
		const { mostBytes } = place;
		const tooMuch = () => this.#failed('it sends more than a token store holds');
		this.#pool = createPool({
			...{ host, port, database, user, password, connectTimeout, charset: 'utf8mb4_bin' },
			// A server may ask for a file of ours in answer to any statement: it is told that nobody sends one.
			flags: ['-LOCAL_FILES'],
			...(this.#isProved && { ssl: { minVersion: 'TLSv1.2', rejectUnauthorized: true, verifyIdentity: true } }),
			...(mostBytes === undefined ? {} : { stream: () => cappedSocket(host, port, mostBytes, tooMuch) }),
		});
	}

	/** Makes the table of the SDK's documentation where it is missing, for exact texts and with room for an alias as id. */
	async createTable(): Promise<void> {
		const text = (column: string, length: number) => `${column} varchar(${length})`;
		const [user, access, grant, refresh] = [columnOf.user, columnOf.access, columnOf.grant, columnOf.refresh];
		await this.#using(async (connection) => {
			await connection.execute(`CREATE TABLE IF NOT EXISTS ${this.#table} (
				${text('id', 64)} NOT NULL, ${text(user, 255)}, ${text('client_id', 255)}, ${text('client_secret', 1500)},
				${text(refresh, 1500)}, ${text(access, 1500)}, ${text(grant, 1500)}, ${text('expiry_time', 20)},
				${text('redirect_url', 1500)}, ${text('api_domain', 255)}, PRIMARY KEY (id),
				${[user, access, grant, refresh].map((column) => `KEY ${column} (${column}(100))`).join(', ')}
			) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
		});
	}

	async findToken(token: OAuthToken): Promise<OAuthToken | null> {
		const given = withoutEmpty(token);
		const found = await this.#using((connection) => this.#first(connection, matchKeys(given)));
		return found && merged(given, found.token);
	}

	async findTokenById(id: string): Promise<OAuthToken> {
		const found = id === '' ? null : await this.#using((connection) => this.#first(connection, [{ by: 'id', id }]));
		if (!found) throw unknown(id);
		return found.token;
	}

	async saveToken(token: OAuthToken): Promise<OAuthToken> {
		const given = storable(token);
		return this.#using((connection) => this.#alone(connection, () => this.#save(connection, given)));
	}

	async deleteToken(id: string): Promise<void> {
		if (id === '') throw unknown(id);
		await this.#using((connection) =>
			this.#alone(connection, async () => {
				if (!(await this.#first(connection, [{ by: 'id', id }], 'FOR UPDATE'))) throw unknown(id);
				await connection.execute(`DELETE FROM ${this.#table} WHERE ${isId}`, [id, id]);
			}),
		);
	}

	async deleteTokens(): Promise<void> {
		await this.#using((connection) => this.#alone(connection, () => connection.execute(`DELETE FROM ${this.#table}`)));
	}

	/** Ids that are numbers first, in their order, then the others by text: the table does not say which came first. */
	async getTokens(): Promise<readonly OAuthToken[]> {
		const sql = `SELECT ${columns.join(', ')} FROM ${this.#table} ${inOrder}`;
		return (await this.#using((connection) => rowsOf(connection, sql))).map(tokenOf);
	}

	/** Ends the connections. */
	async close(): Promise<void> {
		// One that never came about has told of it already.
		await this.#pool.end().catch(() => undefined);
	}

	async #save(connection: PoolConnection, given: OAuthToken): Promise<OAuthToken> {
		const found = await this.#first(connection, lookupsOf(given), 'FOR UPDATE');
		const record = saved(given, found?.token ?? null);
		const stored = { ...record, id: record.id ?? (await this.#newId(connection)) };
		const cells = [...cellsOf(stored)];
		if (found) {
			const set = columns.map((column) => `${column} = ?`).join(', ');
			const sql = `UPDATE ${this.#table} SET ${set} WHERE ${isId}`;
			await connection.execute(sql, [...cells, String(found.key), String(found.key)]);
		} else {
			const places = columns.map(() => '?').join(', ');
			await connection.execute(`INSERT INTO ${this.#table} (${columns.join(', ')}) VALUES (${places})`, cells);
		}
		return stored;
	}

	async #newId(connection: PoolConnection): Promise<string> {
		const largest = `SELECT MAX(CAST(id AS UNSIGNED)) FROM ${this.#table} WHERE ${isNumber} FOR UPDATE`;
		const [row] = await rowsOf(connection, largest);
		return nextId(Number(row?.[0] ?? 0));
	}

	async #first(connection: PoolConnection, lookups: readonly Lookup[], locking = ''): Promise<Found | null> {
		for (const lookup of lookups) {
			const sql = `SELECT ${columns.join(', ')} FROM ${this.#table} WHERE ${columnOf[lookup.by]} = ? ${inOrder} ${locking}`;
			const rows = rowsOf(connection, sql, [soughtText(lookup)]).catch((error: unknown) => {
				if (isIncomparable(error)) return [];
				throw error;
			});
			for (const row of await rows) {
				const token = tokenOf(row);
				if (isFound(token, lookup)) return { key: row[0], token };
			}
		}
		return null;
	}

	/**
	 * One writer at a time in the table: two saves that find nothing would both insert, for there is no row yet to lock. Rows are locked
	 * against other programs; where those get in between, the act is tried again. What fails ends with its connection.
	 */
	async #alone<T>(connection: PoolConnection, act: () => Promise<T>): Promise<T> {
		const [got] = await rowsOf(connection, 'SELECT GET_LOCK(?, ?)', [
			this.#lock,
			String((0.8 * this.#timeoutMs) / 1000),
		]);
		if (Number(got?.[0]) !== 1) throw this.#failed('another process is writing to it');
		for (let attempt = 1; ; attempt++) {
			try {
				await connection.beginTransaction();
				const result = await act();
				await connection.commit();
				await connection.execute('DO RELEASE_LOCK(?)', [this.#lock]);
				return result;
			} catch (error) {
				if (!isTransient(error) || attempt === attempts) throw error;
				await connection.rollback();
			}
		}
	}

	/** Runs the act on a connection of the pool. One on which something failed is thrown away, and with it what the server holds for it. */
	async #using<T>(act: (connection: PoolConnection) => Promise<T>): Promise<T> {
		const { promise: tooLate, reject } = Promise.withResolvers<never>();
		const timer = setTimeout(() => reject(this.#failed(`no answer within ${this.#timeoutMs} ms`)), this.#timeoutMs);
		const connecting = this.#pool.getConnection();
		let isDone = false;
		try {
			const connection = await Promise.race([connecting, tooLate]);
			if (this.#isProved && !hasProved(connection)) throw this.#failed('it answers before TLS has proved its name');
			await Promise.race([connection.query(settings), tooLate]);
			const result = await Promise.race([act(connection), tooLate]);
			isDone = true;
			return result;
		} catch (error) {
			throw asMySqlFailure(this.#place, this.#host, error);
		} finally {
			clearTimeout(timer);
			void connecting.then(
				(connection) => (isDone ? connection.release() : connection.destroy()),
				() => undefined,
			);
		}
	}

	#failed(problem: string): AppError {
		return new AppError('TOKEN_STORE_FAILED', { place: this.#place, problem });
	}
}

/** The driver takes for an answer what somebody between sends in plain text along with the server's first words. */
function hasProved(connection: PoolConnection): boolean {
	const { stream } = connection.connection as unknown as { readonly stream: unknown };
	return stream instanceof TLSSocket && stream.authorized;
}

/** The rows as arrays, by a prepared statement. */
async function rowsOf(
	connection: PoolConnection,
	sql: string,
	values: string[] = [],
): Promise<readonly (readonly unknown[])[]> {
	const [rows] = await connection.execute<RowDataPacket[][]>({ sql, rowsAsArray: true }, values);
	return rows;
}
