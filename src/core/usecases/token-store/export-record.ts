import type { OAuthToken } from '../../domain/oauth-token.ts';
import { usable } from '../access-tokens.ts';
import { audit, type Context, connectionByTarget } from '../context.ts';
import { recordOf } from './record-of.ts';

/**
 * A connection as a record for a store that keeps secrets in plain text, with its alias for an id; the audit log says that it left. Rejects
 * with CONNECTION_UNKNOWN, CONNECTION_REVOKED, REVOKE_QUEUED, KEYCHAIN_* or SECRET_UNREADABLE.
 */
export async function exportRecord(context: Context, target: string, kind: string): Promise<OAuthToken> {
	const connection = usable(connectionByTarget(context, target));
	const record = await recordOf(context, connection);
	context.store.transaction(() => audit(context, 'written in plain text', connection, { to: kind }));
	// A code that was used is of no use to anybody.
	return { ...record, id: connection.alias, grantToken: null };
}
