import type { BulkView } from '../../../src/shared/bulk.ts';
import type { ErrorCode, ErrorDetails } from '../../../src/shared/error-codes.ts';
import { type ErrorWords, errorWords } from '../../../src/shared/error-words.ts';
import type { LatchkeyApi, Result } from '../../../src/shared/ipc/contract.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import type {
	ComputerView,
	ConnectionView,
	Count,
	KeychainView,
	ListPart,
	Snapshot,
} from '../../../src/shared/views.ts';
import {
	apiClient,
	connection,
	dataCenter,
	hour,
	importStore,
	minute,
	signIn,
	snapshot,
} from '../../unit/renderer/fixtures.ts';

// What customers wrote is Greek here, so that it is neither English nor the pseudo-language.

const now = Date.now();
export const at = (milliseconds: number) => new Date(now + milliseconds).toISOString();
export const ok = <T>(data: T): Promise<Result<T>> => Promise.resolve({ ok: true, data });

/** Errors of the main process: in Greek and without details, or real ones that the window puts into words. */
export const problems = { greek: false };

export function problem(code: ErrorCode, details: ErrorDetails = {}): ErrorWords {
	const greek = { code, message: 'Κάτι πήγε στραβά με αυτή τη σύνδεση.', hint: 'Δοκιμάστε ξανά αργότερα.' };
	return problems.greek ? greek : errorWords(code, details, 'window');
}

const people = { email: 'παπαδοπουλου@ακμη.example', name: 'Ελένη' };

function one(id: string, more: Partial<ConnectionView>): ConnectionView {
	return connection({
		...{ id, alias: `${id}-αλφα`, customer: 'Ακμή', org: { id: '2001', name: 'Ακμή ΑΕ' }, user: people },
		...{ apiClient: 'Πελάτης', apiDomain: 'https://www.zohoapis.eu', createdAt: at(-40 * 24 * hour) },
		...{ lastCheckedAt: at(-3 * hour), scopes: ['ZohoCRM.modules.READ', 'ZohoCRM.settings.layouts.ALL', 'Ξένο'] },
		...more,
	});
}

export function connections(): readonly ConnectionView[] {
	const alias = 'σύνδεση';
	return [
		one('c1', { accessTokenExpiresAt: at(52 * minute), pinned: true, tags: ['βιπ', 'νέο', 'παλιό'], colour: 'teal' }),
		one('c2', {
			...{ status: 'needs_reauth', environment: 'sandbox', notes: 'Σημείωση' },
			problem: problem('NEEDS_REAUTH', { alias }),
		}),
		one('c3', {
			...{ status: 'unreachable', environment: 'developer' },
			problem: problem('PROVIDER_UNREACHABLE', { host: 'accounts.zoho.eu', problem: 'the connection was refused' }),
		}),
		one('c4', { status: 'locked', problem: problem('KEYCHAIN_LOCKED'), customer: null }),
		one('c5', {
			...{ status: 'waiting', waitingUntil: at(9 * minute), dataCenter: 'us' },
			problem: problem('LIMITED', { alias, until: '14:32' }),
		}),
		one('c6', {
			...{ status: 'revoke_queued', dataCenter: 'us', customer: 'Βήτα' },
			problem: problem('REVOKE_QUEUED', { alias, problem: 'no network' }),
		}),
		one('c7', { status: 'revoked', revokedAt: at(-9 * 24 * hour), dataCenter: 'us' }),
		one('c8', {
			...{ status: 'unverified', environment: 'unknown', dataCenter: 'us', lastCheckedAt: null },
			problem: problem('PARKED', { alias }),
		}),
		one('c9', { status: 'unverified', dataCenter: 'us', lastCheckedAt: null, org: { id: '', name: '' } }),
		one('c10', { status: 'pending', dataCenter: 'us', practice: true }),
	];
}

export function world(more: Partial<Snapshot> = {}): Snapshot {
	return snapshot({
		connections: connections(),
		dataCenters: [
			dataCenter('eu', 'Ευρώπη', { consoleUrl: 'https://api-console.zoho.eu' }),
			dataCenter('us', 'Αμερική', { kind: 'custom' }),
			dataCenter('sa', 'Αραβία', { confirmed: false }),
		],
		apiClients: [
			apiClient({
				name: 'Πελάτης',
				clientId: '1000.Α',
				connections: 3,
				secretsFor: ['*'],
				scopes: ['ZohoCRM.modules.ALL'],
			}),
			apiClient({ ...{ id: 'k2', name: 'Δεύτερος', clientId: '1000.Β', type: 'self-client' }, redirectUris: [] }),
			apiClient({ ...{ id: 'k3', name: 'Τρίτος', clientId: '1000.Γ', type: 'non-browser' }, redirectUris: [] }),
		],
		keychain: { vault: 'keychain', state: 'ready', backend: 'Κλειδοθήκη', entries: 3, problem: null },
		practiceRunning: true,
		settings: {
			...defaultSettings,
			savedViews: [
				{
					...{ name: 'Όψη', query: '', dataCenter: null, customer: 'Ακμή' },
					...{ statuses: [], environments: [], tags: [] },
				},
			],
		},
		...more,
	});
}

/** The first part of a list of so many connections. */
export function firstPart(count: number): ListPart {
	const half = { count: count / 2, attention: 3 };
	const counts = {
		...{ count, attention: 6, pinned: 2, customerCount: count / 2, withoutCustomer: half },
		dataCenters: ['eu', 'us'].map((id): [string, Count] => [id, half]),
		customers: Array.from({ length: 60 }, (_, place): [string, Count] => [`Ακμή ${place}`, { count: 1, attention: 0 }]),
	};
	return { upTo: connections().length, more: true, gone: [], tally: counts };
}

export const bulks: readonly BulkView[] = [
	{
		...{ id: 'b1', act: 'check', state: 'running', waitsForNetwork: false, total: 10 },
		results: [{ id: 'c1', error: null }],
	},
	{
		...{ id: 'b2', act: 'revoke', state: 'ended', waitsForNetwork: false, total: 3 },
		results: [
			{ id: 'c1', error: null },
			{ id: 'c2', error: { code: 'CANCELLED', message: '', hint: '' } },
		],
	},
];

const activity = [
	{ at: at(-minute), act: 'checked', detail: '' },
	{ at: at(-hour), act: 'refresh token replaced, the old one not revoked', detail: '' },
	{ at: at(-3 * hour), act: 'edited', detail: 'changed: tags, notes, alias: βήτα' },
];

export const computer: ComputerView = {
	...{ dataFolder: '~/φάκελος', proxy: null, noProxy: null, certificates: null, offersLogin: false, browser: null },
};

export const lockedVault: KeychainView = {
	...{ vault: 'passphrase', state: 'locked', backend: '', entries: 3, problem: null },
};

/** A computer without a keychain, on which nothing was stored yet. */
export const missing = (): KeychainView => ({
	...{ vault: 'keychain', state: 'unavailable', backend: 'Κλειδοθήκη', entries: 0 },
	problem: problem('KEYCHAIN_UNAVAILABLE', { problem: 'no D-Bus session, so no keyring' }),
});

/** What the main process answers beside the snapshot. */
export function answers(): Partial<LatchkeyApi> {
	const held = problem('ALIAS_TAKEN', { alias: 'σύνδεση' });
	return {
		inspect: () => ok({ slots: { held: 20, limit: 20 }, activity }),
		scopeDiff: () => ok({ added: ['ZohoCRM.modules.ALL'], removed: ['ZohoCRM.users.READ'] }),
		findDataCenters: () => ok({ found: [{ location: 'ψ', accountsUrl: 'https://accounts.zoho.xx', apiUrl: null }] }),
		previewExport: () => ok({ text: '••••' }),
		computer: () => ok(computer),
		backups: () => ok({ count: 12, newestAt: '2026-03-02T09:00:00.000Z' }),
		commandLine: () => ok({ state: 'outdated', path: '~/φάκελος/κλειδί', folder: '~/φάκελος', onPath: false }),
		planBulk: ({ act, ids }) =>
			ok({
				act,
				ids: ids.slice(2),
				skipped: [
					{ id: 'c1', why: 'production' },
					{ id: 'c7', why: 'revoked' },
				],
				endsToo: ['c7', 'c8'],
				seconds: 130,
			}),
		openImport: () => ok({ store: importedStore() }),
		takeImport: ({ numbers }) =>
			ok({
				results: numbers.map((number, place) => ({
					number,
					alias: place > 0 ? null : 'νέα',
					error: place > 0 ? held : null,
				})),
				left: 1,
			}),
		refresh: () => Promise.resolve({ ok: false, error: problem('PROVIDER_REFUSED', { reason: '?' }) }),
		startConnect: () => Promise.resolve({ ok: false, error: held }),
	};
}

const row = { id: null, userSignature: 'ελένη', clientId: '1000.Α', problem: null } as const;

export function importedStore() {
	const problemOfRow = problem('TOKEN_REFUSED', { problem: 'without a refresh token it would end within the hour' });
	return importStore({
		...{ name: 'αρχείο', isFile: true, lacksDataCenter: true },
		rows: [
			{ ...row, number: 1, state: 'new', heldAs: null, dataCenter: 'eu' },
			{ ...row, number: 2, state: 'new', heldAs: null, dataCenter: null },
			{ ...row, number: 3, state: 'held', heldAs: 'κρατημένη', dataCenter: 'eu' },
			{ ...row, number: 4, state: 'refused', heldAs: null, dataCenter: null, problem: problemOfRow },
		],
	});
}

export const waiting = (more: Parameters<typeof signIn>[0] = {}) =>
	signIn({ apiClient: 'Πελάτης', checkCode: 'ΚΩΔΕ', alias: 'σύνδεση', ...more });

export const onDevice = {
	...{ redirectUri: null, checkCode: null },
	device: { userCode: 'ΑΒΓΔ-ΕΖΗΘ', verificationUrl: 'https://accounts.zoho.eu/device' },
};
