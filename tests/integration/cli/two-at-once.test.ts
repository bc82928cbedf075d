import { afterAll, describe, expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { freePort } from '../core/free-port.ts';
import { Cli, envelopeOf, removeBuiltCli } from './cli-harness.ts';
import { type Lab, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

/** Registers a second redirect URI, at the CRM and here. */
async function addPort({ cli, crm, clientSecret, redirectPort }: Lab): Promise<number> {
	const port = await freePort();
	const uris = [redirectPort, port].map((one) => `http://localhost:${one}/callback`);
	crm.addApiClient({ name: 'agency', clientId: '1000.LABCLIENT', redirectUris: uris, secrets: clientSecret });
	const add = ['api-client', 'add', '--name', 'agency', '--secret-stdin'];
	await cli.json([...add, ...uris.flatMap((uri) => ['--redirect-uri', uri])], 0, { input: clientSecret });
	return port;
}

describe('several CLIs on a machine that has no store yet', () => {
	it('all make it or find it made', async () => {
		for (let round = 0; round < 8; round++) {
			const cli = await Cli.open();
			const runs = await Promise.all(Array.from({ length: 4 }, () => cli.run(['list', '--json'])));
			for (const ran of runs) expect(ran.code, ran.stdout).toBe(0);
		}
	});
});

describe.skipIf(noKeyring)('several CLIs at once', () => {
	it('make one token call when ten of them need a new token, and print the same one', async () => {
		const { cli, connect, dropAccessTokens, tokenCalls } = await openLab();
		await connect('acme');
		dropAccessTokens();
		const calls = tokenCalls();
		const runs = await Promise.all(Array.from({ length: 10 }, () => cli.run(['token', 'acme'])));
		expect(runs.map(({ code }) => code)).toEqual(Array(10).fill(0));
		expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
		expect(runs[0]?.stdout).toMatch(/^1000\./);
		expect(tokenCalls()).toBe(calls + 1);
	});

	it('are told who holds the port when one waits on it already; the first one goes on', async () => {
		const { connecting } = await openLab();
		const first = connecting('--alias', 'acme', '--json');
		const url = await first.url();
		const second = await connecting('--alias', 'other', '--json').ended;
		expect(second.code).toBe(1);
		const { error } = envelopeOf(second);
		expect(error?.code).toBe('PORT_BUSY');
		if (process.platform === 'linux') expect(error?.message).toContain(`(process ${first.child.pid})`);
		await followConsent(url, { org: 'acme' });
		expect(await first.ended).toMatchObject({ code: 0 });
	});

	it('wait on different ports where the API client has several, and a swapped callback ends neither', async () => {
		const lab = await openLab();
		const port = await addPort(lab);
		const first = lab.connecting('--alias', 'one', '--json');
		const firstUrl = await first.url();
		const second = lab.connecting('--alias', 'two', '--json');
		const secondUrl = await second.url();
		expect(new URL(secondUrl).searchParams.get('redirect_uri')).toBe(`http://localhost:${port}/callback`);
		const { callbackUrl } = await followConsent(firstUrl, { org: 'acme', stopAtRedirect: true });
		const swapped = new URL(callbackUrl);
		swapped.port = String(port);
		expect((await fetch(swapped)).status).toBe(400);
		await fetch(callbackUrl);
		await followConsent(secondUrl, { org: 'globex' });
		expect(envelopeOf<ConnectionView>(await first.ended).data).toMatchObject({
			alias: 'one',
			org: { name: 'Acme GmbH' },
		});
		expect(envelopeOf<ConnectionView>(await second.ended).data).toMatchObject({
			alias: 'two',
			org: { name: 'Globex BV' },
		});
	});

	it('that want one alias get one each, and the later one is told', async () => {
		const lab = await openLab();
		await addPort(lab);
		const first = lab.connecting('--alias', 'acme', '--json');
		const firstUrl = await first.url();
		const second = lab.connecting('--alias', 'acme', '--json');
		const secondUrl = await second.url();
		await followConsent(secondUrl, { org: 'globex' });
		expect(envelopeOf<ConnectionView>(await second.ended).data.alias).toBe('acme');
		await followConsent(firstUrl, { org: 'acme' });
		const late = envelopeOf<ConnectionView>(await first.ended);
		expect(late.data.alias).not.toBe('acme');
		expect(late.warnings.join()).toContain('The alias "acme" was taken meanwhile');
	});

	it('L13: go on when one of them was killed while it waited for the browser', async () => {
		const { cli, connecting, connect, leftovers } = await openLab();
		const killed = connecting('--alias', 'acme', '--json');
		await killed.url();
		killed.child.kill('SIGKILL');
		await killed.ended;
		expect((await cli.json(['list'])).data).toEqual({ connections: [] });
		expect(await connect('acme')).toMatchObject({ alias: 'acme' });
		expect(leftovers()).toEqual([]);
	});

	it('revoke once, however many ask for it', async () => {
		const { cli, crm, connect } = await openLab();
		await connect('acme');
		const runs = await Promise.all(Array.from({ length: 4 }, () => cli.run(['revoke', 'acme'])));
		expect(runs.map(({ code }) => code).sort()).toEqual([0, 4, 4, 4]);
		expect(crm.requests.filter(({ path }) => path.includes('revoke'))).toHaveLength(1);
	});
});
