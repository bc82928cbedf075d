import type { ApiClient } from '../domain/api-client.ts';
import { AppError } from '../domain/app-error.ts';
import { type Connection, parseAlias } from '../domain/connection.ts';
import type { DataCenter } from '../domain/data-center.ts';
import { parseScopes, scopesToAsk } from '../domain/scopes.ts';
import { apiClientByName } from './api-clients.ts';
import { type Context, dataCenterById } from './context.ts';
import type { AskAboutTwin } from './twin.ts';

/** What every way in begins with. */
export interface ConnectRequest {
	readonly apiClient: string;
	readonly dataCenter: string;
	readonly alias: string | null;
	readonly customer: string | null;
	/** Empty: the API client's. */
	readonly scopes: readonly string[];
	/** Whether somebody can answer if the client secret of the user's data center turns out to be missing. */
	readonly mayAskSecret?: boolean;
	/** Asked where the org is connected already; without it both are kept, and a notice says so. */
	readonly askAboutTwin?: AskAboutTwin;
}

/** What every way in ends with. */
export interface FinishedSignIn {
	readonly connection: Connection;
	readonly notices: readonly string[];
}

/** A request that was checked: nothing of it can fail for its form any more. */
interface Checked {
	readonly client: ApiClient;
	readonly dataCenter: DataCenter;
	readonly alias: string | null;
	readonly customer: string | null;
	readonly scopes: readonly string[];
}

/** Checks what every way in has in common. Throws API_CLIENT_UNKNOWN, DATA_CENTER_UNKNOWN, ALIAS_*, SCOPE_REFUSED or PRACTICE_MIX. */
export function checkRequest(context: Context, request: ConnectRequest): Checked {
	const client = apiClientByName(context, request.apiClient);
	const dataCenter = dataCenterById(context, request.dataCenter);
	const alias = request.alias === null ? null : parseAlias(request.alias);
	if (alias !== null && context.store.connections.byAlias(alias)) throw new AppError('ALIAS_TAKEN', { alias });
	if (client.practice !== (dataCenter.kind === 'practice')) {
		throw new AppError('PRACTICE_MIX', { problem: `"${client.name}" and ${dataCenter.name} are not of one kind` });
	}
	const scopes = scopesToAsk(request.scopes.length > 0 ? parseScopes(request.scopes) : client.scopes);
	return { client, dataCenter, alias, customer: request.customer?.trim() || null, scopes };
}
