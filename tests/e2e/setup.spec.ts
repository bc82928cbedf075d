import { startPractice } from '../../src/practice/start-practice.ts';
import { expectAccessible, expectFits, expectNowhere } from './support/accessible.ts';
import { startFakeZoho } from './support/fake-zoho.ts';
import { expect, test } from './support/fixtures.ts';
import { choose, consent, continueInBrowser, nameIt, sheetOf } from './support/flows.ts';
import { addLab, addLabDataCenter, labClient, labDataCenter } from './support/lab.ts';

test('adds an API client of the type self-client and offers only its ways in', async ({ launch, cli, lab }) => {
	await addLabDataCenter(cli, lab);
	const running = await launch();
	const sheet = sheetOf(running);
	await running.window.getByRole('button', { name: 'Connect an org' }).click();
	await choose(running, 'Data center', labDataCenter.name);

	await test.step('each type says what it is for; the redirect URI goes with the browser', async () => {
		const types = sheet.getByRole('group', { name: 'Type' });
		await expect(types.getByRole('radio')).toHaveCount(4);
		await expect(types.getByRole('radio', { name: /^Server-based/ })).toBeChecked();
		await expect(sheet.getByRole('textbox', { name: 'Redirect URI' })).toBeVisible();
		await types.getByRole('radio', { name: /^Server-based/ }).focus();
		await running.window.keyboard.press('ArrowDown');
		await expect(sheet.getByRole('textbox', { name: 'Redirect URI' })).toBeVisible();
		await running.window.keyboard.press('ArrowDown');
		await expect(types.getByRole('radio', { name: /^Self Client/ })).toBeChecked();
		await expect(sheet.getByRole('textbox', { name: 'Redirect URI' })).toHaveCount(0);
		await expect(sheet.getByRole('radio', { name: 'Self Client code' })).toBeChecked();
		await expectAccessible(running, 'new-self-client');
		await expectFits(running, 'new-self-client');
	});

	await test.step('added, it connects by its code', async () => {
		await sheet.getByRole('textbox', { name: 'Client ID' }).fill(labClient.clientId);
		await sheet.getByLabel('Client secret').fill(labClient.secret);
		await sheet.getByRole('button', { name: 'Add API client' }).click();
		await expect(sheet.getByRole('button', { name: 'Copy scopes' })).toBeVisible();
		expect((await running.snapshot()).apiClients).toMatchObject([{ type: 'self-client', redirectUris: [] }]);
		await expect(sheet.getByRole('radio', { name: 'Browser' })).toHaveCount(0);
		const code = lab.generateCode({ org: 'globex', clientId: labClient.clientId });
		await sheet.getByRole('textbox', { name: 'Self Client code' }).fill(code);
		await sheet.getByRole('button', { name: 'Connect', exact: true }).click();
		await nameIt(running);
		await expect(running.row('globex-bv')).toContainText('Connected');
		await expectNowhere(running, [code, labClient.secret]);
	});
});

test('changes an API client while its secrets stay, and comes back to the form', async ({ launch, cli, lab }) => {
	test.setTimeout(120_000);
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	const sheet = sheetOf(running);

	await test.step('from the sidebar', async () => {
		await window.getByRole('button', { name: 'API clients…' }).click();
		await expect(sheet).toContainText('Server-based, not used yet');
		await sheet.getByRole('button', { name: 'Add an API client' }).click();
		await expect(sheet.getByRole('group', { name: 'New API client' })).toBeVisible();
		await sheet.getByRole('button', { name: 'Cancel' }).click();
		await expect(sheet).toBeHidden();
		await window.getByRole('button', { name: 'API clients…' }).click();
		await expectAccessible(running, 'api-clients');
		await expectFits(running, 'api-clients');
		await sheet.getByRole('button', { name: 'Change: agency' }).click();
		await expect(sheet.getByRole('heading', { name: 'Change agency' })).toBeVisible();
		await sheet.getByRole('button', { name: 'Remove redirect URI: 2' }).click();
		await expect(sheet.getByRole('textbox', { name: 'Redirect URI 1' })).toBeFocused();
		await sheet.getByRole('button', { name: 'Add a redirect URI' }).click();
		await expect(sheet.getByRole('textbox', { name: 'Redirect URI 2' })).toBeFocused();
		await window.keyboard.type('https://elsewhere.example/callback');
		await sheet.getByRole('button', { name: 'Save' }).click();
		await expect(sheet.getByRole('alert')).toContainText('cannot be a redirect URI here');
		await expectAccessible(running, 'change-api-client');
		await expectFits(running, 'change-api-client');
		await sheet.getByRole('textbox', { name: 'Redirect URI 2' }).fill('http://localhost:8921/callback');
		await sheet.getByRole('button', { name: 'Copy redirect URI: 2' }).click();
		await expect.poll(() => running.clipboard()).toBe('http://localhost:8921/callback');
		await sheet.getByRole('textbox', { name: 'Scopes' }).fill('ZohoCRM.modules.ALL');
		await sheet.getByRole('button', { name: 'Save' }).click();
		await expect(sheet.getByRole('button', { name: 'Change: agency' })).toBeVisible();
		const { apiClients } = await running.snapshot();
		expect(apiClients).toMatchObject([
			{ redirectUris: [labClient.redirectUris[0], 'http://localhost:8921/callback'], secretsFor: ['*'] },
		]);
		expect(apiClients[0]?.scopes).toEqual(['ZohoCRM.modules.ALL']);
		await window.keyboard.press('Escape');
		await expect(sheet).toBeHidden();
		await expect(window.getByRole('button', { name: 'API clients…' })).toBeFocused();
	});

	await test.step('from the connect form, which is as it was afterwards', async () => {
		await window.getByRole('button', { name: 'Connect an org' }).click();
		await choose(running, 'Data center', labDataCenter.name);
		await choose(running, 'Environment', 'Production');
		await sheet.getByRole('button', { name: 'Change this API client' }).click();
		await sheet.getByRole('radio', { name: /^Non-browser/ }).click();
		await expect(sheet.getByRole('textbox', { name: /^Redirect URI/ })).toHaveCount(0);
		await sheet.getByRole('button', { name: 'Save' }).click();
		await expect(sheet.getByRole('heading', { name: 'Connect an org' })).toBeVisible();
		await expect(sheet.getByRole('combobox', { name: 'Environment' })).toContainText('Production');
		await expect(sheet.getByRole('radio', { name: 'Device code' })).toBeChecked();
		await expect(sheet.getByRole('radio', { name: 'Browser' })).toHaveCount(0);
	});

	await test.step('and back, its secret still works', async () => {
		await sheet.getByRole('button', { name: 'Change this API client' }).click();
		await sheet.getByRole('radio', { name: /^Server-based/ }).click();
		await sheet.getByRole('button', { name: 'Save' }).click();
		await sheet.getByText('Browser').first().click();
		await consent(await continueInBrowser(running), { org: 'acme' });
		await nameIt(running, { alias: 'kept' });
		await expect(running.row('kept')).toContainText('Connected');
	});
});

test('finds what is new at Zoho and trusts it after a question', async ({ launch, cli }) => {
	test.setTimeout(120_000);
	const extraLocations = {
		us: 'https://accounts.zoho.com',
		xx: 'https://accounts.zoho.xx',
		yy: 'https://login.elsewhere.example',
	};
	const crm = await startPractice({ locations: ['eu'], basePort: 0, extraLocations });
	const listed = await fetch(`${crm.dataCenters[0]?.accountsUrl}/oauth/serverinfo`);
	const zoho = await startFakeZoho(await listed.json());
	const hosts = ['--accounts-url', 'http://localhost:9911', '--api-url', 'http://localhost:9911'];
	await cli.json(['data-center', 'add', '--id', 'old', '--name', 'Old lab', ...hosts]);
	const running = await launch(zoho.env);
	const { window } = running;
	const sheet = sheetOf(running);

	await test.step('the sheet lists all with their hosts', async () => {
		await window.getByRole('button', { name: 'Data centers…' }).click();
		await expect(sheet).toContainText('accounts.zoho.com.au');
		await expect(sheet.getByRole('listitem').filter({ hasText: 'United Kingdom' })).toContainText(
			'not confirmed by Zoho',
		);
		await expect(sheet.getByRole('button', { name: /^Remove: / })).toHaveCount(1);
		await expectAccessible(running, 'data-centers');
		await expectFits(running, 'data-centers');
	});

	await test.step('what is new is named with its hosts, and nothing is trusted by looking', async () => {
		await sheet.getByRole('button', { name: 'Refresh the list from Zoho' }).click();
		await expect(sheet.getByRole('heading', { name: 'New at Zoho' })).toBeVisible();
		await expect(sheet).toContainText('www.zohoapis.xx');
		const unguessed = sheet.getByRole('listitem').filter({ hasText: 'login.elsewhere.example' });
		await expect(unguessed).toContainText('latchkey data-center add');
		await expect(unguessed.getByRole('button')).toHaveCount(0);
		expect((await running.snapshot()).dataCenters.map(({ id }) => id)).not.toContain('xx');
		await expectAccessible(running, 'data-centers-found');
		await expectFits(running, 'data-centers-found');
	});

	await test.step('a no is quiet, a yes trusts it', async () => {
		const trust = sheet.getByRole('button', { name: 'Trust…: XX' });
		await trust.click();
		await expect.poll(async () => (await running.asked()).at(-1)?.message).toBe('Trust the data center "xx"?');
		await expect(trust).toBeVisible();
		await expect(sheet.getByRole('alert')).toHaveCount(0);
		await running.answerWith('confirm');
		await trust.click();
		await expect(trust).toHaveCount(0);
		await expect(sheet.getByRole('button', { name: 'Remove: XX' })).toBeVisible();
		await expect(sheet.locator(':focus').or(sheet.and(window.locator(':focus')))).toHaveCount(1);
		const { dataCenters } = await running.snapshot();
		expect(dataCenters.find(({ id }) => id === 'xx')).toMatchObject({
			...{ accountsUrl: 'https://accounts.zoho.xx', apiUrl: 'https://www.zohoapis.xx', kind: 'custom' },
		});
	});

	await test.step('a custom one without connections goes', async () => {
		await sheet.getByRole('button', { name: 'Remove: Old lab' }).focus();
		await window.keyboard.press('Enter');
		await expect(sheet.getByRole('button', { name: 'Remove: Old lab' })).toHaveCount(0);
		expect((await running.snapshot()).dataCenters.map(({ id }) => id)).not.toContain('old');
		await expect(sheet.locator(':focus').or(sheet.and(window.locator(':focus')))).toHaveCount(1);
		await window.keyboard.press('Escape');
		await expect(window.getByRole('button', { name: 'Data centers…' })).toBeFocused();
	});
	zoho.close();
	await crm.close();
});

test('says in the sheet that Zoho could not be asked', async ({ launch }) => {
	const running = await launch({ HTTPS_PROXY: 'http://127.0.0.1:9' });
	await running.window.getByRole('button', { name: 'Data centers…' }).click();
	await sheetOf(running).getByRole('button', { name: 'Refresh the list from Zoho' }).click();
	await expect(sheetOf(running).getByRole('alert')).toContainText('Could not reach accounts.zoho.com');
	await expectAccessible(running, 'data-centers-unreachable');
});
