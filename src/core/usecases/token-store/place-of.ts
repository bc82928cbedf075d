import { type ApiClient, secretRefFor } from '../../domain/api-client.ts';
import { AppError } from '../../domain/app-error.ts';
import type { DataCenter } from '../../domain/data-center.ts';
import { newId, type VaultRef } from '../../domain/ids.ts';
import type { OAuthToken } from '../../domain/oauth-token.ts';
import { parseRedirectUri } from '../../domain/redirect-uri.ts';
import { defaultScopes } from '../../domain/scopes.ts';
import { isSecretText, type Secret } from '../../domain/secret.ts';
import { addApiClient } from '../api-clients.ts';
import { allDataCenters, apiClientOf, type Context } from '../context.ts';

/** The data center of an API domain, by exact match with a known host, and the domain as an origin. Throws TOKEN_REFUSED. */
export function dataCenterOf(context: Context, apiDomain: string | null): readonly [DataCenter, string] {
	if (apiDomain === null) throw refused('it has no API domain, so nobody knows its data center');
	const origin = URL.canParse(apiDomain) ? new URL(apiDomain).origin : apiDomain;
	const found = allDataCenters(context).find(({ apiUrls }) => apiUrls.includes(origin));
	if (!found) throw refused('its API domain belongs to no known data center; add that one first');
	return [found, origin];
}

/** The API client of a client id at a data center, and whether it is known already. Throws TOKEN_REFUSED. */
export function apiClientFor(
	context: Context,
	token: OAuthToken,
	dataCenter: DataCenter,
): { readonly client: ApiClient; readonly isNew: boolean } {
	const { clientId } = token;
	if (clientId === null || !isSecretText(clientId)) throw refused('a connection needs a client id');
	const practice = dataCenter.kind === 'practice';
	const known = context.store.apiClients.all().filter((one) => one.clientId === clientId && one.practice === practice);
	const hasSecret = (one: ApiClient) => secretRefFor(one, dataCenter.id) !== null;
	const client = known.find(hasSecret) ?? known[0];
	if (token.clientSecret === null && !(client && hasSecret(client)))
		throw refused('its client id is new here, so its client secret is needed, too');
	return client ? { client, isNew: false } : { client: newApiClient(context, clientId, practice, token), isNew: true };
}

function newApiClient(context: Context, clientId: string, practice: boolean, { redirectURL }: OAuthToken): ApiClient {
	const base = `sdk-${clientId.slice(-6)}`;
	const isTaken = (name: string) => context.store.apiClients.byName(name) !== null;
	let name = base;
	for (let n = 2; isTaken(name); n++) name = `${base}-${n}`;
	const redirectUris = redirectURL !== null && isOurs(redirectURL) ? [redirectURL] : [];
	return {
		id: newId.apiClient(),
		...{ name, clientId, redirectUris, practice },
		// Without a redirect URI that Latchkey could listen on, only a code of the console renews it.
		type: redirectUris.length > 0 ? 'server-based' : 'self-client',
		scopes: defaultScopes,
		secrets: {},
		createdAt: context.clock.now(),
	};
}

function isOurs(redirectUri: string): boolean {
	try {
		parseRedirectUri(redirectUri);
		return true;
	} catch (error) {
		if (error instanceof AppError) return false;
		throw error;
	}
}

/** Makes a secret the one of the data center, where it is not already. Rejects with KEYCHAIN_*. */
export async function keepClientSecret(
	context: Context,
	clientId: ApiClient['id'],
	dataCenter: string,
	clientSecret: Secret,
): Promise<void> {
	const client = apiClientOf(context, clientId);
	const ref = secretRefFor(client, dataCenter);
	const held = ref && (await readSecret(context, ref, client.name));
	if (held?.reveal() === clientSecret.reveal()) return;
	const { name, type, redirectUris, scopes } = client;
	await addApiClient(context, {
		name,
		clientId: client.clientId,
		type,
		redirectUris,
		scopes,
		clientSecret,
		dataCenter,
	});
}

/** Null where the keychain is open without it. */
async function readSecret({ entries }: Context, ref: VaultRef, name: string): Promise<Secret | null> {
	try {
		return await entries.openClientSecret(ref, name);
	} catch (error) {
		if (error instanceof AppError && error.code === 'SECRET_UNREADABLE') return null;
		throw error;
	}
}

/** TOKEN_REFUSED for a reason. */
export function refused(problem: string): AppError {
	return new AppError('TOKEN_REFUSED', { problem });
}
