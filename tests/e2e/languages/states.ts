import type { App } from '../../../src/renderer/stores/app.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import { draft, settle } from '../../unit/renderer/fixtures.ts';
import {
	at,
	bulks,
	computer,
	connections,
	firstPart,
	importedStore,
	lockedVault,
	missing,
	ok,
	onDevice,
	problem,
	waiting,
	world,
} from './world.ts';

interface State {
	/** What the main process answers in it. */
	readonly api?: () => Partial<LatchkeyApi>;
	/** What brings the window there, after the first snapshot. */
	readonly open?: (app: App) => unknown;
}

type More = Parameters<typeof world>[0];

const shows = (more: More | (() => More)) => () => ({
	snapshot: () => ok(world(typeof more === 'function' ? more() : more)),
});

/** The rest of the list never comes. */
const longList = () => ({
	snapshot: ({ since }: { readonly since?: number | undefined }) =>
		since === undefined ? ok(world({ part: firstPart(5000) })) : new Promise<never>(() => {}),
});
const selected = (id: string): State => ({ open: ({ view }) => view.getState().reveal(id) });

const follows = (more: Parameters<typeof waiting>[0]): State => ({
	api: () => ({ snapshot: () => ok(world({ signIns: [waiting(more)] })) }),
	open: ({ connect }) => connect.getState().followSignIn('s1'),
});

const imports = (app: App) => {
	app.connect.getState().openSheet({ way: 'import' });
	return app.imports.getState().choose();
};

/** Every state of the window that has texts of its own, by name. */
export const states: Readonly<Record<string, State>> = {
	list: {},
	'list by customer': {
		api: shows({ settings: { ...world().settings, groupBy: 'customer', sortBy: 'last checked' } }),
	},
	loading: { api: () => ({ snapshot: () => new Promise(() => {}) }) },
	'a part of a long list': { api: longList },
	'a search in a part of a long list': { api: longList, open: ({ view }) => view.getState().search('ψψψψψψ') },
	'failed to load': {
		api: () => ({
			snapshot: () => Promise.resolve({ ok: false, error: problem('STORE_FAILED', { path: '?', problem: '?' }) }),
		}),
	},
	empty: { api: shows({ connections: [] }) },
	offline: { api: shows({ offline: true }) },
	'offline and empty': { api: shows({ offline: true, connections: [] }) },
	'offline and never checked': {
		api: shows(() => ({
			...{ offline: true, locked: true },
			connections: connections().map((each) => ({ ...each, lastCheckedAt: null })),
		})),
	},
	...Object.fromEntries(
		['c1', 'c2', 'c3', 'c6'].map((id) => [
			`details ${id}, offline`,
			{ ...selected(id), api: shows({ offline: true }) },
		]),
	),
	'bulk plan, offline': {
		api: shows({ offline: true }),
		open: ({ bulk }) => bulk.getState().ask('revoke', ['c1', 'c2', 'c3']),
	},
	'connect, offline': {
		api: shows({ offline: true }),
		open: ({ connect }) => connect.getState().openSheet(),
	},
	'waiting for the browser, offline': {
		...follows({}),
		api: () => ({ snapshot: () => ok(world({ offline: true, signIns: [waiting({})] })) }),
	},
	'no match': { open: ({ view }) => view.getState().search('ψψψψψψ') },
	'nothing pinned': {
		api: shows(() => ({ connections: connections().map((each) => ({ ...each, pinned: false })) })),
		open: ({ view }) => view.getState().show({ kind: 'pinned' }),
	},
	'nothing to do': {
		api: shows(() => ({ connections: connections().slice(0, 1) })),
		open: ({ view }) => view.getState().show({ kind: 'attention' }),
	},
	filtered: { open: ({ view }) => view.getState().filter({ statuses: ['locked', 'connected'], tags: ['βιπ'] }) },
	practice: { api: shows(() => ({ connections: connections().map((each) => ({ ...each, practice: true })) })) },
	'keychain locked': {
		api: shows(() => ({
			keychain: {
				vault: 'keychain',
				state: 'locked',
				backend: 'Κλειδοθήκη',
				entries: 3,
				problem: problem('KEYCHAIN_LOCKED'),
			},
		})),
	},
	'no keychain': { api: shows(() => ({ connections: [], keychain: missing() })) },
	'vault locked': { api: shows({ keychain: lockedVault }) },
	'vault locked and hidden': {
		api: shows({ keychain: lockedVault, locked: true, settings: { ...world().settings, listWhileLocked: false } }),
	},
	'keychain unknown': { api: shows({ keychain: null, practiceRunning: false }) },
	...Object.fromEntries(connections().map(({ id, status }) => [`details ${id} ${status}`, selected(id)])),
	'details after a failure': {
		open: ({ view, acts }) => {
			view.getState().reveal('c1');
			const [first] = connections();
			return first && acts.getState().run('refresh', first);
		},
	},
	'details signing in': {
		api: shows({ signIns: [waiting({ kind: 'reauth', connectionId: 'c2' })] }),
		open: ({ view }) => view.getState().reveal('c2'),
	},
	'details signing in on a device': {
		api: shows({ signIns: [waiting({ kind: 'reauth', connectionId: 'c2', ...onDevice })] }),
		open: ({ view }) => view.getState().reveal('c2'),
	},
	copied: {
		open: ({ acts, view }) => {
			view.getState().reveal('c1');
			acts.setState({ copied: { id: 'c1', until: Date.now() + 30_000 } });
		},
	},
	marked: { open: ({ view }) => view.getState().mark(['c1', 'c2', 'c10']) },
	'marked, with its menu': {
		open: async ({ view }) => {
			view.getState().mark(['c1', 'c2', 'c10']);
			await settle();
			document.querySelector<HTMLElement>('[role="toolbar"] [aria-haspopup="menu"]')?.click();
		},
	},
	'a list that was not saved': {
		api: () => ({
			saveConnectionList: () => Promise.resolve({ ok: false, error: problem('USAGE', { problem: '?', command: '' }) }),
		}),
		open: async ({ view }) => {
			view.getState().mark(['c1']);
			await settle();
			document.querySelector<HTMLElement>('[role="toolbar"] [aria-haspopup="menu"]')?.click();
			await settle();
			document.querySelectorAll<HTMLElement>('[role="menuitem"]')[1]?.click();
		},
	},
	'bulk plan': { open: ({ bulk }) => bulk.getState().ask('revoke', ['c1', 'c2', 'c3', 'c4', 'c7']) },
	'bulk running': { api: shows({ bulks: bulks.slice(0, 1) }) },
	'bulk waits for the network': {
		api: shows({
			offline: true,
			bulks: bulks.slice(0, 1).map((one) => ({ ...one, state: 'paused', waitsForNetwork: true })),
		}),
	},
	'bulk ended': { api: shows({ bulks: bulks.slice(1) }) },
	'bulk result': { api: shows({ bulks: bulks.slice(1) }), open: ({ bulk }) => bulk.getState().show('b2') },
	'sign-in waits': {
		api: shows({ signIns: [waiting({ alias: null }), waiting({ id: 's2', state: 'needs_secret' })] }),
	},
	connect: { open: ({ connect }) => connect.getState().openSheet() },
	'connect, to find the data center of a sandbox': {
		open: ({ connect }) => connect.getState().openSheet({ finds: true, expects: 'sandbox' }),
	},
	'connect refused': {
		open: async ({ connect }) => {
			connect.getState().openSheet();
			await connect.getState().submit(draft({ apiClient: 'Πελάτης' }), null);
		},
	},
	'connect, for customers with browser profiles': {
		api: shows({ settings: { ...world().settings, browserProfiles: { Ακμή: 'Προφίλ 1' } } }),
		open: ({ connect }) => connect.getState().openSheet({ customer: 'Ακμή' }),
	},
	connected: {
		open: ({ connect }) => {
			connect.getState().openSheet();
			connect.getState().showConnected({ id: 'c1', notices: [{ code: 'twin', alias: 'άλλη' }] });
		},
	},
	'connected, its name refused': {
		api: () => ({
			editConnection: () => Promise.resolve({ ok: false, error: problem('ALIAS_TAKEN', { alias: 'άλλη' }) }),
		}),
		open: async ({ connect }) => {
			connect.getState().openSheet();
			connect.getState().showConnected({ id: 'c4', notices: [] });
			await settle();
			const field = document.querySelector<HTMLInputElement>('[role="dialog"] input:focus');
			if (field === null) return;
			Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'άλλη');
			field.dispatchEvent(new Event('input', { bubbles: true }));
			field.blur();
		},
	},
	'first API client': {
		api: shows({ connections: [], apiClients: [] }),
		open: ({ connect }) => connect.getState().openSheet(),
	},
	'waiting for the browser': follows({}),
	'waiting for a device': follows(onDevice),
	finishing: follows({ state: 'finishing' }),
	'a secret is missing': follows({ state: 'needs_secret', expiresAt: at(60_000) }),
	'sign-in failed': {
		...follows({}),
		open: ({ connect }) => {
			connect.getState().followSignIn('s1');
			connect.setState({ error: problem('SIGN_IN_DENIED') });
		},
	},
	reauth: { open: ({ connect }) => connect.getState().openReauth('c1') },
	'API clients': { open: ({ setup }) => setup.getState().openApiClients() },
	'no API clients': { api: shows({ apiClients: [] }), open: ({ setup }) => setup.getState().openApiClients() },
	'an API client': { open: ({ setup }) => setup.getState().openApiClients('Πελάτης') },
	'data centers': {
		open: ({ setup }) => {
			setup.getState().openDataCenters();
			return setup.getState().findDataCenters();
		},
	},
	settings: { open: ({ sheets }) => sheets.getState().show('settings') },
	'settings without a keychain': {
		api: shows(() => ({ keychain: missing() })),
		open: ({ sheets }) => sheets.getState().show('settings', 'secrets'),
	},
	'settings with a browser': {
		api: () => ({
			...shows({ settings: { ...world().settings, browserProfiles: { Ακμή: 'Προφίλ 1', Βήτα: 'Προφίλ 2' } } })(),
			computer: () => ok({ ...computer, browser: { name: 'πρόγραμμα', profile: 'argument' } }),
		}),
		open: async ({ sheets }) => {
			sheets.getState().show('settings');
			await settle();
			document.querySelector('[role="dialog"] form')?.scrollIntoView();
		},
	},
	shortcuts: { open: ({ sheets }) => sheets.getState().show('shortcuts') },
	palette: {
		open: ({ sheets, view }) => {
			view.getState().reveal('c1');
			sheets.getState().show('palette');
		},
	},
	locked: { api: shows({ locked: true }) },
	hidden: {
		api: shows({ locked: true, settings: { ...world().settings, listWhileLocked: false } }),
	},
	export: { open: ({ exports }) => exports.getState().openSheet('c1') },
	import: { open: ({ connect }) => connect.getState().openSheet({ way: 'import' }) },
	'import rows': { open: imports },
	'import from a server': {
		open: async (app) => {
			app.connect.getState().openSheet({ way: 'import' });
			await settle();
			document.querySelectorAll<HTMLInputElement>('[role="dialog"] input[type="radio"]')[1]?.click();
		},
	},
	'import result of a server': {
		api: () => ({ openImport: () => ok({ store: { ...importedStore(), isFile: false } }) }),
		open: async (app) => {
			await imports(app);
			await app.imports.getState().take(null, true);
		},
	},
	'import result': {
		open: async (app) => {
			await imports(app);
			await app.imports.getState().take(null, true);
		},
	},
};
