import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { asAppError } from '../../core/domain/app-error.ts';
import { Secret } from '../../core/domain/secret.ts';

const host = '127.0.0.1';

/** What the broker hands out. */
export interface FreshToken {
	readonly accessToken: Secret;
	readonly expiresAt: Date;
	readonly apiDomain: string;
}

/** A listener of one run that gives its program a live token whenever it asks. */
export interface TokenBroker {
	readonly url: string;
	readonly key: Secret;
	close(): void;
}

/**
 * Opens a listener on loopback with a key of its own. Loopback is there for every user of the machine, so the key decides; a browser cannot
 * read an answer (no CORS) and is refused anyway. One question at a time: `fresh` opens keychain and database.
 */
export async function openBroker(fresh: () => Promise<FreshToken>): Promise<TokenBroker> {
	const key = randomBytes(32).toString('base64url');
	let queue: Promise<unknown> = Promise.resolve();
	let authority = host;
	const server = createServer((request, response) => {
		const status = refusal(request, authority, key);
		if (status !== null) return send(response, status, null);
		queue = queue.then(() => answer(response, fresh));
	});
	server.maxConnections = 16;
	server.listen(0, host);
	await once(server, 'listening');
	const address = server.address();
	authority = `${host}:${typeof address === 'object' && address ? address.port : 0}`;
	return {
		url: `http://${authority}/token`,
		key: new Secret(key),
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

/** The HTTP status that a question is refused with; null: it may have a token. */
function refusal({ method, url, headers }: IncomingMessage, authority: string, key: string): number | null {
	// Another name for this machine comes from a web page (DNS rebinding).
	if (headers.host !== authority) return 421;
	if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return 403;
	if (!isSame(headers.authorization ?? '', `Bearer ${key}`)) return 401;
	if (url !== '/token') return 404;
	return method === 'GET' ? null : 405;
}

/** In a time that says nothing about where they differ. */
function isSame(given: string, wanted: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(given), digest(wanted));
}

async function answer(response: ServerResponse, fresh: () => Promise<FreshToken>): Promise<void> {
	// It went away while it waited.
	if (response.destroyed) return;
	try {
		const { accessToken, expiresAt, apiDomain } = await fresh();
		send(response, 200, { accessToken: accessToken.reveal(), expiresAt: expiresAt.toISOString(), apiDomain });
	} catch (error) {
		send(response, 503, { error: asAppError(error).words });
	}
}

function send(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
	response.end(body === null ? '' : JSON.stringify(body));
}
