import type { SignInView } from '../../shared/views.ts';
import { AppError, asAppError } from '../domain/app-error.ts';
import { isSecretText, type Secret } from '../domain/secret.ts';
import type { FinishedSignIn } from './connect-request.ts';
import type { Context } from './context.ts';

/** A sign-in that waits for a person. */
export interface PostedSignIn {
	readonly id: string;
	/** What cancels it. */
	readonly stop: AbortSignal;
	/** The client secret, once somebody typed it. */
	readonly secret: Promise<Secret>;
}

interface Posted extends PostedSignIn {
	view: SignInView;
	readonly cancel: () => void;
	readonly provide: (secret: Secret) => void;
	readonly onClose: () => void;
}

/** The sign-ins of this process that wait or finish, as they may be shown; every change is told. */
export class SignInBoard {
	readonly #context: Context;
	readonly #posted = new Map<string, Posted>();
	readonly #results = new Set<Promise<unknown>>();

	constructor(context: Context) {
		this.#context = context;
	}

	/** Puts a sign-in up. `onClose` is called when it ended, however it did. */
	post(view: SignInView, onClose: () => void): PostedSignIn {
		const stop = new AbortController();
		const secret = Promise.withResolvers<Secret>();
		this.#posted.set(view.id, {
			...{ id: view.id, view, stop: stop.signal, secret: secret.promise, onClose },
			cancel: () => stop.abort(),
			provide: secret.resolve,
		});
		this.tell(view.id, {});
		return this.#find(view.id);
	}

	/** Waits for the end of a sign-in, and tells it. Rejects with an AppError. */
	run(id: string, finish: () => Promise<FinishedSignIn>): Promise<FinishedSignIn> {
		const result = this.#run(id, finish);
		this.#results.add(result);
		// Whoever only watches the events must not bring the process down by not awaiting.
		result.catch(() => undefined).finally(() => this.#results.delete(result));
		return result;
	}

	tell(id: string, change: Partial<SignInView>): void {
		const posted = this.#find(id);
		posted.view = { ...posted.view, ...change };
		this.#context.emit({ type: 'sign-in-changed', signIn: posted.view });
	}

	views(): readonly SignInView[] {
		return [...this.#posted.values()].map(({ view }) => view);
	}

	/** Throws SIGN_IN_UNKNOWN. */
	view(id: string): SignInView {
		return this.#find(id).view;
	}

	/** Answers a sign-in in state "needs_secret". Throws SIGN_IN_UNKNOWN or API_CLIENT_REFUSED. */
	provideSecret(id: string, secret: Secret): void {
		if (!isSecretText(secret.reveal()))
			throw new AppError('API_CLIENT_REFUSED', { problem: 'the client secret must be one word' });
		this.#find(id).provide(secret);
	}

	/** Ends a waiting sign-in; its result rejects with SIGN_IN_CANCELLED. Throws SIGN_IN_UNKNOWN. */
	cancel(id: string): void {
		this.#find(id).cancel();
	}

	/** Cancels what waits; resolves when nothing of it is under way any more. */
	async close(): Promise<void> {
		for (const { cancel } of this.#posted.values()) cancel();
		await Promise.allSettled(this.#results);
	}

	async #run(id: string, finish: () => Promise<FinishedSignIn>): Promise<FinishedSignIn> {
		try {
			const finished = await finish();
			this.tell(id, { state: 'done', resultId: finished.connection.id, notices: finished.notices });
			return finished;
		} catch (error) {
			const appError = asAppError(error);
			this.tell(id, { state: 'failed', error: this.#context.words(appError) });
			throw appError;
		} finally {
			this.#find(id).onClose();
			this.#posted.delete(id);
			this.#context.emit({ type: 'store-changed' });
		}
	}

	#find(id: string): Posted {
		const posted = this.#posted.get(id);
		if (!posted) throw new AppError('SIGN_IN_UNKNOWN');
		return posted;
	}
}
