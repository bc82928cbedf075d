import { AppError } from '../../domain/app-error.ts';
import type { Connection } from '../../domain/connection.ts';
import { chosenConnectionId, newId } from '../../domain/ids.ts';
import { merged, type OAuthToken } from '../../domain/oauth-token.ts';
import { isSecretText } from '../../domain/secret.ts';
import { openEntry, usable } from '../access-tokens.ts';
import { audit, type Context, connectionByTarget, dataCenterById } from '../context.ts';
import { adopt } from './adopt-token.ts';
import { apiClientFor, dataCenterOf, keepClientSecret, refused } from './place-of.ts';
import { openPart, recordOf } from './record-of.ts';
import { writeBeside } from './write-beside.ts';

/** Saves a token that no record matches as a new connection. Rejects as KeychainTokenStore.saveToken. */
export async function saveNew(context: Context, token: OAuthToken): Promise<Connection> {
	requireForm(token);
	if (token.refreshToken === null) throw refused('a connection needs a refresh token, or it would end within the hour');
	const id = token.id === null ? newId.connection() : chosenConnectionId(token.id);
	if (id === null) throw refused('its id is not one line of at most 100 characters');
	if (context.store.connections.byAlias(id))
		throw refused('its id is an alias with other capitals; write it as that one');
	const [dataCenter, apiDomain] = dataCenterOf(context, token.apiDomain);
	const { client, isNew } = apiClientFor(context, token, dataCenter);
	const { refreshToken } = token;
	return adopt(context, { id, before: null, client, isNew, dataCenter, token: { ...token, apiDomain, refreshToken } });
}

/** Saves a token over the record of a connection. Rejects as KeychainTokenStore.saveToken. */
export async function saveOver(context: Context, before: Connection, given: OAuthToken): Promise<Connection> {
	requireForm(given);
	const stored = await recordOf(context, before).catch((error: unknown) => {
		// Its keychain entry is lost: what is given now may be what brings it back.
		if (error instanceof AppError && error.code === 'SECRET_UNREADABLE') return openPart(context, before);
		throw error;
	});
	const token = merged(given, stored);
	const dataCenter = dataCenterById(context, before.dataCenter);
	const apiDomain = given.apiDomain === null ? before.apiDomain : dataCenterOf(context, given.apiDomain)[1];
	if (given.apiDomain !== null && !dataCenter.apiUrls.includes(apiDomain))
		throw refused('its API domain belongs to another data center than the connection');
	const { client, isNew } = apiClientFor(context, token, dataCenter);
	const { refreshToken } = token;
	if (refreshToken !== null && refreshToken.reveal() !== stored.refreshToken?.reveal()) {
		const { id } = before;
		return adopt(context, { id, before, client, isNew, dataCenter, token: { ...token, apiDomain, refreshToken } });
	}
	if (isNew || client.id !== before.apiClient)
		throw refused('its client id is another one, but a refresh token belongs to the client that got it');
	if (token.clientSecret) await keepClientSecret(context, client.id, dataCenter.id, token.clientSecret);
	return context.locks.exclusively(before.id, () => writeOver(context, before, { ...given, apiDomain }));
}

/** What changes while the refresh token stays. Who waited for the lock writes over what is there now, not over what was there before. */
async function writeOver(context: Context, { id }: Connection, given: OAuthToken): Promise<Connection> {
	const connection = usable(connectionByTarget(context, id));
	const token = merged(given, await recordOf(context, connection));
	const { sealKey } = await openEntry(context, connection);
	const saved: Connection = { ...connection, apiDomain: token.apiDomain ?? connection.apiDomain };
	context.store.transaction(() => {
		context.store.connections.put(saved);
		writeBeside(context, saved, sealKey, token);
		audit(context, 'token saved', saved, { alias: saved.alias });
	});
	context.emit({ type: 'store-changed' });
	return saved;
}

/** Throws TOKEN_REFUSED for what could not come back as it went in. */
export function requireForm({
	refreshToken,
	accessToken,
	grantToken,
	clientSecret,
	expiresIn,
	...open
}: OAuthToken): void {
	for (const text of Object.values(open)) {
		if (text !== null && (text.includes('\0') || !text.isWellFormed()))
			throw refused('a value is not plain Unicode text');
	}
	for (const secret of [refreshToken, accessToken, grantToken, clientSecret]) {
		if (secret && !isSecretText(secret.reveal())) throw refused('a token or secret must be one word of plain letters');
	}
	if (expiresIn !== null && !(Number.isSafeInteger(expiresIn) && expiresIn >= 0))
		throw refused('its expiry is not a time in milliseconds');
}
