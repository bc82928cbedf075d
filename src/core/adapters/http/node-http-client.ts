import http from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import { type HttpAnswer, type HttpClient, HttpFailure, type HttpRequest } from '../../ports/http-client.ts';

const defaultLimitMs = 20_000;
const maxBodyBytes = 64 * 1024;

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * HTTP by Node's own modules, so that the rules hold whatever the environment says: certificates are always verified, redirects are never
 * followed, an answer ends at 64 KiB and a call at 20 s. Proxies come from HTTPS_PROXY and NO_PROXY, further CAs from NODE_EXTRA_CA_CERTS.
 */
export class NodeHttpClient implements HttpClient {
	readonly #userAgent: string;
	readonly #limitMs: number;

	constructor(version: string, limitMs = defaultLimitMs) {
		this.#userAgent = `Latchkey/${version}`;
		this.#limitMs = limitMs;
	}

	send(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
		const url = new URL(request.url);
		const secure = url.protocol === 'https:';
		if (!secure && !loopback.has(url.hostname)) {
			return Promise.reject(new HttpFailure('malformed', 'plain http is only for this machine', false));
		}
		const body = request.form && new URLSearchParams(request.form).toString();
		const headers: http.OutgoingHttpHeaders = {
			accept: 'application/json',
			// What cannot be compressed cannot be a bomb.
			'accept-encoding': 'identity',
			'user-agent': this.#userAgent,
			...(body === undefined
				? {}
				: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
			...request.headers,
		};
		return new Promise((resolve, reject) => {
			let sent = false;
			const limit = AbortSignal.timeout(this.#limitMs);
			const options: https.RequestOptions = {
				method: request.method,
				headers,
				signal: signal ? AbortSignal.any([signal, limit]) : limit,
				agent: secure ? secureAgent() : new http.Agent(),
			};
			const fail = (kind: HttpFailure['kind'], problem: string, cause?: unknown) =>
				reject(new HttpFailure(kind, problem, sent, { cause }));
			const failed = (error: Error) =>
				fail('unreachable', limit.aborted ? `no answer in ${this.#limitMs / 1000} s` : problemOf(error), error);
			const call = secure ? https.request(url, options) : http.request(url, options);
			call.on('socket', (socket) => {
				// Through a proxy's tunnel the socket comes when it is open already.
				if (socket instanceof TLSSocket && !socket.connecting && socket.getProtocol() !== null) sent = true;
				else socket.once(secure ? 'secureConnect' : 'connect', () => (sent = true));
			});
			call.on('error', failed);
			call.on('response', (response) => {
				const chunks: Buffer[] = [];
				let size = 0;
				response.on('data', (chunk: Buffer) => {
					size += chunk.length;
					if (size <= maxBodyBytes) return void chunks.push(chunk);
					fail('malformed', `more than ${maxBodyBytes / 1024} KiB`);
					call.destroy();
				});
				response.on('error', failed);
				response.on('end', () => {
					const serverTime = Date.parse(response.headers.date ?? '');
					resolve({
						status: response.statusCode ?? 0,
						text: Buffer.concat(chunks).toString('utf8'),
						serverTime: Number.isNaN(serverTime) ? null : serverTime,
					});
				});
			});
			call.end(body);
		});
	}
}

function secureAgent(): https.Agent {
	// `rejectUnauthorized` is set so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot switch it off.
	return new https.Agent({ rejectUnauthorized: true, minVersion: 'TLSv1.2', proxyEnv: process.env });
}

const problems: Readonly<Record<string, string>> = {
	ENOTFOUND: 'its name was not found',
	EAI_AGAIN: 'no name lookup: probably offline',
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was cut',
	ETIMEDOUT: 'the connection timed out',
	ENETUNREACH: 'no network',
	EHOSTUNREACH: 'no route',
	CERT_HAS_EXPIRED: 'its certificate has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted; a company proxy needs NODE_EXTRA_CA_CERTS',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted; a company proxy needs NODE_EXTRA_CA_CERTS',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted; a company proxy needs NODE_EXTRA_CA_CERTS',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

/** A network error in words. Its own message may quote a header, so only its code is used. */
function problemOf(error: Error): string {
	const code = 'code' in error ? String(error.code) : error.name;
	return problems[code] ?? code;
}
