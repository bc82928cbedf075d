import type { OutgoingHttpHeaders } from 'node:http';
import { isLoopback } from '../../domain/loopback.ts';
import { type HttpAnswer, type HttpClient, HttpFailure, type HttpRequest } from '../../ports/http-client.ts';
import { attempt, KeptWasClosed, type Order } from './attempt.ts';
import { problemRow } from './problem-words.ts';
import { endIdle, plainTransport, secureTransport, type Transport } from './transport.ts';

const defaultLimitMs = 20_000;

/**
 * HTTP by Node's own modules, so that the rules hold whatever the environment says: certificates are always verified, redirects are never
 * followed, an answer ends at 64 KiB and a call at 20 s. Proxies come from HTTPS_PROXY and NO_PROXY, further CAs from NODE_EXTRA_CA_CERTS.
 */
export class NodeHttpClient implements HttpClient {
	readonly #userAgent: string;
	readonly #limitMs: number;
	readonly #transports = new Map<string, Transport>();

	constructor(version: string, limitMs = defaultLimitMs) {
		this.#userAgent = `Latchkey/${version}`;
		this.#limitMs = limitMs;
	}

	async send(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
		const url = new URL(request.url);
		if (url.protocol !== 'https:' && !isLoopback(url)) {
			throw new HttpFailure('malformed', 'plain http is only for this machine', false);
		}
		const transport = this.#transport(url.protocol);
		const order = this.#order(request, url, transport, signal);
		if (!request.reuse) return attempt(order, transport.fresh);
		try {
			return await attempt(order, transport.kept);
		} catch (error) {
			if (!(error instanceof KeptWasClosed)) throw error;
			// Nobody knows whether the server acted. Browsers send again here, too; at worst it costs one of Zoho's ten tokens in ten minutes.
			return attempt(order, transport.fresh);
		}
	}

	close(): void {
		for (const transport of this.#transports.values()) endIdle(transport);
	}

	#transport(protocol: string): Transport {
		const known = this.#transports.get(protocol);
		if (known) return known;
		const made = protocol === 'https:' ? secureTransport() : plainTransport();
		this.#transports.set(protocol, made);
		return made;
	}

	#order({ method, form, headers }: HttpRequest, url: URL, transport: Transport, signal?: AbortSignal): Order {
		const body = form && new URLSearchParams(form).toString();
		const allHeaders: OutgoingHttpHeaders = {
			accept: 'application/json',
			// What cannot be compressed cannot be a bomb.
			'accept-encoding': 'identity',
			'user-agent': this.#userAgent,
			...(body === undefined
				? {}
				: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
			...headers,
		};
		const limit = AbortSignal.timeout(this.#limitMs);
		return {
			transport,
			url,
			options: {
				method,
				headers: allHeaders,
				signal: signal ? AbortSignal.any([signal, limit]) : limit,
				// A proxy that does not open its tunnel has as long, not just the time that an idle connection is kept.
				timeout: this.#limitMs,
			},
			body,
			problemOf: (error) => (limit.aborted ? `no answer in ${this.#limitMs / 1000} s` : problemRow(error)[1]),
			sent: false,
		};
	}
}
