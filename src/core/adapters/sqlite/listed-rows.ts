import type { ApiClient } from '../../domain/api-client.ts';
import type { Connection } from '../../domain/connection.ts';
import type { ConnectionLabel } from '../../domain/connection-label.ts';
import type { DataCenter } from '../../domain/data-center.ts';
import type { SettingKey, SignInRecord, VaultEntry } from '../../ports/store.ts';
import type { RowReader, Value } from './row-reader.ts';

// What lists are made of, as the repositories and whoever only reads both read it. The schema's CHECKs guarantee what the casts state.

export const connectionColumns = `id, alias, customer, api_client, data_center, api_domain, environment, org_id, org_name, user_email,
	user_name, scopes, practice, ref, generation, status, problem, last_checked_at, waiting_until, revoked_at, created_at`;

/** By alias. */
export function connectionsIn(rows: RowReader): readonly Connection[] {
	return rows.values(`SELECT ${connectionColumns} FROM connection ORDER BY alias`).map(toConnection);
}

let lastScopes = { text: '[]', list: [] as readonly string[] };

/** Neighbours mostly have the same ones: then they share the list. */
function parseScopes(text: string): readonly string[] {
	if (text !== lastScopes.text) lastScopes = { text, list: JSON.parse(text) };
	return lastScopes.list;
}

/** By number, in the order of the columns: to take a row of twenty values apart costs more than to make a connection of it. */
export function toConnection(row: readonly Value[]): Connection {
	return {
		id: row[0],
		alias: row[1],
		customer: row[2],
		apiClient: row[3],
		dataCenter: row[4],
		apiDomain: row[5],
		environment: row[6],
		org: { id: row[7], name: row[8] },
		user: { email: row[9], name: row[10] },
		scopes: parseScopes(String(row[11])),
		practice: row[12] === 1,
		ref: row[13],
		generation: row[14],
		status: row[15],
		problem: row[16] === null ? null : JSON.parse(String(row[16])),
		lastCheckedAt: row[17],
		waitingUntil: row[18],
		revokedAt: row[19],
		createdAt: row[20],
	} as unknown as Connection;
}

export const labelColumns = 'connection, tags, colour, notes, pinned';

/** By the connection's id. */
export function labelsIn(rows: RowReader): ReadonlyMap<string, ConnectionLabel> {
	return new Map(rows.values(`SELECT ${labelColumns} FROM connection_label`).map(toLabelled));
}

export function toLabelled([connection, tags, colour, notes, pinned]: readonly Value[]) {
	const label = { tags: JSON.parse(String(tags)), colour, notes, pinned: pinned === 1 } as ConnectionLabel;
	return [String(connection), label] as const;
}

/** When each cached access token ends, by the connection's id. */
export function expiriesIn(rows: RowReader): ReadonlyMap<string, number> {
	return new Map(
		rows
			.values('SELECT connection, expires_at FROM access_token WHERE expires_at > 0')
			.map(([connection, at]) => [String(connection), Number(at)]),
	);
}

export interface ApiClientRow {
	id: string;
	name: string;
	client_id: string;
	type: string;
	redirect_uris: string;
	scopes: string;
	practice: number;
	created_at: number;
	secrets: string;
}

export const selectApiClient = `SELECT c.*, (SELECT json_group_object(data_center, ref) FROM client_secret WHERE api_client = c.id) AS secrets
	FROM api_client c`;

/** By name. */
export function apiClientsIn(rows: RowReader): readonly ApiClient[] {
	return rows.all<ApiClientRow>(`${selectApiClient} ORDER BY name`).map(toApiClient);
}

export function toApiClient(row: ApiClientRow): ApiClient {
	return {
		id: row.id,
		name: row.name,
		clientId: row.client_id,
		type: row.type,
		redirectUris: JSON.parse(row.redirect_uris),
		scopes: JSON.parse(row.scopes),
		practice: row.practice === 1,
		secrets: JSON.parse(row.secrets),
		createdAt: row.created_at,
	} as ApiClient;
}

interface DataCenterRow {
	id: string;
	name: string;
	location: string | null;
	accounts_url: string;
	api_url: string;
	kind: 'custom' | 'practice';
}

/** Those that are not built in. */
export function dataCentersIn(rows: RowReader): readonly DataCenter[] {
	return rows.all<DataCenterRow>('SELECT * FROM data_center ORDER BY id').map((row) => ({
		id: row.id,
		name: row.name,
		location: row.location,
		accountsUrl: row.accounts_url,
		apiUrl: row.api_url,
		apiUrls: [row.api_url],
		consoleUrl: null,
		kind: row.kind,
		confirmed: true,
	}));
}

interface SignInRow extends Omit<SignInRecord, 'apiClient' | 'dataCenter' | 'scopes' | 'startedAt'> {
	api_client: string;
	data_center: string;
	scopes: string;
	started_at: number;
}

export const signInColumns =
	'id, kind, connection, api_client, data_center, alias, customer, scopes, ref, stage, sealed, lease, started_at';

/** The oldest one first. */
export function signInsIn(rows: RowReader): readonly SignInRecord[] {
	return rows.all<SignInRow>(`SELECT ${signInColumns} FROM sign_in ORDER BY started_at`).map(toSignIn);
}

function toSignIn({ api_client, data_center, scopes, started_at, ...row }: SignInRow): SignInRecord {
	return {
		...row,
		apiClient: api_client,
		dataCenter: data_center,
		scopes: JSON.parse(scopes),
		startedAt: started_at,
	} as SignInRecord;
}

export function vaultEntriesIn(rows: RowReader): readonly VaultEntry[] {
	return rows.all<VaultEntry>('SELECT ref, owner, kind, state, lease FROM vault_entry');
}

/** How many keychain entries are held. */
export function entriesHeldIn(rows: RowReader): number {
	return rows.column<number>("SELECT count(*) FROM vault_entry WHERE state <> 'dead'")[0] ?? 0;
}

export function settingIn(rows: RowReader, key: SettingKey): string | null {
	return rows.column('SELECT value FROM setting WHERE key = ?', key)[0] ?? null;
}
