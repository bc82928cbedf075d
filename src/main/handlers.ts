import { clipboard, dialog, shell } from 'electron';
import type { z } from 'zod';
import type { Paths } from '../core/adapters/system/paths.ts';
import type { Core, SignInHandle } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import { parseRedirectUri } from '../core/domain/redirect-uri.ts';
import { Secret } from '../core/domain/secret.ts';
import { defaultMinTtlSeconds } from '../core/domain/token-lifetime.ts';
import type { ConnectRequest, SignInRequest } from '../core/usecases/connect-request.ts';
import type { FoundDataCenter } from '../core/usecases/data-centers.ts';
import type { AskAboutTwin } from '../core/usecases/twin.ts';
import type { contract } from '../shared/ipc/contract.ts';
import type { AppLock } from './app-lock.ts';
import { bulkHandlers } from './bulk-handlers.ts';
import type { BulkRuns } from './bulk-runs.ts';
import { applyLogin, applyTheme, computerOf, openDataFolder } from './computer.ts';
import { exportHandlers } from './export-handlers.ts';
import type { Ask, Handlers } from './handler-table.ts';
import { importHandlers } from './import-handlers.ts';
import type { MainWindow } from './main-window.ts';
import type { PracticeHost } from './practice-host.ts';
import type { SettingsFile } from './settings-file.ts';
import { snapshotHandler } from './snapshot-handler.ts';
import type { TokenClipboard } from './token-clipboard.ts';
import { wordsFor } from './words.ts';

type NewConnectionForm = z.output<(typeof contract)['startConnect']['input']>;
type ReauthForm = z.output<(typeof contract)['startReauth']['input']>;

/** What the handlers work with. */
export interface Parts {
	readonly core: Core;
	readonly paths: Paths;
	readonly practice: PracticeHost;
	readonly window: MainWindow;
	readonly tokenClipboard: TokenClipboard;
	readonly settings: SettingsFile;
	readonly lock: AppLock;
	readonly bulks: BulkRuns;
	/** Tray and notifications. */
	readonly desk: { readonly changed: () => void };
}

/** What the window may ask for. Destructive acts ask the person in a dialog of this process: a page that was taken over cannot answer it. */
export function handlersFor(parts: Parts): Handlers {
	const { core, paths, practice, window, tokenClipboard, settings, lock, bulks, desk } = parts;
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
	const askAboutTwin: AskAboutTwin = async ({ alias, org }) => {
		// A sign-in may end while the window is locked: a second connection loses nothing.
		if (lock.isLocked) return 'keep both';
		return (await ask(words().renew({ alias, org })).catch(() => false)) ? 'renew' : 'keep both';
	};
	/** Zoho would silently end the oldest token of a user whose slots are all taken. Throws CANCELLED where the person says no. */
	const askAboutSlots = async (request: SignInRequest) => {
		const users = core.signIns.usersWithoutSlot(request);
		if (users.length === 0) return;
		if (!(await ask(words().slots(users)))) throw new AppError('CANCELLED');
	};
	const openBrowser = async ({ view, authorizationUrl }: SignInHandle) => {
		await openExternally(authorizationUrl);
		return view;
	};

	const deviceOf = (signInId: string) => {
		const { device } = core.signIns.list().find(({ id }) => id === signInId) ?? {};
		if (!device) throw new AppError('SIGN_IN_UNKNOWN');
		return device;
	};

	const newConnection = (form: NewConnectionForm): ConnectRequest => ({
		...form,
		scopes: [],
		mayAskSecret: true,
		askAboutTwin,
	});
	const requestOf = (form: NewConnectionForm | ReauthForm): SignInRequest =>
		'id' in form ? { target: form.id, scopes: form.scopes } : newConnection(form);

	return {
		...snapshotHandler(parts),
		...exportHandlers(core, window, tokenClipboard, ask, words, lock),
		...importHandlers(core, window, ask, words, lock),
		...bulkHandlers(core, bulks, ask, () => settings.get()),
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
		computer: () => computerOf(paths),
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
		startConnect: async (form) => {
			const request = newConnection(form);
			await askAboutSlots(request);
			return openBrowser(await core.signIns.connect(request));
		},
		startReauth: async ({ id, scopes }) => {
			await askAboutSlots({ target: id, scopes });
			return openBrowser(await core.signIns.reauth(id, scopes));
		},
		scopeDiff: ({ id, scopes }) => core.signIns.scopeDiff(id, scopes),
		startDevice: async (form) => {
			const request = requestOf(form);
			await askAboutSlots(request);
			return (await core.signIns.onDevice(request)).view;
		},
		openDevicePage: async ({ signInId }) => {
			await openExternally(deviceOf(signInId).verificationUrl);
			return {};
		},
		copyDeviceCode: async ({ signInId }) => {
			await clipboard.writeText(deviceOf(signInId).userCode);
			return {};
		},
		openSignInPage: async ({ signInId }) => {
			await openExternally(core.signIns.urlOf(signInId));
			return {};
		},
		copySignInLink: async ({ signInId }) => {
			await clipboard.writeText(core.signIns.urlOf(signInId));
			return {};
		},
		cancelSignIn: ({ signInId }) => {
			core.signIns.cancel(signInId);
			return {};
		},
		pasteSignInAddress: ({ address }) => ({ signInId: core.signIns.paste(address) }),
		provideClientSecret: ({ signInId, clientSecret }) => {
			core.signIns.provideSecret(signInId, new Secret(clientSecret.trim()));
			return {};
		},
		connectWithCode: async ({ code, ...form }) => {
			const request = newConnection(form);
			await askAboutSlots(request);
			return core.signIns.withCode(request, new Secret(code.trim()));
		},
		connectWithRefreshToken: ({ refreshToken, ...form }) =>
			core.signIns.withRefreshToken(newConnection(form), new Secret(refreshToken.trim())),
		reauthWithCode: async ({ id: target, scopes, code }) => {
			await askAboutSlots({ target, scopes });
			return core.signIns.withCode({ target, scopes }, new Secret(code.trim()));
		},
		copySelfClientScopes: async (form) => {
			const scopes = core.signIns.scopesFor(requestOf(form));
			await clipboard.writeText(scopes.join(','));
			return { scopes: [...scopes] };
		},
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
			if (!(await ask(words().revoke(connection)))) return { done: false, connection };
			return { done: true, connection: await core.connections.revoke(id) };
		},
		forget: async ({ id }) => {
			const { alias } = core.connections.get(id);
			const held = core.connections.isHeld(id);
			if (!(await ask(held ? words().forgetHeld(alias) : words().forget(alias)))) return { done: false };
			await core.connections.forget(id, held);
			return { done: true };
		},
		probeKeychain: () => core.keychain.probe(),
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
			await openExternally(consoleUrl);
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

/** Opens the system browser with a URL that the core built from its table of hosts: https, or http on this machine. */
async function openExternally(url: string): Promise<void> {
	const { protocol, hostname } = new URL(url);
	const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
	if (protocol !== 'https:' && !(protocol === 'http:' && loopback))
		throw new AppError('INTERNAL', { problem: 'not a web address' });
	await shell.openExternal(url);
}
