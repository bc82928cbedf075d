import { type PracticeCrm, startPractice } from '../../src/practice/start-practice.ts';
import { expectAccessible, expectNowhere } from './support/accessible.ts';
import type { Cli } from './support/cli.ts';
import { expect, test } from './support/fixtures.ts';
import { choose, consent, continueInBrowser, nameIt, sheetOf } from './support/flows.ts';
import { addLab, labClient, labDataCenter, originOf } from './support/lab.ts';
import type { RunningApp } from './support/running-app.ts';
import { secretsOfSignIn } from './support/secrets.ts';

const openSheet = async (running: RunningApp) => {
	await running.window.getByRole('button', { name: /^Connect( an org)?$/ }).click();
	await expect(sheetOf(running)).toBeVisible();
	return sheetOf(running);
};

/** Another client's refresh token, as the CRM gives it to whoever has a code. */
async function refreshTokenOf(crm: PracticeCrm, org: string): Promise<string> {
	const { clientId, secret } = labClient;
	const code = crm.generateCode({ org, clientId });
	const body = { grant_type: 'authorization_code', client_id: clientId, client_secret: secret, code };
	const answer = await fetch(`${originOf(crm)}/oauth/v2/token`, { method: 'POST', body: new URLSearchParams(body) });
	return ((await answer.json()) as { refresh_token: string }).refresh_token;
}

test('a browser on another machine: the address that it ended at is pasted', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	const sheet = await openSheet(running);
	const url = await continueInBrowser(running, labDataCenter.name);
	const end = await consent(url, { org: 'acme', stopAtRedirect: true });
	await sheet.getByRole('button', { name: 'Browser on another machine?' }).click();
	const field = sheet.getByRole('textbox', { name: 'Paste the address that the browser ended at' });
	await expect(field).toBeFocused();
	await expectAccessible(running, 'paste');

	await test.step('what belongs to no sign-in is refused in place, and the waiting goes on', async () => {
		await field.fill('http://localhost:8917/callback?state=guessed&code=1000.guessed');
		await sheet.getByRole('button', { name: 'Continue' }).click();
		await expect(sheet.getByRole('alert')).toContainText('This address belongs to no sign-in that waits.');
		await expect(sheet.getByRole('alert')).toContainText('paste it again');
		await expect(sheet.getByRole('timer')).toBeVisible();
		expect((await running.snapshot()).signIns).toMatchObject([{ state: 'waiting' }]);
		await expectAccessible(running, 'paste-refused');
	});

	await test.step('the right one ends the sign-in', async () => {
		await field.fill(` ${end.callbackUrl} `);
		await field.press('Enter');
		await nameIt(running);
		await expect(running.row('acme-gmbh')).toContainText('Connected');
		await expectNowhere(running, secretsOfSignIn(end));
	});
});

test('a Self Client code: scopes out, code in', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	const { keyboard } = window;
	const sheet = await openSheet(running);

	await test.step('the way in is chosen by keyboard', async () => {
		await expect(sheet.getByRole('radio', { name: 'Browser' })).toBeChecked();
		await sheet.getByRole('radio', { name: 'Browser' }).focus();
		await keyboard.press('ArrowRight');
		await expect(sheet.getByRole('radio', { name: 'Device code' })).toBeChecked();
		await keyboard.press('ArrowRight');
		await expect(sheet.getByRole('radio', { name: 'Self Client code' })).toBeChecked();
		await expect(sheet.getByRole('radio', { name: 'Self Client code' })).toBeFocused();
	});

	await test.step('at Zoho it leads to the API console', async () => {
		await choose(running, 'Data center', 'United States');
		await sheet.getByRole('button', { name: 'Open the API console' }).click();
		expect(await running.nextOpened()).toMatch(/^https:\/\/api-console\.zoho\.com/);
		await choose(running, 'Data center', labDataCenter.name);
		await expect(sheet.getByRole('button', { name: 'Open the API console' })).toHaveCount(0);
	});

	const code = sheet.getByRole('textbox', { name: 'Self Client code' });
	await test.step('the scopes are copied as they are shown, and the three minutes begin', async () => {
		await expect(sheet.getByRole('timer')).toHaveCount(0);
		await expectAccessible(running, 'self-client');
		await sheet.getByRole('button', { name: 'Copy scopes' }).click();
		const copied = await expect
			.poll(() => running.clipboard())
			.toMatch(/^ZohoCRM\.[\w.,]+$/)
			.then(() => running.clipboard());
		await expect(sheet.getByText(copied)).toBeVisible();
		await expect(sheet.getByRole('timer')).toHaveText(/^(3:00|2:5\d) left for a code of 3 minutes$/);
		await expectAccessible(running, 'self-client-copied');
	});

	await test.step('gaps, two words and a code that is no code are refused in place', async () => {
		await sheet.getByRole('button', { name: 'Connect', exact: true }).click();
		await expect(sheet.getByText('Fill in this field.')).toBeVisible();
		await code.fill('two words');
		await sheet.getByRole('button', { name: 'Connect', exact: true }).click();
		await expect(sheet.getByText('This has a space in it. Copy it again.')).toBeVisible();
		await code.fill('1000.guessedcode.0123456789');
		await code.press('Enter');
		await expect(sheet.getByRole('alert')).toContainText('Zoho did not accept this code. Nothing was saved.');
		await expect(code).toHaveValue('');
		await expectNowhere(running, ['1000.guessedcode.0123456789']);
		await expectAccessible(running, 'self-client-refused');
	});

	await test.step('a code connects', async () => {
		const scopes = (await running.clipboard()).split(',');
		const generated = lab.generateCode({ org: 'globex', scopes, clientId: labClient.clientId });
		await code.fill(` ${generated} `);
		await sheet.getByRole('button', { name: 'Connect', exact: true }).click();
		await nameIt(running);
		await expect(running.row('globex-bv')).toContainText('Connected');
		await expect(window.getByRole('region', { name: 'Details of globex-bv' })).toBeVisible();
		await expectNowhere(running, [generated]);
	});

	await test.step('an alias that is taken is said where the next one is named, and it keeps the proposed one', async () => {
		await openSheet(running);
		await sheet.getByText('Self Client code').click();
		await sheet.getByRole('button', { name: 'Copy scopes' }).click();
		await expect(sheet.getByRole('timer')).toBeVisible();
		const scopes = (await running.clipboard()).split(',');
		await code.fill(lab.generateCode({ org: 'acme', scopes, clientId: labClient.clientId }));
		await code.press('Enter');
		const alias = sheet.getByRole('textbox', { name: 'Alias' });
		await alias.fill('globex-bv');
		await alias.press('Enter');
		await expect(sheet).toContainText('The alias "globex-bv" is already in use.');
		await sheet.getByRole('combobox', { name: 'Tags' }).fill('vip');
		await sheet.getByRole('combobox', { name: 'Tags' }).press('Tab');
		await sheet.getByRole('button', { name: 'Close' }).click();
		await expect(sheet).toBeHidden();
		await expect(running.row('acme-gmbh')).toContainText('vip');
	});
});

test('the three minutes of a code end with one sentence', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	await running.window.clock.install();
	await running.reload();
	const sheet = await openSheet(running);
	await choose(running, 'Data center', labDataCenter.name);
	await sheet.getByText('Self Client code').click();
	await sheet.getByRole('button', { name: 'Copy scopes' }).click();
	await expect(sheet.getByRole('timer')).toBeVisible();
	await running.window.clock.fastForward('03:01');
	await expect(sheet.getByRole('timer')).toHaveCount(0);
	await expect(sheet.getByRole('status').filter({ hasText: 'The 3 minutes are over.' })).toBeVisible();
});

test('a first API client for a Self Client is added before there are scopes to copy', async ({ launch, cli, lab }) => {
	await cli.json([
		...['data-center', 'add', '--id', labDataCenter.id, '--name', labDataCenter.name],
		...['--accounts-url', originOf(lab), '--api-url', originOf(lab)],
	]);
	const running = await launch();
	const sheet = await openSheet(running);
	await choose(running, 'Data center', labDataCenter.name);
	await sheet.getByText('Self Client code').click();
	await expect(sheet.getByRole('textbox', { name: 'Redirect URI' })).toHaveCount(0);
	await expect(sheet.getByRole('button', { name: 'Copy scopes' })).toHaveCount(0);
	await sheet.getByRole('textbox', { name: 'Client ID' }).fill(labClient.clientId);
	await sheet.getByLabel('Client secret').fill(labClient.secret);
	await expectAccessible(running, 'self-client-new');
	await sheet.getByRole('button', { name: 'Add API client' }).click();
	await expect(sheet.getByRole('button', { name: 'Copy scopes' })).toBeVisible();
	await expect(sheet.getByRole('combobox', { name: 'API client' })).toContainText('Self Client');
	await expectNowhere(running, [labClient.secret]);
	const code = lab.generateCode({ org: 'acme', clientId: labClient.clientId });
	await sheet.getByRole('textbox', { name: 'Self Client code' }).fill(code);
	await sheet.getByRole('button', { name: 'Connect', exact: true }).click();
	await nameIt(running);
	await expect(running.row('acme-gmbh')).toContainText('Connected');
});

test('a refresh token from elsewhere is used once and kept', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	const sheet = await openSheet(running);
	await choose(running, 'Data center', labDataCenter.name);
	await sheet.getByText('Refresh token').click();
	await expect(sheet.getByText('It is used once to prove it works.')).toBeVisible();
	await expectAccessible(running, 'refresh-token');
	const field = sheet.getByRole('textbox', { name: 'Refresh token' });

	await field.fill('1000.0123456789abcdef.fedcba9876543210');
	await field.press('Enter');
	await expect(sheet.getByRole('alert')).toContainText('Zoho did not accept this refresh token.');
	await expect(field).toHaveValue('');
	await expectAccessible(running, 'refresh-token-refused');
	await sheet.getByText('Browser').click();
	await expect(sheet.getByRole('alert')).toHaveCount(0);
	await sheet.getByText('Refresh token').click();

	const token = await refreshTokenOf(lab, 'acme');
	await field.fill(token);
	await sheet.getByRole('button', { name: 'Connect', exact: true }).click();
	await nameIt(running, { alias: 'moved' });
	await expect(running.row('moved')).toContainText('Acme GmbH');
	await expectNowhere(running, [token]);
	expect((await cli.run(['token', 'moved'])).code).toBe(0);

	await test.step('one that holds the same token is named before a revoke ends both', async () => {
		const place = ['--api-client', labClient.name, '--data-center', labDataCenter.id];
		await cli.json(['connect', ...place, '--alias', 'copy', '--refresh-token-stdin'], token);
		await expect(running.row('copy')).toContainText('Connected');
		await running.window
			.getByRole('region', { name: 'Details of moved' })
			.getByRole('button', { name: 'Revoke…' })
			.click();
		await expect
			.poll(async () => (await running.asked()).at(-1)?.detail)
			.toContain('copy ends, too: it holds the same refresh token.');
		const { window } = running;
		await window.getByRole('checkbox', { name: 'Select moved' }).check({ force: true });
		const bar = window.getByRole('toolbar', { name: 'Selected connections' });
		await bar.getByRole('button', { name: 'Revoke…' }).click();
		await sheet.getByRole('checkbox', { name: 'Production orgs, too' }).check();
		await expect(sheet).toContainText('copy ends, too: it holds the same refresh token as one of them.');
		await expectAccessible(running, 'revoke-shared');
		await expectNowhere(running, [token]);
		await running.window.keyboard.press('Escape');
	});
});

test.describe('a client secret that is missing', () => {
	const usSecret = '3c1f0a9e8d7b6c5a4f3e2d1c0b9a8f7e6d5c4b3a2f';

	/** Two data centers, and an API client whose secret is known for the first alone. */
	async function addTwo(cli: Cli): Promise<PracticeCrm> {
		const crm = await startPractice({ locations: ['eu', 'us'], basePort: 0 });
		const { clientId, secret, redirectUris } = labClient;
		const secrets = { 'practice-eu': secret, 'practice-us': usSecret };
		crm.addApiClient({ name: 'Agency', clientId, secrets, redirectUris });
		for (const { location, accountsUrl } of crm.dataCenters) {
			const names = ['--id', `lab-${location}`, '--name', `Lab ${location.toUpperCase()}`];
			await cli.json(['data-center', 'add', ...names, '--accounts-url', accountsUrl, '--api-url', accountsUrl]);
		}
		const names = ['--name', 'agency', '--client-id', clientId, '--redirect-uri', redirectUris[0]];
		await cli.json(['api-client', 'add', ...names, '--data-center', 'lab-eu', '--secret-stdin'], secret);
		return crm;
	}

	test('is asked for in the sheet, and the sign-in goes on with it', async ({ launch, cli }) => {
		const crm = await addTwo(cli);
		const running = await launch();
		const sheet = await openSheet(running);
		const url = await continueInBrowser(running, 'Lab EU');
		const browser = consent(url, { org: 'initech' });
		await expect(sheet.getByRole('heading', { name: 'A client secret is missing' })).toBeVisible();
		await expect(sheet).toContainText('This user lives in Lab US. agency has no client secret for it yet.');
		await expect(sheet.getByRole('timer')).toHaveText(/^1:[34]\d left$/);
		const field = sheet.getByLabel('Client secret');
		await expect(field).toBeFocused();
		await expectAccessible(running, 'needs-secret');

		await field.fill('two words');
		await field.press('Enter');
		await expect(sheet.getByText('This has a space in it. Copy it again.')).toBeVisible();
		await field.fill('geheim-für-später');
		await field.press('Enter');
		await expect(sheet.getByRole('alert')).toContainText('This cannot be a client secret.');
		await expect(sheet.getByRole('timer')).toBeVisible();
		await expect(field).toHaveValue('');
		await expect(field).toBeFocused();
		await expectAccessible(running, 'needs-secret-refused');

		await field.fill(usSecret);
		await sheet.getByRole('button', { name: 'Continue' }).click();
		await expect(sheet).toContainText('This user lives in Lab US; the sign-in began at Lab EU.');
		await nameIt(running);
		await expect(running.row('initech-inc')).toContainText('Connected');
		await expectNowhere(running, [usSecret, labClient.secret]);
		const { apiClients } = await running.snapshot();
		expect(apiClients[0]?.secretsFor.toSorted()).toEqual(['lab-eu', 'lab-us']);
		await browser;
		await crm.close();
	});

	test('is asked for where the data center is found by the sign-in', async ({ launch, cli }) => {
		const crm = await addTwo(cli);
		const running = await launch();
		const sheet = await openSheet(running);
		const dataCenter = sheet.getByRole('combobox', { name: 'Data center' });
		await choose(running, 'Data center', 'Find it for me');

		// No client secret for the United States: it begins where there is one.
		const begins = new URL(originOf(crm)).host;
		await expect(sheet.getByText(`Begins at ${begins}, ends where the org lives`)).toBeVisible();
		await expect(sheet.getByText(/has no client secret/)).toHaveCount(0);
		await expectAccessible(running, 'find-data-center');
		await sheet.getByText('Refresh token').click();
		await expect(dataCenter).toContainText('Lab EU');
		await dataCenter.click();
		await expect(running.window.getByRole('option', { name: 'Find it for me' })).toHaveCount(0);
		await running.window.keyboard.press('Escape');
		await sheet.getByText('Browser', { exact: true }).click();
		await expect(dataCenter).toContainText('Find it for me');

		const url = await continueInBrowser(running);
		expect(new URL(url).host).toBe(begins);
		await expect(sheet.getByText('Begins at', { exact: true })).toBeVisible();
		const browser = consent(url, { org: 'initech' });
		await expect(sheet).toContainText('This user lives in Lab US.');
		await sheet.getByLabel('Client secret').fill(usSecret);
		await sheet.getByRole('button', { name: 'Continue' }).click();
		await expect(sheet).toContainText('This user lives in Lab US; the sign-in began at Lab EU.');
		await nameIt(running, { alias: 'found' });
		await expect(running.row('found')).toContainText('Connected');
		const { connections } = await running.snapshot();
		expect(connections).toMatchObject([{ alias: 'found', dataCenter: 'lab-us' }]);
		await browser;
		await crm.close();
	});

	test('waits in the strip when the sheet was closed, and can be cancelled', async ({ launch, cli }) => {
		const crm = await addTwo(cli);
		const running = await launch();
		const { window } = running;
		const sheet = await openSheet(running);
		const url = await continueInBrowser(running, 'Lab EU');
		await sheet.getByRole('button', { name: 'Close' }).click();
		await expect(sheet).toBeHidden();
		const browser = consent(url, { org: 'initech' });
		await expect(window.getByText('A sign-in needs a client secret for Lab US', { exact: true }).last()).toBeVisible();
		await expectAccessible(running, 'needs-secret-strip');
		await window.getByRole('button', { name: 'Enter secret' }).click();
		await expect(sheet.getByLabel('Client secret')).toBeFocused();
		await sheet.getByRole('button', { name: 'Cancel' }).click();
		await expect(sheet).toBeHidden();
		await expect(window.getByRole('button', { name: 'Enter secret' })).toHaveCount(0);
		expect(await running.snapshot()).toMatchObject({ connections: [], signIns: [] });
		await browser;
		await crm.close();
	});
});
