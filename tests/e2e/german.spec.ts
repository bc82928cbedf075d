import { expect, test } from './support/fixtures.ts';
import { connect } from './support/flows.ts';
import { addLab, labDataCenter } from './support/lab.ts';

test('in German the window and the dialogs of the main process are German, after a reload, too', async ({
	launch,
	cli,
	lab,
}) => {
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	await connect(running, 'acme', { dataCenter: labDataCenter.name });
	await window.keyboard.press('Control+,');
	await window.getByRole('combobox', { name: 'Language' }).click();
	await window.getByRole('option', { name: 'Deutsch' }).click();
	await expect(window.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
	await window.getByRole('dialog').getByRole('button', { name: 'Schließen' }).first().click();

	const [connection] = (await running.snapshot()).connections;
	const alias = connection?.alias ?? '';
	await running.row(alias).click();
	const pane = window.getByRole('region', { name: `Details zu ${alias}` });
	await expect(pane.getByText('Verbunden, gerade eben geprüft')).toBeVisible();
	await running.answerWith('cancel');
	await pane.getByRole('button', { name: 'Widerrufen…' }).click();
	await expect.poll(async () => (await running.asked()).at(-1)?.message).toBe(`„${alias}“ bei Zoho widerrufen?`);
	expect((await running.asked()).at(-1)?.buttons).toEqual(['Abbrechen', 'Bei Zoho widerrufen']);

	await running.reload();
	await expect(window.locator('html')).toHaveAttribute('lang', 'de-DE');
	await expect(window.getByText('Schlüsselbund bereit')).toBeVisible();
});
