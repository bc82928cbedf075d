import { execFile } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import https, { type ServerOptions } from 'node:https';
import { type AddressInfo, connect, createServer as createNetServer, type Server as NetServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { HttpFailure, type HttpRequest } from '../../../../src/core/ports/http-client.ts';

/** A server on loopback until the test ends. */
export async function serve(listener: RequestListener): Promise<string> {
	return `http://127.0.0.1:${await listen(createServer(listener))}`;
}

/** A server that writes raw bytes and ends the connection. */
export async function serveRaw(bytes: string | Buffer): Promise<string> {
	const server = createNetServer((socket) => {
		socket.on('error', () => undefined);
		socket.once('data', () => socket.end(bytes));
	});
	return `http://127.0.0.1:${await listen(server)}`;
}

/** The port of a TLS server on loopback. */
export function serveTls(options: ServerOptions, listener: RequestListener): Promise<number> {
	return listen(https.createServer(options, listener));
}

/** A proxy that opens tunnels to a port of this machine, whatever host is asked for, after a while; `opened` counts them. */
export async function serveProxy(port: number, delayMs = 0) {
	const server = createServer();
	const proxy = { url: '', opened: 0 };
	server.on('connect', (_, client) => {
		proxy.opened++;
		const upstream = connect(port, '127.0.0.1', async () => {
			await sleep(delayMs);
			client.write('HTTP/1.1 200 OK\r\n\r\n');
			upstream.pipe(client).pipe(upstream);
		});
		for (const socket of [upstream, client]) socket.on('error', () => undefined);
	});
	proxy.url = `http://127.0.0.1:${await listen(server)}`;
	return proxy;
}

/** Listens on a free port of loopback until the test ends. */
export async function listen(server: Server | https.Server | NetServer): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		if ('closeAllConnections' in server) server.closeAllConnections();
		server.close();
	});
	return (server.address() as AddressInfo).port;
}

export async function failureOf(sending: Promise<unknown>): Promise<HttpFailure> {
	const error = await sending.then(
		() => null,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(HttpFailure);
	return error as HttpFailure;
}

/** Sends requests one after another from a process of its own, whose environment can be chosen; says what came of each, then how long it took to end. */
export async function sendElsewhere(requests: readonly HttpRequest[], env: Record<string, string>, limitMs = 4_000) {
	const module = join(import.meta.dirname, '../../../../src/core/adapters/http/node-http-client.ts');
	const script = `const { NodeHttpClient } = await import(${JSON.stringify(module)});
		const client = new NodeHttpClient('0', ${limitMs});
		for (const request of ${JSON.stringify(requests)}) await client.send(request).then(
			(answer) => console.log(answer.status, answer.text), (error) => console.log(error.name, error.kind, 'sent=' + error.sent, error.message));
		const done = performance.now();
		process.on('exit', () => console.log(performance.now() - done));`;
	const stdout = await new Promise<string>((resolve, reject) => {
		const options = { env: { PATH: process.env.PATH ?? '', ...env }, timeout: 15_000 };
		execFile(process.execPath, ['--input-type=module', '-e', script], options, (error, said) => {
			if (error) reject(error);
			else resolve(said);
		});
	});
	const said = stdout.trim().split('\n');
	return { endedInMs: Number(said.pop()), said };
}
