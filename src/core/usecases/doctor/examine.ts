import type { Clock } from '../../ports/clock.ts';
import type { FileSurvey } from '../../ports/file-survey.ts';
import type { HostProbe } from '../../ports/host-probe.ts';
import type { Locks } from '../../ports/locks.ts';
import type { PortProbe } from '../../ports/port-probe.ts';
import type { SecretVault } from '../../ports/secret-vault.ts';
import type { Store } from '../../ports/store.ts';
import { chosenVault, type VaultKind } from '../move-vault.ts';
import { checkCallbackPorts } from './check-callback-ports.ts';
import { type DatabaseAtHand, type OpenedDatabase, openDatabase } from './check-database.ts';
import { checkEntries } from './check-entries.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkFiles, filesNow } from './check-files.ts';
import { checkKeychain, unknownVault } from './check-keychain.ts';
import { checkNetwork } from './check-network.ts';
import { checkTokenSlots } from './check-token-slots.ts';
import { checkSettings, checkVersion, type Versions } from './check-version.ts';
import { type Check, type Finding, fail } from './finding.ts';

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
 * `offline` asks no host. Changes nothing but what opening a database mends.
 */
export async function examine(adapters: DoctorAdapters, offline: boolean): Promise<Examination> {
	const { versions, files, env, limitMs = 30_000 } = adapters;
	// First: opening the database mends its own permissions.
	const before = filesNow(files);
	const database = openDatabase(adapters.database);
	const { store } = database;
	const within = (check: Check, group: () => Promise<readonly Finding[]>) => limited(check, limitMs, group);
	try {
		const findings = await Promise.all([
			[checkVersion(versions)],
			store ? [checkSettings(store.settings)] : [],
			checkFiles(files, before),
			database.findings,
			checkSecrets(adapters, database, within),
			checkEnvironment(env, files),
			store ? within('callback port', () => checkCallbackPorts(store, adapters.ports)) : [],
			store && !offline ? within('network', () => checkNetwork(store, adapters.hosts, adapters.clock)) : [],
			store ? checkTokenSlots(store) : [],
		]);
		return { findings: findings.flat(), versions, counts: store && countsOf(store) };
	} finally {
		store?.close();
	}
}

type Within = (check: Check, group: () => Promise<readonly Finding[]>) => Promise<readonly Finding[]>;

/** The keychain, then what lies in it. A person who types a passphrase has as long as they like. */
async function checkSecrets(
	{ vaults, locks }: DoctorAdapters,
	{ store, isNew }: OpenedDatabase,
	within: Within,
): Promise<readonly Finding[]> {
	const kind = store ? chosenVault(store.settings) : 'keychain';
	const vault = vaults[kind]();
	const held = store && locks();
	const check = async (): Promise<readonly Finding[]> => {
		const keychain = await checkKeychain(vault, store && held && { store, locks: held });
		if (keychain.level === 'fail' || isNew) return [keychain];
		if (!store || !held) return [unknownVault(vault.backend)];
		return [keychain, ...(await checkEntries(store, held, vault))];
	};
	try {
		return kind === 'passphrase' ? await check() : await within('keychain', check);
	} finally {
		await vault.close();
		held?.close();
	}
}

async function limited(
	check: Check,
	limitMs: number,
	group: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
	const { promise: late, resolve } = Promise.withResolvers<readonly Finding[]>();
	const said = fail(check, [`No answer in ${limitMs / 1000} s`], ['Look again; if it stays, restart the computer.']);
	const timer = setTimeout(() => resolve([said]), limitMs);
	try {
		return await Promise.race([group(), late]);
	} finally {
		clearTimeout(timer);
	}
}

function countsOf(store: Store): Counts {
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
