import { clipboard } from 'electron';
import type { z } from 'zod';
import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { Secret } from '../../core/domain/secret.ts';
import type { SignInHandle } from '../../core/facade/sign-ins.ts';
import type { ConnectRequest, SignInRequest } from '../../core/usecases/connect-request.ts';
import type { AskAboutTwin } from '../../core/usecases/twin.ts';
import type { contract } from '../../shared/ipc/contract.ts';
import type { AppLock } from '../app-lock.ts';
import type { SignInBrowser } from '../browser/sign-in-browser.ts';
import type { MainWords } from '../languages/en.ts';
import type { Network } from '../network.ts';
import type { Ask, Handlers } from './handler-table.ts';

type NewConnectionForm = z.output<(typeof contract)['startConnect']['input']>;
type ReauthForm = z.output<(typeof contract)['startReauth']['input']>;

type SignInMethods =
	| 'startConnect'
	| 'startReauth'
	| 'scopeDiff'
	| 'startDevice'
	| 'openDevicePage'
	| 'copyDeviceCode'
	| 'openSignInPage'
	| 'copySignInLink'
	| 'cancelSignIn'
	| 'pasteSignInAddress'
	| 'provideClientSecret'
	| 'connectWithCode'
	| 'connectWithRefreshToken'
	| 'reauthWithCode'
	| 'copySelfClientScopes';

/** Every way in. The addresses that are opened and copied come from the core: the page never says one. */
export function signInHandlers(
	core: Core,
	browser: SignInBrowser,
	network: Pick<Network, 'requireFor'>,
	ask: Ask,
	words: () => MainWords,
	lock: Pick<AppLock, 'isLocked'>,
): Pick<Handlers, SignInMethods> {
	/** Whose sign-ins they are: each customer's may have a profile of the browser. */
	const customers = new Map<string, string | null>();
	core.subscribe((event) => {
		if (event.type !== 'sign-in-changed') return;
		const { id, state } = event.signIn;
		if (state === 'done' || state === 'failed') customers.delete(id);
	});

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
	const openBrowser = async ({ view, authorizationUrl }: SignInHandle, customer: string | null) => {
		customers.set(view.id, customer);
		try {
			await browser.open(authorizationUrl, customer);
		} catch (error) {
			// Nobody could come back from a page that is not open.
			core.signIns.cancel(view.id);
			throw error;
		}
		return view;
	};

	/** A browser that opens offline shows an error page of its own. Throws OFFLINE. */
	const requireNetwork = async (dataCenter: string) => {
		const { accountsUrl } = core.dataCenters.list().find(({ id }) => id === dataCenter) ?? {};
		if (accountsUrl) await network.requireFor(accountsUrl);
	};

	const deviceOf = (signInId: string) => {
		const { device } = core.signIns.list().find(({ id }) => id === signInId) ?? {};
		if (!device) throw new AppError('SIGN_IN_UNKNOWN');
		return device;
	};

	const newConnection = (form: NewConnectionForm): ConnectRequest => ({
		...form,
		mayAskSecret: true,
		askAboutTwin,
	});
	const requestOf = (form: NewConnectionForm | ReauthForm): SignInRequest =>
		'id' in form ? { target: form.id, scopes: form.scopes } : newConnection(form);

	return {
		startConnect: async (form) => {
			const request = newConnection(form);
			await requireNetwork(form.dataCenter);
			await askAboutSlots(request);
			return openBrowser(await core.signIns.connect(request), request.customer);
		},
		startReauth: async ({ id, scopes }) => {
			await requireNetwork(core.connections.get(id).dataCenter);
			await askAboutSlots({ target: id, scopes });
			return openBrowser(await core.signIns.reauth(id, scopes), core.connections.get(id).customer);
		},
		scopeDiff: ({ id, scopes }) => core.signIns.scopeDiff(id, scopes),
		startDevice: async (form) => {
			const request = requestOf(form);
			await askAboutSlots(request);
			const { view } = await core.signIns.onDevice(request);
			customers.set(view.id, 'target' in request ? core.connections.get(request.target).customer : request.customer);
			return view;
		},
		openDevicePage: async ({ signInId }) => {
			await browser.open(deviceOf(signInId).verificationUrl, customers.get(signInId));
			return {};
		},
		copyDeviceCode: async ({ signInId }) => {
			await clipboard.writeText(deviceOf(signInId).userCode);
			return {};
		},
		openSignInPage: async ({ signInId }) => {
			await browser.open(core.signIns.urlOf(signInId), customers.get(signInId));
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
	};
}
