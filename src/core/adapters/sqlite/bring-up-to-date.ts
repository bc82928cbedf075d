import type { Database as Sqlite } from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';
import { shellWord } from '../../domain/shell-word.ts';
import { isDailyDue, makeBackup, newestGoodBackup } from './backups.ts';
import { forgetCheck, isCheckDue, noteChecked } from './check-note.ts';
import { hasSchemaOf, losesByMigration, migrate, versionOf } from './migrations.ts';
import { tableWithBrokenSum, takeSums } from './row-sums.ts';
import { migrations } from './schema.ts';

/** How a database is opened. */
export interface Opening {
	/** Whether it is searched for damage at every opening, or once a day and after the computer started (check-note.ts). */
	readonly check?: 'always' | 'daily';
	/** Makes a backup before each migration, and one a day. */
	readonly backups?: boolean;
	/** Another schema than the store's (migrations.ts). */
	readonly migrations?: readonly string[];
	/** Epoch milliseconds, for tests. */
	readonly now?: () => number;
}

/**
 * Searches a database for damage where that is due, migrates it, and makes the day's backup. Gives back the table of a row that another
 * program or the disk changed, where there is no backup to go back to. Throws STORE_*.
 */
export function bringUpToDate(
	path: string,
	sqlite: Sqlite,
	{ check = 'always', backups = false, migrations: known = migrations, now = Date.now }: Opening,
): string | null {
	const time = now();
	const isDue = check === 'always' || isCheckDue(path, time);
	let changed = isDue ? requireWhole(path, sqlite, known) : null;
	if (isDue) noteChecked(path, time);
	if (backups && losesByMigration(sqlite)) makeBackup(path, sqlite, 'before-migration', time);
	migrate(sqlite, known);
	if (!backups || !isDailyDue(path, sqlite, time)) return changed;
	if (!isDue) changed = requireWhole(path, sqlite, known);
	try {
		makeBackup(path, sqlite, 'daily', time);
	} catch {
		// A disk without room for it must not keep anybody from their connections; `backup list` tells how old the newest one is.
	}
	return changed;
}

/** Throws STORE_DAMAGED. Gives back the table of a row that another program or the disk changed, where there is no backup to go back to. */
function requireWhole(path: string, sqlite: Sqlite, known: readonly string[]): string | null {
	// Not quick_check: lists read aliases from an index, and only this compares indices with their tables.
	if (sqlite.pragma('integrity_check(1)', { simple: true }) !== 'ok')
		throw damagedStore(path, 'integrity_check found damage');
	// A column whose name changed by a letter would read as if it were empty.
	if (!hasSchemaOf(sqlite, known.slice(0, versionOf(sqlite, known))))
		throw damagedStore(path, 'its schema is not as it was written');
	const table = tableWithBrokenSum(sqlite);
	if (table === null) return null;
	if (newestGoodBackup(path)) throw damagedStore(path, `a row of ${table} is not as it was written`);
	takeSums(sqlite);
	return table;
}

/** That the file is damaged, with the newest backup that can be restored, and how. */
export function damagedStore(path: string, problem: string, cause?: unknown): AppError {
	if (path === ':memory:') return new AppError('STORE_DAMAGED', { path, problem, remedy: 'Start again' }, { cause });
	forgetCheck(path);
	const backup = newestGoodBackup(path);
	const remedy = backup
		? `The backup of ${new Date(backup.madeAt).toISOString().slice(0, 16).replace('T', ' ')} UTC is whole: \`latchkey restore ${shellWord(backup.path)}\``
		: 'There is no backup of it; move it aside to begin anew';
	return new AppError('STORE_DAMAGED', { path, problem, remedy, ...(backup && { backup: backup.path }) }, { cause });
}
