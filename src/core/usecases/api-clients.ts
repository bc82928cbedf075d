import type { ApiClientType } from '../../shared/api-client-types.ts';
import { type ApiClient, allDataCenters as everyDataCenter, hasBrowserSignIn } from '../domain/api-client.ts';
import { AppError } from '../domain/app-error.ts';
import { newId } from '../domain/ids.ts';
import { parseRedirectUri } from '../domain/redirect-uri.ts';
import { defaultScopes, parseScopes } from '../domain/scopes.ts';
import { isSecretText, type Secret } from '../domain/secret.ts';
import { audit, type Context, dataCenterById } from './context.ts';

export interface NewApiClient {
	readonly name: string;
	readonly clientId: string;
	readonly type: ApiClientType;
	/** As registered, tried in turn; none for a type without a browser sign-in. */
	readonly redirectUris: readonly string[];
	/** Empty: the default scopes. */
	readonly scopes: readonly string[];
	readonly clientSecret: Secret;
	/** The data center that the secret is for; null: one for all. */
	readonly dataCenter: string | null;
}

/**
 * Adds an API client, or a further or newer secret to the one of the same name and client id. The secret goes to the keychain by the
 * write protocol. Rejects with API_CLIENT_EXISTS, API_CLIENT_REFUSED, REDIRECT_URI_REFUSED, DATA_CENTER_UNKNOWN, PRACTICE_MIX or KEYCHAIN_*.
 */
export async function addApiClient(context: Context, wanted: NewApiClient): Promise<ApiClient> {
	const name = wanted.name.trim();
	const refuse = (problem: string) => new AppError('API_CLIENT_REFUSED', { problem });
	if (name === '' || name.length > 100 || /\p{Cc}/u.test(name))
		throw refuse('its name must have 1 to 100 characters on one line');
	if (!isSecretText(wanted.clientId)) throw refuse('the client id must be one word');
	if (!isSecretText(wanted.clientSecret.reveal()))
		throw refuse('the client secret must be one word of at most 1,500 characters');
	const { type } = wanted;
	const redirectUris = parseRedirectUris(type, wanted.redirectUris);
	const dataCenter = wanted.dataCenter === null ? null : dataCenterById(context, wanted.dataCenter);
	const practice = dataCenter?.kind === 'practice';
	const secretKey = dataCenter?.id ?? everyDataCenter;
	const scopes = wanted.scopes.length > 0 ? parseScopes(wanted.scopes) : defaultScopes;

	const check = (existing: ApiClient | null) => {
		if (!existing) return;
		if (existing.clientId !== wanted.clientId) throw new AppError('API_CLIENT_EXISTS', { name });
		if (existing.practice !== practice)
			throw new AppError('PRACTICE_MIX', { problem: `"${name}" is of the other kind` });
	};
	check(context.store.apiClients.byName(name));
	const id = context.store.apiClients.byName(name)?.id ?? newId.apiClient();
	const ref = context.store.transaction(() => context.entries.begin('client_secret', id));
	await context.entries.fill(ref, { clientSecret: wanted.clientSecret.reveal() });
	const saved = context.store.transaction(() => {
		const existing = context.store.apiClients.byName(name);
		check(existing);
		const client: ApiClient = {
			id: existing?.id ?? id,
			name: existing?.name ?? name,
			clientId: wanted.clientId,
			type,
			redirectUris,
			scopes,
			practice,
			secrets: { ...existing?.secrets, [secretKey]: ref },
			createdAt: existing?.createdAt ?? context.clock.now(),
		};
		context.store.apiClients.put(client);
		context.store.vaultEntries.setState(ref, 'live');
		const replaced = existing && Object.hasOwn(existing.secrets, secretKey) && existing.secrets[secretKey];
		if (replaced) context.store.vaultEntries.setState(replaced, 'dead');
		audit(context, existing ? 'api client changed' : 'api client added', null, { name, dataCenter: secretKey });
		return client;
	});
	context.emit({ type: 'store-changed' });
	await context.entries.collect();
	return saved;
}

/** What can be changed of an API client whose secrets stay; what is left out stays as it is. */
export interface ApiClientChange {
	readonly type?: ApiClientType;
	readonly redirectUris?: readonly string[];
	/** For sign-ins from now on; connections keep the scopes that were granted. */
	readonly scopes?: readonly string[];
}

/** Changes an API client in place. Throws API_CLIENT_UNKNOWN, API_CLIENT_REFUSED, REDIRECT_URI_REFUSED or SCOPE_REFUSED. */
export function changeApiClient(context: Context, name: string, change: ApiClientChange): ApiClient {
	const saved = context.store.transaction(() => {
		const before = apiClientByName(context, name);
		const type = change.type ?? before.type;
		// A type without a browser sign-in has no use for the URIs of the one before.
		const kept = hasBrowserSignIn(type) ? before.redirectUris : [];
		const scopes = change.scopes ? parseScopes(change.scopes) : before.scopes;
		const redirectUris = parseRedirectUris(type, change.redirectUris ?? kept);
		const client: ApiClient = { ...before, type, redirectUris, scopes: scopes.length > 0 ? scopes : defaultScopes };
		context.store.apiClients.put(client);
		audit(context, 'api client changed', null, { name: client.name });
		return client;
	});
	context.emit({ type: 'store-changed' });
	return saved;
}

/** Throws API_CLIENT_REFUSED where the type and the URIs do not go together, or REDIRECT_URI_REFUSED. */
function parseRedirectUris(type: ApiClientType, redirectUris: readonly string[]): readonly string[] {
	const refuse = (problem: string) => new AppError('API_CLIENT_REFUSED', { problem });
	if (!hasBrowserSignIn(type)) {
		if (redirectUris.length > 0) throw refuse(`its type, ${type}, has no redirect URI`);
		return [];
	}
	if (redirectUris.length === 0) throw refuse(`its type, ${type}, needs a redirect URI`);
	return [...new Set(redirectUris.map((uri) => parseRedirectUri(uri).text))];
}

/** Drops the secret of one data center, such as one that Zoho refused at its first use; the API client stays. */
export async function dropSecret(context: Context, id: ApiClient['id'], dataCenter: string): Promise<void> {
	context.store.transaction(() => {
		const client = context.store.apiClients.byId(id);
		const { [dataCenter]: dropped, ...secrets } = client?.secrets ?? {};
		if (!client || !dropped) return;
		context.store.apiClients.put({ ...client, secrets });
		context.store.vaultEntries.setState(dropped, 'dead');
		audit(context, 'client secret dropped', null, { name: client.name, dataCenter });
	});
	await context.entries.collect();
}

/** Removes an API client and its secrets here; Zoho's console is not touched. Rejects with API_CLIENT_UNKNOWN or API_CLIENT_IN_USE. */
export async function removeApiClient(context: Context, name: string): Promise<void> {
	context.store.transaction(() => {
		const client = apiClientByName(context, name);
		const users = context.store.connections.counts().get(client.id) ?? 0;
		const signIns = context.store.signIns.all().filter((signIn) => signIn.apiClient === client.id).length;
		if (users > 0)
			throw new AppError('API_CLIENT_IN_USE', { name, count: users === 1 ? 'a connection' : `${users} connections` });
		if (signIns > 0) throw new AppError('API_CLIENT_IN_USE', { name, count: 'a sign-in on its way' });
		// Without the client nobody could ever revoke the replaced token.
		const revokes = context.store.journal.all().some((entry) => entry.apiClient === client.id);
		if (revokes) throw new AppError('API_CLIENT_IN_USE', { name, count: 'a revoke that waits for the network' });
		context.store.apiClients.remove(client.id);
		for (const ref of Object.values(client.secrets)) context.store.vaultEntries.setState(ref, 'dead');
		audit(context, 'api client removed', null, { name });
	});
	context.emit({ type: 'store-changed' });
	await context.entries.collect();
}

/** Throws API_CLIENT_UNKNOWN. */
export function apiClientByName({ store }: Pick<Context, 'store'>, name: string): ApiClient {
	const found = store.apiClients.byName(name) ?? store.apiClients.byId(name);
	if (!found) throw new AppError('API_CLIENT_UNKNOWN', { name: name.slice(0, 80) });
	return found;
}
