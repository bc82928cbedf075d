import { setTimeout as sleep } from 'node:timers/promises';
import type { SignInView } from '../../shared/views.ts';
import type { ApiClient } from '../domain/api-client.ts';
import { AppError, asAppError } from '../domain/app-error.ts';
import { type Connection, type Identity, parseAlias } from '../domain/connection.ts';
import { type DataCenter, dataCenterOfCallback } from '../domain/data-center.ts';
import { newId } from '../domain/ids.ts';
import { parseScopes, scopesToAsk } from '../domain/scopes.ts';
import { authorizationUrl } from '../oauth/authorization-url.ts';
import { parseCallback } from '../oauth/callback.ts';
import { newSignInKeys, type SignInKeys } from '../oauth/pkce.ts';
import { exchangeCode } from '../oauth/token-endpoint.ts';
import type { PendingCallback } from '../ports/callback-listener.ts';
import { HttpFailure } from '../ports/http-client.ts';
import type { OpenSignIn } from '../protocol/sign-in-steps.ts';
import { limited, limitWindowMs } from './access-tokens.ts';
import { apiClientByName } from './api-clients.ts';
import {
	allDataCenters,
	apiClientOf,
	type Context,
	connectionByTarget,
	credentialsFor,
	dataCenterById,
	requireSecretRef,
} from './context.ts';
import { finishCandidate } from './finish-candidate.ts';

/** Nobody came back: the sign-in ends after this long. */
export const signInLimitMs = 5 * 60_000;

export interface ConnectRequest {
	readonly apiClient: string;
	readonly dataCenter: string;
	readonly alias: string | null;
	readonly customer: string | null;
	/** Empty: the API client's. */
	readonly scopes: readonly string[];
}

/** A sign-in that was started. The URL stays with whoever opens the browser: its `state` is a secret. */
export interface StartedSignIn {
	readonly view: SignInView;
	readonly authorizationUrl: string;
	/** The connection and what the person should know about it, or why there is none (AppError). */
	readonly result: Promise<FinishedSignIn>;
}

export interface FinishedSignIn {
	readonly connection: Connection;
	readonly notices: readonly string[];
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
		const client = apiClientByName(this.#context, request.apiClient);
		const dataCenter = dataCenterById(this.#context, request.dataCenter);
		const alias = request.alias === null ? null : parseAlias(request.alias);
		if (alias !== null && this.#context.store.connections.byAlias(alias)) throw new AppError('ALIAS_TAKEN', { alias });
		const scopes = scopesToAsk(request.scopes.length > 0 ? parseScopes(request.scopes) : client.scopes);
		return this.#start(client, dataCenter, null, { alias, customer: request.customer?.trim() || null, scopes });
	}

	/** Begins a sign-in that renews a connection in place: same id, alias, customer and history. */
	async reauth(target: string): Promise<StartedSignIn> {
		const connection = connectionByTarget(this.#context, target);
		const client = apiClientOf(this.#context, connection.apiClient);
		const dataCenter = dataCenterById(this.#context, connection.dataCenter);
		const { alias, customer, scopes } = connection;
		return this.#start(client, dataCenter, connection, { alias, customer, scopes: scopesToAsk(scopes) });
	}

	/** Sign-ins of this process that wait or finish. */
	views(): readonly SignInView[] {
		return [...this.#running.values()].map((running) => running.view);
	}

	/** The URL to open again or to copy. Throws SIGN_IN_UNKNOWN. */
	urlOf(signInId: string): string {
		return this.#find(signInId).url;
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
	): Promise<StartedSignIn> {
		const context = this.#context;
		const practice = dataCenter.kind === 'practice';
		if (client.practice !== practice) {
			throw new AppError('PRACTICE_MIX', { problem: `"${client.name}" and ${dataCenter.name} are not of one kind` });
		}
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
				practice,
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
			const stop = new AbortController();
			const running: Running = { view, keys, url, dataCenter, client, expected: renewed, pending, stop };
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

	async #finish(running: Running, begun: OpenSignIn): Promise<FinishedSignIn> {
		const context = this.#context;
		const { client, dataCenter, keys, expected, pending } = running;
		let open = begun;
		try {
			const callback = parseCallback(await this.#callback(running));
			// Practice and real data centers never lead to each other.
			const known = allDataCenters(context).filter(
				(one) => (one.kind === 'practice') === (dataCenter.kind === 'practice'),
			);
			const landed = dataCenterOfCallback(callback, dataCenter, known);
			if (expected && landed.id !== dataCenter.id) {
				throw new AppError('DATA_CENTER_MISMATCH', { expected: dataCenter.name, actual: landed.name });
			}
			this.#tell(running, { state: 'finishing', dataCenter: landed.id });
			const credentials = await credentialsFor(context, client, landed);
			open = context.steps.codeAboutToBeSent(open, landed.id);
			const grant = { code: callback.code, redirectUri: pending.redirect.text, verifier: keys.verifier };
			const answer = await exchangeCode(context.http, credentials, grant).catch((error: unknown) => {
				throw outcomeOf(error, limited(client.name, context.clock.now() + limitWindowMs));
			});
			if (answer.refreshToken === null) throw new AppError('REFRESH_TOKEN_MISSING');
			open = context.steps.keepAnswer(open, answer);
			const connection = await finishCandidate(context, open);
			return { connection, notices: noticesFor(context, connection, dataCenter, landed, begun.record.alias) };
		} catch (error) {
			if (open.record.stage !== 'candidate') {
				const { code } = asAppError(error);
				const act = code === 'SIGN_IN_OUTCOME_UNKNOWN' ? 'sign-in outcome unknown' : 'sign-in failed';
				context.steps.abandon(open, act, code);
				await context.entries.collect();
			}
			throw error;
		}
	}

	/** The callback's parameters, or the end of waiting. */
	async #callback({ pending, stop }: Running): Promise<URLSearchParams> {
		const over = new AbortController();
		try {
			return await Promise.race([
				pending.parameters,
				sleep(this.#limitMs, undefined, { signal: over.signal }).then(() => {
					throw new AppError('SIGN_IN_TIMED_OUT');
				}),
				new Promise<never>((_, reject) => {
					const cancelled = () => reject(new AppError('SIGN_IN_CANCELLED'));
					if (stop.signal.aborted) cancelled();
					stop.signal.addEventListener('abort', cancelled, { signal: over.signal });
				}),
			]);
		} finally {
			over.abort();
		}
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

/** Once the code has left, a lost answer means that nobody knows whether Zoho issued a token. */
function outcomeOf(error: unknown, whenLimited: AppError): unknown {
	if (!(error instanceof AppError)) return error;
	if (error.code === 'LIMITED') return whenLimited;
	const { cause } = error;
	const isLost = cause instanceof HttpFailure ? cause.sent : error.code === 'PROVIDER_MALFORMED';
	if (!isLost) return error;
	const problem = cause instanceof HttpFailure ? cause.message : error.message;
	return new AppError('SIGN_IN_OUTCOME_UNKNOWN', { problem }, { cause: error });
}

function noticesFor(
	{ store }: Context,
	connection: Connection,
	startedAt: DataCenter,
	landed: DataCenter,
	askedAlias: string | null,
): readonly string[] {
	const notices: string[] = [];
	if (landed.id !== startedAt.id)
		notices.push(`This user lives in ${landed.name}; the sign-in began at ${startedAt.name}.`);
	if (askedAlias !== null && askedAlias !== connection.alias) {
		notices.push(`The alias "${askedAlias}" was taken meanwhile; this connection is "${connection.alias}".`);
	}
	const twin = store.connections
		.all()
		.find(
			(other) =>
				other.id !== connection.id &&
				other.status !== 'revoked' &&
				other.org.id === connection.org.id &&
				other.user.email === connection.user.email &&
				other.apiClient === connection.apiClient,
		);
	if (twin) notices.push(`"${twin.alias}" is the same org, user and API client. Re-authenticate it next time instead.`);
	return notices;
}
