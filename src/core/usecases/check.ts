import { AppError } from '../domain/app-error.ts';
import type { Connection } from '../domain/connection.ts';
import { readIdentity } from '../oauth/crm-identity.ts';
import { liveToken, noteFailure, refresh } from './access-tokens.ts';
import { audit, type Context } from './context.ts';

/**
 * Proves a connection by asking the CRM whose it is, and brings org, user and environment up to date. A refused access token is renewed
 * once: it may have been revoked or evicted. Rejects like `liveToken`, or with ORG_UNREADABLE.
 */
export async function check(context: Context, target: string): Promise<Connection> {
	const token = await liveToken(context, target, 30, 'person');
	let answer = await ask(context, token.connection, token.accessToken);
	if (answer.state === 'refused') {
		const renewed = await refresh(context, token.connection.id, 'person');
		answer = await ask(context, renewed.connection, renewed.accessToken);
	}
	if (answer.state === 'refused') {
		throw noteFailure(
			context,
			token.connection,
			new AppError('PROVIDER_REFUSED', { reason: 'INVALID_TOKEN for a new token' }),
		);
	}
	const { identity } = answer;
	const checked = context.store.transaction(() => {
		const current = context.store.connections.byId(token.connection.id);
		if (!current) throw new AppError('CONNECTION_UNKNOWN', { target });
		if (current.status === 'revoked' || current.status === 'revoke_queued') return current;
		const connection: Connection = {
			...current,
			...identity,
			status: 'connected',
			problem: null,
			waitingUntil: null,
			lastCheckedAt: context.clock.now(),
		};
		context.store.connections.put(connection);
		audit(context, 'checked', connection);
		return connection;
	});
	context.emit({ type: 'store-changed' });
	return checked;
}

async function ask(context: Context, connection: Connection, accessToken: Parameters<typeof readIdentity>[2]) {
	try {
		return await readIdentity(context.http, connection.apiDomain, accessToken);
	} catch (error) {
		throw noteFailure(context, connection, error);
	}
}
