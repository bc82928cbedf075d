import { crc32 } from 'node:zlib';
import type { Database as Sqlite } from 'better-sqlite3';

// SQLite's pages have no checksums: a letter of a name that the disk changes is still a good name. So each row carries a sum of its columns.
// It finds what happens by accident, and is no protection against who may write the file. The audit log has a chain of its own.

const tables = [
	'setting',
	'data_center',
	'vault_entry',
	'api_client',
	'client_secret',
	'connection',
	'access_token',
	'sign_in',
	'revoke_old',
	'minted_token',
	'sdk_record',
	'connection_label',
] as const;

/** From this version of the schema on rows have a sum. */
const firstVersion = 6;

/** The columns, for the migration. A row without a sum counts as broken, for a length that was hit hides the last columns. */
export const sumColumns = tables.map((table) => `ALTER TABLE ${table} ADD COLUMN sum INTEGER;`).join('\n');

/** Keeps the sums of every row that this connection writes from now on. Outside a transaction, for one that fails would take it along. */
export function keepSums(sqlite: Sqlite): void {
	for (const { table, columns } of summed(sqlite)) {
		const sum = `UPDATE ${table} SET sum = row_sum(${columns.map((column) => `new.${column}`)}) WHERE rowid = new.rowid`;
		sqlite.exec(`
			CREATE TEMP TRIGGER sum_added_${table} AFTER INSERT ON main.${table} BEGIN ${sum}; END;
			CREATE TEMP TRIGGER sum_changed_${table} AFTER UPDATE OF ${columns} ON main.${table} BEGIN ${sum}; END;
		`);
	}
}

/** Gives every row of these tables the sum of what it says now. */
export function takeSums(sqlite: Sqlite, of: readonly string[] = tables): void {
	for (const { table, columns } of summed(sqlite))
		if (of.includes(table)) sqlite.exec(`UPDATE ${table} SET sum = row_sum(${columns})`);
}

/** The first table with a row that is not as it was written; null where all are. */
export function tableWithBrokenSum(sqlite: Sqlite): string | null {
	for (const { table, columns } of summed(sqlite)) {
		const broken = sqlite.prepare(`SELECT 1 FROM ${table} WHERE sum IS NOT row_sum(${columns}) LIMIT 1`).get();
		if (broken) return table;
	}
	return null;
}

/** The tables with their other columns; none in a database of an older version. */
function summed(sqlite: Sqlite) {
	if (Number(sqlite.pragma('user_version', { simple: true })) < firstVersion) return [];
	sqlite.function('row_sum', { varargs: true, deterministic: true }, (...values: unknown[]) => crc32(textOf(values)));
	return tables.map((table) => {
		const columns = sqlite.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
		return { table, columns: columns.filter((column) => column !== 'sum') };
	});
}

/** Each value with its kind and length, so that no two rows read alike. */
function textOf(values: readonly unknown[]): string {
	let text = '';
	for (const value of values) {
		if (value === null) text += 'n;';
		else if (typeof value === 'string') text += `t${value.length}:${value};`;
		else if (Buffer.isBuffer(value)) text += `b${value.length}:${value.toString('latin1')};`;
		else text += `i${String(value)};`;
	}
	return text;
}
