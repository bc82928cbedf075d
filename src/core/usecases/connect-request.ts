import { scopesToAsk } from '../../shared/scopes-to-ask.ts';
import type { SignInNotice } from '../../shared/sign-in-notices.ts';
import type { ExpectedEnvironment } from '../../shared/views.ts';
import type { ApiClient } from '../domain/api-client.ts';
import { AppError } from '../domain/app-error.ts';
import { type Connection, parseAlias } from '../domain/connection.ts';
import { parseCustomer } from '../domain/connection-label.ts';
import type { DataCenter } from '../domain/data-center.ts';
import { newId } from '../domain/ids.ts';
import { parseScopes } from '../domain/scopes.ts';
import type { OpenSignIn } from '../protocol/sign-in-steps.ts';
import { apiClientByName } from './api-clients.ts';
import { apiClientOf, type Context, connectionByTarget, dataCenterById } from './context.ts';
import type { AskAboutTwin } from './twin.ts';

/** What every way in to a new connection begins with. */
export interface ConnectRequest {
	readonly apiClient: string;
	readonly dataCenter: string;
	readonly alias: string | null;
	readonly customer: string | null;
	/** Empty: the API client's. */
	readonly scopes: readonly string[];
	/** What the org is expected to be; any environment where it is missing. The org itself says which one it is. */
	readonly expects?: ExpectedEnvironment | null | undefined;
	/** The data center is only where the sign-in begins: Zoho tells where the user lives. */
	readonly finds?: boolean | undefined;
	/** Whether somebody can answer if the client secret of the user's data center turns out to be missing. */
	readonly mayAskSecret?: boolean;
	/** Asked where the org is connected already; without it both are kept, and a notice says so. */
	readonly askAboutTwin?: AskAboutTwin;
}

/** What every way in that renews a connection in place begins with. */
export interface ReauthRequest {
	/** Its alias or id. */
	readonly target: string;
	/** Empty: as before. */
	readonly scopes: readonly string[];
}

export type SignInRequest = ConnectRequest | ReauthRequest;

/** What every way in ends with. */
export interface FinishedSignIn {
	readonly connection: Connection;
	readonly notices: readonly SignInNotice[];
}

/** A request that was checked: nothing of it can fail for its form any more. */
export interface CheckedSignIn {
	readonly client: ApiClient;
	readonly dataCenter: DataCenter;
	/** The connection that is renewed in place: same id, alias, customer and history. */
	readonly renewed: Connection | null;
	readonly alias: string | null;
	readonly customer: string | null;
	readonly scopes: readonly string[];
	readonly expects: ExpectedEnvironment | null;
	readonly askAboutTwin: AskAboutTwin | undefined;
}

/**
 * Checks what every way in has in common. Throws CONNECTION_UNKNOWN, API_CLIENT_UNKNOWN, DATA_CENTER_UNKNOWN, ALIAS_*, SCOPE_REFUSED or
 * PRACTICE_MIX.
 */
export function checkRequest(context: Context, request: SignInRequest): CheckedSignIn {
	return 'target' in request ? checkReauth(context, request) : checkConnect(context, request);
}

function checkReauth(context: Context, { target, scopes }: ReauthRequest): CheckedSignIn {
	const renewed = connectionByTarget(context, target);
	return {
		client: apiClientOf(context, renewed.apiClient),
		dataCenter: dataCenterById(context, renewed.dataCenter),
		renewed,
		alias: renewed.alias,
		customer: renewed.customer,
		scopes: scopesToAsk(scopes.length > 0 ? parseScopes(scopes) : renewed.scopes),
		expects: null,
		askAboutTwin: undefined,
	};
}

function checkConnect(context: Context, request: ConnectRequest): CheckedSignIn {
	const client = apiClientByName(context, request.apiClient);
	const dataCenter = dataCenterById(context, request.dataCenter);
	const alias = request.alias === null ? null : parseAlias(request.alias);
	if (alias !== null && context.store.connections.byAlias(alias)) throw new AppError('ALIAS_TAKEN', { alias });
	if (client.practice !== (dataCenter.kind === 'practice')) {
		throw new AppError('PRACTICE_MIX', { problem: `"${client.name}" and "${dataCenter.name}" are not of one kind` });
	}
	const scopes = scopesToAsk(request.scopes.length > 0 ? parseScopes(request.scopes) : client.scopes);
	const { expects = null, askAboutTwin } = request;
	const customer = parseCustomer(request.customer);
	return { client, dataCenter, renewed: null, alias, customer, scopes, expects, askAboutTwin };
}

/** Steps 1 and 2 of the write protocol for a request that was checked. */
export function beginSignIn(
	{ steps }: Context,
	{ client, dataCenter, renewed, alias, customer, scopes, expects }: CheckedSignIn,
): Promise<OpenSignIn> {
	return steps.begin({
		kind: renewed ? 'reauth' : 'connect',
		connection: renewed?.id ?? newId.connection(),
		apiClient: client.id,
		dataCenter: dataCenter.id,
		practice: client.practice,
		...{ alias, customer, scopes, expects },
	});
}

/** A connection is renewed where it lives. Throws DATA_CENTER_MISMATCH. */
export function requireSameDataCenter({ renewed, dataCenter }: CheckedSignIn, landed: DataCenter): void {
	if (!renewed || landed.id === dataCenter.id) return;
	throw new AppError('DATA_CENTER_MISMATCH', { expected: dataCenter.name, actual: landed.name });
}
