import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import type { ApiClientView, ConnectionView, DataCenterView } from '../../../src/shared/views.ts';
import { freePort } from '../core/free-port.ts';
import { Cli, envelopeOf, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

const tokenShape = /^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/;

describe.skipIf(noKeyring)('the verbs', () => {
	it('connects an org, printing the authorization URL alone on one line of stderr', async () => {
		const { cli, connecting } = await openLab();
		const running = connecting('--alias', 'acme', '--customer', 'Acme GmbH');
		const url = await running.url();
		expect(new URL(url).searchParams.get('state')).toMatch(/^[0-9a-f]{64}$/);
		await followConsent(url, { org: 'acme' });
		const ran = await running.ended;
		expect(ran.code).toBe(0);
		expect(ran.stderr.split('\n').filter((line) => line.startsWith('http'))).toEqual([url]);
		expect(ran.stderr).toMatch(/check code [A-Z]{4}/);
		expect(ran.stdout).toMatch(/^Alias: {8}acme\nId: {11}con_/);
		expect(ran.stdout).toMatch(/Environment: {2}PROD\n/);
		expect(ran.stdout).toMatch(/Customer: {5}Acme GmbH\n/);
		expect((await cli.run(['list'])).stdout).toMatch(/^acme\tConnected, checked just now\tPROD\tlab\tAcme GmbH\t/);
	});

	it('gives the connection as JSON, with the URL on stderr even when it is quiet', async () => {
		const { connecting } = await openLab();
		const running = connecting('--alias', 'acme', '--json', '--quiet');
		const url = await running.url();
		await followConsent(url, { org: 'acme-sandbox' });
		const ran = await running.ended;
		expect(ran.stderr).toBe(`${url}\n`);
		expect(envelopeOf<ConnectionView>(ran).data).toMatchObject({
			alias: 'acme',
			status: 'connected',
			environment: 'sandbox',
			dataCenter: 'lab',
			apiClient: 'agency',
			practice: false,
		});
	});

	it('begins at the data center that was asked for and names the connection after its org', async () => {
		const { crm, connecting } = await openLab();
		const running = connecting('--json');
		const url = new URL(await running.url());
		expect(url.origin).toBe(crm.dataCenters[0]?.accountsUrl);
		await followConsent(url.href, { org: 'globex' });
		expect(envelopeOf<ConnectionView>(await running.ended)).toMatchObject({
			data: { alias: 'globex-bv' },
			warnings: [],
		});
	});

	it('prints a live token and a newline and nothing else, also when quiet', async () => {
		const { cli, connect, tokenCalls } = await openLab();
		await connect('acme');
		const calls = tokenCalls();
		const plain = await cli.run(['token', 'acme']);
		expect(plain).toMatchObject({ code: 0, stderr: '' });
		expect(plain.stdout.trimEnd()).toMatch(tokenShape);
		expect(plain.stdout).toBe(`${plain.stdout.trimEnd()}\n`);
		expect(await cli.run(['token', 'acme', '--quiet'])).toEqual(plain);
		expect(tokenCalls()).toBe(calls);
	});

	it('gives the token as JSON with the fields that scripts rely on', async () => {
		const { cli, crm, connect } = await openLab();
		await connect('acme');
		const ran = await cli.run(['token', 'acme', '--json', '--quiet']);
		expect(ran.stderr).toBe('');
		const { data } = envelopeOf<Record<string, unknown>>(ran);
		expect(data).toEqual({
			accessToken: expect.stringMatching(tokenShape),
			tokenType: 'Zoho-oauthtoken',
			expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
			expiresInSeconds: expect.any(Number),
			apiDomain: crm.dataCenters[0]?.apiUrl,
			accountsServer: crm.dataCenters[0]?.accountsUrl,
			dataCenter: 'lab',
			environment: 'production',
			orgId: '20094811237',
			alias: 'acme',
		});
		const answer = await fetch(`${data.apiDomain}/crm/v8/org`, {
			headers: { authorization: `Zoho-oauthtoken ${data.accessToken}` },
		});
		expect(answer.status).toBe(200);
	});

	it('finds a connection by its alias in any case and by its id', async () => {
		const { cli, connect } = await openLab();
		const { id } = await connect('acme');
		for (const target of ['acme', 'ACME', id]) {
			expect((await cli.json<ConnectionView>(['show', target])).data.id).toBe(id);
		}
		expect((await cli.run(['show', id])).stdout).toContain('Status:       Connected, checked just now');
	});

	it('renews the token before it ends, as early as --min-ttl says', async () => {
		const { cli, connect, tokenCalls, dropAccessTokens } = await openLab();
		await connect('acme');
		const first = (await cli.run(['token', 'acme', '--min-ttl', '50m'])).stdout;
		expect(tokenCalls()).toBe(1);
		dropAccessTokens();
		const second = (await cli.run(['token', 'acme', '--min-ttl', '90s'])).stdout;
		expect(second).not.toBe(first);
		expect(tokenCalls()).toBe(2);
	});

	it('checks and refreshes one connection, several, all, and those that a filter leaves', async () => {
		const { cli, connect, tokenCalls } = await openLab();
		await connect('acme');
		await connect('box', 'acme-sandbox');
		expect(await cli.run(['check', 'acme'])).toMatchObject({
			code: 0,
			stdout: 'acme: Connected, checked just now; access token 59 min\n',
			stderr: '',
		});
		const calls = tokenCalls();
		expect((await cli.json<ConnectionView>(['refresh', 'acme'])).data).toMatchObject({ alias: 'acme' });
		expect((await cli.run(['refresh', '--all'])).stdout.split('\n')).toHaveLength(3);
		expect(tokenCalls()).toBe(calls + 3);
		type Results = { readonly results: readonly { readonly target: string; readonly ok: boolean }[] };
		const some = await cli.json<Results>(['check', '--data-center', 'lab', '--status', 'connected']);
		expect(some.data.results.map(({ target, ok }) => [target, ok])).toEqual([
			['acme', true],
			['box', true],
		]);
		expect((await cli.json<Results>(['check', '--customer', 'nobody'])).data.results).toEqual([]);
	});

	it('goes on with the other connections when one fails, and says which one', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const ran = await cli.run(['check', 'nobody', 'acme', '--quiet']);
		expect(ran).toMatchObject({ code: 1, stdout: 'acme: Connected, checked just now; access token 59 min\n' });
		expect(ran.stderr).toBe(
			'nobody: No connection is called "nobody". (CONNECTION_UNKNOWN)\n  `latchkey list` shows every alias and id.\n',
		);
		const both = await cli.run(['check', 'nobody', 'acme', '--json']);
		expect(envelopeOf<unknown>({ ...both, code: 1 })).toMatchObject({
			ok: false,
			error: null,
			data: { results: [{ ok: false, error: { code: 'CONNECTION_UNKNOWN' } }, { ok: true }] },
		});
	});

	it('revokes at Zoho and here, then forgets', async () => {
		const { cli, crm, connect } = await openLab();
		await connect('acme');
		const token = (await cli.run(['token', 'acme'])).stdout.trim();
		expect((await cli.run(['revoke', 'acme', '--yes'])).stdout).toMatch(/^acme: Revoked on \d+ \w+ \d{4}\n$/);
		const api = crm.dataCenters[0]?.apiUrl;
		const answer = await fetch(`${api}/crm/v8/org`, { headers: { authorization: `Zoho-oauthtoken ${token}` } });
		expect(answer.status).toBe(401);
		expect((await cli.json(['token', 'acme'], 4)).error?.code).toBe('CONNECTION_REVOKED');
		expect((await cli.json(['revoke', 'acme'], 4)).error?.code).toBe('CONNECTION_REVOKED');
		expect(await cli.run(['forget', 'acme'])).toMatchObject({ code: 0, stdout: 'acme: forgotten\n' });
		expect((await cli.json(['list'])).data).toEqual({ connections: [] });
	});

	it('gives the revoked connection and the forgotten one as JSON', async () => {
		const { cli, connect } = await openLab();
		const { id } = await connect('acme');
		expect((await cli.json(['revoke', 'acme'])).data).toMatchObject({ alias: 'acme', status: 'revoked' });
		expect((await cli.json(['forget', 'acme'])).data).toEqual({ id, alias: 'acme' });
	});

	it('lists, extends and removes API clients; one that is in use stays', async () => {
		const { cli, connect, clientSecret } = await openLab();
		await connect('acme');
		const more = ['api-client', 'add', '--name', 'Agency', '--secret-stdin', '--data-center', 'eu'];
		const { data } = await cli.json<ApiClientView>(more, 0, { input: clientSecret });
		expect(data).toMatchObject({ name: 'agency', secretsFor: ['*', 'eu'] });
		expect((await cli.run(['api-client', 'list'])).stdout).toMatch(
			/^agency\t1000\.LABCLIENT\tserver-based\tall, eu\thttp:\/\/localhost:\d+\/callback\t1\n$/,
		);
		expect((await cli.json(['api-client', 'remove', 'agency'], 8)).error?.code).toBe('API_CLIENT_IN_USE');
		await cli.run(['revoke', 'acme']);
		await cli.run(['forget', 'acme']);
		expect((await cli.json(['api-client', 'remove', 'agency'])).data).toEqual({ name: 'agency' });
		expect((await cli.json(['api-client', 'list'])).data).toEqual({ apiClients: [] });
	});

	it('lists and removes data centers; one that is in use and the built-in ones stay', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const { data } = await cli.json<{ readonly dataCenters: readonly DataCenterView[] }>(['data-center', 'list']);
		expect(data.dataCenters.map(({ id }) => id).join(' ')).toBe('us eu in au jp cn ca sa uk ae lab lab-in');
		expect((await cli.json(['data-center', 'remove', 'lab'], 8)).error?.code).toBe('DATA_CENTER_IN_USE');
		expect((await cli.json(['data-center', 'remove', 'eu'], 8)).error?.code).toBe('DATA_CENTER_BUILT_IN');
		expect((await cli.json(['data-center', 'remove', 'lab-in'])).data).toEqual({ id: 'lab-in' });
		expect((await cli.json(['data-center', 'remove', 'lab-in'], 1)).error?.code).toBe('DATA_CENTER_UNKNOWN');
	});

	it('filters the list, and refuses a filter that cannot match', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const aliases = async (...filter: string[]) =>
			(await cli.json<{ connections: readonly ConnectionView[] }>(['list', ...filter])).data.connections.map(
				({ alias }) => alias,
			);
		expect(await aliases('--data-center', 'LAB')).toEqual(['acme']);
		expect(await aliases('--data-center', 'eu')).toEqual([]);
		expect(await aliases('--status', 'needs_reauth')).toEqual([]);
		expect((await cli.json(['list', '--status', 'broken'], 2)).error?.code).toBe('USAGE');
		expect((await cli.json(['list', '--data-center', 'mars'], 1)).error?.code).toBe('DATA_CENTER_UNKNOWN');
	});

	it('runs the practice CRM, whose orgs can be connected at once', async () => {
		const cli = await Cli.open();
		const port = await freePort();
		const practice = cli.start(['practice', '--port', String(port), '--data-centers', 'eu']);
		onTestFinished(() => void practice.child.kill('SIGKILL'));
		expect(await practice.line(/^Try in another terminal/)).toContain('--data-center practice-eu');
		const running = cli.start(['connect', '--no-browser', '--json']);
		await followConsent(await running.url(), { org: 'acme' });
		expect(envelopeOf<ConnectionView>(await running.ended).data).toMatchObject({
			dataCenter: 'practice-eu',
			practice: true,
		});
		practice.child.kill('SIGINT');
		expect(await practice.ended).toMatchObject({
			code: 0,
			stdout: `practice-eu\tPractice Europe\thttp://localhost:${port}\n`,
		});
	});
});
