import {
	type HttpAnswer,
	type HttpClient,
	HttpFailure,
	type HttpRequest,
} from '../../../../src/core/ports/http-client.ts';

/** An answer, or why there is none. */
export type Reply = { readonly status: number; readonly text: string; readonly retryAfterMs?: number } | HttpFailure;

/** Answers requests in turn from a list, and remembers them; running out of answers is a test's mistake. */
export class ScriptedHttp implements HttpClient {
	readonly requests: HttpRequest[] = [];
	readonly #replies: Reply[];

	constructor(...replies: readonly Reply[]) {
		this.#replies = [...replies];
	}

	async send(request: HttpRequest): Promise<HttpAnswer> {
		this.requests.push(request);
		const reply = this.#replies.shift();
		if (!reply) throw new Error(`No answer was scripted for ${request.url}.`);
		if (reply instanceof HttpFailure) throw reply;
		return { retryAfterMs: null, serverTime: null, ...reply };
	}

	close(): void {}
}

/** An answer with a JSON body. */
export function json(status: number, body: unknown) {
	return { status, text: JSON.stringify(body) };
}
