import type { ErrorWords } from '../../../shared/error-words.ts';
import type { Environment } from '../../../shared/views.ts';
import { type ApiClient, hasBrowserSignIn } from '../../domain/api-client.ts';
import { AppError } from '../../domain/app-error.ts';
import { type Connection, parseAlias, proposeAlias } from '../../domain/connection.ts';
import { parseCustomer, parseNotes, parseTags } from '../../domain/connection-label.ts';
import { apiDomainOf } from '../../domain/data-center.ts';
import { chosenConnectionId, newId, type VaultRef } from '../../domain/ids.ts';
import { parseRedirectUri } from '../../domain/redirect-uri.ts';
import { parseScopes } from '../../domain/scopes.ts';
import { isSecretText, type Secret } from '../../domain/secret.ts';
import { tokenDigest } from '../../domain/token-digest.ts';
import { newSealKey } from '../../protocol/seal.ts';
import { allDataCenters, audit, type Context, dataCenterById } from '../context.ts';
import type { BundleContent, BundledApiClient, BundledConnection, BundledDataCenter } from './bundle-content.ts';

/** A connection of a bundle as a person may see it before it is imported: nothing secret. */
export interface BundleRow {
	/** Its place in the bundle, from 1. */
	readonly number: number;
	readonly alias: string;
	readonly org: string;
	readonly user: string;
	readonly dataCenter: string;
	readonly environment: Environment;
	readonly customer: string | null;
	readonly hasSecret: boolean;
	/** `held`: it is here already, and stays as it is. */
	readonly state: 'new' | 'held' | 'refused';
	/** The alias that it has here, or would get. */
	readonly as: string | null;
	readonly problem: ErrorWords | null;
}

/** What would become of a bundle. */
export interface BundlePlan {
	readonly rows: readonly BundleRow[];
	/** Those that its connections need and nobody here trusts yet; without a yes those connections are refused. */
	readonly newDataCenters: readonly BundledDataCenter[];
}

/** What would become of each connection; changes nothing. */
export function planBundle(context: Context, content: BundleContent): BundlePlan {
	const known = new Set(allDataCenters(context).map(({ id }) => id));
	const needed = new Set(content.connections.map(({ dataCenter }) => dataCenter));
	return {
		rows: content.connections.map((_, index) => rowOf(context, content, index)),
		newDataCenters: content.dataCenters.filter(({ id }) => needed.has(id) && !known.has(id)),
	};
}

function rowOf(context: Context, content: BundleContent, index: number): BundleRow {
	const one = connectionAt(content, index);
	const { alias, org, user, dataCenter, environment, customer } = one;
	const row = {
		...{ number: index + 1, alias, org: org.name, user: user.email, dataCenter, environment, customer },
		...{ hasSecret: one.refreshToken !== null, as: null, problem: null },
	};
	const held = heldAs(context, one);
	if (held) return { ...row, state: 'held', as: held.alias };
	try {
		return { ...row, state: 'new', as: checked(context, content, one).alias };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return { ...row, state: 'refused', problem: context.words(error) };
	}
}

/** The connection here that is this one: by its id, its refresh token, or the same org, user, environment and API client. */
function heldAs({ store }: Context, one: BundledConnection): Connection | null {
	const byToken = one.refreshToken ? store.sdkRecords.holders('refresh', tokenDigest(one.refreshToken)) : new Set();
	const clients = store.apiClients.all().filter(({ clientId }) => clientId === one.clientId);
	const isSame = (here: Connection) =>
		here.org.id === one.org.id &&
		here.user.email === one.user.email &&
		here.dataCenter === one.dataCenter &&
		here.environment === one.environment &&
		clients.some(({ id }) => id === here.apiClient);
	return (
		store.connections.byId(one.id) ??
		store.connections.all().find((here) => byToken.has(here.id) || isSame(here)) ??
		null
	);
}

/** The fields as they are kept. Throws what typing them here would throw, so that a file can do no more than a person. */
function checked(context: Context, content: BundleContent, one: BundledConnection) {
	const refuse = (problem: string) => new AppError('TOKEN_REFUSED', { problem });
	const id = chosenConnectionId(one.id);
	if (!id || !/^[\w-]{1,60}$/.test(one.id)) throw refuse('its id is none of Latchkey');
	const dataCenter = dataCenterById(context, one.dataCenter);
	if (dataCenter.kind === 'practice')
		throw new AppError('PRACTICE_MIX', { problem: 'a bundle holds real connections' });
	const added = content.dataCenters.find((given) => given.id === dataCenter.id);
	const hostsDiffer = added && (added.accountsUrl !== dataCenter.accountsUrl || added.apiUrl !== dataCenter.apiUrl);
	if (hostsDiffer) throw new AppError('DATA_CENTER_EXISTS', { id: dataCenter.id });
	const line = (text: string, what: string) => {
		if (text === '' || /\p{Cc}/u.test(text)) throw refuse(`${what} is empty or no single line`);
		return text;
	};
	const taken = (alias: string) => context.store.connections.byAlias(alias) !== null;
	const wanted = parseAlias(one.alias);
	return {
		id,
		alias: taken(wanted) ? proposeAlias(wanted, dataCenter.id, taken) : wanted,
		customer: parseCustomer(one.customer),
		client: clientFor(context, content, one.clientId),
		dataCenter: dataCenter.id,
		apiDomain: apiDomainOf(dataCenter, one.apiDomain),
		org: { id: line(one.org.id, "its org's id"), name: line(one.org.name, "its org's name") },
		user: { email: line(one.user.email, "its user's address"), name: one.user.name.replace(/\p{Cc}/gu, ' ') },
		scopes: parseScopes(one.scopes),
		label: { tags: parseTags(one.tags), colour: one.colour, notes: parseNotes(one.notes), pinned: one.pinned },
	};
}

/** The API client of that client id here, or the bundle's as it would be added. Throws API_CLIENT_REFUSED, REDIRECT_URI_REFUSED, SCOPE_REFUSED. */
function clientFor({ store, clock }: Context, content: BundleContent, clientId: string): ApiClient {
	const here = store.apiClients.all().find((client) => client.clientId === clientId && !client.practice);
	if (here) return here;
	const refuse = (problem: string) => new AppError('API_CLIENT_REFUSED', { problem });
	const given = bundledClient(content, clientId);
	if (!given) throw refuse('the bundle does not hold the API client of this connection');
	const { name, type, redirectUris } = given;
	if (name.trim() === '' || name.length > 90 || /\p{Cc}/u.test(name)) throw refuse('its name is no single line');
	if (!isSecretText(clientId)) throw refuse('the client id must be one word');
	if (hasBrowserSignIn(type) !== redirectUris.length > 0)
		throw refuse(`its redirect URIs do not fit its type, ${type}`);
	return {
		...{ id: newId.apiClient(), name: freeName(name.trim(), (text) => store.apiClients.byName(text) !== null) },
		...{ clientId, type, redirectUris: redirectUris.map((uri) => parseRedirectUri(uri).text) },
		...{ scopes: parseScopes(given.scopes), practice: false, secrets: {}, createdAt: clock.now() },
	};
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
	if (!isTaken(name)) return name;
	for (let n = 2; ; n++) if (!isTaken(`${name} ${n}`)) return `${name} ${n}`;
}

function bundledClient({ apiClients }: BundleContent, clientId: string): BundledApiClient | undefined {
	return apiClients.find((client) => client.clientId === clientId);
}

function connectionAt({ connections }: BundleContent, index: number): BundledConnection {
	const one = connections[index];
	if (!one) throw new AppError('TOKEN_UNKNOWN', { id: String(index + 1) });
	return one;
}

/**
 * Imports one connection by its number in the plan, whole or not at all, with its API client where that is new here: with its refresh token
 * "not checked yet", without one as needing re-auth. What is here already is never changed. Rejects with what refuses it, or KEYCHAIN_*.
 */
export async function importFromBundle(context: Context, content: BundleContent, number: number): Promise<Connection> {
	const one = connectionAt(content, number - 1);
	return context.locks.exclusively('save-token', async () => {
		const { store } = context;
		const { client } = fresh(context, content, one);
		const written = await writeSecrets(context, content, one, client);
		try {
			const saved = store.transaction(() => save(context, content, one, client, written));
			context.emit({ type: 'store-changed' });
			return saved;
		} catch (error) {
			for (const ref of written.all) store.vaultEntries.setState(ref, 'dead');
			await context.entries.collect();
			throw error;
		}
	});
}

function fresh(context: Context, content: BundleContent, one: BundledConnection) {
	const held = heldAs(context, one);
	if (held) throw new AppError('ALIAS_TAKEN', { alias: held.alias });
	return checked(context, content, one);
}

interface Written {
	readonly connection: VaultRef | null;
	/** By data center or "*". */
	readonly secrets: Readonly<Record<string, VaultRef>>;
	readonly all: readonly VaultRef[];
}

/** Entries by the write protocol: noted, written, read back; still `opening`, so a crash leaves them to recovery. */
async function writeSecrets(
	{ store, entries }: Context,
	content: BundleContent,
	one: BundledConnection,
	client: ApiClient,
): Promise<Written> {
	const all: VaultRef[] = [];
	const write = async (
		kind: 'connection' | 'client_secret',
		owner: string,
		value: Record<string, string>,
		token?: Secret,
	) => {
		const ref = store.transaction(() => entries.begin(kind, owner, token));
		all.push(ref);
		await entries.fill(ref, value);
		return ref;
	};
	try {
		const { refreshToken } = one;
		const value = { sealKey: newSealKey(), refreshToken: refreshToken?.reveal() ?? '' };
		const connection = refreshToken ? await write('connection', one.id, value, refreshToken) : null;
		const secrets: [string, VaultRef][] = [];
		for (const [dataCenter, secret] of bundledClient(content, client.clientId)?.secrets ?? []) {
			// A secret that is here stays.
			if (Object.hasOwn(client.secrets, dataCenter)) continue;
			secrets.push([dataCenter, await write('client_secret', client.id, { clientSecret: secret.reveal() })]);
		}
		return { connection, secrets: Object.fromEntries(secrets), all };
	} catch (error) {
		for (const ref of all) store.vaultEntries.setState(ref, 'dead');
		await entries.collect();
		throw error;
	}
}

function save(
	context: Context,
	content: BundleContent,
	one: BundledConnection,
	client: ApiClient,
	written: Written,
): Connection {
	const { store, clock } = context;
	// Again: while the keychain was written somebody may have taken the alias.
	const { label, client: _, ...fields } = fresh(context, content, one);
	const connection: Connection = {
		...fields,
		...{ apiClient: client.id, environment: one.environment, practice: false, ref: written.connection },
		...{ generation: 1, status: written.connection ? 'unverified' : 'needs_reauth', problem: null },
		...{ lastCheckedAt: null, waitingUntil: null, revokedAt: null, createdAt: Math.min(one.createdAt, clock.now()) },
	};
	const secrets = { ...written.secrets, ...store.apiClients.byId(client.id)?.secrets };
	store.apiClients.put({ ...client, secrets });
	store.connections.put(connection);
	store.labels.put(connection.id, label);
	for (const ref of written.all) store.vaultEntries.setState(ref, 'live');
	audit(context, 'imported from a bundle', connection, {
		alias: connection.alias,
		secret: written.connection ? 'with its refresh token' : 'without secrets',
	});
	return connection;
}
