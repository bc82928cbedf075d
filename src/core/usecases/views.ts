import type {
	ApiClientView,
	ConnectionStatus,
	ConnectionView,
	DataCenterView,
	KeychainView,
} from '../../shared/views.ts';
import type { ApiClient } from '../domain/api-client.ts';
import type { Connection } from '../domain/connection.ts';
import type { ConnectionLabel } from '../domain/connection-label.ts';
import type { DataCenter } from '../domain/data-center.ts';
import { signInLimitMs } from '../domain/sign-in-limit.ts';
import { isPaused } from '../domain/token-budget.ts';
import { troubleError } from '../ports/secret-vault.ts';
import type { ListedStore } from '../ports/store.ts';
import { emptiedError } from '../protocol/emptied-keychain.ts';
import type { KeychainState } from '../protocol/vault-entries.ts';
import { allDataCenters, type Context } from './context.ts';
import { vaultStatus } from './vault-status.ts';

/** One connection as it may be shown. */
export function connectionView({ store, clock, words }: Context, connection: Connection): ConnectionView {
	const now = clock.now();
	const source: ViewSource = {
		connection,
		label: store.labels.of(connection.id),
		expiresAt: store.accessTokens.of(connection.id)?.expiresAt || null,
		apiClient: store.apiClients.byId(connection.apiClient)?.name ?? connection.apiClient,
		status: signInsThatWait(store, now).has(connection.id) ? 'pending' : statusNow(connection, now),
	};
	return toView(source, words);
}

/** What a view is made of. */
export interface ViewSource {
	readonly connection: Connection;
	readonly label: ConnectionLabel;
	/** When the cached access token ends. */
	readonly expiresAt: number | null;
	/** Its name. */
	readonly apiClient: string;
	readonly status: ConnectionStatus;
}

export function toView(source: ViewSource, words: Context['words']): ConnectionView {
	const { connection, label, expiresAt, apiClient, status } = source;
	return {
		id: connection.id,
		alias: connection.alias,
		customer: connection.customer,
		status,
		problem: connection.problem && words(connection.problem),
		lastCheckedAt: iso(connection.lastCheckedAt),
		waitingUntil: iso(connection.waitingUntil),
		revokedAt: iso(connection.revokedAt),
		dataCenter: connection.dataCenter,
		environment: connection.environment,
		org: connection.org,
		user: connection.user,
		apiClient,
		apiDomain: connection.apiDomain,
		scopes: connection.scopes,
		accessTokenExpiresAt: iso(expiresAt),
		practice: connection.practice,
		createdAt: new Date(connection.createdAt).toISOString(),
		...label,
	};
}

/** The connections that a sign-in waits for, each with when it ends (epoch milliseconds). */
export function signInsThatWait({ signIns }: Pick<ListedStore, 'signIns'>, now: number): ReadonlyMap<string, number> {
	return new Map(
		signIns
			.all()
			.map(({ stage, connection, startedAt }) => ({ stage, connection, endsAt: startedAt + signInLimitMs }))
			.filter(({ stage, endsAt }) => stage !== 'candidate' && endsAt > now)
			.map(({ connection, endsAt }) => [connection, endsAt]),
	);
}

/** A limit that is over proves nothing yet: the connection is unverified until its next use. */
export function statusNow(connection: Connection, now: number): Connection['status'] {
	const over = connection.status === 'waiting' && !isPaused(connection.waitingUntil, now);
	return over ? 'unverified' : connection.status;
}

export function dataCenterViews(context: {
	readonly store: Pick<ListedStore, 'dataCenters'>;
}): readonly DataCenterView[] {
	return allDataCenters(context).map(dataCenterView);
}

export function dataCenterView({
	id,
	name,
	accountsUrl,
	apiUrl,
	consoleUrl,
	kind,
	confirmed,
}: DataCenter): DataCenterView {
	return { id, name, accountsUrl, apiUrl, consoleUrl, kind, confirmed };
}

export function apiClientViews({ store }: Pick<Context, 'store'>): readonly ApiClientView[] {
	const counts = store.connections.counts();
	return store.apiClients.all().map((client) => toApiClientView(client, counts));
}

export function apiClientView({ store }: Pick<Context, 'store'>, client: ApiClient): ApiClientView {
	return toApiClientView(client, store.connections.counts());
}

function toApiClientView(client: ApiClient, counts: ReadonlyMap<string, number>): ApiClientView {
	const { id, name, clientId, type, redirectUris, scopes, practice } = client;
	const secretsFor = Object.keys(client.secrets);
	return { id, name, clientId, type, redirectUris, scopes, practice, secretsFor, connections: counts.get(id) ?? 0 };
}

export function keychainView(
	{ store, entries, words }: Pick<Context, 'store' | 'entries' | 'words'>,
	state: KeychainState,
): KeychainView {
	const { vault, backend, entries: held, emptied } = vaultStatus({ store });
	const ofReady = emptied && words(emptiedError(emptied));
	const problem = state.state === 'ready' ? ofReady : words(troubleError(state));
	const known = vault === 'keychain' ? backend : null;
	return { vault, state: state.state, backend: known ?? entries.backend, entries: held, problem };
}

function iso(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
