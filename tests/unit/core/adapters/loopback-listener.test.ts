import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import fc from '../../../support/fast-check.ts';
import { isOpen, raw, state, waiting } from './waiting-listener.ts';

describe('the callback', () => {
	it('settles with the parameters, shows the check code, and the port closes with the last sign-in', async () => {
		const { uri, pending, port } = await waiting();
		const page = await fetch(`${uri}?code=1000.x&state=${state}&location=eu`);
		expect(page.status).toBe(200);
		expect(await page.text()).toContain('<strong>ABCD</strong>');
		expect(Object.fromEntries(await pending.parameters)).toEqual({ code: '1000.x', state, location: 'eu' });
		pending.close();
		pending.close();
		expect(await isOpen(port)).toBe(false);
	});

	it('speaks the language that the browser asks for', async () => {
		const { uri } = await waiting();
		const page = await fetch(`${uri}?code=1000.x&state=${state}`, { headers: { 'accept-language': 'de-AT,en;q=0.5' } });
		const text = await page.text();
		expect(text).toContain('<html lang="de">');
		expect(text).toContain('Zurück zu Latchkey');
		expect(text).toContain('Latchkey zeigt dieselben vier Buchstaben.');
	});

	it.each([
		'',
		`state=${state.slice(1)}`,
		`state=${state}0`,
		`state=${state}&state=${state}`,
		`state=${state}&state=x`,
		`State=${state}`,
		'state=',
		`state=${state.toUpperCase()}`,
		'state=x&error=access_denied',
		'error=access_denied',
		`state=${state}%00`,
		`state[]=${state}`,
	])("L03: a stranger's request (%s) does not end the sign-in", async (query) => {
		const { uri, came, pending } = await waiting();
		const answer = await fetch(`${uri}?code=1000.evil&${query}`);
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain('Not a sign-in that Latchkey waits for');
		expect(came()).toBeNull();
		await fetch(`${uri}?code=1000.good&state=${state}`);
		expect((await pending.parameters).get('code')).toBe('1000.good');
	});

	it('L03: hundreds of random callbacks do not end it either', async () => {
		const { uri, came, pending } = await waiting();
		await fc.assert(
			fc.asyncProperty(fc.webQueryParameters(), async (query) => {
				await (await fetch(`${uri}?${query}`)).text();
				return came() === null;
			}),
			{ numRuns: 300 },
		);
		await fetch(`${uri}?code=1000.good&state=${state}`);
		expect((await pending.parameters).get('code')).toBe('1000.good');
	});

	it('L04: a second copy hears that the sign-in was used already', async () => {
		const { uri, pending } = await waiting();
		const statuses = await Promise.all(
			Array.from({ length: 15 }, async (_, n) => (await fetch(`${uri}?code=${n}&state=${state}`)).status),
		);
		expect(statuses.filter((status) => status === 200)).toHaveLength(1);
		expect(statuses.filter((status) => status === 409)).toHaveLength(14);
		await pending.parameters;
	});

	it('a declined consent has its own page', async () => {
		const { uri } = await waiting();
		expect(await (await fetch(`${uri}?error=access_denied&state=${state}`)).text()).toContain(
			'The consent was declined',
		);
	});

	it('L10: repeats nothing of the request and forbids everything a page could do', async () => {
		const { uri, came } = await waiting();
		const payload = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
		const answer = await fetch(`${uri}?state=x&error_description=${encodeURIComponent(payload)}&code=1000.echo`);
		const text = await answer.text();
		for (const part of ['alert', 'onerror', '1000.echo']) expect(text).not.toContain(part);
		const headers = Object.fromEntries(answer.headers);
		expect(headers['content-security-policy']).toMatch(
			/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
		);
		expect(headers).toMatchObject({
			'cache-control': 'no-store',
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff',
		});
		expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
		expect(came()).toBeNull();
	});
});

describe('who may ask', () => {
	const ask = (port: number, lines: readonly string[]) => raw(port, `${lines.join('\r\n')}\r\n\r\n`);
	const good = `GET /callback?code=1000.x&state=${state} HTTP/1.1`;

	it.each([
		['no Host of its own', ['Host: evil.test'], 403],
		['a Host with another port', ['Host: localhost:1'], 403],
		['a Host by another name', ['Host: 127.0.0.1'], 403],
		['a fetch of a web page', ['HOST', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: cors'], 403],
		['an image of a web page', ['HOST', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'], 403],
		['a fetch of its own origin', ['HOST', 'Sec-Fetch-Site: same-origin', 'Sec-Fetch-Mode: cors'], 403],
		['a frame', ['HOST', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe'], 403],
		['another Origin', ['HOST', 'Origin: https://evil.test'], 403],
		['a second Host', ['HOST', 'Host: evil.test'], 403],
	] as const)('L07: %s is refused, even with the right state', async (_, lines, status) => {
		const { port, came } = await waiting();
		const answer = await ask(port, [
			good,
			...lines.map((line) => (line === 'HOST' ? `Host: localhost:${port}` : line)),
		]);
		expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
		expect(came()).toBeNull();
	});

	it.each(['POST', 'HEAD', 'PUT', 'OPTIONS', 'DELETE'])('L08: %s is not answered', async (method) => {
		const { port, came } = await waiting();
		const answer = await ask(port, [good.replace('GET', method), `Host: localhost:${port}`, 'Content-Length: 0']);
		expect(answer).toMatch(/^HTTP\/1.1 405 /);
		expect(came()).toBeNull();
	});

	it.each([
		'/',
		'/callback/',
		'/callbacks',
		'/Callback',
		'//callback',
		'/x/../callback',
		'http://evil.test/callback',
		'/callback;x',
		'/%63allback',
	])('L08: the path %s is not answered', async (path) => {
		const { port, came } = await waiting();
		const answer = await ask(port, [`GET ${path}?code=1000.x&state=${state} HTTP/1.1`, `Host: localhost:${port}`]);
		expect(answer).toMatch(/^HTTP\/1.1 (404|403) /);
		expect(came()).toBeNull();
	});

	it("a browser's navigation from Zoho is answered", async () => {
		const { port, pending } = await waiting();
		const answer = await ask(port, [
			good,
			`Host: localhost:${port}`,
			'Sec-Fetch-Site: cross-site',
			'Sec-Fetch-Mode: navigate',
			'Upgrade-Insecure-Requests: 1',
		]);
		expect(answer).toMatch(/^HTTP\/1.1 200 /);
		await pending.parameters;
	});

	it('L11: headers beyond 8 KB, upgrades and nonsense neither end the sign-in nor the listener', async () => {
		const { port, uri, pending, came } = await waiting();
		const host = `Host: localhost:${port}`;
		expect(await ask(port, [good, host, `X: ${'y'.repeat(65_536)}`]).catch(() => '')).not.toContain('200 OK');
		await ask(port, ['GET /callback HTTP/1.1', host, 'Connection: Upgrade', 'Upgrade: websocket']).catch(() => '');
		for (const bytes of [
			'\0\0\0\r\n\r\n',
			'CONNECT evil.test:443 HTTP/1.1\r\nHost: x\r\n\r\n',
			'GET\r\n\r\n',
			`${good}\r\n\r\n${good}\r\n\r\n`,
		])
			await raw(port, bytes).catch(() => '');
		expect(came()).toBeNull();
		await fetch(`${uri}?code=1000.good&state=${state}`);
		expect((await pending.parameters).get('code')).toBe('1000.good');
	});

	it('L11: two hundred slow connections are held for seconds at most; then the sign-in works', async () => {
		const { port, uri, pending } = await waiting('127.0.0.1');
		const sockets = Array.from({ length: 200 }, () =>
			connect(port, '127.0.0.1', function (this: ReturnType<typeof connect>) {
				this.write('GET /callback HTTP/1.1\r\nX: ');
			}),
		);
		for (const socket of sockets) socket.on('error', () => undefined);
		onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));
		const began = Date.now();
		let status = 0;
		while (status !== 200 && Date.now() - began < 15_000) {
			status = await fetch(`${uri}?code=1000.x&state=${state}`).then(
				(answer) => answer.status,
				() => 0,
			);
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
		expect(status).toBe(200);
		expect(Date.now() - began).toBeLessThan(9_000);
		await pending.parameters;
	});
});
