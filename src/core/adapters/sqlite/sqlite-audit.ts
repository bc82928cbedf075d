import { createHash } from 'node:crypto';
import type { AuditEntry, AuditLog, AuditRow } from '../../ports/store.ts';
import type { Database } from './database.ts';

interface Row {
	seq: number;
	at: number;
	act: string;
	connection: string | null;
	details: string;
	hash: string;
}

/** The audit log in SQLite: append-only by trigger, each row's hash covers the one before. */
export class SqliteAudit implements AuditLog {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	append(entry: AuditEntry): void {
		this.#db.transaction(() => {
			const last = this.#db.get<Row>('SELECT * FROM audit ORDER BY seq DESC LIMIT 1');
			const row = {
				seq: (last?.seq ?? 0) + 1,
				at: entry.at,
				act: entry.act,
				connection: entry.connection,
				details: JSON.stringify(entry.details),
			};
			const hash = chain(last?.hash ?? '', row);
			this.#db.run(
				'INSERT INTO audit (seq, at, act, connection, details, hash) VALUES (?, ?, ?, ?, ?, ?)',
				row.seq,
				row.at,
				row.act,
				row.connection,
				row.details,
				hash,
			);
		});
	}

	all(): readonly AuditEntry[] {
		return this.#rows().map(toEntry);
	}

	chain(): readonly AuditRow[] {
		return this.#rows().map((row) => ({ ...toEntry(row), seq: row.seq, hash: row.hash }));
	}

	lastOf(connection: string, count: number): readonly AuditEntry[] {
		return this.#db
			.all<Row>('SELECT * FROM audit WHERE connection = ? ORDER BY seq DESC LIMIT ?', connection, count)
			.map(toEntry);
	}

	firstBreak(): number | null {
		let before = '';
		let expected = 1;
		for (const row of this.#rows()) {
			if (row.seq !== expected++ || row.hash !== chain(before, row)) return row.seq;
			before = row.hash;
		}
		return null;
	}

	#rows(): Row[] {
		return this.#db.all<Row>('SELECT * FROM audit ORDER BY seq');
	}
}

function toEntry({ at, act, connection, details }: Row): AuditEntry {
	return { at, act, connection, details: JSON.parse(details) };
}

function chain(before: string, row: Omit<Row, 'hash'>): string {
	const text = JSON.stringify([before, row.seq, row.at, row.act, row.connection, row.details]);
	return createHash('sha256').update(text).digest('hex');
}
