import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { Database } from '../../../../src/core/adapters/sqlite/database.ts';
import { takeSums } from '../../../../src/core/adapters/sqlite/row-sums.ts';

/** Names in a database, put there by hand: the product itself would refuse some, a database from elsewhere may hold them all. */
export interface Names {
	readonly aliases?: readonly string[];
	readonly customers?: readonly string[];
	readonly tags?: readonly string[];
	readonly apiClients?: readonly string[];
}

/** Makes the database of a data folder with these names in it; each customer and tag has a connection. */
export function plantNames(
	home: string,
	{ aliases = [], customers = [], tags = [], apiClients = ['agency'] }: Names,
): void {
	const path = join(home, 'latchkey.db');
	Database.open(path).close();
	const sqlite = new BetterSqlite(path);
	sqlite.transaction(() => {
		for (const name of apiClients)
			sqlite
				.prepare("INSERT INTO api_client VALUES (?, ?, '1000.X', '[]', '[]', 0, 0, 'server-based', NULL)")
				.run(`c-${name}`, name);
		const add = (alias: string, customer: string | null, tag: string | null) => {
			sqlite
				.prepare(
					`INSERT INTO connection VALUES (?, ?, ?, ?, 'eu', 'https://www.zohoapis.eu', 'sandbox', '1', 'Org', 'u@example.test', 'U', '[]', 0,
						NULL, 1, 'unverified', NULL, NULL, NULL, NULL, 0, NULL)`,
				)
				.run(`id-${alias}`, alias, customer, `c-${apiClients[0]}`);
			if (tag !== null)
				sqlite
					.prepare("INSERT INTO connection_label VALUES (?, ?, NULL, '', 0, NULL)")
					.run(`id-${alias}`, JSON.stringify([tag]));
		};
		for (const alias of aliases) add(alias, null, null);
		for (const [at, customer] of customers.entries()) add(`of-customer-${at}`, customer, null);
		for (const [at, tag] of tags.entries()) add(`of-tag-${at}`, null, tag);
		takeSums(sqlite);
	})();
	sqlite.close();
}
