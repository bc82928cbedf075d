import type { ConnectionView } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import type { ActsState, LabelChange } from '../../stores/acts-store.ts';

/** What became of it; `error` is why the first one failed. */
interface Relabelled {
	readonly changed: number;
	readonly failed: number;
	readonly error: ErrorView | null;
}

/** Files connections under a customer (an empty text: under none) or adds a tag; one that has it already is left alone. */
export async function relabel(
	chosen: readonly ConnectionView[],
	kind: 'customer' | 'tag',
	text: string,
	edit: ActsState['edit'],
): Promise<Relabelled> {
	const customer = text === '' ? null : text;
	const changeOf = (connection: ConnectionView): LabelChange | null => {
		if (kind === 'customer') return connection.customer === customer ? null : { customer };
		return connection.tags.includes(text.toLowerCase()) ? null : { tags: [...connection.tags, text] };
	};
	let changed = 0;
	let failed = 0;
	let error: ErrorView | null = null;
	// One after the other: the database writes one at a time, too.
	for (const connection of chosen) {
		const change = changeOf(connection);
		if (change === null) continue;
		const refused = await edit(connection.id, change);
		if (refused) failed += 1;
		else changed += 1;
		error ??= refused;
	}
	return { changed, failed, error };
}
