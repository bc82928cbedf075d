import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect, createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NodeHttpClient } from '../../../../src/core/adapters/http/node-http-client.ts';
import { HttpFailure } from '../../../../src/core/ports/http-client.ts';

async function serve(listener: RequestListener): Promise<string> {
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that writes raw bytes and ends the connection. */
async function serveRaw(bytes: string | Buffer): Promise<string> {
	const server = createNetServer((socket) => {
		socket.on('error', () => undefined);
		socket.once('data', () => socket.end(bytes));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function certificate(): { key: string; cert: string; path: string } {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-tls-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
	execFileSync(
		'openssl',
		['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
		{ stdio: 'ignore' },
	);
	return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), path: cert };
}

async function serveTls(listener: RequestListener) {
	const { key, cert, path } = certificate();
	const server = https.createServer({ key, cert }, listener);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return { port: (server.address() as AddressInfo).port, path };
}

/** A proxy that opens tunnels to a port of this machine, whatever host is asked for. */
async function serveProxy(port: number): Promise<string> {
	const proxy = createServer();
	proxy.on('connect', (_, client) => {
		const upstream = connect(port, '127.0.0.1', () => {
			client.write('HTTP/1.1 200 OK\r\n\r\n');
			upstream.pipe(client).pipe(upstream);
		});
		for (const socket of [upstream, client]) socket.on('error', () => undefined);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void proxy.close());
	return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

async function failureOf(sending: Promise<unknown>): Promise<HttpFailure> {
	const error = await sending.then(
		() => null,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(HttpFailure);
	return error as HttpFailure;
}

/** Sends one request from a process of its own, whose environment can be chosen; says what came of it. */
function sendElsewhere(url: string, env: Record<string, string>): Promise<string> {
	const module = join(import.meta.dirname, '../../../../src/core/adapters/http/node-http-client.ts');
	const script = `const { NodeHttpClient } = await import(${JSON.stringify(module)});
		await new NodeHttpClient('0', 4000).send({ method: 'POST', url: ${JSON.stringify(url)}, form: { a: '1' } }).then(
			(answer) => console.log(answer.status, answer.text), (error) => console.log(error.name, error.kind, 'sent=' + error.sent, error.message));`;
	return new Promise((resolve, reject) => {
		const options = { env: { PATH: process.env.PATH ?? '', ...env }, timeout: 15_000 };
		execFile(process.execPath, ['--input-type=module', '-e', script], options, (error, stdout) => {
			if (error) reject(error);
			else resolve(stdout.trim());
		});
	});
}

const client = new NodeHttpClient('1.2.3', 400);

describe('an HTTP call', () => {
	it("sends a form in the body and gives status, text and the server's time", async () => {
		let body = '';
		let headers: Record<string, unknown> = {};
		const url = await serve((request, response) => {
			headers = request.headers;
			request.on('data', (chunk) => (body += chunk));
			request.on('end', () => response.writeHead(201, { date: 'Mon, 02 Mar 2026 09:00:00 GMT' }).end('{"\u00e9":1}'));
		});
		const answer = await client.send({
			method: 'POST',
			url,
			form: { a: 'x y&z', 'b=': '\u00e9' },
			headers: { authorization: 'Basic x' },
		});
		expect(answer).toEqual({ status: 201, text: '{"\u00e9":1}', serverTime: Date.parse('2026-03-02T09:00:00Z') });
		expect(body).toBe('a=x+y%26z&b%3D=%C3%A9');
		expect(headers).toMatchObject({
			'user-agent': 'Latchkey/1.2.3',
			'accept-encoding': 'identity',
			authorization: 'Basic x',
			'content-type': 'application/x-www-form-urlencoded',
		});
	});

	it.each([301, 302, 303, 307, 308])('T07: does not follow a redirect (%i)', async (status) => {
		let asked = 0;
		const other = await serve((_, response) => {
			asked++;
			response.end();
		});
		const url = await serve((_, response) => response.writeHead(status, { location: other }).end());
		expect((await client.send({ method: 'POST', url, form: { secret: 'x' } })).status).toBe(status);
		expect(asked).toBe(0);
	});

	it('T02: reads at most 64 KiB, also of a body without an end', async () => {
		const exact = await serve((_, response) => response.end('x'.repeat(64 * 1024)));
		expect((await client.send({ method: 'GET', url: exact })).text).toHaveLength(64 * 1024);
		for (const write of [(end: () => void) => end(), () => undefined]) {
			const url = await serve((_, response) => {
				response.write('x'.repeat(64 * 1024 + 1));
				write(() => response.end());
			});
			expect(await failureOf(client.send({ method: 'GET', url }))).toMatchObject({
				kind: 'malformed',
				message: 'more than 64 KiB',
				sent: true,
			});
		}
	});

	it('T02: ends after its limit, whether nothing comes or a drop at a time', async () => {
		const silent = await serve(() => undefined);
		const dripping = await serve((_, response) => {
			const timer = setInterval(() => response.write('.'), 50);
			response.on('close', () => clearInterval(timer));
		});
		for (const url of [silent, dripping]) {
			const began = Date.now();
			expect(await failureOf(client.send({ method: 'GET', url }))).toMatchObject({
				kind: 'unreachable',
				message: 'no answer in 0.4 s',
				sent: true,
			});
			expect(Date.now() - began).toBeLessThan(2_000);
		}
	});

	it('T09: an answer that is cut at any byte is a failure, never half an answer', async () => {
		const whole =
			'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n{"access_token":"1000."}';
		for (let at = 0; at < whole.length; at++) {
			const url = await serveRaw(whole.slice(0, at));
			expect(await failureOf(client.send({ method: 'GET', url })), `byte ${at}`).toMatchObject({ sent: true });
		}
		expect((await client.send({ method: 'GET', url: await serveRaw(whole) })).text).toContain('1000.');
	});

	it('T02: what is no HTTP is a failure', async () => {
		for (const bytes of [
			'\0\0\0',
			'SSH-2.0-x\r\n',
			'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
			`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(70_000)}\r\n\r\n`,
		]) {
			expect((await failureOf(client.send({ method: 'GET', url: await serveRaw(bytes) }))).sent).toBe(true);
		}
	});

	it('a refused connection has not sent anything', async () => {
		const url = await serve(() => undefined);
		const closed = url.replace(/\d+$/, '1');
		expect(await failureOf(client.send({ method: 'GET', url: closed }))).toMatchObject({
			kind: 'unreachable',
			sent: false,
			message: 'the connection was refused',
		});
	});

	it('can be called off', async () => {
		const url = await serve(() => undefined);
		const stop = new AbortController();
		const sending = client.send({ method: 'GET', url }, stop.signal);
		stop.abort();
		expect((await failureOf(sending)).kind).toBe('unreachable');
	});

	it.each(['http://accounts.zoho.eu/', 'http://localhost.evil.test/', 'http://127.0.0.2/', 'http://0.0.0.0/'])(
		'T08: %s is not asked: plain HTTP is for this machine only',
		async (url) => {
			expect(await failureOf(client.send({ method: 'GET', url }))).toMatchObject({ kind: 'malformed', sent: false });
		},
	);

	it('T08: a self-signed certificate is refused before anything is sent, also where the environment says otherwise', async () => {
		let asked = 0;
		const { port } = await serveTls((_, response) => {
			asked++;
			response.end('stolen');
		});
		for (const env of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
			expect(await sendElsewhere(`https://localhost:${port}/`, env)).toBe(
				'HttpFailure unreachable sent=false its certificate is self-signed',
			);
		}
		expect(asked).toBe(0);
	});

	it('T08: a certificate for another host is refused, and one that NODE_EXTRA_CA_CERTS names is taken', async () => {
		const { port, path } = await serveTls((_, response) => response.end('welcome'));
		const env = { NODE_EXTRA_CA_CERTS: path, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
		expect(await sendElsewhere(`https://localhost:${port}/`, env)).toBe('200 welcome');
		expect(await sendElsewhere(`https://127.0.0.1:${port}/`, env)).toContain('its certificate is for another host');
	});

	it('T09: through a proxy it also knows that the request had left', async () => {
		const { port, path } = await serveTls((request) => request.socket.destroy());
		const HTTPS_PROXY = await serveProxy(port);
		const said = await sendElsewhere('https://localhost:9/', { HTTPS_PROXY, NODE_EXTRA_CA_CERTS: path });
		expect(said).toBe('HttpFailure unreachable sent=true the connection was cut');
		expect(await sendElsewhere('https://localhost:9/', { HTTPS_PROXY })).toContain(
			'sent=false its certificate is self-signed',
		);
	});
});
