import { AppError } from '../domain/app-error.ts';
import type { Connection } from '../domain/connection.ts';
import type { Secret } from '../domain/secret.ts';
import { tokenDigest } from '../domain/token-digest.ts';
import { audit, type Context } from './context.ts';

/** The other connections that hold the refresh token of this one: a revoke at Zoho ends them, too. From the store alone. */
export function sharersOf({ store }: Pick<Context, 'store'>, { id, ref }: Connection): readonly Connection[] {
	const digest = ref && store.sdkRecords.refreshDigest(ref);
	return digest ? holdersOf({ store }, digest).filter((one) => one.id !== id) : [];
}

/**
 * Says "revoked" of every other connection that holds a token which Zoho has revoked, and lets go of its secrets. One that cannot be told
 * now (another process is at work on it, a full disk) learns it from Zoho at its next use.
 */
export async function endSharers(context: Context, token: Secret, by: Connection): Promise<void> {
	const digest = tokenDigest(token);
	for (const { id } of holdersOf(context, digest)) {
		if (id === by.id) continue;
		try {
			await context.locks.exclusively(id, async () => {
				// Renewed or forgotten meanwhile, it does not hold that token any more.
				const connection = holdersOf(context, digest).find((one) => one.id === id);
				if (connection) noteEnded(context, connection, by);
			});
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
		}
	}
}

function holdersOf({ store }: Pick<Context, 'store'>, digest: string): readonly Connection[] {
	return [...store.sdkRecords.holders('refresh', digest)].flatMap((id) => store.connections.byId(id) ?? []);
}

function noteEnded(context: Context, connection: Connection, by: Connection): void {
	const { store, clock } = context;
	const now = clock.now();
	const ended: Connection = {
		...connection,
		...{ status: 'revoked', ref: null, revokedAt: now, lastCheckedAt: now, waitingUntil: null, problem: null },
	};
	store.transaction(() => {
		store.accessTokens.remove(connection.id);
		store.connections.put(ended);
		if (connection.ref) store.vaultEntries.setState(connection.ref, 'dead');
		audit(context, 'revoked', ended, { alias: ended.alias, sharedWith: by.alias });
	});
	context.emit({ type: 'store-changed' });
}
