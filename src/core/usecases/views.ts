import type { ApiClientView, ConnectionView, DataCenterView, KeychainView } from '../../shared/views.ts';
import type { ApiClient } from '../domain/api-client.ts';
import type { Connection } from '../domain/connection.ts';
import { noLabel } from '../domain/connection-label.ts';
import type { DataCenter } from '../domain/data-center.ts';
import { isPaused } from '../domain/token-budget.ts';
import { type KeychainState, troubleError } from '../protocol/vault-entries.ts';
import { allDataCenters, type Context } from './context.ts';
import { signInLimitMs } from './sign-in.ts';

/** Every connection as it may be shown: read from the store alone, no network, no keychain. */
export function connectionViews(context: Context): readonly ConnectionView[] {
	const toView = viewer(context);
	return context.store.connections.all().map(toView);
}

/** One connection as it may be shown. */
export function connectionView(context: Context, connection: Connection): ConnectionView {
	return viewer(context)(connection);
}

function viewer({ store, clock, words }: Context): (connection: Connection) => ConnectionView {
	const now = clock.now();
	const expiries = store.accessTokens.expiries();
	const labels = store.labels.all();
	const clients = new Map<string, string>(store.apiClients.all().map((client) => [client.id, client.name]));
	const waiting = new Set<string>(
		store.signIns
			.all()
			.filter((signIn) => signIn.stage !== 'candidate' && signIn.startedAt + signInLimitMs > now)
			.map((signIn) => signIn.connection),
	);
	return (connection) => ({
		id: connection.id,
		alias: connection.alias,
		customer: connection.customer,
		status: waiting.has(connection.id) ? 'pending' : statusNow(connection, now),
		problem: connection.problem && words(connection.problem),
		lastCheckedAt: iso(connection.lastCheckedAt),
		waitingUntil: iso(connection.waitingUntil),
		revokedAt: iso(connection.revokedAt),
		dataCenter: connection.dataCenter,
		environment: connection.environment,
		org: connection.org,
		user: connection.user,
		apiClient: clients.get(connection.apiClient) ?? connection.apiClient,
		apiDomain: connection.apiDomain,
		scopes: connection.scopes,
		accessTokenExpiresAt: iso(expiries.get(connection.id) ?? null),
		practice: connection.practice,
		createdAt: new Date(connection.createdAt).toISOString(),
		...(labels.get(connection.id) ?? noLabel),
	});
}

/** A limit that is over proves nothing yet: the connection is unverified until its next use. */
function statusNow(connection: Connection, now: number): Connection['status'] {
	const over = connection.status === 'waiting' && !isPaused(connection.waitingUntil, now);
	return over ? 'unverified' : connection.status;
}

export function dataCenterViews(context: Context): readonly DataCenterView[] {
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

export function apiClientViews(context: Context): readonly ApiClientView[] {
	return context.store.apiClients.all().map((client) => apiClientView(context, client));
}

export function apiClientView({ store }: Pick<Context, 'store'>, client: ApiClient): ApiClientView {
	const { id, name, clientId, type, redirectUris, scopes, practice } = client;
	const connections = store.connections.all().filter((connection) => connection.apiClient === id).length;
	const secretsFor = Object.keys(client.secrets);
	return { id, name, clientId, type, redirectUris, scopes, practice, secretsFor, connections };
}

export function keychainView(
	{ entries, words }: Pick<Context, 'entries' | 'words'>,
	state: KeychainState,
): KeychainView {
	const problem = state.state === 'ready' ? null : words(troubleError(state));
	return { state: state.state, backend: entries.backend, problem };
}

function iso(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
