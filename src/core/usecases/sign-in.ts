import type { SignInView } from '../../shared/views.ts';
import { type ApiClient, hasBrowserSignIn } from '../domain/api-client.ts';
import { AppError } from '../domain/app-error.ts';
import { type DataCenter, dataCenterOfCallback } from '../domain/data-center.ts';
import { authorizationUrl } from '../oauth/authorization-url.ts';
import { isSameText, parametersOf, parseCallback } from '../oauth/callback.ts';
import { newSignInKeys, type SignInKeys } from '../oauth/pkce.ts';
import { type ClientCredentials, exchangeCode } from '../oauth/token-endpoint.ts';
import type { PendingCallback } from '../ports/callback-listener.ts';
import type { OpenSignIn } from '../protocol/sign-in-steps.ts';
import {
	beginSignIn,
	type CheckedSignIn,
	type ConnectRequest,
	checkRequest,
	type FinishedSignIn,
	requireSameDataCenter,
} from './connect-request.ts';
import { type Context, requireSecretRef, sameKind } from './context.ts';
import { abandoningOnFailure, exchange } from './exchange.ts';
import { firstUse, withSecret } from './late-secret.ts';
import type { PostedSignIn, SignInBoard } from './sign-in-board.ts';
import { noticesFor } from './sign-in-notices.ts';
import { waitForPerson } from './wait-for-person.ts';
import { waitForVault } from './wait-for-vault.ts';
import { waitingView } from './waiting-view.ts';

/** A code lives two minutes: a secret or passphrase that is asked for must come before. */
const secretLimitMs = 110_000;

/** A sign-in that was started. The URL stays with whoever opens the browser: its `state` is a secret. */
export interface StartedSignIn {
	readonly view: SignInView;
	readonly authorizationUrl: string;
	/** The connection and what the person should know about it, or why there is none (AppError). */
	readonly result: Promise<FinishedSignIn>;
}

interface Running {
	readonly posted: PostedSignIn;
	readonly checked: CheckedSignIn;
	readonly mayAsk: boolean;
	readonly keys: SignInKeys;
	readonly url: string;
	readonly pending: PendingCallback;
	readonly pasted: PromiseWithResolvers<URLSearchParams>;
}

/** Browser sign-ins of this process: several at once, each known by its state. */
export class SignIns {
	readonly #context: Context;
	readonly #board: SignInBoard;
	readonly #limitMs: number;
	readonly #running = new Map<string, Running>();

	constructor(context: Context, board: SignInBoard, limitMs: number) {
		this.#context = context;
		this.#board = board;
		this.#limitMs = limitMs;
	}

	/** Begins a sign-in for a new connection. Rejects, with nothing left behind, where the flow could not end well. */
	async connect(request: ConnectRequest): Promise<StartedSignIn> {
		return this.#start(checkRequest(this.#context, request), request.mayAskSecret ?? false);
	}

	/** Begins a sign-in that renews a connection in place: same id, alias, customer and history; with other scopes where some are given. */
	async reauth(target: string, scopes: readonly string[] = []): Promise<StartedSignIn> {
		return this.#start(checkRequest(this.#context, { target, scopes }), false);
	}

	/** The URL to open again or to copy. Throws SIGN_IN_UNKNOWN. */
	urlOf(signInId: string): string {
		const running = this.#running.get(signInId);
		if (!running) throw new AppError('SIGN_IN_UNKNOWN');
		return running.url;
	}

	/**
	 * Takes the address that the browser ended at, where the browser is on another machine; gives the id of the sign-in it belongs to. Throws
	 * CALLBACK_INVALID, and no sign-in is touched, where it belongs to none.
	 */
	paste(address: string): string {
		const parameters = parametersOf(address);
		const state = parameters.getAll('state');
		const running = [...this.#running.values()].find(
			({ keys }) => state.length === 1 && isSameText(keys.state, state[0] ?? ''),
		);
		if (!running) throw new AppError('CALLBACK_INVALID', { problem: 'it belongs to no sign-in that waits' });
		running.pasted.resolve(parameters);
		return running.posted.id;
	}

	async #start(checked: CheckedSignIn, mayAsk: boolean): Promise<StartedSignIn> {
		const { client, dataCenter, scopes } = checked;
		if (!hasBrowserSignIn(client.type)) {
			throw new AppError('API_CLIENT_WITHOUT_BROWSER', { name: client.name, type: client.type });
		}
		requireSecretRef(client, dataCenter);
		const keys = newSignInKeys();
		// Listening first: a busy port ends the act before anything is written (RFC 8252 section 8.3).
		const pending = await this.#context.listener.expect(client.redirectUris, keys.state, keys.checkCode);
		try {
			const open = await beginSignIn(this.#context, checked);
			const { state, challenge } = keys;
			const redirectUri = pending.redirect.text;
			const url = authorizationUrl(dataCenter, { clientId: client.clientId, redirectUri, scopes, state, challenge });
			const { id } = open.record;
			const view = waitingView(checked, open, this.#limitMs, { redirectUri, checkCode: keys.checkCode, device: null });
			const posted = this.#board.post(view, () => {
				pending.close();
				this.#running.delete(id);
			});
			const running = { posted, checked, mayAsk, keys, url, pending, pasted: Promise.withResolvers<URLSearchParams>() };
			this.#running.set(id, running);
			const result = this.#board.run(id, () => this.#finish(running, open));
			return { view: this.#board.view(id), authorizationUrl: url, result };
		} catch (error) {
			pending.close();
			throw error;
		}
	}

	async #finish(running: Running, open: OpenSignIn): Promise<FinishedSignIn> {
		const context = this.#context;
		const { posted, checked, keys, pending } = running;
		const { dataCenter } = checked;
		const { code, landed, client } = await abandoningOnFailure(
			context,
			() => open,
			async () => {
				const callback = parseCallback(await this.#callback(running));
				const landed = dataCenterOfCallback(callback, dataCenter, sameKind(context, dataCenter));
				await waitForVault(context, posted.stop, secretLimitMs, () => new AppError('KEYCHAIN_LOCKED'));
				return { code: callback.code, landed, client: await this.#clientFor(running, landed) };
			},
		);
		this.#board.tell(posted.id, { state: 'finishing', dataCenter: landed.id });
		const grant = { code, redirectUri: pending.redirect.text, verifier: keys.verifier };
		const obtain = (credentials: ClientCredentials) =>
			firstUse(context, checked.client, landed, () => exchangeCode(context.http, credentials, grant));
		const connection = await exchange(context, open, client, landed, obtain, checked.askAboutTwin);
		return { connection, notices: noticesFor(context, connection, dataCenter, landed, open.record) };
	}

	/** The API client, able to exchange a code where the user lives. Rejects with DATA_CENTER_MISMATCH or CLIENT_SECRET_MISSING. */
	async #clientFor({ posted, checked, mayAsk }: Running, landed: DataCenter): Promise<ApiClient> {
		requireSameDataCenter(checked, landed);
		const { client } = checked;
		return withSecret(this.#context, this.#board, posted, { client, landed, mayAsk, limitMs: secretLimitMs });
	}

	/** The callback's parameters, from the listener or pasted, or the end of waiting. */
	#callback({ posted, pending, pasted }: Running): Promise<URLSearchParams> {
		const came = Promise.race([pending.parameters, pasted.promise]);
		return waitForPerson(came, posted.stop, this.#limitMs, () => new AppError('SIGN_IN_TIMED_OUT'));
	}
}
