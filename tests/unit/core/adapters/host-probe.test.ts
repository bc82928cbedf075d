import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NodeHostProbe } from '../../../../src/core/adapters/http/node-host-probe.ts';
import { listen, serve, serveProxy, serveTls } from './http-lab.ts';
import { testAuthority } from './test-authority.ts';

afterEach(() => vi.unstubAllEnvs());

const probe = new NodeHostProbe('0', 4_000);

describe('a probe of a host', () => {
	it('asks without a body and tells what the server said of its clock', async () => {
		const seen: string[] = [];
		const at = new Date('2026-03-05T10:00:00Z');
		const url = await serve((request, response) => {
			seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
			response.sendDate = false;
			response.writeHead(404, { date: at.toUTCString() }).end();
		});
		expect(await probe.ask(url)).toEqual({ state: 'answered', tls: null, serverTime: at.getTime() });
		expect(seen).toEqual(['HEAD /']);
	});

	it('T08: refuses a certificate of an authority that this machine does not trust', async () => {
		const { key, cert } = testAuthority().issue('localhost');
		const port = await serveTls({ key, cert }, (_, response) => response.end());
		expect(await probe.ask(`https://localhost:${port}`)).toEqual({
			state: 'silent',
			step: 'certificate',
			problem: 'its certificate is not trusted; a company proxy needs NODE_EXTRA_CA_CERTS',
		});
	});

	it('tells a name that is not found from a connection that is refused', async () => {
		expect(await probe.ask('https://accounts.invalid')).toMatchObject({ state: 'silent', step: 'name' });
		const server = createServer();
		const port = await listen(server);
		await new Promise((resolve) => server.close(resolve));
		expect(await probe.ask(`http://127.0.0.1:${port}`)).toEqual({
			state: 'silent',
			step: 'connection',
			problem: 'the connection was refused',
		});
	});

	it('names a proxy that opens no tunnel, and goes through one that does', async () => {
		const authority = testAuthority();
		const port = await serveTls(authority.issue('localhost'), (_, response) => response.end());
		const refusing = createHttpServer();
		refusing.on('connect', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
		vi.stubEnv('NO_PROXY', '');
		vi.stubEnv('https_proxy', `http://127.0.0.1:${await listen(refusing)}`);
		expect(await probe.ask(`https://localhost:${port}`)).toEqual({
			state: 'silent',
			step: 'proxy',
			problem: 'the proxy opened no tunnel',
		});
		const opening = await serveProxy(port);
		vi.stubEnv('https_proxy', opening.url);
		expect(await probe.ask('https://accounts.example.test')).toMatchObject({ state: 'silent', step: 'certificate' });
		expect(opening.opened).toBe(1);
	});

	it('waits no longer than its limit for a server that never answers', async () => {
		const port = await listen(createServer(() => undefined));
		expect(await new NodeHostProbe('0', 200).ask(`http://127.0.0.1:${port}`)).toEqual({
			state: 'silent',
			step: 'connection',
			problem: 'no answer in 0.2 s',
		});
	});
});
