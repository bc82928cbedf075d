import type { HttpAnswer, HttpClient, HttpRequest } from '../../../src/core/ports/http-client.ts';

/** A call as it left and what came back. */
export interface RecordedCall {
	readonly request: HttpRequest;
	readonly path: string;
	answer: HttpAnswer | null;
}

/** Passes calls on and remembers them; a test may change what happens to one. */
export class RecordingHttp implements HttpClient {
	readonly calls: RecordedCall[] = [];
	/** Runs instead of the call where it returns something; `send` does the real call. */
	intercept: ((request: HttpRequest, send: () => Promise<HttpAnswer>) => Promise<HttpAnswer> | null) | null = null;
	readonly #inner: HttpClient;

	constructor(inner: HttpClient) {
		this.#inner = inner;
	}

	async send(request: HttpRequest): Promise<HttpAnswer> {
		const call: RecordedCall = { request, path: new URL(request.url).pathname, answer: null };
		this.calls.push(call);
		const send = () => this.#inner.send(request);
		call.answer = await (this.intercept?.(request, send) ?? send());
		return call.answer;
	}

	close(): void {
		this.#inner.close();
	}

	/** How many token calls of a grant type left. */
	tokenCalls(grantType: 'authorization_code' | 'refresh_token'): number {
		return this.calls.filter((call) => call.path === '/oauth/v2/token' && call.request.form?.grant_type === grantType)
			.length;
	}

	/** Every secret that went out or came back: tokens, codes, verifiers, client secrets. */
	secrets(): ReadonlySet<string> {
		const found = new Set<string>();
		const names = ['code', 'code_verifier', 'client_secret', 'refresh_token', 'token'];
		for (const { request, answer } of this.calls) {
			for (const name of names) if (request.form?.[name]) found.add(request.form[name]);
			for (const [, token] of (answer?.text ?? '').matchAll(/"(?:access|refresh)_token":"([^"]+)"/g))
				if (token) found.add(token);
		}
		return found;
	}
}
