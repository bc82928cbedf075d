import { AppError } from '../domain/app-error.ts';
import { tokenDigest } from '../domain/token-digest.ts';
import { revokeRefreshToken } from '../oauth/revoke-endpoint.ts';
import type { RevokeOldEntry } from '../ports/store.ts';
import { apiClientOf, audit, type Context, credentialsFor, dataCenterById } from './context.ts';

/**
 * Revokes refresh tokens that a re-auth replaced, so that no token slot leaks, then deletes their entries. Never rejects for Zoho's or the
 * keychain's sake: what did not work stays noted and is tried again at the next start.
 */
export async function finishRevokes(context: Context, connection?: string): Promise<void> {
	const open = context.store.journal
		.all()
		.filter((entry) => connection === undefined || entry.connection === connection);
	for (const entry of open) {
		try {
			await revokeOld(context, entry);
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
		}
	}
	await context.entries.collect();
}

async function revokeOld(context: Context, entry: RevokeOldEntry): Promise<void> {
	const current = context.store.connections.byId(entry.connection);
	const old = await readToken(context, entry.ref, entry.connection);
	const live = current?.ref ? (await context.entries.openConnection(current.ref, current.alias)).refreshToken : null;
	// Zoho may hand out the token that it gave before: then there is no old one. Nor is it old where another connection has it, too.
	const isKept =
		old !== null &&
		(old.reveal() === live?.reveal() || context.store.sdkRecords.holders('refresh', tokenDigest(old)).size > 0);
	if (old !== null && !isKept) {
		const client = apiClientOf(context, entry.apiClient);
		const credentials = await credentialsFor(context, client, dataCenterById(context, entry.dataCenter));
		await revokeRefreshToken(context.http, credentials, old);
	}
	context.steps.reached('old-revoked');
	context.store.transaction(() => {
		context.store.journal.remove(entry.ref);
		const done = isKept ? 'old token kept' : 'old token revoked';
		audit(context, old === null ? 'old token unreadable' : done, current);
	});
}

/** The replaced token; null where its entry is lost for good, for then nobody can ever revoke it from here. */
async function readToken(context: Context, ref: RevokeOldEntry['ref'], alias: string) {
	try {
		return (await context.entries.openConnection(ref, alias)).refreshToken;
	} catch (error) {
		if (error instanceof AppError && error.code === 'SECRET_UNREADABLE') return null;
		throw error;
	}
}
