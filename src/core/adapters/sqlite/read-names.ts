import { readOnly } from './read-only.ts';

const queries: Readonly<Record<string, string>> = {
	alias: 'SELECT alias FROM connection ORDER BY alias',
	customer: 'SELECT DISTINCT customer FROM connection WHERE customer IS NOT NULL ORDER BY customer',
	tag: 'SELECT DISTINCT value FROM connection_label, json_each(tags) ORDER BY value',
	'api-client': 'SELECT name FROM api_client ORDER BY name',
	'data-center': 'SELECT id FROM data_center UNION SELECT data_center FROM connection ORDER BY 1',
};

/** The names of one kind in the database, in order. For a key stroke: none where the database cannot be read at once (read-only.ts). */
export function readNames(database: string, kind: string): readonly string[] {
	const sql = queries[kind];
	if (sql === undefined) return [];
	const names = readOnly(database, (rows) => rows.column<unknown>(sql));
	return names?.filter((name) => typeof name === 'string') ?? [];
}
