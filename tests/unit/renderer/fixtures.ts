import { type Draft, emptyDraft } from '../../../src/renderer/stores/connect-draft.ts';
import type { BulkView } from '../../../src/shared/bulk.ts';
import type { ImportView } from '../../../src/shared/imports.ts';
import type { LatchkeyApi, Result } from '../../../src/shared/ipc/contract.ts';
import { defaultSettings, settings } from '../../../src/shared/settings.ts';
import type {
	ApiClientView,
	CommandLineView,
	ComputerView,
	ConnectionView,
	CoreEvent,
	DataCenterView,
	SignInView,
	Snapshot,
} from '../../../src/shared/views.ts';

export const now = Date.parse('2026-05-10T12:00:00.000Z');
export const utc = { timeZone: 'UTC' } as const;
export const at = (milliseconds: number) => new Date(now + milliseconds).toISOString();
export const minute = 60_000;
export const hour = 60 * minute;

export function connection(more: Partial<ConnectionView> = {}): ConnectionView {
	return {
		id: 'c1',
		alias: 'acme',
		customer: 'Acme',
		status: 'connected',
		problem: null,
		lastCheckedAt: at(-3 * hour),
		waitingUntil: null,
		revokedAt: null,
		dataCenter: 'eu',
		environment: 'production',
		org: { id: '2001', name: 'Acme Ltd' },
		user: { email: 'pat@acme.example', name: 'Pat Meyer' },
		apiClient: 'Latchkey',
		apiDomain: 'https://www.zohoapis.eu',
		scopes: ['ZohoCRM.modules.READ'],
		accessTokenExpiresAt: null,
		practice: false,
		createdAt: at(-40 * 24 * hour),
		tags: [],
		colour: null,
		notes: '',
		pinned: false,
		...more,
	};
}

export function dataCenter(id: string, name: string, more: Partial<DataCenterView> = {}): DataCenterView {
	const accountsUrl = `https://accounts.zoho.${id}`;
	const apiUrl = `https://www.zohoapis.${id}`;
	return { id, name, accountsUrl, apiUrl, consoleUrl: null, kind: 'built-in', confirmed: true, ...more };
}

export function signIn(more: Partial<SignInView> = {}): SignInView {
	return {
		id: 's1',
		kind: 'connect',
		connectionId: null,
		alias: null,
		apiClient: 'Latchkey',
		dataCenter: 'eu',
		redirectUri: 'http://localhost:8917/callback',
		checkCode: 'KQ4T',
		device: null,
		state: 'waiting',
		startedAt: new Date().toISOString(),
		expiresAt: new Date(Date.now() + 5 * minute).toISOString(),
		resultId: null,
		notices: [],
		error: null,
		...more,
	};
}

/** The form of a new connection, filled in. */
export function draft(more: Partial<Draft> = {}): Draft {
	return { ...emptyDraft, dataCenter: 'eu', apiClient: 'Latchkey', ...more };
}

/** What a sign-in on another device has in place of a redirect URI and a check code. */
export const onDevice = {
	redirectUri: null,
	checkCode: null,
	device: { userCode: 'BCDF-GHJK', verificationUrl: 'https://accounts.zoho.eu/device' },
} as const;

export function apiClient(more: Partial<ApiClientView> = {}): ApiClientView {
	return {
		...{ id: 'k1', name: 'Latchkey', clientId: '1000.A', type: 'server-based' },
		...{ redirectUris: ['http://localhost:8917/callback'], scopes: [] },
		...{ secretsFor: ['eu'], practice: false, connections: 0 },
		...more,
	};
}

const computer: ComputerView = {
	...{ dataFolder: '~/latchkey', proxy: null, noProxy: null, certificates: null },
	offersLogin: true,
	browser: null,
};

const commandLine: CommandLineView = {
	...{ state: 'absent', path: '~/.local/bin/latchkey', folder: '~/.local/bin', onPath: true },
};

/** A store that was read: one new record and one that is held. */
export function importStore(more: Partial<ImportView> = {}): ImportView {
	const row = { id: null, userSignature: 'pat@acme.example', clientId: '1000.A', dataCenter: 'eu', problem: null };
	return {
		...{ id: 'i1', name: 'sdk_tokens.txt', isFile: true, lacksDataCenter: false },
		rows: [
			{ ...row, number: 1, state: 'new', heldAs: null },
			{ ...row, number: 2, state: 'held', heldAs: 'acme' },
		],
		...more,
	};
}

const taken = (number: number) => ({ number, alias: `imported-${number}`, error: null });

export function bulk(more: Partial<BulkView> = {}): BulkView {
	return { id: 'b1', act: 'check', state: 'running', waitsForNetwork: false, total: 1, results: [], ...more };
}

export function snapshot(more: Partial<Snapshot> = {}): Snapshot {
	return {
		version: '0.1.0',
		platform: 'linux',
		connections: [connection()],
		part: null,
		dataCenters: [dataCenter('eu', 'Europe'), dataCenter('us', 'United States')],
		apiClients: [],
		signIns: [],
		keychain: null,
		practiceRunning: false,
		settings: defaultSettings,
		locked: false,
		offline: false,
		bulks: [],
		...more,
	};
}

const ok = <T>(data: T): Promise<Result<T>> => Promise.resolve({ ok: true, data });

/** A main process that answers everything with the least; a test replaces what it is about. */
export function fakeApi(replaced: Partial<LatchkeyApi> = {}) {
	const listeners = new Set<(event: CoreEvent) => void>();
	const api: LatchkeyApi = {
		snapshot: () => ok(snapshot()),
		addApiClient: ({ name, clientId, type }) => ok(apiClient({ name, clientId, type })),
		removeApiClient: () => ok({}),
		changeApiClient: ({ name, type }) => ok(apiClient({ name, type })),
		startConnect: () => ok(signIn()),
		startReauth: ({ id }) => ok(signIn({ id: 's2', kind: 'reauth', connectionId: id })),
		scopeDiff: () => ok({ added: [], removed: [] }),
		startDevice: (form) => ok(signIn({ id: 's3', ...onDevice, ...('id' in form ? { connectionId: form.id } : {}) })),
		openDevicePage: () => ok({}),
		copyDeviceCode: () => ok({}),
		openSignInPage: () => ok({}),
		copySignInLink: () => ok({}),
		cancelSignIn: () => ok({}),
		pasteSignInAddress: () => ok({ signInId: 's1' }),
		provideClientSecret: () => ok({}),
		connectWithCode: () => ok({ connection: connection(), notices: [] }),
		connectWithRefreshToken: () => ok({ connection: connection(), notices: [] }),
		reauthWithCode: () => ok({ connection: connection(), notices: [] }),
		copySelfClientScopes: () => ok({ scopes: ['ZohoCRM.users.READ', 'ZohoCRM.org.READ'] }),
		check: () => ok(connection()),
		refresh: () => ok(connection()),
		copyToken: () => ok({ expiresAt: at(hour), clearsInSeconds: 30 }),
		revoke: () => ok({ done: false, connection: connection() }),
		forget: () => ok({ done: true }),
		probeKeychain: () => ok({ vault: 'keychain', state: 'ready', backend: 'memory', entries: 3, problem: null }),
		unlockVault: () => ok({ vault: 'passphrase', state: 'ready', backend: 'file', entries: 3, problem: null }),
		setUpVault: () => ok({ done: true }),
		networkHint: () => ok({}),
		lookForNetwork: () => ok({ offline: true }),
		startPractice: () => ok({}),
		openApiConsole: () => ok({}),
		copyRedirectUri: () => ok({}),
		findDataCenters: () => ok({ found: [] }),
		trustDataCenter: () => ok({ done: false, dataCenter: null }),
		removeDataCenter: () => ok({}),
		editConnection: ({ id }) => ok(connection({ id })),
		inspect: () => ok({ slots: { held: 1, limit: 20 }, activity: [] }),
		previewExport: ({ form }) => ok({ text: form }),
		copyExport: () => ok({ clearsInSeconds: 30 }),
		saveExport: () => ok({ done: true }),
		saveSdkStore: () => ok({ done: true }),
		planBulk: ({ act, ids }) => ok({ act, ids, skipped: [], endsToo: [], seconds: 1 }),
		startBulk: ({ act, ids }) => ok({ bulk: bulk({ act, total: ids.length }) }),
		pauseBulk: () => ok(bulk({ state: 'paused' })),
		resumeBulk: () => ok(bulk()),
		stopBulk: () => ok(bulk({ state: 'ended' })),
		copyBulkResult: () => ok({}),
		copyConnectionList: () => ok({}),
		saveConnectionList: ({ ids }) => ok({ saved: ids.length }),
		changeSettings: (change) => ok(settings.parse({ ...defaultSettings, ...change })),
		computer: () => ok(computer),
		copyTrace: () => ok({}),
		openDataFolder: () => ok({}),
		chooseBrowser: () => ok({ ...computer, browser: { name: 'chromium', profile: 'known' } }),
		useSystemBrowser: () => ok(computer),
		backups: () => ok({ count: 0, newestAt: null }),
		backUpNow: () => ok({ count: 1, newestAt: '2026-03-02T09:00:00.000Z' }),
		commandLine: () => ok(commandLine),
		installCommandLine: () => ok({ ...commandLine, state: 'installed' }),
		removeCommandLine: () => ok(commandLine),
		openImport: () => ok({ store: importStore() }),
		openMysqlImport: ({ host, port, database }) =>
			ok({ store: importStore({ name: `${host}:${port}/${database}`, isFile: false }) }),
		planImport: () => ok(importStore()),
		takeImport: ({ numbers }) => ok({ results: numbers.map((number) => taken(number)), left: 0 }),
		shredImport: () => ok({ done: true }),
		closeImport: () => ok({}),
		lock: () => ok({}),
		unlock: () => ok({}),
		onEvent: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		...replaced,
	};
	const emit = (event: CoreEvent) => {
		for (const listener of listeners) listener(event);
	};
	return { api, emit, listeners };
}

/** Lets every promise that is ready go on. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
