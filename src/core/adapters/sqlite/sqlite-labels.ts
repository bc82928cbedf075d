import { type ConnectionLabel, noLabel } from '../../domain/connection-label.ts';
import type { LabelRepository } from '../../ports/store.ts';
import type { Database } from './database.ts';
import { KeptRows } from './kept-rows.ts';
import { labelColumns, toLabelled } from './listed-rows.ts';

const row = `json_array(${labelColumns})`;

type Entries = readonly (readonly [connection: string, label: ConnectionLabel])[];

/** What a person wrote on connections, in SQLite. */
export class SqliteLabels implements LabelRepository {
	readonly #db: Database;
	readonly #kept = new KeptRows(toLabelled);

	#all = { entries: [] as Entries, map: new Map() as ReadonlyMap<string, ConnectionLabel> };

	constructor(db: Database) {
		this.#db = db;
	}

	of(connection: string): ConnectionLabel {
		const [found] = this.#db.column(`SELECT ${row} FROM connection_label WHERE connection = ?`, connection);
		return found === undefined ? noLabel : toLabelled(JSON.parse(found))[1];
	}

	all(): ReadonlyMap<string, ConnectionLabel> {
		const entries = this.#kept.take(this.#db.column(`SELECT ${row} FROM connection_label`));
		if (entries !== this.#all.entries) this.#all = { entries, map: new Map(entries) };
		return this.#all.map;
	}

	put(connection: string, { tags, colour, notes, pinned }: ConnectionLabel): void {
		this.#db.run(
			`INSERT INTO connection_label (${labelColumns}) VALUES (?, ?, ?, ?, ?)
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
