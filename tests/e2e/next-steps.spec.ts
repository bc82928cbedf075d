import { expectAccessible, expectFits } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { connect, consent } from './support/flows.ts';
import { addLab, labDataCenter } from './support/lab.ts';

test('a message of what went wrong waits for the person, with its next step and the trace', async ({
	launch,
	cli,
	lab,
}) => {
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	await connect(running, 'acme', { dataCenter: labDataCenter.name });
	const [connection] = (await running.snapshot()).connections;
	const row = running.row('acme-gmbh');
	const messages = window.getByRole('region', { name: 'Messages' });
	const problem = messages.getByRole('alert');
	await window.clock.install();

	await test.step('it stays where what only tells has gone', async () => {
		await lab.revokeEverywhere(connection?.user.email ?? '');
		await row.hover();
		await row.getByRole('button', { name: 'Refresh: acme-gmbh' }).click();
		await expect(problem).toContainText('Zoho no longer accepts the sign-in of "acme-gmbh".');
		await problem.getByRole('button', { name: 'Copy trace' }).click();
		await expect(messages.getByText('Trace copied.')).toBeVisible();
		await window.clock.fastForward('02:00');
		await expect(messages.getByText('Trace copied.')).toBeHidden();
		await expect(problem).toBeVisible();
		await expectAccessible(running, 'message');
		await expectFits(running, 'message');
	});

	await test.step('its button is reached by keyboard, does the next step, and gives the focus back', async () => {
		await row.focus();
		await problem.getByRole('button', { name: 'Re-authenticate' }).focus();
		await window.keyboard.press('Enter');
		await expect(problem).toBeHidden();
		await expect(row).toBeFocused();
		await consent(await running.nextOpened(), { org: 'acme' });
		await expect(row).toContainText('Connected');
	});
});
