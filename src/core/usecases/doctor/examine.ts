import { AppError, asAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileSurvey } from '../../ports/file-survey.ts';
import type { HostProbe } from '../../ports/host-probe.ts';
import type { Locks } from '../../ports/locks.ts';
import type { PortProbe } from '../../ports/port-probe.ts';
import type { SecretVault } from '../../ports/secret-vault.ts';
import type { Store } from '../../ports/store.ts';
import type { VaultKind } from '../vault-places.ts';
import { chosenVault } from '../vault-status.ts';
import { checkCallbackPorts } from './check-callback-ports.ts';
import { type DatabaseAtHand, type OpenedDatabase, openDatabase } from './check-database.ts';
import { checkEntries } from './check-entries.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkFiles, filesNow } from './check-files.ts';
import { checkKeychain, unknownVault } from './check-keychain.ts';
import { checkNetwork } from './check-network.ts';
import { checkTokenSlots } from './check-token-slots.ts';
import { checkSettings, checkVersion, type Versions } from './check-version.ts';
import { type Check, type Finding, fail, ofError } from './finding.ts';

/** What the examination stands on. Nothing is opened before it is looked at, for it may be what is broken. */
export interface DoctorAdapters {
	readonly versions: Versions;
	readonly database: DatabaseAtHand;
	readonly vaults: Readonly<Record<VaultKind, () => SecretVault>>;
	readonly locks: () => Locks;
	readonly hosts: HostProbe;
	readonly ports: PortProbe;
	readonly files: FileSurvey;
	readonly clock: Clock;
	readonly env: NodeJS.ProcessEnv;
	/** How long a group of checks may take, in milliseconds; 30 s unless a test says otherwise. */
	readonly limitMs?: number;
}

/** How many of each the store holds; no name. */
export interface Counts {
	readonly connections: Readonly<Record<string, number>>;
	readonly dataCenters: Readonly<Record<string, number>>;
	readonly apiClients: Readonly<Record<string, number>>;
}

export interface Examination {
	readonly findings: readonly Finding[];
	readonly versions: Versions;
	/** Null where the database does not open. */
	readonly counts: Counts | null;
}

/**
 * Looks at everything that Latchkey stands on, side by side, each group with a time limit. What does not work is a finding, never an error.
 * `offline` asks no host. Changes nothing but what opening a database does.
 */
export async function examine(adapters: DoctorAdapters, offline: boolean): Promise<Examination> {
	const { versions, files, env, clock, limitMs = 30_000 } = adapters;
	// First: opening the database mends its own permissions.
	const before = filesNow(files);
	const database = openDatabase(adapters.database);
	const { store } = database;
	const within: Within = (check, group, limit = limitMs) => limited(check, limit, group);
	// A damaged database may open, and end the reading later.
	const inStore = (check: Check, group: (store: Store) => Found | Promise<Found>) =>
		store ? within(check, async () => group(store)) : [];
	try {
		const findings = await Promise.all([
			[checkVersion(versions)],
			inStore('settings', ({ settings }) => [checkSettings(settings)]),
			within('files', async () => checkFiles(files, before)),
			database.findings,
			checkSecrets(adapters, database, within),
			checkEnvironment(env, files),
			inStore('callback port', (open) => checkCallbackPorts(open, adapters.ports)),
			offline ? [] : inStore('network', (open) => checkNetwork(open, adapters.hosts, clock)),
			inStore('token slots', checkTokenSlots),
		]);
		return { findings: findings.flat(), versions, counts: store && countsOf(store) };
	} finally {
		store?.close();
	}
}

type Found = readonly Finding[];
type Within = (check: Check, group: () => Promise<Found>, limitMs?: number | null) => Promise<Found>;

/** The keychain, then what lies in it. A person who types a passphrase has as long as they like. */
async function checkSecrets(
	{ vaults, locks }: DoctorAdapters,
	{ store, isNew }: OpenedDatabase,
	within: Within,
): Promise<Found> {
	const held = store && locks();
	const opened = store && held && { store, locks: held };
	const kind = opened ? kindOf(opened.store) : 'keychain';
	const vault = vaults[kind]();
	const check = async (): Promise<Found> => {
		const keychain = await checkKeychain(vault, opened);
		if (keychain.level === 'fail' || isNew) return [keychain];
		if (!opened) return [unknownVault(vault.backend)];
		const entries = within('entries', () => checkEntries(opened.store, opened.locks, vault), null);
		return [keychain, ...(await entries)];
	};
	try {
		return await (kind === 'passphrase' ? within('keychain', check, null) : within('keychain', check));
	} finally {
		await vault.close();
		held?.close();
	}
}

/** Where nobody can read what was chosen, the keychain is looked at. */
function kindOf({ settings }: Store): VaultKind {
	try {
		return chosenVault(settings);
	} catch (error) {
		if (error instanceof AppError) return 'keychain';
		throw error;
	}
}

async function limited(check: Check, limitMs: number | null, group: () => Promise<Found>): Promise<Found> {
	const guarded = group().catch((error): Found => [{ check, level: 'fail', ...ofError(asAppError(error)) }]);
	if (limitMs === null) return guarded;
	const { promise: late, resolve } = Promise.withResolvers<Found>();
	const said = fail(check, [`No answer in ${limitMs / 1000} s`], ['Look again; if it stays, restart the computer.']);
	const timer = setTimeout(() => resolve([said]), limitMs);
	try {
		return await Promise.race([guarded, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** Null where the database ends the reading. */
function countsOf(store: Store): Counts | null {
	try {
		return countAll(store);
	} catch (error) {
		if (error instanceof AppError) return null;
		throw error;
	}
}

function countAll(store: Store): Counts {
	// Their ids are a person's own words.
	const added = new Set(store.dataCenters.all().map(({ id }) => id));
	return {
		connections: counted(store.connections.all().map(({ status }) => status)),
		dataCenters: counted(
			store.connections.all().map(({ dataCenter }) => (added.has(dataCenter) ? 'one of your own' : dataCenter)),
		),
		apiClients: counted(store.apiClients.all().map(({ type }) => type)),
	};
}

function counted(all: readonly string[]): Readonly<Record<string, number>> {
	const groups = Object.groupBy(all, (one) => one);
	return Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, group?.length ?? 0]));
}
