import { afterAll, describe, expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { freePort } from '../core/free-port.ts';
import { Cli, envelopeOf, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

const anna = 'anna.keller@example.test';
const noKeychain = { env: { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined } };

describe.skipIf(noKeyring)('a connection in trouble', () => {
	it('needs re-auth once Zoho refuses its refresh token, and works again under the same id and alias', async () => {
		const { cli, crm, connect } = await openLab();
		const before = await connect('acme');
		await crm.revokeEverywhere(anna);
		for (const args of [
			['refresh', 'acme'],
			['refresh', '--all'],
		]) {
			const ran = await cli.run(args);
			expect(ran.code, args.join(' ')).toBe(4);
			expect(ran.stderr).toContain('(NEEDS_REAUTH)');
		}
		expect((await cli.json<ConnectionView>(['show', 'acme'])).data).toMatchObject({
			status: 'needs_reauth',
			problem: { code: 'NEEDS_REAUTH', hint: 'Re-authenticate it: `latchkey reauth acme`.' },
		});
		expect((await cli.run(['show', 'acme'])).stdout).toMatch(
			/Status: {7}Needs re-auth\nWhy: .*\nNext: .*latchkey reauth acme/,
		);

		const running = cli.start(['reauth', 'acme', '--no-browser', '--json']);
		await followConsent(await running.url(), { org: 'acme' });
		const after = envelopeOf<ConnectionView>(await running.ended).data;
		expect(after).toMatchObject({ id: before.id, alias: 'acme', createdAt: before.createdAt, status: 'connected' });
		expect(await cli.run(['refresh', 'acme'])).toMatchObject({ code: 0 });
	});

	it('can be re-authenticated after it was revoked', async () => {
		const { cli, connect } = await openLab();
		const { id } = await connect('acme');
		await cli.json(['revoke', 'acme']);
		const running = cli.start(['reauth', 'acme', '--no-browser', '--json']);
		await followConsent(await running.url(), { org: 'acme' });
		expect(envelopeOf<ConnectionView>(await running.ended).data).toMatchObject({
			id,
			status: 'connected',
			revokedAt: null,
		});
		expect((await cli.run(['token', 'acme'])).stdout).toMatch(/^1000\./);
	});

	it('stays as it was when somebody signs in to the wrong org, and says which org that was', async () => {
		const { cli, connect } = await openLab();
		const before = await connect('acme');
		const running = cli.start(['reauth', 'acme', '--no-browser', '--json']);
		await followConsent(await running.url(), { org: 'globex' });
		const ran = await running.ended;
		expect(ran.code).toBe(8);
		const { error } = envelopeOf(ran);
		expect(error?.code).toBe('WRONG_ORG');
		expect(error?.message).toMatch(/Globex BV, .* is Acme GmbH, /);
		expect((await cli.json<ConnectionView>(['show', 'acme'])).data).toMatchObject({ ...before, status: 'connected' });
		expect(await cli.run(['refresh', 'acme'])).toMatchObject({ code: 0 });
		expect((await cli.run(['show', 'globex-bv'])).stdout).toContain('came out of a re-authentication of "acme"');
		expect((await cli.json<ConnectionView>(['check', 'globex-bv'])).data.status).toBe('connected');
	});

	it('keeps an org of another environment than expected apart, away from the alias that was meant', async () => {
		const { cli } = await openLab();
		const wrong = await cli.run(['connect', '--environment', 'unknown']);
		expect(wrong).toMatchObject({ code: 2, stdout: '' });
		expect(wrong.stderr).toContain('production, sandbox, developer');
		const running = cli.start([
			...['connect', '--alias', 'acme-test', '--data-center', 'lab'],
			...['--environment', 'SANDBOX', '--no-browser', '--json'],
		]);
		await followConsent(await running.url(), { org: 'acme' });
		const ran = await running.ended;
		expect(ran.code).toBe(8);
		expect(envelopeOf(ran).error?.message).toMatch(/^You expected sandbox, .* Acme GmbH, production .*"acme-gmbh"/);
		expect((await cli.run(['token', 'acme-test'])).code).not.toBe(0);
		expect((await cli.run(['show', 'acme-gmbh'])).stdout).toContain('You expected sandbox');
		expect((await cli.json<ConnectionView>(['check', 'acme-gmbh'])).data.status).toBe('connected');
	});

	it('keeps the old sign-in when a re-authentication is cancelled', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const running = cli.start(['reauth', 'acme', '--no-browser', '--json']);
		await running.line(/^Waiting/);
		expect((await cli.json<ConnectionView>(['show', 'acme'])).data.status).toBe('pending');
		running.child.kill('SIGINT');
		const ran = await running.ended;
		expect([ran.code, envelopeOf(ran).error?.code]).toEqual([2, 'SIGN_IN_CANCELLED']);
		expect((await cli.json<ConnectionView>(['show', 'acme'])).data.status).toBe('connected');
		expect(await cli.run(['refresh', 'acme'])).toMatchObject({ code: 0 });
	});

	it('is paused, not signed out, by a limit of Zoho', async () => {
		const { cli, crm, connect, tokenCalls } = await openLab();
		await connect('acme');
		crm.faults.next({ path: '/oauth/v2/token', fault: 'throttle' });
		const { error } = await cli.json(['refresh', 'acme'], 5);
		expect(error?.code).toBe('LIMITED');
		expect(error?.message).toMatch(/paused until \d\d:\d\d\.$/);
		const calls = tokenCalls();
		expect((await cli.run(['refresh', 'acme'])).code).toBe(5);
		expect(tokenCalls()).toBe(calls);
		expect((await cli.run(['list'])).stdout).toMatch(/^acme\tPaused until \d\d:\d\d\t/);
		// The cached token is still good.
		expect(await cli.run(['token', 'acme'])).toMatchObject({ code: 0 });
	});

	it('is unreachable, not signed out, without a network, and connected again with it', async () => {
		const { cli, crm, connect } = await openLab();
		await connect('acme');
		for (const fault of ['cut', 'html', { status: 200, body: '<html>portal' }, { status: 500 }] as const) {
			crm.faults.next({ path: '/oauth/v2/token', fault });
			expect((await cli.run(['refresh', 'acme'])).code).toBe(7);
			expect((await cli.run(['list'])).stdout).toMatch(/^acme\tCould not reach Zoho \(LAB\)\t/);
		}
		expect(await cli.run(['refresh', 'acme'])).toMatchObject({ code: 0 });
	});

	it('keeps a revoke that Zoho did not confirm, and finishes it later', async () => {
		const { cli, crm, connect } = await openLab();
		await connect('acme');
		await crm.close();
		expect((await cli.json(['revoke', 'acme'], 7)).error?.code).toBe('REVOKE_QUEUED');
		expect((await cli.run(['list'])).stdout).toMatch(/^acme\tRevoke waiting for network\t/);
		expect((await cli.json(['token', 'acme'], 7)).error?.code).toBe('REVOKE_QUEUED');
		expect((await cli.json(['forget', 'acme'], 8)).error?.code).toBe('CONNECTION_HELD');
		expect(await cli.run(['forget', 'acme', '--yes'])).toMatchObject({ code: 0 });
	});

	it('is not forgotten while Zoho accepts its refresh token, unless somebody says --yes', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		expect((await cli.json(['forget', 'acme'], 8)).error?.code).toBe('CONNECTION_HELD');
		expect((await cli.json(['list'])).data).toMatchObject({ connections: [{ alias: 'acme' }] });
		expect(await cli.run(['forget', 'acme', '--yes'])).toMatchObject({
			code: 0,
			stdout: 'acme: forgotten; its token stays alive at Zoho\n',
		});
	});

	it('waits without a keychain: list and show work, what needs a secret ends with 6 and changes nothing', async () => {
		const { cli, connect, crm } = await openLab();
		await connect('acme');
		const before = (await cli.json(['list'])).data;
		const calls = crm.requests.length;
		for (const args of [
			['token', 'acme'],
			['refresh', 'acme'],
			['check', 'acme'],
			['revoke', 'acme'],
			['reauth', 'acme', '--no-browser'],
		]) {
			expect((await cli.json(args, 6, noKeychain)).error?.code, args[0]).toBe('KEYCHAIN_UNAVAILABLE');
		}
		const add = ['api-client', 'add', '--name', 'new', '--client-id', 'ID', '--secret-stdin'];
		expect((await cli.json(add, 6, { ...noKeychain, input: 'secret' })).error?.hint).toContain('gnome-keyring');
		expect((await cli.json(['list'], 0, noKeychain)).data).toEqual(before);
		expect((await cli.json(['show', 'acme'], 0, noKeychain)).data).toMatchObject({ status: 'connected' });
		expect((await cli.json<{ apiClients: unknown[] }>(['api-client', 'list'])).data.apiClients).toHaveLength(1);
		expect(crm.requests).toHaveLength(calls);
		expect(await cli.run(['refresh', 'acme'])).toMatchObject({ code: 0 });
	});
});

describe('without a keychain', () => {
	it('lists nothing on a fresh machine and exits with 0', async () => {
		const cli = await Cli.open();
		expect(await cli.run(['list'], noKeychain)).toMatchObject({ code: 0, stdout: '' });
		expect((await cli.json(['list'], 0, noKeychain)).data).toEqual({ connections: [] });
	});

	it('starts the practice CRM and warns that connecting will not work', async () => {
		const cli = await Cli.open();
		const port = await freePort();
		const running = cli.start(['practice', '--port', String(port), '--data-centers', 'us'], noKeychain);
		await running.line(/^Try in another terminal/);
		expect(running.stderr()).toMatch(/^warning: .*The keychain cannot be used/);
		expect((await fetch(`http://localhost:${port}/practice/health`)).status).toBe(200);
		running.child.kill('SIGTERM');
		expect(await running.ended).toMatchObject({ code: 0 });
	});
});
