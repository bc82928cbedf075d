import type { ConnectionView } from '../../src/shared/views.ts';
import { expect, test } from './support/fixtures.ts';
import { connect, consent } from './support/flows.ts';
import { addLab, labClient, labDataCenter, originOf } from './support/lab.ts';

/** What another process writes is shown this soon, in milliseconds. */
const soon = 1_000;

test('a connection made in the app is listed and its token usable by the CLI at once', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	await connect(running, 'acme', { dataCenter: labDataCenter.name, alias: 'acme', customer: 'Acme' });

	const { connections } = await cli.json<{ connections: ConnectionView[] }>(['list']);
	expect(connections).toEqual((await running.snapshot()).connections);
	const { code, stdout } = await cli.run(['token', 'acme']);
	expect(code).toBe(0);
	const headers = { authorization: `Zoho-oauthtoken ${stdout.trim()}` };
	expect((await fetch(`${originOf(lab)}/crm/v8/org`, { headers })).status).toBe(200);
});

test('what the CLI connects, renews, revokes and forgets shows in the window within a second', async ({
	launch,
	cli,
	lab,
}) => {
	await addLab(cli, lab);
	const running = await launch();
	const args = ['connect', '--api-client', labClient.name, '--data-center', labDataCenter.id, '--alias', 'from-cli'];
	const { url, end } = await cli.signIn(args);
	await consent(url, { org: 'acme-sandbox' });
	expect(await end).toBe(0);
	await expect(running.row('from-cli')).toContainText('Sandbox', { timeout: soon });

	await test.step('a re-authentication that the CLI began is seen as under way, then as done', async () => {
		const reauth = await cli.signIn(['reauth', 'from-cli']);
		await expect(running.row('from-cli')).toContainText('Waiting for sign-in', { timeout: soon });
		await consent(reauth.url, { org: 'acme-sandbox' });
		expect(await reauth.end).toBe(0);
		await expect(running.row('from-cli')).toContainText('Connected', { timeout: soon });
	});

	await test.step('a revoke', async () => {
		expect((await cli.run(['revoke', 'from-cli', '--yes'])).code).toBe(0);
		await expect(running.row('from-cli')).toContainText('Revoked on', { timeout: soon });
	});

	await test.step('a forget', async () => {
		expect((await cli.run(['forget', 'from-cli', '--yes'])).code).toBe(0);
		await expect(running.row('from-cli')).toHaveCount(0, { timeout: soon });
	});
});
