import BetterSqlite from 'better-sqlite3';

const openLimitMs = 10_000;

/** Tries again for 10 s while SQLite says busy: some steps of opening do so at once, whatever busy_timeout says. */
export function waitingForOthers(act: () => void): void {
	let until: number | null = null;
	for (;;) {
		try {
			act();
			return;
		} catch (error) {
			const busy = error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
			if (!busy) throw error;
			// Not by the wall clock, which may be set meanwhile; and only now, for Node's clock takes longer to load than most calls take.
			until ??= performance.now() + openLimitMs;
			if (performance.now() > until) throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
		}
	}
}
