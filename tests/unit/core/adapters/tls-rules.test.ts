import { createServer as createNetServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { listen, sendElsewhere, serveProxy, serveTls } from './http-lab.ts';
import { testAuthority } from './test-authority.ts';

const formSecret = '1000.a-refresh-token-that-nobody-else-may-see';

/** What the environment of somebody's shell may say against verification. */
const traps = [
	{},
	{ NODE_TLS_REJECT_UNAUTHORIZED: '0' },
	{ NODE_OPTIONS: '--tls-min-v1.0 --tls-cipher-list=DEFAULT@SECLEVEL=0', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
];

/** Sends a form with a secret, alone on its connection and on one that may be kept, from processes with other environments. */
async function sendSecret(url: string, env: Record<string, string>) {
	const request = { method: 'POST', url, form: { refresh_token: formSecret } } as const;
	const runs = traps.map((trap) => sendElsewhere([request, { ...request, reuse: true }], { ...trap, ...env }));
	return new Set((await Promise.all(runs)).flatMap(({ said }) => said));
}

/** A plain server that answers whatever comes, as proxies and portals do; keeps what it was sent. */
async function servePortal(answer: string) {
	const portal = { url: '', received: '' };
	const server = createNetServer((socket) => {
		socket.on('error', () => undefined);
		socket.on('data', (chunk) => {
			portal.received += chunk.toString('latin1');
			socket.write(answer);
		});
	});
	portal.url = `http://127.0.0.1:${await listen(server)}`;
	return portal;
}

describe('TLS', () => {
	const authority = () => testAuthority();
	type Authority = ReturnType<typeof authority>;

	it.each([
		['is self-signed', (ca: Authority) => ca.selfSigned('localhost'), true, 'its certificate is self-signed'],
		['has expired', (ca: Authority) => ca.issue('localhost', -3, -1), true, 'its certificate has expired'],
		[
			'is not valid yet',
			(ca: Authority) => ca.issue('localhost', 1, 3),
			true,
			"its certificate is not valid yet; this machine's clock may be wrong",
		],
		[
			'is for another host',
			(ca: Authority) => ca.issue('accounts.zoho.eu'),
			true,
			'its certificate is for another host',
		],
		[
			'comes from an unknown authority',
			(ca: Authority) => ca.issue('localhost'),
			false,
			'its certificate is not trusted; a company proxy needs NODE_EXTRA_CA_CERTS',
		],
	])(
		'T08: a server whose certificate %s gets no request, whatever the environment says',
		async (_, make, known, words) => {
			const ca = authority();
			let asked = 0;
			const port = await serveTls(make(ca), (__, response) => {
				asked++;
				response.end('stolen');
			});
			const env = known ? { NODE_EXTRA_CA_CERTS: ca.path } : {};
			expect(await sendSecret(`https://localhost:${port}/`, env)).toEqual(
				new Set([`HttpFailure unreachable sent=false ${words}`]),
			);
			expect(asked).toBe(0);
		},
	);

	it('T08: the authority that NODE_EXTRA_CA_CERTS names is trusted', async () => {
		const ca = authority();
		const port = await serveTls(ca.issue('localhost'), (_, response) => response.end('welcome'));
		expect(await sendSecret(`https://localhost:${port}/`, { NODE_EXTRA_CA_CERTS: ca.path })).toEqual(
			new Set(['200 welcome']),
		);
	});

	it('T08: a server that speaks TLS 1.1 at most gets no request, whatever the environment says', async () => {
		const ca = authority();
		const pair = ca.issue('localhost');
		let asked = 0;
		const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
		const port = await serveTls({ ...pair, ...old }, () => asked++);
		// It does speak it, with whoever wants that.
		const willing = connectTls({
			port,
			host: '127.0.0.1',
			servername: 'localhost',
			ca: pair.cert,
			...old,
			rejectUnauthorized: false,
		});
		await new Promise((resolve) => willing.once('secureConnect', resolve));
		expect(willing.getProtocol()).toBe('TLSv1.1');
		willing.destroy();
		expect(await sendSecret(`https://localhost:${port}/`, { NODE_EXTRA_CA_CERTS: ca.path })).toEqual(
			new Set(['HttpFailure unreachable sent=false what answered does not speak TLS 1.2 or newer']),
		);
		expect(asked).toBe(0);
	});

	it('T08: what answers plain HTTP on an https address gets no request', async () => {
		const portal = await servePortal('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
		expect(await sendSecret(portal.url.replace('http:', 'https:'), {})).toEqual(
			new Set(['HttpFailure unreachable sent=false what answered does not speak TLS 1.2 or newer']),
		);
		expect(portal.received).not.toContain(formSecret);
		expect(portal.received).not.toContain('POST');
	});

	it.each([
		[
			'answers itself with a page',
			'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Welcome to the hotel</html>',
			'what answered does not speak TLS 1.2 or newer',
		],
		[
			'wants a password',
			'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n',
			'the proxy opened no tunnel',
		],
		['has no way there', 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n', 'the proxy opened no tunnel'],
		['says what is no HTTP', 'SSH-2.0-x\r\n\r\n', 'the proxy opened no tunnel'],
	])('T08: a proxy that %s sees the host asked for and no request', async (_, answer, words) => {
		const portal = await servePortal(answer);
		expect(await sendSecret('https://accounts.zoho.test/oauth/v2/token', { HTTPS_PROXY: portal.url })).toEqual(
			new Set([`HttpFailure unreachable sent=false ${words}`]),
		);
		expect(portal.received).toContain('CONNECT accounts.zoho.test:443 HTTP/1.1');
		for (const word of [formSecret, 'POST', '/oauth/v2/token']) expect(portal.received).not.toContain(word);
	});

	it('T08: a proxy that opens tunnels with a certificate of its own gets no request, and its password is in no message', async () => {
		const ca = authority();
		let asked = 0;
		const port = await serveTls(ca.issue('accounts.zoho.test'), () => asked++);
		const { url } = await serveProxy(port);
		const HTTPS_PROXY = url.replace('//', '//me:the-password-of-the-proxy@');
		const said = await sendSecret('https://accounts.zoho.test/oauth/v2/token', { HTTPS_PROXY });
		expect(said).toEqual(
			new Set([
				'HttpFailure unreachable sent=false its certificate is not trusted; a company proxy needs NODE_EXTRA_CA_CERTS',
			]),
		);
		expect(asked).toBe(0);
	});

	it('T09: through a proxy it also knows that the request had left', async () => {
		const ca = authority();
		const port = await serveTls(ca.issue('localhost'), (request) => request.socket.destroy());
		const { url: HTTPS_PROXY } = await serveProxy(port);
		expect(await sendSecret('https://localhost:9/', { HTTPS_PROXY, NODE_EXTRA_CA_CERTS: ca.path })).toEqual(
			new Set(['HttpFailure unreachable sent=true the connection was cut']),
		);
	});
});
