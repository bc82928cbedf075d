import { afterAll, describe, expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { followDevice } from '../../../src/practice/follow-device.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { envelopeOf, removeBuiltCli } from './cli-harness.ts';
import { inStore, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

const at = ['--api-client', 'agency', '--data-center', 'lab'];

describe.skipIf(noKeyring)('the ways in', () => {
	it('takes a Self Client code on stdin and shows the scope to paste', async () => {
		const { cli, crm } = await openLab();
		const scopes = ['ZohoCRM.modules.READ', 'ZohoCRM.settings.READ', 'ZohoCRM.users.READ', 'ZohoCRM.org.READ'];
		const code = crm.generateCode({ org: 'acme', scopes, clientId: '1000.LABCLIENT' });
		const ran = await cli.run(['connect', ...at, '--code-stdin', '--json'], { input: `${code}\n` });
		expect(ran.stderr).toContain(`  ${scopes.join(',')}\n`);
		expect(envelopeOf<ConnectionView>(ran).data).toMatchObject({ alias: 'acme-gmbh', status: 'connected' });
		expect(JSON.stringify(cli.runs)).not.toContain(code);
		const again = await cli.json(['connect', ...at, '--code-stdin', '--alias', 'again'], 1, { input: code });
		expect(again.error?.code).toBe('INVALID_CODE');
	});

	it('takes a refresh token on stdin, and refuses one that is dead', async () => {
		const { cli } = await openLab();
		const dead = '1000.00112233445566778899aabbccddeeff.00112233445566778899aabbccddeeff';
		const refused = await cli.json(['connect', ...at, '--refresh-token-stdin'], 1, { input: dead });
		expect(refused.error).toMatchObject({ code: 'INVALID_CODE', message: expect.stringContaining('refresh token') });
		expect(JSON.stringify(cli.runs)).not.toContain(dead);
		expect((await cli.json<{ connections: unknown[] }>(['list'])).data.connections).toEqual([]);
		const both = await cli.json(['connect', ...at, '--refresh-token-stdin', '--code-stdin'], 2, { input: dead });
		expect(both.error).toMatchObject({
			code: 'USAGE',
			message: 'Choose one way in: --code-stdin or --refresh-token-stdin.',
		});
		expect((await cli.json(['connect', ...at, '--paste', '--device'], 2)).error?.message).toContain(
			'--paste or --device',
		);
	});

	it('takes the address that a browser on another machine ended at, after a wrong one', async () => {
		const { cli } = await openLab();
		const running = cli.start(['connect', ...at, '--paste', '--json'], { keepStdin: true });
		const { callbackUrl } = await followConsent(await running.url(), { org: 'acme', stopAtRedirect: true });
		running.child.stdin.write('http://localhost:8917/callback?state=0123&code=1000.a.b\n');
		await running.line(/belongs to no sign-in/);
		running.child.stdin.write(`${callbackUrl}\n`);
		const ran = await running.ended;
		expect(envelopeOf<ConnectionView>(ran).data).toMatchObject({ org: { name: 'Acme GmbH' }, status: 'connected' });
	});

	it('renews an org that is connected already, where asked to', async () => {
		const { cli, connect, connecting } = await openLab();
		const before = await connect('acme');
		const running = connecting('--renew-existing', '--json');
		await followConsent(await running.url(), { org: 'acme' });
		expect(envelopeOf<ConnectionView>(await running.ended).data).toMatchObject({ id: before.id, alias: 'acme' });
		const shown = await cli.json<{ tokenSlots: unknown }>(['show', 'acme']);
		expect(shown.data.tokenSlots).toEqual({ held: 1, limit: 20 });
		expect(inStore(cli, (store) => store.prepare('SELECT count(*) AS n FROM connection').get())).toEqual({ n: 1 });
		expect((await cli.json<ConnectionView>(['revoke', 'acme', '--prove'])).data.status).toBe('revoked');
	});

	it('says that a renewed connection keeps its alias and customer, and how they are changed', async () => {
		const { cli, connect, connecting } = await openLab();
		const before = await connect('acme');
		await cli.json(['edit', 'acme', '--customer', 'Acme']);
		const renewing = async (...more: string[]) => {
			const running = connecting('--renew-existing', ...more, '--json');
			await followConsent(await running.url(), { org: 'acme' });
			return envelopeOf<ConnectionView>(await running.ended);
		};
		const { data, warnings } = await renewing('--alias', 'other', '--customer', 'Acme & Co');
		expect(data).toMatchObject({ id: before.id, alias: 'acme', customer: 'Acme' });
		const command = "latchkey edit acme --alias other --customer 'Acme & Co'";
		expect(warnings).toEqual([
			`"acme" is renewed; --alias and --customer changed nothing. To change it: \`${command}\``,
		]);
		expect((await renewing('--customer', 'Acme')).warnings).toEqual([]);
		// Where it had none, it gets the one that was typed.
		await cli.json(['edit', 'acme', '--no-customer']);
		expect(await renewing('--customer', 'Acme & Co')).toMatchObject({ data: { customer: 'Acme & Co' }, warnings: [] });
	});

	it('says in words what other scopes allow, before the browser opens', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const running = cli.start(['reauth', 'acme', '--no-browser', '--json', '--scope', 'ZohoCRM.modules.ALL']);
		const url = await running.url();
		expect(running.stderr()).toContain('  + Read, change and delete all modules (ZohoCRM.modules.ALL)\n');
		expect(running.stderr()).toContain('  - Read settings (ZohoCRM.settings.READ)\n');
		await followConsent(url, { org: 'acme' });
		expect(envelopeOf<ConnectionView>(await running.ended).data.scopes).toContain('ZohoCRM.modules.ALL');
	});

	it('renews a connection of a Self Client, which has no browser sign-in, by a further code', async () => {
		const { cli, crm, connect } = await openLab();
		const { id } = await connect('acme');
		const changed = await cli.json(['api-client', 'change', 'agency', '--type', 'self-client']);
		expect(changed.data).toMatchObject({ type: 'self-client', redirectUris: [], secretsFor: ['*'] });
		const refused = await cli.json(['reauth', 'acme', '--no-browser'], 2);
		expect(refused.error).toMatchObject({
			code: 'API_CLIENT_WITHOUT_BROWSER',
			hint: expect.stringContaining('--code-stdin for a self-client'),
		});
		const scopes = ['ZohoCRM.users.READ', 'ZohoCRM.org.READ'];
		const code = crm.generateCode({ org: 'acme', scopes, clientId: '1000.LABCLIENT' });
		const renewed = await cli.json<ConnectionView>(['reauth', 'acme', '--code-stdin'], 0, { input: code });
		expect(renewed.data).toMatchObject({ id, alias: 'acme', status: 'connected' });
		const other = crm.generateCode({ org: 'globex', scopes, clientId: '1000.LABCLIENT' });
		const wrong = await cli.json(['reauth', 'acme', '--code-stdin'], 8, { input: other });
		expect(wrong.error?.message).toContain('kept apart as "globex-bv"');
		expect((await cli.json<ConnectionView>(['check', 'acme'])).data).toMatchObject({ id, status: 'connected' });
	});

	it('renews a connection on another device', async () => {
		const { cli, connect } = await openLab({ deviceIntervalSeconds: 0.2 });
		const { id } = await connect('acme');
		const signIn = async (decline: boolean) => {
			const running = cli.start(['reauth', 'acme', '--device', '--json']);
			await running.line(/^Waiting until/);
			const [, page = '', code = ''] = /^(http\S+)\n(\S+)$/m.exec(running.stderr()) ?? [];
			await followDevice(page, code, { org: 'acme', decline });
			return envelopeOf<ConnectionView>(await running.ended);
		};
		expect((await signIn(true)).error?.code).toBe('SIGN_IN_DENIED');
		expect((await cli.json<ConnectionView>(['check', 'acme'])).data).toMatchObject({ id, status: 'connected' });
		expect((await signIn(false)).data).toMatchObject({ id, alias: 'acme', status: 'connected' });
	});

	it('shows which data centers Zoho lists', async () => {
		const { cli } = await openLab();
		expect((await cli.json(['data-center', 'find', 'lab'])).data).toEqual({ dataCenters: [], trusted: [] });
	});
});
