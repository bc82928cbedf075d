import { scopesToAsk } from '../../shared/scopes-to-ask.ts';
import type { SignInNotice } from '../../shared/sign-in-notices.ts';
import type { ConnectionView, SignInView } from '../../shared/views.ts';
import { diffScopes, parseScopes, type ScopeDiff } from '../domain/scopes.ts';
import type { Secret } from '../domain/secret.ts';
import {
	type ConnectRequest,
	checkRequest,
	type FinishedSignIn,
	type SignInRequest,
} from '../usecases/connect-request.ts';
import { connectWithCode, connectWithRefreshToken } from '../usecases/connect-with.ts';
import { type Context, connectionByTarget, sameKind } from '../usecases/context.ts';
import { startDevice } from '../usecases/device-sign-in.ts';
import { SignIns } from '../usecases/sign-in.ts';
import type { SignInBoard } from '../usecases/sign-in-board.ts';
import { usersWithoutSlot } from '../usecases/token-slots.ts';
import { connectionView } from '../usecases/views.ts';

/** A sign-in as the shells see it. */
export interface SignInHandle {
	readonly view: SignInView;
	/** To be opened in the system browser; a secret, for it holds the state. */
	readonly authorizationUrl: string;
	readonly result: Promise<SignedIn>;
}

/** A sign-in on another device; the page and the code to type there are in its view. */
export interface DeviceHandle {
	readonly view: SignInView;
	readonly result: Promise<SignedIn>;
}

/** What came out of a sign-in. */
export interface SignedIn {
	readonly connection: ConnectionView;
	readonly notices: readonly SignInNotice[];
}

/** Every way in. `limitMs`: how long the browser is waited for. */
export function signInActs(context: Context, board: SignInBoard, limitMs: number) {
	const signIns = new SignIns(context, board, limitMs);

	const shown = async (finishing: Promise<FinishedSignIn>): Promise<SignedIn> => {
		const { connection, notices } = await finishing;
		return { connection: connectionView(context, connection), notices };
	};
	const handle = async (starting: ReturnType<SignIns['connect']>): Promise<SignInHandle> => {
		const started = await starting;
		const result = shown(started.result);
		result.catch(() => undefined);
		return { view: started.view, authorizationUrl: started.authorizationUrl, result };
	};

	return {
		connect: (request: ConnectRequest): Promise<SignInHandle> => handle(signIns.connect(request)),
		reauth: (target: string, scopes: readonly string[] = []): Promise<SignInHandle> =>
			handle(signIns.reauth(target, scopes)),
		/** What a re-auth with these scopes would add and give up. Throws CONNECTION_UNKNOWN or SCOPE_REFUSED. */
		scopeDiff: (target: string, scopes: readonly string[]): ScopeDiff =>
			diffScopes(connectionByTarget(context, target).scopes, scopesToAsk(parseScopes(scopes))),
		list: (): readonly SignInView[] => board.views(),
		urlOf: (signInId: string): string => signIns.urlOf(signInId),
		cancel: (signInId: string): void => board.cancel(signInId),
		/** Where the browser is on another machine: the address it ended at. Throws CALLBACK_INVALID. */
		paste: (address: string): string => signIns.paste(address),
		/** Answers a sign-in that needs a client secret. */
		provideSecret: (signInId: string, secret: Secret): void => board.provideSecret(signInId, secret),
		/**
		 * The users whose sign-in would push out a token that is held here; by e-mail. Where the data center is still to be found: those of every
		 * one. Throws as a sign-in would.
		 */
		usersWithoutSlot: (request: SignInRequest): readonly string[] => {
			const { client, dataCenter, renewed } = checkRequest(context, request);
			const finds = 'finds' in request && request.finds === true;
			const places = finds ? sameKind(context, dataCenter) : [dataCenter];
			const users = places.flatMap(({ id }) => usersWithoutSlot(context, client.id, id));
			return renewed ? users.filter((email) => email === renewed.user.email) : users;
		},
		/** What to paste as the scope of a Self Client's code. Throws as a sign-in would. */
		scopesFor: (request: SignInRequest): readonly string[] => checkRequest(context, request).scopes,
		/** On another device, by a code that the person types there. */
		onDevice: async (request: SignInRequest): Promise<DeviceHandle> => {
			const started = await startDevice(context, board, request);
			const result = shown(started.result);
			result.catch(() => undefined);
			return { view: started.view, result };
		},
		/** With a code of the API console's Self Client. */
		withCode: (request: SignInRequest, code: Secret): Promise<SignedIn> =>
			shown(connectWithCode(context, request, code)),
		/** With a refresh token from elsewhere. */
		withRefreshToken: (request: SignInRequest, token: Secret): Promise<SignedIn> =>
			shown(connectWithRefreshToken(context, request, token)),
	};
}
