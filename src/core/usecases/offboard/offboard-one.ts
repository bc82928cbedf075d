import type { AppError } from '../../domain/app-error.ts';
import type { Connection } from '../../domain/connection.ts';
import type { VaultRef } from '../../domain/ids.ts';
import { audit, type Context, connectionByTarget } from '../context.ts';
import { failureOf } from '../failure-of.ts';
import { finishRevokes } from '../finish-revokes.ts';
import { forget } from '../forget.ts';
import { revoke } from '../revoke.ts';

/** What was found of a connection after it was revoked. */
export interface Proof {
	/** Zoho confirmed the revoke, now or earlier. */
	readonly revoked: boolean;
	/** A refresh was tried afterwards and refused; null: not tried, for it was revoked in an earlier run and no token is left to try. */
	readonly refreshRefused: boolean | null;
	/** Null: the keychain is not open, so nobody can say. */
	readonly keychainEntries: 'gone' | 'left' | null;
	/** Sealed values of it in the database: access token, a sign-in's answer, a program's grant. */
	readonly sealedValues: number;
	/** Refresh tokens that a re-auth replaced and Zoho has not revoked yet. */
	readonly replacedTokens: number;
}

export interface Offboarded {
	/** As it is now, or was when it was forgotten. */
	readonly connection: Connection;
	readonly proof: Proof;
	readonly forgotten: boolean;
	/** Why it could not be revoked; null where it was. */
	readonly problem: AppError | null;
}

/**
 * Revokes a connection with proof, also the tokens that it had before, then looks for what is left of it. With `alsoForget` its record goes
 * once nothing else of it is left. Doing it again goes on where it stopped. Rejects with CONNECTION_UNKNOWN alone.
 */
export async function offboardOne(context: Context, id: string, alsoForget: boolean): Promise<Offboarded> {
	const before = connectionByTarget(context, id);
	const refs = refsOf(context, before);
	const failure =
		before.status === 'revoked' ? null : await failureOf(() => revoke(context, before.id, { prove: true }));
	// Meanwhile by another process, or with a connection that had the same refresh token.
	const wasRevoked = before.status === 'revoked' || failure?.code === 'CONNECTION_REVOKED';
	const problem = wasRevoked ? null : failure;
	// The replaced ones stay revocable as long as their entries live; entries that an earlier run could not delete go with it.
	await finishRevokes(context, before.id);
	const connection = connectionByTarget(context, before.id);
	if (connection.status === 'revoked') dropGrant(context, connection);
	const proof = await proofOf(context, connection, refs, wasRevoked);
	if (isProved(proof)) noteProved(context, connection);
	const mayForget = alsoForget && isProved(proof);
	if (mayForget) await forget(context, connection.id, false);
	return { connection, proof, forgotten: mayForget, problem };
}

/** Whether nothing is left that opens the org or could be made to. */
export function isProved({ revoked, refreshRefused, keychainEntries, sealedValues, replacedTokens }: Proof): boolean {
	return (
		revoked && refreshRefused !== false && keychainEntries === 'gone' && sealedValues === 0 && replacedTokens === 0
	);
}

/** The act of an audit row that says that nothing is left of a connection; it names the customer, for the record may go. */
export const provedAct = 'offboarded';

/** Once for each revoke, however often one looks again. */
function noteProved(context: Context, connection: Connection): void {
	const { id, alias, customer, revokedAt } = connection;
	const isNoted = context.store.audit
		.lastOf(id, Number.MAX_SAFE_INTEGER)
		.some(({ act, at }) => act === provedAct && at >= (revokedAt ?? 0));
	if (!isNoted) audit(context, provedAct, connection, { alias, customer: customer ?? '' });
}

/** Every entry that the connection has or had and whose deletion is not proved. */
function refsOf({ store }: Context, { id }: Connection): readonly VaultRef[] {
	return store.vaultEntries.all().flatMap(({ owner, ref }) => (owner === id ? [ref] : []));
}

async function proofOf(
	context: Context,
	connection: Connection,
	before: readonly VaultRef[],
	wasRevoked: boolean,
): Promise<Proof> {
	const { store } = context;
	const { id } = connection;
	const revoked = connection.status === 'revoked';
	const signIns = store.signIns.all().filter((one) => one.connection === id && one.sealed);
	const sealed = [store.accessTokens.of(id), store.sdkRecords.of(id)?.grant, ...signIns].filter(Boolean);
	return {
		revoked,
		// `prove` says revoked only once a refresh was refused.
		refreshRefused: wasRevoked ? null : revoked,
		keychainEntries: await entriesLeft(context, [...new Set([...before, ...refsOf(context, connection)])]),
		sealedValues: sealed.length,
		replacedTokens: store.journal.all().filter((one) => one.connection === id).length,
	};
}

async function entriesLeft({ entries }: Context, refs: readonly VaultRef[]): Promise<Proof['keychainEntries']> {
	let said: Proof['keychainEntries'] = 'gone';
	for (const ref of refs) {
		const there = await entries.isThere(ref);
		if (there) return 'left';
		if (there === null) said = null;
	}
	return said;
}

/** A spent code, sealed under a key that is gone with its entry. */
function dropGrant({ store }: Context, { id }: Connection): void {
	const record = store.sdkRecords.of(id);
	if (record?.grant) store.sdkRecords.put({ ...record, grant: null });
	store.checkpoint();
}
