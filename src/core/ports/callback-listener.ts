import type { LoopbackRedirect } from '../domain/redirect-uri.ts';

/** One sign-in that waits for the browser to come back (RFC 8252 section 7.3). */
export interface PendingCallback {
	readonly redirect: LoopbackRedirect;
	/** The callback's parameters; settles once. A stranger's request with another state never settles it. */
	readonly parameters: Promise<URLSearchParams>;
	/** Stops waiting; the port closes with the last sign-in on it. */
	close(): void;
}

/** Listens on loopback for the browser to come back; several sign-ins share a port, told apart by their state. */
export interface CallbackListener {
	/** Listening when it resolves. Tries the redirect URIs in turn; rejects with AppError PORT_BUSY when every port is taken. */
	expect(redirectUris: readonly string[], state: string, checkCode: string): Promise<PendingCallback>;
	close(): Promise<void>;
}
