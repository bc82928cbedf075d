import { AppError } from '../domain/app-error.ts';
import type { Connection, Problem } from '../domain/connection.ts';
import type { Secret } from '../domain/secret.ts';
import { type Asker, isPaused, spentUntil, tokenBudget } from '../domain/token-budget.ts';
import { tokenDigest } from '../domain/token-digest.ts';
import { refreshAccessToken, type TokenAnswer } from '../oauth/token-endpoint.ts';
import { isFresh, unsealToken } from '../protocol/cached-token.ts';
import type { ConnectionEntry } from '../protocol/entry-text.ts';
import { seal } from '../protocol/seal.ts';
import { noteSkew } from './clock-skew.ts';
import { apiClientOf, audit, type Context, connectionByTarget, credentialsFor, dataCenterById } from './context.ts';
import { finishLeftRotation, finishRotation, keepRotation } from './rotated-token.ts';

/** A live access token and the connection that it belongs to. `expiresAt` is epoch milliseconds. */
export interface LiveToken {
	readonly connection: Connection;
	readonly accessToken: Secret;
	readonly expiresAt: number;
}

/**
 * An access token that lives at least `minTtlSeconds`: the cached one without any network call, else a new one. One token call per
 * connection at a time across all processes; who waited takes the other's result. Rejects with NEEDS_REAUTH, LIMITED, KEYCHAIN_*,
 * SECRET_UNREADABLE, CONNECTION_REVOKED, PROVIDER_* or INVALID_CLIENT*, and the connection's status says the same.
 */
export async function liveToken(
	context: Context,
	target: string,
	minTtlSeconds: number,
	asker: Asker,
): Promise<LiveToken> {
	const connection = usable(connectionByTarget(context, target));
	const wanted = context.clock.now() + minTtlSeconds * 1000;
	try {
		const cached = await readCached(context, connection, wanted);
		if (cached) return cached;
	} catch (error) {
		throw noteFailure(context, connection, error);
	}
	// By the clock of the moment when it is compared: it may be set while this process waits.
	return mint(context, connection, asker, (expiresAt) => expiresAt >= context.clock.now() + minTtlSeconds * 1000);
}

/** A new access token, whatever is cached; a sibling's that came while waiting for it counts as new. Rejects like `liveToken`. */
export async function refresh(context: Context, target: string, asker: Asker): Promise<LiveToken> {
	const connection = usable(connectionByTarget(context, target));
	const before = context.store.accessTokens.of(connection.id)?.expiresAt ?? 0;
	return mint(context, connection, asker, (expiresAt) => expiresAt > before);
}

/** Throws CONNECTION_REVOKED or REVOKE_QUEUED where the connection's tokens are not for use any more. */
export function usable(connection: Connection): Connection {
	if (connection.status === 'revoked') throw new AppError('CONNECTION_REVOKED', { alias: connection.alias });
	if (connection.status === 'revoke_queued') {
		throw new AppError('REVOKE_QUEUED', { alias: connection.alias, problem: 'its revoke is queued' });
	}
	return connection;
}

async function readCached(context: Context, connection: Connection, wanted: number): Promise<LiveToken | null> {
	const cached = context.store.accessTokens.of(connection.id);
	if (!cached || !isFresh(cached, connection.generation, wanted, context.clock.now())) return null;
	const accessToken = unsealToken((await openEntry(context, connection)).sealKey, cached);
	return accessToken && { connection, accessToken, expiresAt: cached.expiresAt };
}

function mint(
	context: Context,
	{ id, alias }: Connection,
	asker: Asker,
	isNew: (expiresAt: number) => boolean,
): Promise<LiveToken> {
	return context.locks.exclusively(id, async () => {
		// Read again: while this process waited another one may have refreshed, re-authenticated or revoked.
		let connection = usable(connectionByTarget(context, id));
		try {
			await finishLeftRotation(context, connection);
			connection = usable(connectionByTarget(context, id));
			const cached = context.store.accessTokens.of(connection.id);
			if (cached && isNew(cached.expiresAt)) {
				const sibling = await readCached(context, connection, cached.expiresAt);
				if (sibling) return sibling;
			}
			if (isPaused(connection.waitingUntil, context.clock.now())) throw limited(alias, connection.waitingUntil);
			refuseOverBudget(context, connection, asker);
			const entry = await openEntry(context, connection);
			const client = apiClientOf(context, connection.apiClient);
			const credentials = await credentialsFor(context, client, dataCenterById(context, connection.dataCenter));
			if (entry.refreshToken === null) throw new AppError('SECRET_UNREADABLE', { alias });
			const answer = await refreshAccessToken(context.http, credentials, entry.refreshToken);
			// First of all what came is kept.
			const live = await keep(context, connection, entry, answer);
			noteSkew(context, answer.serverTime);
			return live;
		} catch (error) {
			throw noteFailure(context, connection, error);
		}
	});
}

/** Zoho would count the call and refuse it; the last two tokens of a window are kept for a person's click. Throws LIMITED. */
function refuseOverBudget({ store, clock }: Context, { ref, alias }: Connection, asker: Asker): void {
	if (ref === null) return;
	const now = clock.now();
	const minted = store.mintedTokens.since(ref, now - tokenBudget.windowMs);
	const spent = spentUntil(minted, now, 'person');
	// Nobody gets one any more: that is the connection's status, not only this asker's.
	if (spent !== null) throw new AppError('LIMITED', { untilMs: spent });
	const until = spentUntil(minted, now, asker);
	if (until !== null) throw limited(alias, until);
}

/** A connection's keychain entry. Rejects as VaultEntries.openConnection, or with CONNECTION_REVOKED or NEEDS_REAUTH where it has none. */
export async function openEntry(context: Context, connection: Connection): Promise<ConnectionEntry> {
	if (connection.ref === null) {
		// One that was imported without its secrets never had any here.
		const imported = connection.status === 'needs_reauth';
		throw new AppError(imported ? 'NEEDS_REAUTH' : 'CONNECTION_REVOKED', { alias: connection.alias });
	}
	return context.entries.openConnection(connection.ref, connection.alias);
}

/** One commit for the hourly refresh. A replaced refresh token is kept sealed first, then gets an entry of its own (rotated-token.ts). */
async function keep(
	context: Context,
	before: Connection,
	entry: ConnectionEntry,
	answer: TokenAnswer,
): Promise<LiveToken> {
	const { store, clock } = context;
	const rotated = await rotate(context, before, entry, answer);
	if (rotated) return rotated;
	const now = clock.now();
	const connection: Connection = {
		...before,
		apiDomain: answer.apiDomain,
		status: 'connected',
		problem: null,
		waitingUntil: null,
		lastCheckedAt: now,
	};
	const expiresAt = now + answer.expiresInSeconds * 1000;
	const place = { connection: connection.id, field: 'access_token', generation: connection.generation } as const;
	const sealed = seal(entry.sealKey, place, answer.accessToken.reveal());
	store.transaction(() => {
		store.connections.put(connection);
		const cached = { connection: connection.id, generation: connection.generation, sealed, expiresAt };
		store.accessTokens.put(cached, tokenDigest(answer.accessToken));
		if (connection.ref) store.mintedTokens.add(connection.ref, now, now - tokenBudget.windowMs);
		audit(context, 'refreshed', connection);
	});
	context.emit({ type: 'store-changed' });
	return { connection, accessToken: answer.accessToken, expiresAt };
}

/** Takes in a refresh token that came with the answer; null where none did, or where the keychain refuses it: then it stays sealed, and the next use takes it in. */
async function rotate(
	context: Context,
	before: Connection,
	entry: ConnectionEntry,
	answer: TokenAnswer,
): Promise<LiveToken | null> {
	const { refreshToken, accessToken } = answer;
	const { ref } = before;
	if (ref === null || refreshToken === null || refreshToken.reveal() === entry.refreshToken?.reveal()) return null;
	const kept = keepRotation(context, { ...before, ref }, entry, answer, refreshToken);
	try {
		const connection = await finishRotation(context, kept);
		context.emit({ type: 'store-changed' });
		await context.entries.collect();
		return connection && { connection, accessToken, expiresAt: kept.expiresAt };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		context.steps.leaveForLater(kept);
		return null;
	}
}

/**
 * Writes down what a failed use says about a connection, and gives the error as the person should see it. Only a refused refresh token
 * means "needs re-auth"; offline is not signed out, and a locked keychain says nothing about a connection.
 */
export function noteFailure(context: Context, connection: Connection, error: unknown): unknown {
	if (!(error instanceof AppError)) return error;
	const { alias } = connection;
	const now = context.clock.now();
	const save = (change: Partial<Connection>, problem: AppError) => {
		context.store.transaction(() => {
			// The row may have changed since: only what the failure tells is replaced.
			const current = context.store.connections.byId(connection.id);
			if (!current || current.generation !== connection.generation || current.status.startsWith('revoke')) return;
			const words: Problem = { code: problem.code, details: problem.details };
			context.store.connections.put({ ...current, waitingUntil: null, problem: words, ...change });
			// Zoho ends the access tokens of a dead refresh token, too: the cached one must not be handed out any more.
			if (change.status === 'needs_reauth') context.store.accessTokens.remove(connection.id);
			audit(context, 'use failed', connection, { code: problem.code });
		});
		context.emit({ type: 'store-changed' });
		return problem;
	};
	switch (error.code) {
		case 'INVALID_CODE':
			return save(
				{ status: 'needs_reauth', lastCheckedAt: now },
				new AppError('NEEDS_REAUTH', { alias }, { cause: error }),
			);
		case 'LIMITED': {
			if (error.details.until !== undefined) return error;
			const until = Number(error.details.untilMs ?? now + Number(error.details.waitMs ?? tokenBudget.windowMs));
			return save({ status: 'waiting', waitingUntil: until }, limited(alias, until));
		}
		case 'PROVIDER_UNREACHABLE':
		case 'PROVIDER_MALFORMED':
			return save({ status: 'unreachable' }, error);
		case 'SECRET_UNREADABLE':
			return save({ status: 'locked' }, error);
		case 'INVALID_CLIENT':
		case 'INVALID_CLIENT_SECRET':
		case 'CLIENT_SECRET_MISSING':
		case 'API_DOMAIN_UNKNOWN':
		case 'PROVIDER_REFUSED':
		case 'ORG_UNREADABLE':
			return save({ status: 'unverified' }, error);
		default:
			return error;
	}
}

/** Says whom Zoho limits, and until when. */
export function limited(alias: string, until: number): AppError {
	return new AppError('LIMITED', { alias, until: clockTime(until) });
}

/** A time of day for a sentence, UTC-free: what the clock on the wall will show. */
function clockTime(at: number): string {
	return new Date(at).toTimeString().slice(0, 5);
}
