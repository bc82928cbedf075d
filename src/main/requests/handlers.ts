import { app, clipboard, dialog } from 'electron';
import type { Paths } from '../../core/adapters/system/paths.ts';
import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { parseRedirectUri } from '../../core/domain/redirect-uri.ts';
import { Secret } from '../../core/domain/secret.ts';
import type { FoundDataCenter } from '../../core/usecases/data-centers.ts';
import { defaultMinTtlSeconds } from '../../shared/min-ttl.ts';
import type { AppLock } from '../app-lock.ts';
import type { SignInBrowser } from '../browser/sign-in-browser.ts';
import type { BulkRuns } from '../bulk/bulk-runs.ts';
import { applyLogin, applyTheme, computerOf, openDataFolder } from '../computer.ts';
import type { Network } from '../network.ts';
import type { PracticeHost } from '../practice-host.ts';
import type { SettingsFile } from '../settings-file.ts';
import type { TokenClipboard } from '../token-clipboard.ts';
import type { MainWindow } from '../window/main-window.ts';
import { wordsFor } from '../words.ts';
import { askWhich } from './ask-which.ts';
import { backupHandlers } from './backup-handlers.ts';
import { bulkHandlers } from './bulk-handlers.ts';
import { commandLineHandlers } from './command-line-handlers.ts';
import { exportHandlers } from './export-handlers.ts';
import type { FailureLog } from './failure-log.ts';
import type { Ask, Handlers } from './handler-table.ts';
import { importHandlers } from './import-handlers.ts';
import { networkHandlers } from './network-handlers.ts';
import { signInHandlers } from './sign-in-handlers.ts';
import { snapshotHandler } from './snapshot-handler.ts';
import { vaultHandlers } from './vault-handlers.ts';

/** What the handlers work with. */
export interface Parts {
	readonly core: Core;
	readonly paths: Paths;
	readonly practice: PracticeHost;
	readonly window: MainWindow;
	readonly network: Network;
	readonly tokenClipboard: TokenClipboard;
	readonly settings: SettingsFile;
	readonly lock: AppLock;
	readonly bulks: BulkRuns;
	readonly browser: SignInBrowser;
	readonly failures: FailureLog;
	/** Ends the app and starts it again. */
	readonly restart: () => void;
	/** Tray and notifications. */
	readonly desk: { readonly changed: () => void };
}

/** What the window may ask for. Destructive acts ask the person in a dialog of this process: a page that was taken over cannot answer it. */
export function handlersFor(parts: Parts): Handlers {
	const { core, paths, practice, window, network, tokenClipboard, settings, lock } = parts;
	const { bulks, browser, failures, restart, desk } = parts;
	// The window names one of these by its location: it never says a host.
	let found: readonly FoundDataCenter[] = [];

	const words = () => wordsFor(settings.get());
	const ask: Ask = async ({ message, detail, act, otherwise }) => {
		const options = {
			type: 'warning' as const,
			message,
			detail,
			buttons: [otherwise, act],
			defaultId: 0,
			cancelId: 0,
			noLink: true,
		};
		const { browserWindow } = window;
		const { response } = await (browserWindow
			? dialog.showMessageBox(browserWindow, options)
			: dialog.showMessageBox(options));
		// The person may have left meanwhile: what was asked before the lock closed is nobody's to answer now.
		lock.requireOpen();
		return response === 1;
	};
	const computer = () => ({ ...computerOf(paths), browser: browser.view });

	return {
		...snapshotHandler(parts),
		...exportHandlers(core, window, tokenClipboard, ask, words, lock),
		...importHandlers(core, window, ask, words, lock),
		...commandLineHandlers(),
		...backupHandlers(core, paths),
		...bulkHandlers(core, bulks, ask, () => settings.get()),
		...signInHandlers(core, browser, network, ask, words, lock),
		...networkHandlers(core, network),
		...vaultHandlers(core, ask, words, restart),
		editConnection: ({ id, ...change }) => core.connections.edit(id, withoutUndefined(change)),
		inspect: ({ id }) => ({ slots: core.connections.slots(id), activity: core.connections.activity(id) }),
		changeSettings: (given) => {
			const change = withoutUndefined(given);
			const changed = settings.change(change);
			if (change.language !== undefined) desk.changed();
			if (change.theme !== undefined) applyTheme(changed);
			if (change.startAtLogin !== undefined) applyLogin(changed);
			return changed;
		},
		computer,
		copyTrace: async () => {
			await clipboard.writeText(failures.text(`Latchkey ${app.getVersion()}, ${process.platform} ${process.arch}`));
			return {};
		},
		chooseBrowser: async () => {
			const path = await askWhich(window, { title: words().chooseBrowser, properties: ['openFile'] });
			lock.requireOpen();
			if (path !== null) browser.choose(path);
			return computer();
		},
		useSystemBrowser: () => {
			browser.choose(null);
			return computer();
		},
		openDataFolder: async () => {
			await openDataFolder(paths);
			return {};
		},
		lock: () => {
			lock.lock();
			return {};
		},
		unlock: async () => {
			await lock.unlock();
			return {};
		},
		addApiClient: ({ clientSecret, ...client }) =>
			core.apiClients.add({ ...client, clientSecret: new Secret(clientSecret.trim()) }),
		removeApiClient: async ({ name }) => {
			await core.apiClients.remove(name);
			return {};
		},
		changeApiClient: ({ name, ...change }) => core.apiClients.change(name, change),
		check: async ({ id }) => {
			// A sign-in that could not be finished before may be finished now.
			await core.recover();
			return core.connections.check(id);
		},
		refresh: ({ id }) => core.connections.refresh(id),
		copyToken: async ({ id }) => {
			const token = await core.connections.token(id, defaultMinTtlSeconds, 'person');
			const clearsInSeconds = await tokenClipboard.put(token.accessToken);
			return { expiresAt: token.expiresAt.toISOString(), clearsInSeconds };
		},
		revoke: async ({ id }) => {
			const connection = core.connections.get(id);
			const others = core.connections.sharers(id).map(({ alias }) => alias);
			if (!(await ask(words().revoke(connection, others)))) return { done: false, connection };
			return { done: true, connection: await core.connections.revoke(id) };
		},
		forget: async ({ id }) => {
			const { alias } = core.connections.get(id);
			const held = core.connections.isHeld(id);
			if (!(await ask(held ? words().forgetHeld(alias) : words().forget(alias)))) return { done: false };
			await core.connections.forget(id, held);
			return { done: true };
		},
		startPractice: async () => {
			await practice.start();
			return {};
		},
		copyRedirectUri: async ({ redirectUri }) => {
			await clipboard.writeText(parseRedirectUri(redirectUri).text);
			return {};
		},
		openApiConsole: async ({ dataCenter }) => {
			const consoleUrl = core.dataCenters.list().find((one) => one.id === dataCenter)?.consoleUrl;
			if (!consoleUrl) throw new AppError('DATA_CENTER_UNKNOWN', { id: dataCenter });
			await browser.open(consoleUrl);
			return {};
		},
		findDataCenters: async () => {
			found = await core.dataCenters.findNew('us');
			return { found };
		},
		trustDataCenter: async ({ location }) => {
			const { accountsUrl, apiUrl } = found.find((one) => one.location === location) ?? {};
			if (!accountsUrl || !apiUrl) throw new AppError('DATA_CENTER_UNKNOWN', { id: location });
			if (!(await ask(words().trust(location, accountsUrl, apiUrl)))) return { done: false, dataCenter: null };
			const name = location.toUpperCase();
			return { done: true, dataCenter: core.dataCenters.add({ id: location, name, accountsUrl, apiUrl }) };
		},
		removeDataCenter: ({ id }) => {
			core.dataCenters.remove(id);
			return {};
		},
	};
}

/** A field that the window left out must not overwrite one. */
function withoutUndefined<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never;
}
