import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';

const dayMs = 86_400_000;

/**
 * Whether a database should be searched for damage again: not within the last day, not since this computer started (it may have lost its
 * power), or it is another file than was searched. What a killed process leaves needs no search: SQLite's log mends it at the next open.
 */
export function isCheckDue(database: string, now: number): boolean {
	try {
		const [file, at] = readFileSync(notePath(database), 'utf8').split(' ');
		const checkedAt = Number(at);
		const startedAt = now - uptime() * 1000;
		return file !== identity(database) || !(checkedAt > now - dayMs && checkedAt > startedAt && checkedAt <= now);
	} catch {
		return true;
	}
}

/** Notes that the database was found whole; a note that cannot be written costs another search, no more. */
export function noteChecked(database: string, now: number): void {
	try {
		writeFileSync(notePath(database), `${identity(database)} ${now}`, { mode: 0o600 });
	} catch {}
}

/** The next one who opens the database searches it. */
export function forgetCheck(database: string): void {
	rmSync(notePath(database), { force: true });
}

function notePath(database: string): string {
	return `${database}-checked`;
}

function identity(database: string): string {
	const { dev, ino } = statSync(database);
	return `${dev}:${ino}`;
}
