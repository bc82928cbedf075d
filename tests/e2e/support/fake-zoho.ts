import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const host = 'accounts.zoho.com';

/** Zoho's accounts host of the United States, played on this machine behind a proxy. */
export interface FakeZoho {
	/** What the app is started with to come here: the proxy, and the certificate that it shall believe. */
	readonly env: Readonly<Record<string, string>>;
	readonly close: () => void;
}

/** Answers every request with the same JSON; the app's own TLS rules hold. Needs openssl. */
export async function startFakeZoho(answer: unknown): Promise<FakeZoho> {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-zoho-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	const named = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
	const made = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert];
	execFileSync('openssl', ['req', '-x509', ...made, ...named], { stdio: 'ignore' });
	const zoho = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
		response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
	});
	const zohoPort = await listen(zoho);
	const proxy = createProxy().on('connect', (request, client) => {
		if (request.url !== `${host}:443`) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		const upstream = connect(zohoPort, '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection established\r\n\r\n');
			upstream.pipe(client).pipe(upstream);
		});
		for (const end of [upstream, client]) end.on('error', () => upstream.destroy());
		return undefined;
	});
	const proxyPort = await listen(proxy);
	return {
		env: { HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`, NODE_EXTRA_CA_CERTS: cert },
		close: () => {
			for (const server of [proxy, zoho]) server.close().closeAllConnections();
			rmSync(folder, { recursive: true });
		},
	};
}

function listen(server: Server): Promise<number> {
	return new Promise((resolve) => {
		server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
	});
}
