import type { Connection } from '../domain/connection.ts';
import { newId } from '../domain/ids.ts';
import { Secret } from '../domain/secret.ts';
import { tokenBudget } from '../domain/token-budget.ts';
import { tokenDigest } from '../domain/token-digest.ts';
import type { TokenAnswer } from '../oauth/token-endpoint.ts';
import type { SignInRecord } from '../ports/store.ts';
import type { ConnectionEntry } from '../protocol/entry-text.ts';
import { seal, unseal } from '../protocol/seal.ts';
import { audit, type Context } from './context.ts';

/** A refresh's answer with another refresh token, kept sealed under the key of the connection's entry until it has one of its own. */
export interface KeptRotation {
	readonly record: SignInRecord;
	readonly sealKey: string;
	readonly accessToken: Secret;
	readonly refreshToken: Secret;
	readonly expiresAt: number;
	readonly apiDomain: string;
}

/** Keeps the answer in one commit, before the keychain is asked: Zoho may have ended the old token with it. */
export function keepRotation(
	context: Context,
	connection: Connection & { readonly ref: NonNullable<Connection['ref']> },
	{ sealKey }: ConnectionEntry,
	{ accessToken, apiDomain, expiresInSeconds }: TokenAnswer,
	refreshToken: Secret,
): KeptRotation {
	const now = context.clock.now();
	const expiresAt = now + expiresInSeconds * 1000;
	const { id, apiClient, dataCenter, alias, customer, scopes, ref } = connection;
	const tokens = { accessToken: accessToken.reveal(), refreshToken: refreshToken.reveal(), expiresAt, apiDomain };
	const record: SignInRecord = {
		id: newId.signIn(),
		kind: 'reauth',
		...{ connection: id, apiClient, dataCenter, alias, customer, scopes, ref },
		stage: 'candidate',
		sealed: seal(sealKey, place(id), JSON.stringify(tokens)),
		lease: context.locks.lease(),
		startedAt: now,
	};
	context.store.signIns.put(record);
	context.steps.reached('candidate');
	return { record, sealKey, accessToken, refreshToken, expiresAt, apiDomain };
}

/** The rotation that a sign-in on its way holds; null where it is one of another kind. */
export function keptRotation(record: SignInRecord, sealKey: string): KeptRotation | null {
	const text = record.sealed && unseal(sealKey, place(record.connection), record.sealed);
	if (text === null) return null;
	const { accessToken, refreshToken, expiresAt, apiDomain } = JSON.parse(text);
	const tokens = { accessToken: new Secret(accessToken), refreshToken: new Secret(refreshToken) };
	return { record, sealKey, ...tokens, expiresAt, apiDomain };
}

/**
 * Gives the new refresh token an entry, and the connection that entry in one transaction (protocol/README.md, "Steps of a refresh"). Where the
 * connection uses another one by now, the token is noted to be revoked. Call it under the connection's lock. Rejects with KEYCHAIN_*; the
 * answer then stays sealed.
 */
export async function finishRotation(context: Context, kept: KeptRotation): Promise<Connection | null> {
	const { store, entries, clock } = context;
	const { record, sealKey, refreshToken } = kept;
	const ref = store.transaction(() => entries.begin('connection', record.connection, refreshToken));
	await entries.fill(ref, { sealKey, refreshToken: refreshToken.reveal() });
	context.steps.reached('entry-stored');
	return store.transaction(() => {
		store.signIns.remove(record.id);
		const before = store.connections.byId(record.connection);
		if (!before || before.ref !== record.ref) {
			store.vaultEntries.setState(ref, 'dead');
			const { connection, apiClient, dataCenter } = record;
			if (before) store.journal.add({ ref, connection, apiClient, dataCenter });
			return null;
		}
		const generation = before.generation + 1;
		const connection: Connection = {
			...before,
			apiDomain: kept.apiDomain,
			ref,
			generation,
			// A revoke that waits goes on, with the token that is alive.
			...(before.status === 'revoke_queued' ? {} : { status: 'connected', problem: null, waitingUntil: null }),
			lastCheckedAt: record.startedAt,
		};
		store.vaultEntries.setState(ref, 'live');
		store.vaultEntries.setState(record.ref, 'dead');
		store.connections.put(connection);
		const cachedAt = { connection: connection.id, field: 'access_token', generation } as const;
		const sealed = seal(sealKey, cachedAt, kept.accessToken.reveal());
		const { expiresAt } = kept;
		store.accessTokens.put({ connection: connection.id, generation, sealed, expiresAt }, tokenDigest(kept.accessToken));
		store.mintedTokens.add(ref, record.startedAt, clock.now() - tokenBudget.windowMs);
		audit(context, 'refreshed', connection, { refreshToken: 'replaced' });
		return connection;
	});
}

/** Finishes what an ended process left of a rotation, before the connection is used. Call it under the connection's lock. Rejects with KEYCHAIN_*. */
export async function finishLeftRotation(context: Context, connection: Connection): Promise<void> {
	const left = context.store.signIns
		.all()
		.find((one) => one.connection === connection.id && one.ref === connection.ref && one.stage === 'candidate');
	if (!left) return;
	const { sealKey } = await context.entries.openConnection(left.ref, connection.alias);
	const kept = keptRotation(left, sealKey);
	if (!kept) return;
	await finishRotation(context, kept);
	await context.entries.collect();
}

function place(connection: Connection['id']) {
	return { connection, field: 'rotated_token', generation: 0 } as const;
}
