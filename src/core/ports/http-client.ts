/** A request to a CRM host. A form goes urlencoded in the body; secrets never in the URL (RFC 6749 section 2.3.1). */
export interface HttpRequest {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly form?: Readonly<Record<string, string>>;
	/**
	 * Whether it may go on a connection that an earlier call left open. The server may end that one just as the request leaves; it is then sent
	 * once more. Only for what may be acted upon twice: never with a code, which works once.
	 */
	readonly reuse?: true;
}

/** What came back, whatever the status. `text` is at most 64 KiB. */
export interface HttpAnswer {
	readonly status: number;
	readonly text: string;
	/** Epoch milliseconds by the server's own clock; null without a readable Date. */
	readonly serverTime: number | null;
	/** How long the server asks to be left alone, in milliseconds; null where it does not say. */
	readonly retryAfterMs: number | null;
}

/** `offline`: this computer has no network, so it says nothing about the host. */
type FailureKind = 'unreachable' | 'malformed' | 'offline';

/** Why there is no answer. `sent` tells whether the server may have acted on the request. */
export class HttpFailure extends Error {
	override readonly name = 'HttpFailure';
	readonly kind: FailureKind;
	readonly sent: boolean;
	/** As an answer's. */
	readonly retryAfterMs: number | null;

	constructor(
		kind: FailureKind,
		message: string,
		sent: boolean,
		options: { readonly cause?: unknown; readonly retryAfterMs?: number | null } = {},
	) {
		super(message, options);
		this.kind = kind;
		this.sent = sent;
		this.retryAfterMs = options.retryAfterMs ?? null;
	}
}

/** Sends one request: verified TLS, 20 s in all, no redirect followed. Rejects with HttpFailure alone. */
export interface HttpClient {
	send(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer>;
	/** Ends the connections that were left open; calls under way end by themselves. */
	close(): void;
}
