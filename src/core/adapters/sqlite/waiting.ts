import BetterSqlite from 'better-sqlite3';

const openLimitMs = 10_000;

/** Tries again for 10 s while SQLite says busy: some steps of opening do so at once, whatever busy_timeout says. */
export function waitingForOthers(act: () => void): void {
	// Not by the wall clock, which may be set meanwhile.
	const until = performance.now() + openLimitMs;
	for (;;) {
		try {
			act();
			return;
		} catch (error) {
			const busy = error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
			if (!busy || performance.now() > until) throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
		}
	}
}
