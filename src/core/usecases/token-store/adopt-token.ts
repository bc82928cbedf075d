import type { ApiClient } from '../../domain/api-client.ts';
import { AppError } from '../../domain/app-error.ts';
import { type Connection, parseAlias, proposeAlias } from '../../domain/connection.ts';
import type { DataCenter } from '../../domain/data-center.ts';
import { type ConnectionId, newId } from '../../domain/ids.ts';
import type { OAuthToken } from '../../domain/oauth-token.ts';
import { Secret } from '../../domain/secret.ts';
import type { SignInRecord } from '../../ports/store.ts';
import { newSealKey, seal, unseal } from '../../protocol/seal.ts';
import { apiClientOf, audit, type Context, dataCenterById, problemOf } from '../context.ts';
import { keepClientSecret } from './place-of.ts';
import { writeBeside } from './write-beside.ts';

/** A token with the parts that a connection cannot do without. */
interface SavedToken extends OAuthToken {
	readonly refreshToken: Secret;
	readonly apiDomain: string;
}

/** A refresh token that a connection takes, new or in place of the one it has. */
interface Adoption {
	readonly id: ConnectionId;
	readonly before: Connection | null;
	readonly client: ApiClient;
	/** Whether the API client is written with it. */
	readonly isNew: boolean;
	readonly dataCenter: DataCenter;
	readonly token: SavedToken;
}

/**
 * Takes a refresh token in by the write protocol (protocol/README.md, "Steps of a saved token"). The token exists at Zoho already: a crash
 * leaves it in the keychain for recovery, or an audit row that says its outcome is unknown. Rejects with KEYCHAIN_*, then nothing is
 * left, or with SIGN_IN_UNFINISHED, then it is kept sealed.
 */
export async function adopt(context: Context, adoption: Adoption): Promise<Connection> {
	const { store, entries, steps } = context;
	const { id, before, client, isNew, dataCenter, token } = adoption;
	const sealKey = newSealKey();
	const record = store.transaction(() => {
		if (isNew) store.apiClients.put(client);
		const signIn: SignInRecord = {
			id: newId.signIn(),
			kind: before ? 'reauth' : 'connect',
			...{ connection: id, apiClient: client.id, dataCenter: dataCenter.id, alias: token.id, customer: null },
			...{ scopes: client.scopes, stage: 'candidate' },
			ref: entries.begin('connection', id, token.refreshToken),
			sealed: seal(sealKey, place(id), asText(token)),
			lease: context.locks.lease(),
			startedAt: context.clock.now(),
		};
		store.signIns.put(signIn);
		return signIn;
	});
	steps.reached('intent');
	try {
		await entries.fill(record.ref, { sealKey, refreshToken: token.refreshToken.reveal() });
	} catch (error) {
		store.transaction(() => {
			store.signIns.remove(record.id);
			if (isNew) store.apiClients.remove(client.id);
		});
		throw error;
	}
	steps.reached('entry-stored');
	return finishSaved(context, record, sealKey, token);
}

/** The saved token that a sign-in on its way holds; null where it is a sign-in of another kind. */
export function savedTokenOf(record: SignInRecord, sealKey: string): SavedToken | null {
	const text = record.sealed && unseal(sealKey, place(record.connection), record.sealed);
	return text === null ? null : fromText(text);
}

/** The last steps, run by `adopt` itself and, after a crash, by recovery. */
export async function finishSaved(
	context: Context,
	record: SignInRecord,
	sealKey: string,
	token: SavedToken,
): Promise<Connection> {
	try {
		if (token.clientSecret) await keepClientSecret(context, record.apiClient, record.dataCenter, token.clientSecret);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		context.steps.leaveForLater({ record });
		throw new AppError('SIGN_IN_UNFINISHED', { problem: problemOf(error) }, { cause: error });
	}
	const saved = await context.locks.exclusively(record.connection, async () => flip(context, record, sealKey, token));
	context.steps.reached('flipped');
	context.emit({ type: 'store-changed' });
	await context.entries.collect();
	// Forgotten meanwhile: it must not come back.
	if (!saved) throw new AppError('TOKEN_UNKNOWN', { id: record.connection });
	return saved;
}

/**
 * One transaction makes the connection use the new entry. The refresh token that was there before is not revoked at Zoho: that a program
 * saved another one does not say that nobody uses the old one, which may lie in a script's own settings, and a save is no act of a person.
 * The audit row says so, for the old one goes on taking one of the user's token slots.
 */
function flip(context: Context, record: SignInRecord, sealKey: string, token: SavedToken): Connection | null {
	const { store, clock } = context;
	return store.transaction(() => {
		store.signIns.remove(record.id);
		const before = store.connections.byId(record.connection);
		if (record.kind === 'reauth' && !before) {
			store.vaultEntries.setState(record.ref, 'dead');
			return null;
		}
		const connection: Connection = {
			...(before ?? newConnection(context, record, token)),
			apiClient: record.apiClient,
			dataCenter: record.dataCenter,
			apiDomain: token.apiDomain,
			ref: record.ref,
			generation: (before?.generation ?? 0) + 1,
			status: 'unverified',
			problem: null,
			waitingUntil: null,
			revokedAt: null,
			createdAt: before?.createdAt ?? clock.now(),
		};
		store.vaultEntries.setState(record.ref, 'live');
		store.connections.put(connection);
		writeBeside(context, connection, sealKey, token);
		if (before?.ref) store.vaultEntries.setState(before.ref, 'dead');
		const act = before ? 'refresh token replaced, the old one not revoked' : 'saved by a program';
		audit(context, act, connection, { alias: connection.alias });
		return connection;
	});
}

type Made = 'apiClient' | 'dataCenter' | 'apiDomain' | 'ref' | 'generation' | 'status' | 'problem' | 'createdAt';

/** What is known of a connection that nobody has checked yet: whose it is, where the signature says so (`email:zgid`). */
function newConnection(
	context: Context,
	record: SignInRecord,
	{ userSignature }: SavedToken,
): Omit<Connection, Made | 'waitingUntil' | 'revokedAt'> {
	const [, email = '', orgId = ''] = /^([^\s:]+@[^\s:]+):(\w+)$/.exec(userSignature ?? '') ?? [];
	return {
		id: record.connection,
		alias: freeAlias(context, record, userSignature),
		customer: null,
		environment: 'unknown',
		org: { id: orgId, name: orgId },
		user: { email, name: email },
		scopes: record.scopes,
		practice: dataCenterById(context, record.dataCenter).kind === 'practice',
		lastCheckedAt: null,
	};
}

/** The program's own id where it can be an alias, else one made from the signature. */
function freeAlias(context: Context, { alias, apiClient, dataCenter }: SignInRecord, signature: string | null): string {
	const isTaken = (text: string) => context.store.connections.byAlias(text) !== null;
	if (alias !== null && isAlias(alias) && !isTaken(alias)) return alias;
	return proposeAlias(signature ?? apiClientOf(context, apiClient).name, dataCenter, isTaken);
}

function isAlias(text: string): boolean {
	try {
		parseAlias(text);
		return true;
	} catch (error) {
		if (error instanceof AppError) return false;
		throw error;
	}
}

function place(connection: ConnectionId) {
	return { connection, field: 'saved_token', generation: 0 } as const;
}

function asText({ clientSecret, grantToken, refreshToken, accessToken, ...open }: SavedToken): string {
	const secrets = { clientSecret, grantToken, refreshToken, accessToken };
	const texts = Object.entries(secrets).map(([name, secret]) => [name, secret?.reveal() ?? null]);
	return JSON.stringify({ ...open, ...Object.fromEntries(texts) });
}

function fromText(text: string): SavedToken {
	const { clientSecret, grantToken, refreshToken, accessToken, ...open } = JSON.parse(text);
	const secret = (value: string | null) => (value === null ? null : new Secret(value));
	return {
		...open,
		clientSecret: secret(clientSecret),
		grantToken: secret(grantToken),
		refreshToken: new Secret(refreshToken),
		accessToken: secret(accessToken),
	};
}
