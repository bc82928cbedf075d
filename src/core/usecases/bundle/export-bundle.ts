import type { ApiClient } from '../../domain/api-client.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Connection } from '../../domain/connection.ts';
import type { Secret } from '../../domain/secret.ts';
import { audit, type Context } from '../context.ts';
import type { BundleContent } from './bundle-content.ts';
import { toJson } from './bundle-content.ts';
import { sealBundle } from './bundle-file.ts';

/** How much is in a bundle. */
export interface BundleCount {
	readonly connections: number;
	readonly apiClients: number;
	readonly refreshTokens: number;
	readonly clientSecrets: number;
}

/**
 * Every connection but practice ones as the text of a bundle (docs/bundle.md); secrets only where asked for, with a row in the audit log for each
 * connection. A secret that cannot be read any more is left out. Rejects with KEYCHAIN_*.
 */
export async function exportBundle(
	context: Context,
	passphrase: Secret,
	withSecrets: boolean,
): Promise<{ readonly text: string; readonly count: BundleCount }> {
	const content = await contentOf(context, withSecrets);
	const text = await sealBundle(toJson(content), passphrase);
	const count = countOf(content);
	context.store.transaction(() => {
		audit(context, 'bundle exported', null, { ...count });
		for (const one of content.connections.filter(({ refreshToken }) => refreshToken))
			audit(context, 'secret exported in a bundle', context.store.connections.byId(one.id), { alias: one.alias });
	});
	return { text, count };
}

async function contentOf(context: Context, withSecrets: boolean): Promise<BundleContent> {
	const { store } = context;
	const clients = store.apiClients.all().filter(({ practice }) => !practice);
	const connections = store.connections.all().filter(({ practice }) => !practice);
	const clientIds = new Map<string, string>(clients.map(({ id, clientId }) => [id, clientId]));
	return {
		dataCenters: store.dataCenters
			.all()
			.filter(({ kind }) => kind === 'custom')
			.map(({ id, name, accountsUrl, apiUrl }) => ({ id, name, accountsUrl, apiUrl })),
		apiClients: await inTurn(clients, async (client) => {
			const { name, clientId, type, redirectUris, scopes } = client;
			const secrets = withSecrets ? await secretsOf(context, client) : new Map();
			return { name, clientId, type, redirectUris, scopes, secrets };
		}),
		connections: await inTurn(connections, async (one) => ({
			...{ id: one.id, alias: one.alias, customer: one.customer, clientId: clientIds.get(one.apiClient) ?? '' },
			...{ dataCenter: one.dataCenter, apiDomain: one.apiDomain, environment: one.environment },
			...{ org: one.org, user: one.user, scopes: one.scopes, createdAt: one.createdAt },
			...store.labels.of(one.id),
			refreshToken: withSecrets ? await refreshTokenOf(context, one) : null,
		})),
	};
}

async function secretsOf({ entries }: Context, client: ApiClient): Promise<ReadonlyMap<string, Secret>> {
	const found = await inTurn(Object.entries(client.secrets), async ([dataCenter, ref]) => {
		const secret = await unlessLost(() => entries.openClientSecret(ref, client.name));
		return secret && ([dataCenter, secret] as const);
	});
	return new Map(found.filter((pair) => pair !== null));
}

/** Zoho takes none of those that it refused, or that are about to be revoked. */
async function refreshTokenOf({ entries }: Context, { ref, status, alias }: Connection): Promise<Secret | null> {
	if (ref === null || status === 'needs_reauth' || status === 'revoke_queued') return null;
	return (await unlessLost(() => entries.openConnection(ref, alias)))?.refreshToken ?? null;
}

async function unlessLost<T>(act: () => Promise<T>): Promise<T | null> {
	try {
		return await act();
	} catch (error) {
		if (error instanceof AppError && error.code === 'SECRET_UNREADABLE') return null;
		throw error;
	}
}

/** The keychain takes one call at a time. */
async function inTurn<T, U>(all: readonly T[], act: (one: T) => Promise<U>): Promise<readonly U[]> {
	const done: U[] = [];
	for (const one of all) done.push(await act(one));
	return done;
}

function countOf({ connections, apiClients }: BundleContent): BundleCount {
	return {
		connections: connections.length,
		apiClients: apiClients.length,
		refreshTokens: connections.filter(({ refreshToken }) => refreshToken !== null).length,
		clientSecrets: apiClients.reduce((sum, { secrets }) => sum + secrets.size, 0),
	};
}
