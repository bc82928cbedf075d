import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NodeHttpClient } from '../../../../src/core/adapters/http/node-http-client.ts';
import { builtInDataCenters } from '../../../../src/core/domain/data-center.ts';
import { Secret } from '../../../../src/core/domain/secret.ts';
import { readIdentity } from '../../../../src/core/oauth/crm-identity.ts';
import { pollDevice, requestDeviceCode } from '../../../../src/core/oauth/device-endpoint.ts';
import { revokeRefreshToken } from '../../../../src/core/oauth/revoke-endpoint.ts';
import { readServerInfo } from '../../../../src/core/oauth/server-info.ts';
import { exchangeCode, exchangeSelfClientCode, refreshAccessToken } from '../../../../src/core/oauth/token-endpoint.ts';
import type { HttpRequest } from '../../../../src/core/ports/http-client.ts';
import { failureOf, listen, sendElsewhere, serveProxy, serveTls } from './http-lab.ts';
import { testAuthority } from './test-authority.ts';

/** Answers a request; `isLater` says that its connection carried one before. */
type Answer = (request: IncomingMessage, response: ServerResponse, isLater: boolean) => void;

const welcome: Answer = (_, response) => void response.end('welcome');

/** A server that keeps idle connections open; `used` holds the connection of each request, by its number. */
async function serveKept(answer: Answer) {
	const used: number[] = [];
	const connections: Socket[] = [];
	const server = http.createServer((request, response) => {
		const connection = connections.indexOf(request.socket);
		const isLater = used.includes(connection);
		used.push(connection);
		answer(request, response, isLater);
	});
	server.keepAliveTimeout = 60_000;
	server.on('connection', (socket) => connections.push(socket));
	return { url: `http://127.0.0.1:${await listen(server)}`, used, connections };
}

function newClient(limitMs = 2_000): NodeHttpClient {
	const client = new NodeHttpClient('1.2.3', limitMs);
	onTestFinished(() => client.close());
	return client;
}

async function closed(socket: Socket | undefined): Promise<void> {
	if (socket && !socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
}

const get = (url: string) => ({ method: 'GET', url, reuse: true }) as const;
const post = (url: string) => ({ method: 'POST', url, form: { grant_type: 'refresh_token' }, reuse: true }) as const;
const once = (url: string): HttpRequest => ({ method: 'POST', url, form: { grant_type: 'authorization_code' } });

/** How a server may end a connection that it takes for idle. */
const cuts: readonly [string, (socket: Socket) => void][] = [
	['resets', (socket) => void socket.resetAndDestroy()],
	['ends', (socket) => void socket.end()],
];

describe('a kept connection', () => {
	it('carries one request after another that says it may', async () => {
		const { url, used } = await serveKept(welcome);
		const client = newClient();
		for (const request of [post(url), get(url), post(url)]) expect((await client.send(request)).text).toBe('welcome');
		expect(used).toEqual([0, 0, 0]);
	});

	it('carries refreshes and questions; a code, a device code, a poll and a revoke have a connection of their own', async () => {
		const answers: Readonly<Record<string, unknown>> = {
			'/oauth/v2/token': { access_token: '1000.a.b', refresh_token: '1000.r.s', expires_in: 3600 },
			'/oauth/v2/revoke/token': { status: 'failure' },
			'/oauth/v2/token/revoke': { status: 'success' },
			'/oauth/v3/device/token': { error: 'authorization_pending' },
			'/oauth/serverinfo': { locations: {} },
			'/crm/v8/org': { org: [{ zgid: '1' }] },
			'/crm/v8/users?type=CurrentUser': { users: [{ email: 'a@example.test' }] },
		};
		const { url, used } = await serveKept((request, response) => {
			response.end(JSON.stringify(answers[request.url ?? ''] ?? { error: 'invalid_client' }));
		});
		const client = newClient();
		const [known] = builtInDataCenters;
		if (!known) throw new Error('No data center.');
		const dataCenter = { ...known, accountsUrl: url };
		const credentials = { dataCenter, clientId: '1000.CLIENT', clientSecret: new Secret('c-secret') };
		const token = new Secret('1000.x.y');
		const grant = { code: token, redirectUri: 'http://localhost:8917/cb', verifier: 'v'.repeat(43) };
		const share = [
			() => refreshAccessToken(client, credentials, token),
			() => readIdentity(client, url, token),
			() => readServerInfo(client, dataCenter),
		];
		const own = [
			() => exchangeCode(client, credentials, grant),
			() => exchangeSelfClientCode(client, credentials, token),
			() => requestDeviceCode(client, credentials, []).catch(() => undefined),
			() => pollDevice(client, credentials, token),
			() => revokeRefreshToken(client, credentials, token),
		];
		for (const act of [...share, ...own, ...share]) await act();
		// A revoke asks at both of its addresses.
		expect(used).toEqual([0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0]);
	});

	it.each(cuts)(
		'a server that %s it just as a request comes gets that request once more, on a new one',
		async (_, cut) => {
			for (const request of [post, get]) {
				const { url, used } = await serveKept((asked, response, isLater) => {
					if (isLater) cut(asked.socket);
					else response.end('welcome');
				});
				const client = newClient();
				await client.send(request(url));
				expect((await client.send(request(url))).text).toBe('welcome');
				expect(used).toEqual([0, 0, 1]);
			}
		},
	);

	it('that had been ended has a new one take its place, not another kept one', async () => {
		const together = Promise.withResolvers<void>();
		const { url, used } = await serveKept(async (asked, response, isLater) => {
			if (isLater) return void asked.socket.destroy();
			if (used.length === 2) together.resolve();
			await together.promise;
			response.end('welcome');
		});
		const client = newClient();
		await Promise.all([client.send(get(url)), client.send(get(url))]);
		expect((await client.send(post(url))).text).toBe('welcome');
		expect(new Set(used.slice(0, 2))).toEqual(new Set([0, 1]));
		expect(used.slice(3)).toEqual([2]);
	});

	it.each(cuts)('a server that %s the new one, too, is not asked a third time, and may have acted', async (_, cut) => {
		const { url, used } = await serveKept((asked, response) => {
			if (used.length > 1) cut(asked.socket);
			else response.end('welcome');
		});
		const client = newClient();
		await client.send(post(url));
		expect(await failureOf(client.send(post(url)))).toMatchObject({ sent: true, message: 'the connection was cut' });
		expect(used).toEqual([0, 0, 1]);
	});

	it('where the server is gone then, the first attempt still counts as one that may have arrived', async () => {
		const server = http.createServer((_, response) => void response.end('welcome'));
		const url = `http://127.0.0.1:${await listen(server)}`;
		const client = newClient();
		await client.send(post(url));
		// Ends the idle connection, too; the client has not heard of it yet.
		server.close();
		expect(await failureOf(client.send(post(url)))).toMatchObject({
			sent: true,
			message: 'the connection was refused',
		});
	});

	it.each(cuts)('a server that %s it within an answer is not asked again', async (_, cut) => {
		const { url, used } = await serveKept((asked, response, isLater) => {
			if (isLater) asked.socket.write('HTTP/1.1 2', () => cut(asked.socket));
			else response.end('welcome');
		});
		const client = newClient();
		await client.send(post(url));
		expect((await failureOf(client.send(post(url)))).sent).toBe(true);
		expect(used).toEqual([0, 0]);
	});

	it('a server that does not answer on it is not asked again, and may have acted', async () => {
		const { url, used } = await serveKept((_, response, isLater) => {
			if (!isLater) response.end('welcome');
		});
		const client = newClient(300);
		await client.send(post(url));
		expect(await failureOf(client.send(post(url)))).toMatchObject({ sent: true, message: 'no answer in 0.3 s' });
		expect(used).toEqual([0, 0]);
	});

	it.each(cuts)('a request with a code leaves it alone, and one whose server %s is not sent again', async (_, cut) => {
		const { url, used } = await serveKept((asked, response) => {
			if (used.length > 1) cut(asked.socket);
			else response.end('welcome');
		});
		const client = newClient();
		await client.send(get(url));
		expect((await failureOf(client.send(once(url)))).sent).toBe(true);
		expect(used).toEqual([0, 1]);
	});

	it('that the server ended meanwhile is not used', async () => {
		const { url, used, connections } = await serveKept(welcome);
		const client = newClient();
		await client.send(post(url));
		connections[0]?.end();
		await closed(connections[0]);
		expect((await client.send(post(url))).text).toBe('welcome');
		expect(used).toEqual([0, 1]);
	});

	it('what a server writes into it unasked is nobody\u2019s answer', async () => {
		const { url, used, connections } = await serveKept(welcome);
		const client = newClient();
		await client.send(post(url));
		connections[0]?.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen');
		await closed(connections[0]);
		expect((await client.send(post(url))).text).toBe('welcome');
		expect(used).toEqual([0, 1]);
	});

	it('is ended after four seconds without a request, before servers end theirs', async () => {
		const { url, connections } = await serveKept(welcome);
		await newClient().send(get(url));
		const began = performance.now();
		await closed(connections[0]);
		expect(performance.now() - began).toBeGreaterThan(3_000);
		expect(performance.now() - began).toBeLessThan(5_000);
	}, 10_000);

	it('is ended by close(); a call under way gets its answer, and its connection is not kept', async () => {
		let answerNow: () => void = () => undefined;
		const { url, used, connections } = await serveKept((_, response) => {
			if (used.length < 2) answerNow = () => response.end('late');
			else response.end('welcome');
		});
		const client = new NodeHttpClient('1.2.3', 2_000);
		const underWay = client.send(get(url));
		await expect.poll(() => used.length).toBe(1);
		await client.send(get(url));
		client.close();
		await closed(connections[1]);
		expect(connections[0]?.destroyed).toBe(false);
		answerNow();
		expect((await underWay).text).toBe('late');
		const began = performance.now();
		await closed(connections[0]);
		// Not by its four seconds.
		expect(performance.now() - began).toBeLessThan(2_000);
	});

	it('does not keep the process alive', async () => {
		const { url, used } = await serveKept(welcome);
		const { said, endedInMs } = await sendElsewhere([get(url), post(url)], {});
		expect(said).toEqual(['200 welcome', '200 welcome']);
		expect(used).toEqual([0, 0]);
		expect(endedInMs).toBeLessThan(2_000);
	});
});

describe('a kept TLS connection', () => {
	/** A TLS server that ends each connection at its third request. */
	async function serve() {
		const ca = testAuthority();
		const used: Socket[] = [];
		const port = await serveTls(ca.issue('localhost'), (request, response) => {
			used.push(request.socket);
			if (used.filter((one) => one === request.socket).length > 2) request.socket.end();
			else response.end(`connection ${new Set(used).size}`);
		});
		return { port, used, env: { NODE_EXTRA_CA_CERTS: ca.path } };
	}

	it.each(['direct', 'through a proxy'])('%s, is shared, survives its end, and lets the process go', async (way) => {
		const { port, used, env } = await serve();
		const proxy = await serveProxy(port);
		const direct = way === 'direct';
		const url = `https://localhost:${direct ? port : 9}/`;
		const { said, endedInMs } = await sendElsewhere(
			[post(url), get(url), post(url), once(url)],
			direct ? env : { ...env, HTTPS_PROXY: proxy.url },
		);
		expect(said).toEqual(['200 connection 1', '200 connection 1', '200 connection 2', '200 connection 3']);
		expect(used).toHaveLength(5);
		expect(proxy.opened).toBe(direct ? 0 : 3);
		expect(endedInMs).toBeLessThan(2_000);
	});

	it('may take longer to open than it would be kept without use', async () => {
		const { port, env } = await serve();
		const proxy = await serveProxy(port, 4_500);
		const { said } = await sendElsewhere([post('https://localhost:9/')], { ...env, HTTPS_PROXY: proxy.url }, 8_000);
		expect(said).toEqual(['200 connection 1']);
	}, 15_000);

	it('that a proxy does not open keeps neither the call waiting nor the process alive', async () => {
		const { port, env } = await serve();
		const proxy = await serveProxy(port, 3_000);
		const { said, endedInMs } = await sendElsewhere(
			[post('https://localhost:9/'), once('https://localhost:9/')],
			{ ...env, HTTPS_PROXY: proxy.url },
			500,
		);
		const late = 'HttpFailure unreachable sent=false no answer in 0.5 s';
		expect(said).toEqual([late, late]);
		expect(endedInMs).toBeLessThan(2_000);
	});
});
