import { expect, test } from './support/fixtures.ts';
import { choose, consent, nameIt, sheetOf } from './support/flows.ts';
import { heapOf } from './support/heap.ts';
import { addLabDataCenter, labClient, labDataCenter } from './support/lab.ts';

test('a person adds an API client and connects with it, and its secret never comes back to the window', async ({
	launch,
	cli,
	lab,
}) => {
	await addLabDataCenter(cli, lab);
	const running = await launch();
	const { window } = running;
	await window.evaluate(() => {
		const told: string[] = [];
		Reflect.set(globalThis, 'told', told);
		self.latchkey.onEvent((event) => told.push(JSON.stringify(event)));
	});

	await test.step('the form says what to register and refuses to go on with gaps', async () => {
		await window.getByRole('button', { name: 'Connect an org' }).click();
		const sheet = sheetOf(running);
		await choose(running, 'Data center', labDataCenter.name);
		await expect(sheet.getByRole('textbox', { name: 'Redirect URI' })).toHaveValue('http://localhost:8917/callback');
		await sheet.getByRole('button', { name: 'Copy redirect URI' }).click();
		await expect.poll(() => running.clipboard()).toBe('http://localhost:8917/callback');
		await sheet.getByRole('button', { name: 'Continue in browser' }).click();
		await expect(sheet.getByText('Fill in this field.')).toHaveCount(2);
		await expect(sheet.getByRole('textbox', { name: 'Client ID' })).toBeFocused();
		await running.picture('api-client-form');
	});

	await test.step('filled in, it leads to the browser and to the connection', async () => {
		const sheet = sheetOf(running);
		await sheet.getByRole('textbox', { name: 'Name' }).fill(labClient.name);
		await sheet.getByRole('textbox', { name: 'Client ID' }).fill(labClient.clientId);
		await sheet.getByLabel('Client secret').fill(labClient.secret);
		await sheet.getByRole('button', { name: 'Continue in browser' }).click();
		const url = await running.nextOpened();
		expect(url).not.toContain(labClient.secret);
		await consent(url, { org: 'globex' });
		await nameIt(running);
		const row = running.row('globex-bv');
		await expect(row).toContainText('Connected');
		await expect(row).not.toContainText('practice');
		await expect(window.getByRole('rowheader').filter({ hasText: labDataCenter.name })).toBeVisible();
		const { apiClients } = await running.snapshot();
		expect(apiClients).toMatchObject([{ name: labClient.name, secretsFor: [labDataCenter.id], practice: false }]);
	});

	await test.step('the secret is in no answer, no event, no document and no storage', async () => {
		const added = await running.call('addApiClient', {
			...{
				name: 'second',
				clientId: '1000.SECOND',
				type: 'server-based',
				redirectUris: labClient.redirectUris,
				scopes: [],
			},
			...{ clientSecret: labClient.secret, dataCenter: null },
		});
		expect(added.ok).toBe(true);
		const answers = [added, await running.snapshot(), await running.call('removeApiClient', { name: 'second' })];
		const seen = await window.evaluate(() => [
			...(Reflect.get(globalThis, 'told') as string[]),
			document.documentElement.outerHTML,
			...[...document.querySelectorAll('input')].map(({ value }) => value),
			JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
		]);
		expect(seen.length).toBeGreaterThan(4);
		expect(JSON.stringify([answers, seen])).not.toContain(labClient.secret);
	});

	await test.step('after a reload it is nowhere in the memory of the page', async () => {
		await running.reload();
		await expect(running.row('globex-bv')).toBeVisible();
		const heap = await heapOf(window);
		expect(heap).toContain('globex-bv');
		expect(heap.includes(labClient.secret)).toBe(false);
	});

	await test.step('the CLI does not show it either, and can use it', async () => {
		const listed = await cli.run(['api-client', 'list', '--json']);
		expect(listed.stdout).toContain(labClient.clientId);
		expect(listed.stdout).not.toContain(labClient.secret);
		expect((await cli.run(['refresh', 'globex-bv'])).code).toBe(0);
	});
});
