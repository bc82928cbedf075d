import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { HostAnswer, HostProbe, HostSilence } from '../../ports/host-probe.ts';
import { problemRow } from './problem-words.ts';
import { plainTransport, secureTransport } from './transport.ts';

/** Asks hosts by the transport of the CRM's calls, so that what it finds is what they would meet. */
export class NodeHostProbe implements HostProbe {
	readonly #userAgent: string;
	readonly #limitMs: number;

	constructor(version: string, limitMs = 8_000) {
		this.#userAgent = `Latchkey/${version}`;
		this.#limitMs = limitMs;
	}

	ask(origin: string): Promise<HostAnswer | HostSilence> {
		const url = new URL(origin);
		const { request, fresh } = url.protocol === 'https:' ? secureTransport() : plainTransport();
		const limit = AbortSignal.timeout(this.#limitMs);
		const headers = { 'user-agent': this.#userAgent };
		// A proxy that does not open its tunnel has as long.
		const options = { method: 'HEAD', headers, signal: limit, timeout: this.#limitMs, agent: fresh };
		return new Promise((resolve) => {
			const call = request(url, options);
			call.on('error', (error) => {
				const [step, problem] = problemRow(error);
				const late = { step: 'connection', problem: `no answer in ${this.#limitMs / 1000} s` } as const;
				resolve({ state: 'silent', ...(limit.aborted ? late : { step, problem }) });
			});
			call.on('response', (response) => {
				resolve(answerOf(response));
				call.destroy();
			});
			call.end();
		});
	}
}

function answerOf({ socket, headers }: IncomingMessage): HostAnswer {
	const serverTime = Date.parse(headers.date ?? '');
	return {
		state: 'answered',
		tls: isSecure(socket) ? { protocol: socket.getProtocol() ?? 'TLS', issuer: issuerOf(socket) } : null,
		serverTime: Number.isNaN(serverTime) ? null : serverTime,
	};
}

// Not by its class: to load TLS is for those who need it.
function isSecure(socket: Socket): socket is TLSSocket {
	return 'getPeerCertificate' in socket;
}

/** Who signed the certificate: a company's proxy shows here. */
function issuerOf(socket: TLSSocket): string {
	const { issuer } = socket.getPeerCertificate();
	const name = issuer?.O ?? issuer?.CN ?? 'nobody named';
	return [name].flat().join(', ').slice(0, 80);
}
