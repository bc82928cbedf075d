import type { ErrorCode } from '../../shared/error-codes.ts';
import type { KeychainView } from '../../shared/views.ts';
import { viewOf } from '../client/client.ts';
import { words } from '../words.ts';
import type { App } from './app.ts';
import type { About } from './toast-store.ts';

/** The next step of an error as a button. */
export interface NextAct {
	readonly label: string;
	readonly run: () => void;
}

type Kind =
	| 'reauth'
	| 'revoke'
	| 'retry'
	| 'keychain'
	| 'unlock'
	| 'browser'
	| 'folder'
	| 'api-clients'
	| 'data-centers';

/** What can be done about an error at a click, by its code. Where a code is missing its sentence says all there is to do. */
export const nextActs: Readonly<Partial<Record<ErrorCode, Kind>>> = {
	NEEDS_REAUTH: 'reauth',
	CONNECTION_REVOKED: 'reauth',
	SECRET_UNREADABLE: 'reauth',
	WRONG_ORG: 'reauth',
	DATA_CENTER_MISMATCH: 'reauth',
	CONNECTION_HELD: 'revoke',

	LIMITED: 'retry',
	TIMED_OUT: 'retry',
	INTERNAL: 'retry',
	PROVIDER_REFUSED: 'retry',
	PROVIDER_MALFORMED: 'retry',
	PROVIDER_UNREACHABLE: 'retry',
	REVOKE_QUEUED: 'retry',
	PORT_BUSY: 'retry',
	SIGN_IN_DENIED: 'retry',
	SIGN_IN_REFUSED: 'retry',
	SIGN_IN_TIMED_OUT: 'retry',
	SIGN_IN_OUTCOME_UNKNOWN: 'retry',
	CALLBACK_INVALID: 'retry',
	REFRESH_TOKEN_MISSING: 'retry',
	ORG_UNREADABLE: 'retry',
	PRACTICE_UNAVAILABLE: 'retry',
	OFFLINE: 'retry',

	KEYCHAIN_LOCKED: 'keychain',
	KEYCHAIN_UNAVAILABLE: 'keychain',
	KEYCHAIN_CHANGED: 'keychain',
	KEYCHAIN_EMPTIED: 'keychain',
	VAULT_KEY_LOST: 'keychain',
	APP_LOCKED: 'unlock',

	BROWSER_FAILED: 'browser',
	STORE_FAILED: 'folder',
	STORE_UNSAFE: 'folder',
	STORE_DAMAGED: 'folder',
	VAULT_DAMAGED: 'folder',

	API_CLIENT_UNKNOWN: 'api-clients',
	API_CLIENT_WITHOUT_BROWSER: 'api-clients',
	CLIENT_SECRET_MISSING: 'api-clients',
	INVALID_CLIENT: 'api-clients',
	INVALID_CLIENT_SECRET: 'api-clients',
	INVALID_REDIRECT_URI: 'api-clients',
	DATA_CENTER_UNKNOWN: 'data-centers',
	ACCOUNTS_SERVER_UNKNOWN: 'data-centers',
	API_DOMAIN_UNKNOWN: 'data-centers',
};

/** The button for an error, with what is known of what it is about; null where there is none, or where its place is open already. */
export function nextActOf(app: App, code: ErrorCode, about: About = {}): NextAct | null {
	const kind = nextActs[code];
	const { snapshot } = app.data.getState();
	if (kind === undefined || (snapshot?.locked && kind !== 'unlock')) return null;
	return makers[kind](app, about);
}

/** On the connection that the error is about, if it is still there. */
function actOn(app: App, { connectionId }: About, act: 'reauth' | 'revoke'): NextAct | null {
	const connection = app.data.getState().snapshot?.connections.find(({ id }) => id === connectionId);
	if (!connection) return null;
	return { label: words.acts[act], run: () => void app.acts.getState().run(act, connection) };
}

const retry = ({ retry: run }: About): NextAct | null => (run ? { label: words.list.tryAgain, run } : null);

const makers: Readonly<Record<Kind, (app: App, about: About) => NextAct | null>> = {
	reauth: (app, about) => actOn(app, about, 'reauth'),
	revoke: (app, about) => actOn(app, about, 'revoke'),
	retry: (_, about) => retry(about),
	keychain: (app, about) => ({
		label: about.retry ? words.list.tryAgain : words.nextActs.keychain,
		run: () => void probe(app, about),
	}),
	unlock: (app) => ({ label: words.lock.unlock, run: () => void app.lock.getState().unlock() }),
	browser: (app) => leading(app, words.nextActs.browser, () => app.sheets.getState().show('settings', 'browser')),
	folder: ({ client, toasts }) => ({
		label: words.palette.openFolder,
		run: () => {
			client.call('openDataFolder', {}).catch((error: unknown) => toasts.getState().problem(viewOf(error)));
		},
	}),
	'api-clients': (app) =>
		app.setup.getState().open === 'api-clients'
			? null
			: leading(app, words.sidebar.apiClientsSetup, (draft) => app.setup.getState().openApiClients(null, draft)),
	'data-centers': (app) =>
		app.setup.getState().open === 'data-centers'
			? null
			: leading(app, words.sidebar.dataCentersSetup, (draft) => app.setup.getState().openDataCenters(draft)),
};

type Draft = ReturnType<App['connect']['getState']>['draft'];

/** Opens a sheet in the place of the one that is open. A form for a new connection comes back after it, as it was sent. */
function leading(app: App, label: string, open: (draft: Draft | null) => void): NextAct {
	return {
		label,
		run: () => {
			const { open: connecting, renewedId, draft, closeSheet } = app.connect.getState();
			for (const { close } of [app.exports.getState(), app.sheets.getState()]) close();
			app.bulk.getState().leave();
			app.bulk.getState().show(null);
			closeSheet();
			open(connecting && renewedId === null ? draft : null);
		},
	};
}

const isReady = ({ state, problem }: KeychainView) => state === 'ready' && problem === null;

/** Asks the keychain again and, once it answers, does again what failed for want of it. */
async function probe({ client, data, toasts }: App, about: About): Promise<void> {
	try {
		const keychain = await client.call('probeKeychain', {});
		await data.getState().load();
		if (keychain.problem) return toasts.getState().problem(keychain.problem, about);
		if (!isReady(keychain)) return toasts.getState().announce(words.keychain[keychain.state]);
		if (about.retry) about.retry();
		else toasts.getState().done(words.keychain.ready);
	} catch (error) {
		toasts.getState().problem(viewOf(error), about);
	}
}
