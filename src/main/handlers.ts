import { app, clipboard, dialog, shell } from 'electron';
import type { z } from 'zod';
import type { Core, SignInHandle } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import { parseRedirectUri } from '../core/domain/redirect-uri.ts';
import { Secret } from '../core/domain/secret.ts';
import { defaultMinTtlSeconds } from '../core/domain/token-lifetime.ts';
import type { AskAboutTwin } from '../core/usecases/twin.ts';
import type { contract } from '../shared/ipc/contract.ts';
import type { Method } from '../shared/ipc/methods.ts';
import type { KeychainView } from '../shared/views.ts';
import type { MainWindow } from './main-window.ts';
import type { PracticeHost } from './practice-host.ts';
import type { TokenClipboard } from './token-clipboard.ts';

export type Handlers = {
	readonly [M in Method]: (
		input: z.output<(typeof contract)[M]['input']>,
	) => z.input<(typeof contract)[M]['output']> | Promise<z.input<(typeof contract)[M]['output']>>;
};

/** What the window may ask for. Destructive acts ask the person in a dialog of this process: a page that was taken over cannot answer it. */
export function handlersFor(
	core: Core,
	practice: PracticeHost,
	window: MainWindow,
	tokenClipboard: TokenClipboard,
): Handlers {
	let keychain: KeychainView | null = null;
	core.subscribe((event) => {
		if (event.type === 'keychain-changed') keychain = event.keychain;
	});

	const ask = async (message: string, detail: string, act: string, otherwise = 'Cancel'): Promise<boolean> => {
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
		return response === 1;
	};
	const askAboutTwin: AskAboutTwin = async ({ alias, org }) => {
		const detail = `${org.name} is connected with the same user and API client. Renewing keeps its id, alias and history.`;
		return (await ask(`Renew "${alias}" instead of adding a second one?`, detail, 'Renew', 'Keep both'))
			? 'renew'
			: 'keep both';
	};
	const openBrowser = async ({ view, authorizationUrl }: SignInHandle) => {
		await openExternally(authorizationUrl);
		return view;
	};

	return {
		snapshot: () => ({
			version: app.getVersion(),
			platform: process.platform,
			connections: core.connections.list(),
			dataCenters: core.dataCenters.list(),
			apiClients: core.apiClients.list(),
			signIns: core.signIns.list(),
			keychain,
			practiceRunning: practice.isRunning,
		}),
		addApiClient: ({ clientSecret, ...client }) =>
			core.apiClients.add({ ...client, clientSecret: new Secret(clientSecret.trim()) }),
		removeApiClient: async ({ name }) => {
			await core.apiClients.remove(name);
			return {};
		},
		startConnect: async (request) =>
			openBrowser(await core.signIns.connect({ ...request, scopes: [], mayAskSecret: true, askAboutTwin })),
		startReauth: async ({ id }) => openBrowser(await core.signIns.reauth(id)),
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
		connectWithCode: ({ code, ...request }) =>
			core.signIns.withCode({ ...request, scopes: [], askAboutTwin }, new Secret(code.trim())),
		connectWithRefreshToken: ({ refreshToken, ...request }) =>
			core.signIns.withRefreshToken({ ...request, scopes: [], askAboutTwin }, new Secret(refreshToken.trim())),
		copySelfClientScopes: async (request) => {
			const scopes = core.signIns.scopesFor({ ...request, scopes: [] });
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
			const message = `Revoke "${connection.alias}" at Zoho?`;
			const detail = `${connection.org.name}, ${connection.environment}, ${connection.user.email}.\nPrograms that use it stop working at once.`;
			if (!(await ask(message, detail, 'Revoke at Zoho'))) return { done: false, connection };
			return { done: true, connection: await core.connections.revoke(id) };
		},
		forget: async ({ id }) => {
			const connection = core.connections.get(id);
			const held = core.connections.isHeld(id);
			const detail = held
				? 'Its refresh token stays alive at Zoho. To end it there, revoke it first.'
				: 'Its record is removed here. Zoho is not told.';
			if (!(await ask(`Forget "${connection.alias}"?`, detail, 'Forget'))) return { done: false };
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
	};
}

/** Opens the system browser with a URL that the core built from its table of hosts: https, or http on this machine. */
async function openExternally(url: string): Promise<void> {
	const { protocol, hostname } = new URL(url);
	const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
	if (protocol !== 'https:' && !(protocol === 'http:' && loopback))
		throw new AppError('INTERNAL', { problem: 'not a web address' });
	await shell.openExternal(url);
}
