import { describe, expect, it } from 'vitest';
import { NodeHttpClient } from '../../../../src/core/adapters/http/node-http-client.ts';
import { failureOf, serve, serveRaw } from './http-lab.ts';

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
		expect(answer).toEqual({
			status: 201,
			text: '{"\u00e9":1}',
			serverTime: Date.parse('2026-03-02T09:00:00Z'),
			retryAfterMs: null,
		});
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
});
