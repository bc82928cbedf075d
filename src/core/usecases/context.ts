import type { ErrorCode, ErrorDetails } from '../../shared/error-codes.ts';
import type { ErrorWords } from '../../shared/error-words.ts';
import type { CoreEvent } from '../../shared/views.ts';
import { type ApiClient, secretRefFor } from '../domain/api-client.ts';
import { AppError } from '../domain/app-error.ts';
import type { Connection } from '../domain/connection.ts';
import { builtInDataCenters, type DataCenter } from '../domain/data-center.ts';
import type { ClientCredentials } from '../oauth/token-endpoint.ts';
import type { CallbackListener } from '../ports/callback-listener.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpClient } from '../ports/http-client.ts';
import type { Locks } from '../ports/locks.ts';
import type { AuditEntry, ListedStore, Store } from '../ports/store.ts';
import type { SignInSteps } from '../protocol/sign-in-steps.ts';
import type { VaultEntries } from '../protocol/vault-entries.ts';

/** What every use case works with. */
export interface Context {
	readonly store: Store;
	readonly entries: VaultEntries;
	readonly steps: SignInSteps;
	readonly locks: Locks;
	readonly http: HttpClient;
	readonly listener: CallbackListener;
	readonly clock: Clock;
	readonly emit: (event: CoreEvent) => void;
	/** An error in the words of the shell that shows it. */
	readonly words: (error: { readonly code: ErrorCode; readonly details: ErrorDetails }) => ErrorWords;
}

/** The built-in data centers and the added ones. */
export function allDataCenters({ store }: { readonly store: Pick<ListedStore, 'dataCenters'> }): readonly DataCenter[] {
	return [...builtInDataCenters, ...store.dataCenters.all()];
}

/** The data centers that a sign-in may end at: practice and real ones never lead to each other. */
export function sameKind(context: Pick<Context, 'store'>, { kind }: DataCenter): readonly DataCenter[] {
	return allDataCenters(context).filter((one) => (one.kind === 'practice') === (kind === 'practice'));
}

/** Throws DATA_CENTER_UNKNOWN. */
export function dataCenterById(context: Pick<Context, 'store'>, id: string): DataCenter {
	const found = allDataCenters(context).find((dataCenter) => dataCenter.id === id.toLowerCase());
	if (!found) throw new AppError('DATA_CENTER_UNKNOWN', { id: id.slice(0, 60) });
	return found;
}

/** A connection by alias or id. Throws CONNECTION_UNKNOWN. */
export function connectionByTarget({ store }: Pick<Context, 'store'>, target: string): Connection {
	const found = store.connections.byAlias(target) ?? store.connections.byId(target);
	if (!found) throw new AppError('CONNECTION_UNKNOWN', { target: target.slice(0, 80) });
	return found;
}

/** An API client by the id that a record holds. */
export function apiClientOf({ store }: Pick<Context, 'store'>, id: string): ApiClient {
	const found = store.apiClients.byId(id);
	if (!found) throw new AppError('API_CLIENT_UNKNOWN', { name: id });
	return found;
}

/** Whether a secret is held for the data center, without reading it. Throws CLIENT_SECRET_MISSING. */
export function requireSecretRef(client: ApiClient, dataCenter: DataCenter) {
	const ref = secretRefFor(client, dataCenter.id);
	if (ref) return ref;
	throw missingSecret(client, dataCenter);
}

/** That an API client has no secret where one is needed. */
export function missingSecret(client: ApiClient, dataCenter: DataCenter): AppError {
	return new AppError('CLIENT_SECRET_MISSING', {
		name: client.name,
		dataCenter: dataCenter.name,
		dataCenterId: dataCenter.id,
	});
}

/** What token calls at a data center need. Throws CLIENT_SECRET_MISSING, KEYCHAIN_* or SECRET_UNREADABLE. */
export async function credentialsFor(
	context: Context,
	client: ApiClient,
	dataCenter: DataCenter,
): Promise<ClientCredentials> {
	const clientSecret = await context.entries.openClientSecret(requireSecretRef(client, dataCenter), client.name);
	return { dataCenter, clientId: client.clientId, clientSecret };
}

/** An error's sentence inside another one. What Zoho limits has no connection's name yet. */
export function problemOf(error: AppError): string {
	return error.code === 'LIMITED' && error.details.until === undefined ? 'Zoho limits token calls' : error.message;
}

/** Writes an audit row; call it inside the transaction of the act. */
export function audit(
	context: Context,
	act: string,
	connection: Connection | null,
	details: AuditEntry['details'] = {},
): void {
	context.store.audit.append({ at: context.clock.now(), act, connection: connection?.id ?? null, details });
}

/** A row about what is done elsewhere already: where the disk refuses it the act must not look undone. Throws what is no STORE_FAILED. */
export function auditDone(context: Context, act: string, connection: Connection | null): void {
	try {
		audit(context, act, connection);
	} catch (error) {
		if (!(error instanceof AppError && error.code === 'STORE_FAILED')) throw error;
	}
}
