import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import { retryAfterMs } from '../../domain/retry-after.ts';
import { type HttpAnswer, HttpFailure } from '../../ports/http-client.ts';
import type { Transport } from './transport.ts';

const maxBodyBytes = 64 * 1024;

/** A request, as all attempts at it share it. */
export interface Order {
	readonly transport: Transport;
	readonly url: URL;
	readonly options: RequestOptions;
	readonly body: string | undefined;
	/** Why a call ended, in words. */
	readonly problemOf: (error: Error) => string;
	/** Whether the server may have acted, on whichever attempt. */
	sent: boolean;
}

/** A connection from an earlier call had been ended by the server, before this request came or just as it did. */
export class KeptWasClosed extends Error {}

/** One attempt. Rejects with HttpFailure, or with KeptWasClosed where not a byte of an answer came on a connection that was kept. */
export function attempt(order: Order, agent: Agent): Promise<HttpAnswer> {
	const { transport, url, options, body } = order;
	return new Promise((resolve, reject) => {
		const fail = (kind: HttpFailure['kind'], problem: string, cause?: unknown) =>
			reject(new HttpFailure(kind, problem, order.sent, { cause }));
		const failed = (error: Error) => fail('unreachable', order.problemOf(error), error);
		const call = transport.request(url, { ...options, agent });
		let readBefore = 0;
		call.on('socket', (socket) => {
			readBefore = socket.bytesRead;
			whenOpen(socket, () => (order.sent = true));
		});
		call.on('error', (error) => (wasClosed(call, readBefore, error) ? reject(new KeptWasClosed()) : failed(error)));
		call.on('response', (response) => {
			read(response, resolve, () => {
				fail('malformed', `more than ${maxBodyBytes / 1024} KiB`);
				call.destroy();
			});
			response.on('error', failed);
		});
		call.end(body);
	});
}

/** What was kept, and what comes through a proxy's tunnel, is open already. */
function whenOpen(socket: Socket, act: () => void): void {
	if (!socket.connecting) act();
	else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', act);
}

function wasClosed({ reusedSocket, socket }: ClientRequest, readBefore: number, error: Error): boolean {
	const cut = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
	return reusedSocket && cut && socket?.bytesRead === readBefore;
}

function read(response: IncomingMessage, done: (answer: HttpAnswer) => void, tooLong: () => void): void {
	const chunks: Buffer[] = [];
	let size = 0;
	response.on('data', (chunk: Buffer) => {
		size += chunk.length;
		if (size > maxBodyBytes) tooLong();
		else chunks.push(chunk);
	});
	response.on('end', () => {
		const date = Date.parse(response.headers.date ?? '');
		const serverTime = Number.isNaN(date) ? null : date;
		done({
			status: response.statusCode ?? 0,
			text: Buffer.concat(chunks).toString('utf8'),
			serverTime,
			retryAfterMs: retryAfterMs(response.headers['retry-after'], serverTime, Date.now()),
		});
	});
}
