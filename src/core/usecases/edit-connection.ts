import { AppError } from '../domain/app-error.ts';
import { type Connection, parseAlias } from '../domain/connection.ts';
import { type ConnectionLabel, parseCustomer, parseNotes, parseTags } from '../domain/connection-label.ts';
import { audit, type Context, connectionByTarget } from './context.ts';

/** What a person can change of a connection by hand; what is left out stays as it is. */
export interface ConnectionChange {
	readonly alias?: string;
	readonly customer?: string | null;
	readonly tags?: readonly string[];
	/** Instead of `tags`: those that come and those that go. */
	readonly addTags?: readonly string[];
	readonly removeTags?: readonly string[];
	readonly colour?: ConnectionLabel['colour'];
	readonly notes?: string;
	readonly pinned?: boolean;
}

/** Renames, files or labels a connection; no network, no keychain. Throws CONNECTION_UNKNOWN, ALIAS_REFUSED, ALIAS_TAKEN or LABEL_REFUSED. */
export function editConnection(context: Context, target: string, change: ConnectionChange): Connection {
	const { store } = context;
	const edited = store.transaction(() => {
		const before = connectionByTarget(context, target);
		const alias = change.alias === undefined ? before.alias : freeAlias(context, before, change.alias);
		const customer = change.customer === undefined ? before.customer : parseCustomer(change.customer);
		const connection: Connection = { ...before, alias, customer };
		const label = store.labels.of(before.id);
		store.connections.put(connection);
		store.labels.put(before.id, {
			tags: tagsAfter(label.tags, change),
			colour: change.colour === undefined ? label.colour : change.colour,
			notes: change.notes === undefined ? label.notes : parseNotes(change.notes),
			pinned: change.pinned ?? label.pinned,
		});
		// Pinning is no event of a connection's life.
		const fields = Object.keys(change).filter((field) => field !== 'pinned');
		const changed = new Set(fields.map((field) => (field.endsWith('Tags') ? 'tags' : field)));
		if (changed.size > 0) audit(context, 'edited', connection, { changed: [...changed].join(', '), alias });
		return connection;
	});
	context.emit({ type: 'store-changed' });
	return edited;
}

function tagsAfter(
	before: readonly string[],
	{ tags, addTags = [], removeTags = [] }: ConnectionChange,
): readonly string[] {
	const gone = new Set(parseTags(removeTags));
	return parseTags((tags ?? [...before, ...parseTags(addTags)]).filter((tag) => !gone.has(tag)));
}

/** Aliases are told apart without case, but a connection may change the case of its own. */
function freeAlias({ store }: Context, { id }: Connection, wanted: string): string {
	const alias = parseAlias(wanted.trim());
	const holder = store.connections.byAlias(alias);
	if (holder && holder.id !== id) throw new AppError('ALIAS_TAKEN', { alias });
	return alias;
}
