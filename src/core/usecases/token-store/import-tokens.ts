import type { ErrorWords } from '../../../shared/error-words.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Connection } from '../../domain/connection.ts';
import { type OAuthToken, withoutEmpty } from '../../domain/oauth-token.ts';
import { tokenDigest } from '../../domain/token-digest.ts';
import { type Context, dataCenterById } from '../context.ts';
import { apiClientFor, dataCenterOf } from './place-of.ts';
import { requireForm, saveNew } from './save-token.ts';

/** A record of another store as a person may see it before it is imported: nothing secret. */
export interface ImportRow {
	/** Its place in the source, from 1. */
	readonly number: number;
	readonly id: string | null;
	readonly userSignature: string | null;
	readonly clientId: string | null;
	readonly dataCenter: string | null;
	/** `held`: a connection has this refresh token already. */
	readonly state: 'new' | 'held' | 'refused';
	readonly heldAs: string | null;
	readonly problem: ErrorWords | null;
}

/** A record with what it would become. */
export interface PlannedImport {
	readonly row: ImportRow;
	readonly token: OAuthToken;
}

/**
 * What would become of the records of another store; changes nothing. `dataCenter` is where records without an API domain belong. Throws
 * DATA_CENTER_UNKNOWN.
 */
export function planImport(
	context: Context,
	tokens: readonly OAuthToken[],
	dataCenter: string | null,
): readonly PlannedImport[] {
	const otherwise = dataCenter === null ? null : dataCenterById(context, dataCenter).apiUrl;
	return tokens.map((token, index) => {
		const given = withoutEmpty(token);
		return plan(context, { ...given, apiDomain: given.apiDomain ?? otherwise }, index + 1);
	});
}

function plan(context: Context, token: OAuthToken, number: number): PlannedImport {
	const { id, userSignature, clientId } = token;
	const row = {
		number,
		id,
		userSignature,
		clientId,
		dataCenter: null,
		state: 'new',
		heldAs: null,
		problem: null,
	} as const;
	try {
		requireForm(token);
		if (token.refreshToken === null)
			throw new AppError('TOKEN_REFUSED', { problem: 'without a refresh token it would end within the hour' });
		const holders = context.store.sdkRecords.holders('refresh', tokenDigest(token.refreshToken));
		const held = [...holders].map((holder) => context.store.connections.byId(holder)).find((each) => each !== null);
		const [dataCenter] = dataCenterOf(context, token.apiDomain);
		if (held) return { token, row: { ...row, dataCenter: dataCenter.id, state: 'held', heldAs: held.alias } };
		apiClientFor(context, token, dataCenter);
		return { token, row: { ...row, dataCenter: dataCenter.id } };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return { token, row: { ...row, state: 'refused', problem: context.words(error) } };
	}
}

/**
 * Imports a planned record as a connection of its own, not checked yet; its id goes on naming it where it is free and no mere number.
 * Rejects as KeychainTokenStore.saveToken; then nothing was written.
 */
export async function importToken(
	context: Context,
	{ token }: PlannedImport,
	customer: string | null,
): Promise<Connection> {
	const saved = await context.locks.exclusively('save-token', () => {
		const { store } = context;
		const isFree = token.id !== null && !store.connections.byId(token.id) && !store.connections.byAlias(token.id);
		const keepsId = isFree && !/^\d+$/.test(token.id ?? '');
		return saveNew(context, keepsId ? token : { ...token, id: null });
	});
	if (customer === null) return saved;
	return context.store.transaction(() => {
		const connection: Connection = { ...saved, customer };
		context.store.connections.put(connection);
		return connection;
	});
}
