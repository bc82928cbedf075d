import { expectAccessible, expectFits } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { choose, consent, continueInBrowser, nameIt, select, sheetOf } from './support/flows.ts';
import { addLab, labDataCenter } from './support/lab.ts';

test('an org of another environment than expected is kept apart until the person decides', async ({
	launch,
	cli,
	lab,
}) => {
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	const sheet = sheetOf(running);
	const connectExpecting = async (environment: string, org: string) => {
		await window.getByRole('button', { name: /^Connect( an org)?$/ }).click();
		await choose(running, 'Data center', labDataCenter.name);
		await choose(running, 'Environment', environment);
		const url = await continueInBrowser(running);
		await consent(url, { org });
	};

	await test.step('the sheet says what the choice means', async () => {
		await window.getByRole('button', { name: 'Connect an org' }).click();
		await expect(sheet.getByRole('combobox', { name: 'Environment' })).toContainText('As the org says');
		await choose(running, 'Environment', 'Sandbox');
		await expect(sheet.getByText('keeps an org of another environment apart')).toBeVisible();
		await expectAccessible(running, 'expected-environment');
		await expectFits(running, 'expected-environment');
		await window.keyboard.press('Escape');
		await expect(sheet).toBeHidden();
	});

	await test.step('production is not taken for the sandbox', async () => {
		await connectExpecting('Sandbox', 'acme');
		await expect(running.row('acme-gmbh')).toContainText('Kept apart');
		const pane = window.getByRole('region', { name: 'Details of acme-gmbh' });
		await expect(pane).toContainText('You expected sandbox, but signed in to Acme GmbH, production');
		await expect(pane.getByRole('button', { name: 'Revoke' })).toBeVisible();
		await expectAccessible(running, 'other-environment');
		expect((await cli.run(['token', 'acme-test'])).code).not.toBe(0);
		await pane.getByRole('button', { name: 'Check', exact: true }).click();
		await expect(running.row('acme-gmbh')).toContainText('Connected');
	});

	await test.step('the sandbox is connected under the alias that was meant for it', async () => {
		await connectExpecting('Sandbox', 'acme-sandbox');
		await nameIt(running, { alias: 'acme-test' });
		await expect(running.row('acme-test')).toContainText('Connected');
		await expect(await select(running, 'acme-test')).toContainText('Sandbox');
	});
});
