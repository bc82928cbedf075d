import type { Core } from '../core/create-core.ts';
import type { ConnectionView } from '../shared/views.ts';

/**
 * Warns of connections that are not among these and end with them: Zoho gave both the same refresh token. Gives back their aliases.
 * Asks neither Zoho nor the keychain.
 */
export function warnOfSharers(
	core: Core,
	connections: readonly Pick<ConnectionView, 'id' | 'alias'>[],
	warn: (line: string) => void,
): readonly string[] {
	const named = new Set(connections.map(({ id }) => id));
	const others = new Set<string>();
	for (const { id, alias } of connections) {
		for (const other of core.connections.sharers(id)) {
			if (named.has(other.id) || others.has(other.alias)) continue;
			others.add(other.alias);
			warn(`"${other.alias}" has the same refresh token as "${alias}": revoking one ends both.`);
		}
	}
	return [...others];
}

/** What else ends with a connection, for the words of what would be done: "revoke, and with it acme-2". */
export function withSharers(core: Core, { id }: ConnectionView): string {
	const aliases = core.connections.sharers(id).map(({ alias }) => alias);
	return aliases.length > 0 ? `, and with it ${aliases.join(', ')}` : '';
}
