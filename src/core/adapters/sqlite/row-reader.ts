/** A value as SQLite holds it. */
export type Value = string | number | bigint | Uint8Array | null;

/** What may be asked of a database without changing it; `sql` has a `?` for each value. */
export interface RowReader {
	/** The first row. */
	get<Row>(sql: string, ...values: Value[]): Row | null;
	all<Row>(sql: string, ...values: Value[]): Row[];
	/** The first column alone. */
	column<T = string>(sql: string, ...values: Value[]): T[];
	/** Each row as its values, in the order of the columns: much cheaper than an object where a row has twenty. */
	values(sql: string, ...values: Value[]): readonly (readonly Value[])[];
}
