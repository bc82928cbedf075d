import { expectAccessible, expectFits } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { choose, consent, continueInBrowser, nameIt, sheetOf } from './support/flows.ts';
import { addLab, labDataCenter } from './support/lab.ts';

test('a new connection asks for the scopes that were chosen, and says why each', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	const sheet = sheetOf(running);
	await window.getByRole('button', { name: 'Connect an org' }).click();
	await choose(running, 'Data center', labDataCenter.name);
	await expect(sheet.getByRole('combobox', { name: 'Scopes' })).toContainText('As the API client says');

	await test.step('a preset, in plain words', async () => {
		await choose(running, 'Scopes', 'Read, change and delete records');
		await sheet.getByText('What it may do, and why').click();
		const reasons = sheet.getByRole('group').filter({ hasText: 'What it may do, and why' });
		await expect(reasons).toContainText('Read, change and delete all modules');
		await expect(reasons).toContainText('For the records that your programs work with.');
		await expect(reasons.getByText('Latchkey sees by it whose connection it is.')).toHaveCount(2);
		await expectAccessible(running, 'connect-scopes');
		await expectFits(running, 'connect-scopes');
		await running.picture('connect-scopes');
	});

	await test.step('an own list, which the browser is asked for', async () => {
		await choose(running, 'Scopes', 'Own list');
		const own = sheet.getByRole('textbox', { name: 'Own scopes' });
		await expect(own).toHaveValue(/^ZohoCRM\.modules\.ALL, /);
		await own.fill('ZohoCRM.modules.READ ZohoCRM.coql.READ');
		const url = await continueInBrowser(running);
		expect(new URL(url).searchParams.get('scope')?.split(',')).toEqual([
			...['ZohoCRM.modules.READ', 'ZohoCRM.coql.READ', 'ZohoCRM.users.READ', 'ZohoCRM.org.READ'],
		]);
		await consent(url, { org: 'globex' });
		await nameIt(running, { alias: 'acme' });
		expect((await running.snapshot()).connections).toMatchObject([
			{
				alias: 'acme',
				scopes: ['ZohoCRM.modules.READ', 'ZohoCRM.coql.READ', 'ZohoCRM.users.READ', 'ZohoCRM.org.READ'],
			},
		]);
	});

	await test.step('a wrong one is refused in the form, which keeps it', async () => {
		await window.getByRole('button', { name: 'Connect', exact: true }).click();
		await choose(running, 'Scopes', 'Own list');
		await sheet.getByRole('textbox', { name: 'Own scopes' }).fill('everything');
		await sheet.getByRole('button', { name: 'Continue in browser' }).click();
		await expect(sheet.getByRole('alert')).toContainText('everything');
		await expect(sheet.getByRole('textbox', { name: 'Own scopes' })).toHaveValue('everything');
	});
});
