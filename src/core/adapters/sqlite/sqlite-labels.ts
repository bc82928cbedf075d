import { type ConnectionLabel, noLabel } from '../../domain/connection-label.ts';
import type { LabelRepository } from '../../ports/store.ts';
import type { Database } from './database.ts';

interface Row {
	connection: string;
	tags: string;
	colour: ConnectionLabel['colour'];
	notes: string;
	pinned: number;
}

/** What a person wrote on connections, in SQLite. */
export class SqliteLabels implements LabelRepository {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	of(connection: string): ConnectionLabel {
		const row = this.#db.get<Row>('SELECT * FROM connection_label WHERE connection = ?', connection);
		return row ? toLabel(row) : noLabel;
	}

	all(): ReadonlyMap<string, ConnectionLabel> {
		return new Map(this.#db.all<Row>('SELECT * FROM connection_label').map((row) => [row.connection, toLabel(row)]));
	}

	put(connection: string, { tags, colour, notes, pinned }: ConnectionLabel): void {
		this.#db.run(
			`INSERT INTO connection_label (connection, tags, colour, notes, pinned) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (connection) DO UPDATE SET tags = excluded.tags, colour = excluded.colour, notes = excluded.notes,
				pinned = excluded.pinned`,
			connection,
			JSON.stringify(tags),
			colour,
			notes,
			Number(pinned),
		);
	}
}

function toLabel({ tags, colour, notes, pinned }: Row): ConnectionLabel {
	return { tags: JSON.parse(tags), colour, notes, pinned: pinned === 1 };
}
