import { join } from 'node:path';
import { Database } from '../../../../src/core/adapters/sqlite/database.ts';

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
	const database = Database.open(join(home, 'latchkey.db'));
	database.transaction(() => {
		for (const name of apiClients)
			database.run(
				"INSERT INTO api_client VALUES (?, ?, '1000.X', '[]', '[]', 0, 0, 'server-based')",
				`c-${name}`,
				name,
			);
		const add = (alias: string, customer: string | null, tag: string | null) => {
			database.run(
				`INSERT INTO connection VALUES (?, ?, ?, ?, 'eu', 'https://www.zohoapis.eu', 'sandbox', '1', 'Org', 'u@example.test', 'U', '[]', 0,
					NULL, 1, 'unverified', NULL, NULL, NULL, NULL, 0)`,
				...[`id-${alias}`, alias, customer, `c-${apiClients[0]}`],
			);
			if (tag !== null)
				database.run(`INSERT INTO connection_label VALUES (?, ?, NULL, '', 0)`, `id-${alias}`, JSON.stringify([tag]));
		};
		for (const alias of aliases) add(alias, null, null);
		for (const [at, customer] of customers.entries()) add(`of-customer-${at}`, customer, null);
		for (const [at, tag] of tags.entries()) add(`of-tag-${at}`, null, tag);
	});
	database.close();
}
