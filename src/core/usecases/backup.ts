import { AppError } from '../domain/app-error.ts';
import type { Connection } from '../domain/connection.ts';
import { audit, type Context } from './context.ts';
import { failureOf } from './failure-of.ts';

/** What was found in the keychain: connections by alias, client secrets as "API client, data center". */
export interface KeychainStock {
	readonly held: readonly string[];
	/** Their entry is not there (any more): each must sign in again. */
	readonly signInAgain: readonly string[];
	readonly secretsToAdd: readonly string[];
	/** Why it could not be asked about all of them, or written down what it said; the rest shows at first use. */
	readonly keychainProblem: AppError | null;
}

/** Makes a backup (Store.backup) with a row in the audit log. Throws USAGE or STORE_*. */
export function makeBackup(context: Context, to: string | null): string {
	// Before the row: one that failed is none, and one that is restored needs no word of itself.
	const path = context.store.backup(to);
	audit(context, 'backup made', null, { where: to === null ? 'backups' : 'a file of its own' });
	return path;
}

/** After the database was exchanged for the backup of that name: what it believes of the keychain is old. */
export function takeStock(context: Context, file: string): Promise<KeychainStock> {
	return readStock(context, 'restored from a backup', { file });
}

/**
 * Reads each entry again; a connection without one becomes `locked` with re-auth as its next step, one that was connected is not checked yet.
 * Nothing is deleted. The audit log says why.
 */
export async function readStock(
	context: Context,
	act: string,
	details: Readonly<Record<string, string>>,
): Promise<KeychainStock> {
	const { store } = context;
	const held: string[] = [];
	const signInAgain: string[] = [];
	let keychainProblem: AppError | null = null;
	for (const connection of store.connections.all()) {
		if (connection.ref === null || keychainProblem) continue;
		const { alias, ref } = connection;
		const missing = await failureOf(() => context.entries.openConnection(ref, alias));
		if (missing === null) held.push(alias);
		else if (missing.code === 'SECRET_UNREADABLE') signInAgain.push(alias);
		else keychainProblem = missing;
	}
	const secretsToAdd = keychainProblem ? [] : await missingSecrets(context);
	store.transaction(() => {
		for (const connection of store.connections.all()) store.connections.put(afterwards(connection, signInAgain));
		audit(context, act, null, { ...details, held: held.length, signInAgain: signInAgain.length });
	});
	context.emit({ type: 'store-changed' });
	return { held, signInAgain, secretsToAdd, keychainProblem };
}

/** Takes stock after something that is done: what the disk refuses from then on is told as why, and must not make it look undone. */
export async function stockAfter(ask: () => Promise<KeychainStock>): Promise<KeychainStock> {
	try {
		return await ask();
	} catch (error) {
		if (!(error instanceof AppError && error.code === 'STORE_FAILED')) throw error;
		return { held: [], signInAgain: [], secretsToAdd: [], keychainProblem: error };
	}
}

function afterwards(connection: Connection, signInAgain: readonly string[]): Connection {
	const { alias, status } = connection;
	if (signInAgain.includes(alias))
		return { ...connection, status: 'locked', problem: { code: 'SECRET_UNREADABLE', details: { alias } } };
	return status === 'connected' ? { ...connection, status: 'unverified', problem: null } : connection;
}

/** Which client secret it is, as `KeychainStock` names it. */
export function secretInWords(apiClient: string, dataCenter: string): string {
	return `${apiClient}, ${dataCenter === '*' ? 'every data center' : dataCenter}`;
}

async function missingSecrets({ store, entries }: Context): Promise<readonly string[]> {
	const missing: string[] = [];
	for (const { name, secrets } of store.apiClients.all()) {
		for (const [dataCenter, ref] of Object.entries(secrets)) {
			const problem = await failureOf(() => entries.openClientSecret(ref, name));
			if (problem) missing.push(secretInWords(name, dataCenter));
		}
	}
	return missing;
}
