import { isCheckDue } from './check-note.ts';
import { isPrepared } from './private-files.ts';
import { readOnly } from './read-only.ts';
import type { RowReader } from './row-reader.ts';
import { migrations } from './schema.ts';

/**
 * `readOnly` of a store that may be asked as it is: no migration, no search for damage that is due, no file mode to mend. Null for every
 * other one, which wants to be opened.
 */
export function readUpToDate<T>(database: string, now: number, act: (rows: RowReader) => T): T | null {
	if (!isPrepared(database) || isCheckDue(database, now)) return null;
	return readOnly(database, (rows) =>
		rows.column<number>('PRAGMA user_version')[0] === migrations.length ? act(rows) : null,
	);
}
