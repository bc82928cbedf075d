import type { SignInView } from '../../shared/views.ts';
import { type ApiClient, secretRefFor } from '../domain/api-client.ts';
import { AppError, asAppError } from '../domain/app-error.ts';
import type { Connection, Identity } from '../domain/connection.ts';
import { type DataCenter, dataCenterOfCallback } from '../domain/data-center.ts';
import { newId } from '../domain/ids.ts';
import { parseScopes, scopesToAsk } from '../domain/scopes.ts';
import { isSecretText, type Secret } from '../domain/secret.ts';
import { authorizationUrl } from '../oauth/authorization-url.ts';
import { isSameText, parametersOf, parseCallback } from '../oauth/callback.ts';
import { newSignInKeys, type SignInKeys } from '../oauth/pkce.ts';
import { type ClientCredentials, exchangeCode } from '../oauth/token-endpoint.ts';
import type { PendingCallback } from '../ports/callback-listener.ts';
import type { OpenSignIn } from '../protocol/sign-in-steps.ts';
import { addApiClient, dropSecret } from './api-clients.ts';
import { type ConnectRequest, checkRequest, type FinishedSignIn } from './connect-request.ts';
import {
	allDataCenters,
	apiClientOf,
	type Context,
	connectionByTarget,
	dataCenterById,
	missingSecret,
	requireSecretRef,
} from './context.ts';
import { abandoningOnFailure, exchange } from './exchange.ts';
import { noticesFor } from './sign-in-notices.ts';
import type { AskAboutTwin } from './twin.ts';
import { waitForPerson } from './wait-for-person.ts';

/** Nobody came back: the sign-in ends after this long. */
export const signInLimitMs = 5 * 60_000;

/** A code lives two minutes: a secret that is asked for must come before. */
const secretLimitMs = 110_000;

/** A sign-in that was started. The URL stays with whoever opens the browser: its `state` is a secret. */
export interface StartedSignIn {
	readonly view: SignInView;
	readonly authorizationUrl: string;
	/** The connection and what the person should know about it, or why there is none (AppError). */
	readonly result: Promise<FinishedSignIn>;
}

interface Running {
	view: SignInView;
	readonly keys: SignInKeys;
	readonly url: string;
	readonly dataCenter: DataCenter;
	readonly client: ApiClient;
	readonly expected: Identity | null;
	readonly pending: PendingCallback;
	readonly stop: AbortController;
	readonly pasted: PromiseWithResolvers<URLSearchParams>;
	readonly secret: PromiseWithResolvers<Secret>;
	readonly mayAsk: boolean;
	readonly askAboutTwin: AskAboutTwin | undefined;
}

/** Browser sign-ins of this process: several at once, each known by its state. */
export class SignIns {
	readonly #context: Context;
	readonly #limitMs: number;
	readonly #running = new Map<string, Running>();
	readonly #results = new Set<Promise<unknown>>();

	constructor(context: Context, limitMs: number) {
		this.#context = context;
		this.#limitMs = limitMs;
	}

	/** Begins a sign-in for a new connection. Rejects, with nothing left behind, where the flow could not end well. */
	async connect(request: ConnectRequest): Promise<StartedSignIn> {
		const { client, dataCenter, ...wanted } = checkRequest(this.#context, request);
		return this.#start(client, dataCenter, null, wanted, request);
	}

	/** Begins a sign-in that renews a connection in place: same id, alias, customer and history; with other scopes where some are given. */
	async reauth(target: string, scopes: readonly string[] = []): Promise<StartedSignIn> {
		const connection = connectionByTarget(this.#context, target);
		const client = apiClientOf(this.#context, connection.apiClient);
		const dataCenter = dataCenterById(this.#context, connection.dataCenter);
		const { alias, customer } = connection;
		const asked = scopesToAsk(scopes.length > 0 ? parseScopes(scopes) : connection.scopes);
		return this.#start(client, dataCenter, connection, { alias, customer, scopes: asked }, {});
	}

	/** Sign-ins of this process that wait or finish. */
	views(): readonly SignInView[] {
		return [...this.#running.values()].map((running) => running.view);
	}

	/** The URL to open again or to copy. Throws SIGN_IN_UNKNOWN. */
	urlOf(signInId: string): string {
		return this.#find(signInId).url;
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
		return running.view.id;
	}

	/** Answers a sign-in in state "needs_secret". Throws SIGN_IN_UNKNOWN or API_CLIENT_REFUSED. */
	provideSecret(signInId: string, secret: Secret): void {
		if (!isSecretText(secret.reveal()))
			throw new AppError('API_CLIENT_REFUSED', { problem: 'the client secret must be one word' });
		this.#find(signInId).secret.resolve(secret);
	}

	/** Ends a waiting sign-in; its result rejects with SIGN_IN_CANCELLED. Throws SIGN_IN_UNKNOWN. */
	cancel(signInId: string): void {
		this.#find(signInId).stop.abort();
	}

	/** Cancels what waits; resolves when nothing of it is under way any more. */
	async close(): Promise<void> {
		for (const running of this.#running.values()) running.stop.abort();
		await Promise.allSettled(this.#results);
	}

	async #start(
		client: ApiClient,
		dataCenter: DataCenter,
		renewed: Connection | null,
		wanted: { readonly alias: string | null; readonly customer: string | null; readonly scopes: readonly string[] },
		{ mayAskSecret: mayAsk = false, askAboutTwin }: Pick<ConnectRequest, 'mayAskSecret' | 'askAboutTwin'>,
	): Promise<StartedSignIn> {
		const context = this.#context;
		requireSecretRef(client, dataCenter);
		const keys = newSignInKeys();
		// Listening first: a busy port ends the act before anything is written (RFC 8252 section 8.3).
		const pending = await context.listener.expect(client.redirectUris, keys.state, keys.checkCode);
		try {
			const open = await context.steps.begin({
				kind: renewed ? 'reauth' : 'connect',
				connection: renewed?.id ?? newId.connection(),
				apiClient: client.id,
				dataCenter: dataCenter.id,
				practice: client.practice,
				...wanted,
			});
			const url = authorizationUrl(dataCenter, {
				clientId: client.clientId,
				redirectUri: pending.redirect.text,
				scopes: wanted.scopes,
				state: keys.state,
				challenge: keys.challenge,
			});
			const { startedAt } = open.record;
			const view: SignInView = {
				id: open.record.id,
				kind: open.record.kind,
				connectionId: renewed?.id ?? null,
				alias: wanted.alias,
				apiClient: client.name,
				dataCenter: dataCenter.id,
				redirectUri: pending.redirect.text,
				checkCode: keys.checkCode,
				state: 'waiting',
				startedAt: new Date(startedAt).toISOString(),
				expiresAt: new Date(startedAt + this.#limitMs).toISOString(),
				resultId: null,
				notices: [],
				error: null,
			};
			const running: Running = {
				...{ view, keys, url, dataCenter, client, expected: renewed, pending, mayAsk, askAboutTwin },
				stop: new AbortController(),
				pasted: Promise.withResolvers(),
				secret: Promise.withResolvers(),
			};
			this.#running.set(view.id, running);
			this.#tell(running, {});
			const result = this.#run(running, open);
			this.#results.add(result);
			// Whoever only watches the events must not bring the process down by not awaiting.
			result.catch(() => undefined).finally(() => this.#results.delete(result));
			return { view, authorizationUrl: url, result };
		} catch (error) {
			pending.close();
			throw error;
		}
	}

	async #run(running: Running, open: OpenSignIn): Promise<FinishedSignIn> {
		try {
			const finished = await this.#finish(running, open);
			this.#tell(running, { state: 'done', resultId: finished.connection.id, notices: finished.notices });
			return finished;
		} catch (error) {
			const appError = asAppError(error);
			this.#tell(running, { state: 'failed', error: this.#context.words(appError) });
			throw appError;
		} finally {
			running.pending.close();
			this.#running.delete(running.view.id);
			this.#context.emit({ type: 'store-changed' });
		}
	}

	async #finish(running: Running, open: OpenSignIn): Promise<FinishedSignIn> {
		const context = this.#context;
		const { dataCenter, keys, expected, pending } = running;
		const { callback, landed, client } = await abandoningOnFailure(
			context,
			() => open,
			async () => {
				const callback = parseCallback(await this.#callback(running));
				// Practice and real data centers never lead to each other.
				const known = allDataCenters(context).filter(
					(one) => (one.kind === 'practice') === (dataCenter.kind === 'practice'),
				);
				const landed = dataCenterOfCallback(callback, dataCenter, known);
				if (expected && landed.id !== dataCenter.id) {
					throw new AppError('DATA_CENTER_MISMATCH', { expected: dataCenter.name, actual: landed.name });
				}
				return { callback, landed, client: await this.#withSecret(running, landed) };
			},
		);
		this.#tell(running, { state: 'finishing', dataCenter: landed.id });
		const grant = { code: callback.code, redirectUri: pending.redirect.text, verifier: keys.verifier };
		const isNewSecret = secretRefFor(running.client, landed.id) === null;
		const obtain = (credentials: ClientCredentials) =>
			exchangeCode(context.http, credentials, grant).catch(async (error: unknown) => {
				// A mistyped secret must not stay: the next sign-in asks again.
				const isRefused = error instanceof AppError && error.code === 'INVALID_CLIENT_SECRET';
				if (isNewSecret && isRefused) await dropSecret(context, client.id, landed.id);
				throw error;
			});
		const connection = await exchange(context, open, client, landed, obtain, running.askAboutTwin);
		return { connection, notices: noticesFor(context, connection, dataCenter, landed, open.record.alias) };
	}

	/** The API client with a secret for where the user turned out to live; asked for now, while the code is alive, where it is missing. */
	async #withSecret(running: Running, landed: DataCenter): Promise<ApiClient> {
		const { client, secret, mayAsk } = running;
		if (secretRefFor(client, landed.id) === null && mayAsk) {
			this.#tell(running, { state: 'needs_secret', dataCenter: landed.id });
			const late = () => missingSecret(client, landed);
			const given = await waitForPerson(secret.promise, running.stop.signal, secretLimitMs, late);
			const { name, clientId, redirectUris, scopes } = client;
			await addApiClient(this.#context, {
				name,
				clientId,
				redirectUris,
				scopes,
				clientSecret: given,
				dataCenter: landed.id,
			});
		}
		const current = apiClientOf(this.#context, client.id);
		requireSecretRef(current, landed);
		return current;
	}

	/** The callback's parameters, from the listener or pasted, or the end of waiting. */
	#callback(running: Running): Promise<URLSearchParams> {
		const { pending, pasted } = running;
		const came = Promise.race([pending.parameters, pasted.promise]);
		return waitForPerson(came, running.stop.signal, this.#limitMs, () => new AppError('SIGN_IN_TIMED_OUT'));
	}

	#find(signInId: string): Running {
		const running = this.#running.get(signInId);
		if (!running) throw new AppError('SIGN_IN_UNKNOWN');
		return running;
	}

	#tell(running: Running, change: Partial<SignInView>): void {
		running.view = { ...running.view, ...change };
		this.#context.emit({ type: 'sign-in-changed', signIn: running.view });
	}
}
