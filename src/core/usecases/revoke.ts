import { AppError } from '../domain/app-error.ts';
import type { Connection } from '../domain/connection.ts';
import type { Secret } from '../domain/secret.ts';
import { proveDead, revokeRefreshToken } from '../oauth/revoke-endpoint.ts';
import {
	apiClientOf,
	audit,
	type Context,
	connectionByTarget,
	credentialsFor,
	dataCenterById,
	problemOf,
} from './context.ts';
import { finishLeftRotation } from './rotated-token.ts';
import { endSharers } from './shared-token.ts';

/**
 * Revokes the refresh token at Zoho, then here. Says "revoked" only once Zoho confirmed it or it is proved dead; on any doubt the
 * connection stays `revoke_queued`. Rejects with REVOKE_QUEUED, KEYCHAIN_*, SECRET_UNREADABLE or CONNECTION_REVOKED. `onlyQueued`: leaves alone
 * what was re-authenticated since it was queued. `prove`: believes Zoho's yes only once a refresh attempt was refused. Other connections that
 * hold the same refresh token are revoked with it, and their status says so.
 */
export async function revoke(
	context: Context,
	target: string,
	{ onlyQueued = false, prove = false } = {},
): Promise<Connection> {
	const { id } = connectionByTarget(context, target);
	const { connection, ended } = await context.locks.exclusively(id, () => revokeAlone(context, id, onlyQueued, prove));
	// One after the other, under the lock of each: two at once would wait for each other.
	if (ended) {
		await endSharers(context, ended, connection);
		await context.entries.collect();
	}
	return connection;
}

/** Under the connection's lock. `ended`: the token that Zoho has revoked. */
async function revokeAlone(
	context: Context,
	id: string,
	onlyQueued: boolean,
	prove: boolean,
): Promise<{ readonly connection: Connection; readonly ended: Secret | null }> {
	const found = connectionByTarget(context, id);
	if (found.ref !== null) await finishLeftRotation(context, found);
	const connection = connectionByTarget(context, id);
	if (onlyQueued && connection.status !== 'revoke_queued') return { connection, ended: null };
	const { alias, ref } = connection;
	if (connection.status === 'revoked' || ref === null) throw new AppError('CONNECTION_REVOKED', { alias });
	// Read first: what cannot be read cannot be revoked, and must not be queued as if it could.
	const entry = await context.entries.openConnection(ref, alias);
	if (entry.refreshToken === null) throw new AppError('SECRET_UNREADABLE', { alias });
	const client = apiClientOf(context, connection.apiClient);
	const credentials = await credentialsFor(context, client, dataCenterById(context, connection.dataCenter));

	const queued: Connection = { ...connection, status: 'revoke_queued', waitingUntil: null, problem: null };
	save(context, queued, 'revoke queued');
	try {
		const said = await revokeRefreshToken(context.http, credentials, entry.refreshToken);
		if (prove && said === 'revoked') await proveDead(context.http, credentials, entry.refreshToken);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		const problem = new AppError('REVOKE_QUEUED', { alias, problem: problemOf(error) }, { cause: error });
		// Recovery leaves it alone for as long as Zoho asked; a person may try at once.
		const waitingUntil = 'waitMs' in error.details ? context.clock.now() + Number(error.details.waitMs) : null;
		const words = { code: problem.code, details: problem.details };
		save(context, { ...queued, waitingUntil, problem: words }, 'revoke not confirmed');
		throw problem;
	}
	const revoked: Connection = {
		...queued,
		status: 'revoked',
		ref: null,
		revokedAt: context.clock.now(),
		lastCheckedAt: context.clock.now(),
	};
	try {
		context.store.transaction(() => {
			context.store.accessTokens.remove(connection.id);
			save(context, revoked, 'revoked');
			context.store.vaultEntries.setState(ref, 'dead');
		});
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		// Zoho said yes, and the disk no: the row still says queued, and so must the answer.
		throw new AppError('REVOKE_QUEUED', { alias, problem: problemOf(error) }, { cause: error });
	}
	return { connection: revoked, ended: entry.refreshToken };
}

function save(context: Context, connection: Connection, act: string): void {
	context.store.transaction(() => {
		context.store.connections.put(connection);
		audit(context, act, connection, { alias: connection.alias });
	});
	context.emit({ type: 'store-changed' });
}
