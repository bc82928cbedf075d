import type { ErrorWords } from '../../shared/error-words.ts';
import { errorWords } from '../../shared/error-words.ts';
import type { Input, LatchkeyApi, Output, Result } from '../../shared/ipc/contract.ts';
import type { Method } from '../../shared/ipc/methods.ts';
import type { CoreEvent } from '../../shared/views.ts';

/** An error in words, as the main process sent it. */
export type ErrorView = ErrorWords;

type Methods = { readonly [M in Method]: (input: Input<M>) => Promise<Result<Output<M>>> };

/** What the stores use: each call gives its data, or throws a `Refusal`. */
export interface Client {
	readonly call: <M extends Method>(method: M, input: Input<M>) => Promise<Output<M>>;
	readonly onEvent: (listener: (event: CoreEvent) => void) => () => void;
}

/** A call that the main process answered with an error. */
class Refusal extends Error {
	readonly view: ErrorView;

	constructor(view: ErrorView) {
		super(view.message);
		this.name = 'Refusal';
		this.view = view;
	}
}

/** Any thrown thing in words. */
export function viewOf(error: unknown): ErrorView {
	if (error instanceof Refusal) return error.view;
	const problem = error instanceof Error ? error.message : 'the main process did not answer';
	return errorWords('INTERNAL', { problem }, 'window');
}

/** Wraps the window's API. */
export function createClient(api: LatchkeyApi): Client {
	const methods: Methods = api;
	return {
		call: async (method, input) => {
			const result = await methods[method](input);
			if (!result.ok) throw new Refusal(result.error);
			return result.data;
		},
		onEvent: (listener) => api.onEvent(listener),
	};
}
