import { asAppError } from '../../domain/app-error.ts';
import type { Store } from '../../ports/store.ts';
import { type Finding, fail, ofError, ok, own, words } from './finding.ts';

/** The database, however it is. */
export interface DatabaseAtHand {
	readonly path: string;
	/** The number of the schema that this Latchkey writes. */
	readonly schema: number;
	/** Whether there is one; throws STORE_UNSAFE where its place will not do. */
	isThere(): boolean;
	/** Throws STORE_*. */
	open(): Store;
	/** What is wrong inside, in SQLite's words. Throws STORE_FAILED. */
	searchForDamage(): readonly string[];
}

/** The store, where it opens, and what was found on the way. */
export interface OpenedDatabase {
	readonly store: Store | null;
	/** Whether there is no database yet; false where there is one that does not open. */
	readonly isNew: boolean;
	readonly findings: readonly Finding[];
}

/** Opens the database and searches it for damage; one that does not open is a finding. Makes none where there is none. */
export function openDatabase(database: DatabaseAtHand): OpenedDatabase {
	let store: Store | null = null;
	try {
		if (!database.isThere()) {
			const message = words`There is no database yet; the first use makes ${own('file', database.path)}`;
			return { store: null, isNew: true, findings: [ok('database', message)] };
		}
		store = database.open();
		return { store, isNew: false, findings: [wholeness(database), auditChain(store)] };
	} catch (error) {
		store?.close();
		const failed: Finding = { check: 'database', level: 'fail', ...ofError(asAppError(error)) };
		return { store: null, isNew: false, findings: [failed] };
	}
}

function wholeness(database: DatabaseAtHand): Finding {
	const damage = database.searchForDamage();
	const file = own('file', database.path);
	if (damage.length === 0) return ok('database', words`${file} is whole (form ${database.schema})`);
	// What SQLite says may quote a row.
	const what = { ...own('damage', damage.join('; ')), instead: `${damage.length} problems` };
	const fix = ['Close Latchkey, then take a backup back: `latchkey backup list`, `latchkey restore FILE`.'];
	return fail('database', words`${file} is damaged: ${what}`, fix);
}

function auditChain({ audit }: Store): Finding {
	const broken = audit.firstBreak();
	if (broken === null) return ok('audit log', words`${audit.all().length} rows, each fits the one before`);
	const fix = ['`latchkey audit` shows it. Somebody or something wrote into the database beside Latchkey.'];
	return fail('audit log', words`Row ${broken} does not fit the row before it: the log was changed`, fix);
}
