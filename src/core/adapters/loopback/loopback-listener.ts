import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { spokenBy } from '../../../shared/languages.ts';
import { AppError } from '../../domain/app-error.ts';
import { type LoopbackRedirect, parseRedirectUri } from '../../domain/redirect-uri.ts';
import type { CallbackListener, PendingCallback } from '../../ports/callback-listener.ts';
import { callbackPage, type PageKind, pageHeaders } from './callback-page.ts';
import { listenAlone } from './listen-alone.ts';
import { portHolder } from './port-holder.ts';

interface Waiting {
	readonly redirect: LoopbackRedirect;
	readonly stateHash: Buffer;
	readonly checkCode: string;
	readonly settle: (parameters: URLSearchParams) => void;
	used: boolean;
}

/** One bound port and the sign-ins that wait on it. */
interface Door {
	readonly servers: readonly Server[];
	readonly waiting: Set<Waiting>;
	isShut: boolean;
}

/** Listens on loopback, by RFC 8252 sections 7.3 and 8.3, as long as a sign-in waits. */
export class LoopbackListener implements CallbackListener {
	readonly #doors = new Map<string, Promise<Door>>();

	async expect(redirectUris: readonly string[], state: string, checkCode: string): Promise<PendingCallback> {
		const redirects = redirectUris.map(parseRedirectUri);
		for (const redirect of redirects) {
			let door = await this.#open(redirect);
			// The last sign-in on it may have ended while this one waited for it.
			if (door?.isShut) door = await this.#open(redirect);
			if (door) return this.#wait(door, redirect, state, checkCode);
		}
		const taken = redirects.map(({ port }) => `port ${port} is taken by ${portHolder(port)}`).join(', ');
		throw new AppError('PORT_BUSY', { taken });
	}

	async close(): Promise<void> {
		const doors = await Promise.allSettled(this.#doors.values());
		this.#doors.clear();
		for (const door of doors) if (door.status === 'fulfilled') shut(door.value);
	}

	/** The door for a redirect URI, shared with the sign-ins that wait there already; null when another program has the port. */
	async #open(redirect: LoopbackRedirect): Promise<Door | null> {
		const key = doorKey(redirect);
		const known = this.#doors.get(key);
		if (known) return known;
		const opening = bind(redirect);
		this.#doors.set(key, opening);
		try {
			return await opening;
		} catch (error) {
			this.#doors.delete(key);
			if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
				return null;
			throw error;
		}
	}

	#wait(door: Door, redirect: LoopbackRedirect, state: string, checkCode: string): PendingCallback {
		const { promise, resolve } = Promise.withResolvers<URLSearchParams>();
		const waiting: Waiting = { redirect, stateHash: hash(state), checkCode, settle: resolve, used: false };
		door.waiting.add(waiting);
		return {
			redirect,
			parameters: promise,
			close: () => {
				if (!door.waiting.delete(waiting) || door.waiting.size > 0) return;
				this.#doors.delete(doorKey(redirect));
				shut(door);
			},
		};
	}
}

function doorKey({ addresses, port }: LoopbackRedirect): string {
	return `${addresses.join(' ')} ${port}`;
}

async function bind({ addresses, port }: LoopbackRedirect): Promise<Door> {
	const waiting = new Set<Waiting>();
	const servers: Server[] = [];
	try {
		for (const address of addresses) {
			const server = createServer(
				// Node looks for overdue requests every 30 s unless told otherwise: so long could slow strangers hold all places.
				{ maxHeaderSize: 8192, headersTimeout: 5_000, requestTimeout: 5_000, connectionsCheckingInterval: 1_000 },
				(request, response) => answer(waiting, request, response),
			);
			server.maxConnections = 20;
			if (await listenAlone(server, address, port)) servers.push(server);
		}
	} catch (error) {
		for (const server of servers) server.close();
		throw error;
	}
	return { servers, waiting, isShut: false };
}

function shut(door: Door): void {
	door.isShut = true;
	for (const server of door.servers) {
		server.close();
		server.closeIdleConnections();
		// A slow stranger must not keep the port; the browser has long had its page.
		setTimeout(() => server.closeAllConnections(), 1_000).unref();
	}
}

interface Verdict {
	readonly status: number;
	readonly page: PageKind;
	/** The sign-in that this request ends, with its parameters. */
	readonly ends?: { readonly waiting: Waiting; readonly parameters: URLSearchParams };
}

function answer(waiting: ReadonlySet<Waiting>, request: IncomingMessage, response: ServerResponse): void {
	const { status, page, ends } = judge([...waiting], request);
	response.writeHead(status, pageHeaders());
	if (ends) {
		ends.waiting.used = true;
		// The browser gets its page before anything else happens to the port.
		response.once('close', () => ends.waiting.settle(ends.parameters));
	}
	response.end(callbackPage(page, spokenBy(request.headers['accept-language']), ends?.waiting.checkCode));
}

function judge(waiting: readonly Waiting[], request: IncomingMessage): Verdict {
	// A page of some web site that reached us by DNS rebinding has another Host; what it fetches or frames says so (attack case L07).
	const [host = '', ...moreHosts] = request.headersDistinct.host ?? [];
	const ownHost = moreHosts.length === 0 && waiting.some(({ redirect }) => redirect.hosts.includes(host));
	const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = request.headers;
	const isTopLevel = site === undefined || (mode === 'navigate' && (destination ?? 'document') === 'document');
	if (!ownHost || !isTopLevel || origin !== undefined) return { status: 403, page: 'refused' };
	if (request.method !== 'GET') return { status: 405, page: 'refused' };
	const target = request.url ?? '';
	const cut = target.indexOf('?');
	const path = cut < 0 ? target : target.slice(0, cut);
	const here = waiting.filter(({ redirect }) => redirect.path === path);
	if (here.length === 0) return { status: 404, page: 'refused' };

	const parameters = new URLSearchParams(cut < 0 ? '' : target.slice(cut + 1));
	const states = parameters.getAll('state');
	const stateHash = hash(states.length === 1 ? (states[0] ?? '') : '');
	const found = here.find((one) => timingSafeEqual(one.stateHash, stateHash));
	// A stranger's request, an old tab: the sign-in that waits is not touched by it (L03).
	if (!found) return { status: 400, page: 'unknown' };
	if (found.used) return { status: 409, page: 'used' };
	const page = parameters.has('error') ? 'declined' : 'received';
	return { status: 200, page, ends: { waiting: found, parameters } };
}

function hash(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
