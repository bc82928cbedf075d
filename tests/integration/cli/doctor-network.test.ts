import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listen, serveTls } from '../../unit/core/adapters/http-lab.ts';
import { testAuthority } from '../../unit/core/adapters/test-authority.ts';
import { freePort } from '../core/free-port.ts';
import { removeBuiltCli } from './cli-harness.ts';
import { brief, lead, plain, troubles } from './doctor-lab.ts';
import { inStore, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

describe.skipIf(noKeyring)('doctor, of ports, hosts and slots', { timeout: 60_000 }, () => {
	it('names who has the callback port', async () => {
		const { cli } = await openLab();
		const port = await listen(createServer());
		const uri = (which: number) => ['--redirect-uri', `http://127.0.0.1:${which}/callback`];
		await cli.json(['api-client', 'change', 'agency', ...uri(port)]);
		const [line, ...more] = await troubles(cli);
		expect([more, line?.check, line?.level]).toEqual([[], 'callback port', 'fail']);
		const holder = process.platform === 'linux' ? `process ${process.pid}` : 'another program';
		expect(line?.message).toContain(`agency: port ${port} is taken by`);
		expect(line?.message).toContain(holder);
		// A second redirect URI is a way out, and then only worth a word.
		await cli.json(['api-client', 'change', 'agency', ...uri(port), ...uri(await freePort())]);
		expect(brief(await troubles(cli))).toEqual(['warn callback port']);
	});

	it('T08: refuses a TLS server with a foreign authority, and names the authority once it is trusted', async () => {
		const lab = await openLab();
		await lab.connect('acme');
		const authority = testAuthority();
		const port = await serveTls(authority.issue('localhost'), (_, response) => response.end());
		lead(lab, `https://localhost:${port}`);
		for (const env of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
			const found = await troubles(lab.cli, env);
			expect(found.at(-1)).toMatchObject({
				check: 'network',
				level: 'fail',
				fix: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
			});
			expect(found.at(-1)?.message).toContain('its certificate is not trusted');
			expect(brief(found.slice(0, -1))).toEqual('NODE_TLS_REJECT_UNAUTHORIZED' in env ? ['warn environment'] : []);
		}
		expect(await troubles(lab.cli, { NODE_EXTRA_CA_CERTS: authority.path })).toEqual([]);
		const all = await lab.cli.run(['doctor'], { env: { ...plain, NODE_EXTRA_CA_CERTS: authority.path } });
		expect(all.stdout).toContain(
			`ok\tnetwork\tLab lab: localhost:${port} answers (TLSv1.3, certificate by Test authority)`,
		);
		const broken = join(lab.cli.home, 'broken.pem');
		writeFileSync(broken, 'no certificate');
		expect(brief(await troubles(lab.cli, { NODE_EXTRA_CA_CERTS: broken }, ['--offline']))).toEqual([
			'fail environment',
		]);
	});

	it('finds a host that does not answer, and a clock that is three days off', async () => {
		const lab = await openLab();
		await lab.connect('acme');
		let off = 3 * 86_400_000;
		const server = createServer((_, response) => {
			response.sendDate = false;
			response.writeHead(200, { date: new Date(Date.now() + off).toUTCString() }).end();
		});
		lead(lab, `http://127.0.0.1:${await listen(server)}`);
		const clock = (await troubles(lab.cli))[0];
		expect(clock).toMatchObject({
			check: 'clock',
			level: 'fail',
			message: "This machine's clock is 3 days behind the servers'",
		});
		off = -180_000;
		expect(await troubles(lab.cli)).toMatchObject([
			{ check: 'clock', level: 'warn', message: "This machine's clock is 3 min ahead of the servers'" },
		]);
		await new Promise((resolve) => server.close(resolve));
		expect(await troubles(lab.cli)).toMatchObject([
			{ check: 'network', level: 'fail', message: expect.stringContaining('refused') },
		]);
		expect(brief(await troubles(lab.cli, { HTTPS_PROXY: 'socks5://proxy.example.test:1080' }, ['--offline']))).toEqual([
			'fail environment',
		]);
	});

	it('warns where the token slots of a user are nearly all taken', async () => {
		const lab = await openLab();
		const { cli } = lab;
		await lab.connect('acme');
		inStore(cli, (store) => {
			const columns = store.pragma('table_info(connection)') as { name: string }[];
			const copied = columns.map(({ name }) =>
				name === 'id' || name === 'alias' ? `connection.${name} || '-' || n.value` : `connection.${name}`,
			);
			store.exec(
				`INSERT INTO connection SELECT ${copied.join(', ')} FROM connection, json_each('[${[...Array(17).keys()].join()}]') n`,
			);
		});
		const found = await troubles(cli);
		expect(found).toMatchObject([
			{ check: 'token slots', level: 'warn', message: expect.stringContaining('18 of 20 in use') },
		]);
	});
});
