import { AppError } from '../domain/app-error.ts';
import type { Connection } from '../domain/connection.ts';
import { audit, type Context, connectionByTarget } from './context.ts';

/** Whether forgetting a connection would leave a refresh token alive at Zoho. */
export function isHeld(connection: Connection): boolean {
	return connection.ref !== null && connection.status !== 'needs_reauth';
}

/**
 * Removes a connection here and only here; Zoho is not told. Rejects with CONNECTION_HELD where a refresh token would stay alive at Zoho,
 * unless a person chose that.
 */
export async function forget(context: Context, target: string, evenIfHeld: boolean): Promise<void> {
	const { id } = connectionByTarget(context, target);
	return context.locks.exclusively(id, async () => {
		const connection = connectionByTarget(context, id);
		if (isHeld(connection) && !evenIfHeld) throw new AppError('CONNECTION_HELD', { alias: connection.alias });
		context.store.transaction(() => {
			context.store.connections.remove(connection.id);
			if (connection.ref) context.store.vaultEntries.setState(connection.ref, 'dead');
			audit(context, isHeld(connection) ? 'forgotten without revoking' : 'forgotten', connection, {
				alias: connection.alias,
			});
		});
		context.emit({ type: 'store-changed' });
		await context.entries.collect();
	});
}
