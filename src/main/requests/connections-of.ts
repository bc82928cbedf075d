import type { Core } from '../../core/create-core.ts';
import type { ConnectionView } from '../../shared/views.ts';

/** The connections of these ids, out of one reading of the list. Throws CONNECTION_UNKNOWN. */
export function connectionsOf(
	{ connections }: Pick<Core, 'connections'>,
	ids: readonly string[],
): readonly ConnectionView[] {
	const known = new Map(connections.list().map((each) => [each.id, each]));
	return ids.map((id) => known.get(id) ?? connections.get(id));
}

/** Those of these ids that are still there, in the order of the ids. */
export function knownOf(ids: readonly string[], all: readonly ConnectionView[]): readonly ConnectionView[] {
	const known = new Map(all.map((each) => [each.id, each]));
	return ids.flatMap((id) => known.get(id) ?? []);
}
