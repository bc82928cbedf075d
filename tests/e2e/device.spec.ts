import { followDevice } from '../../src/practice/follow-device.ts';
import { expectAccessible, expectFits } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { choose, connect, nameIt, select, sheetOf } from './support/flows.ts';
import { addLab, labDataCenter } from './support/lab.ts';
import type { RunningApp } from './support/running-app.ts';

/** The code and the address that the sign-in on another device waits with. */
async function deviceOf(running: RunningApp) {
	const { signIns } = await running.snapshot();
	const { device } = signIns.find((signIn) => signIn.device) ?? {};
	if (!device) throw new Error('no sign-in waits for a device');
	return device;
}

test('connects with a code that is typed on another device', async ({ launch, cli, lab }) => {
	test.setTimeout(120_000);
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	const sheet = sheetOf(running);
	await window.getByRole('button', { name: 'Connect an org' }).click();
	await choose(running, 'Data center', labDataCenter.name);

	await test.step('the way in is chosen by keyboard, and no browser is opened', async () => {
		await sheet.getByRole('radio', { name: 'Browser' }).focus();
		await window.keyboard.press('ArrowRight');
		await expect(sheet.getByRole('radio', { name: 'Device code' })).toBeChecked();
		await window.keyboard.press('Enter');
		await expect(sheet.getByRole('heading', { name: 'Enter the code at Zoho' })).toBeVisible();
		await expect(sheet.locator(':focus')).toHaveCount(1);
		expect(await running.opened()).toEqual([]);
	});

	const { userCode, verificationUrl } = await deviceOf(running);
	await test.step('the code, the address and the time that is left are shown', async () => {
		for (const group of userCode.split('-')) await expect(sheet.getByText(group, { exact: true })).toBeVisible();
		await expect(sheet.getByText(verificationUrl)).toBeVisible();
		await expect(sheet.getByRole('timer')).toHaveText(/^[45]:\d\d left$/);
		await expectAccessible(running, 'device-waiting');
		await expectFits(running, 'device-waiting');
	});

	await test.step('the code is copied, and the page opens here where that is wanted', async () => {
		await sheet.getByRole('button', { name: 'Copy code' }).click();
		await expect.poll(() => running.clipboard()).toBe(userCode);
		await sheet.getByRole('button', { name: 'Open the page here' }).click();
		expect(await running.nextOpened()).toBe(verificationUrl);
	});

	await test.step('it waits in the strip with its code while the sheet is closed', async () => {
		await sheet.getByRole('button', { name: 'Close' }).click();
		await expect(sheet).toBeHidden();
		await expect(window.getByText(userCode.replace('-', ' '), { exact: true })).toBeVisible();
		await expectAccessible(running, 'device-strip');
		await window.getByRole('button', { name: 'Show', exact: true }).click();
		await expect(sheet.getByRole('timer')).toBeVisible();
	});

	await test.step('typed there, it connects', async () => {
		await followDevice(verificationUrl, userCode, { org: 'acme' });
		await nameIt(running, { alias: 'kiosk' });
		await expect(running.row('kiosk')).toContainText('Connected');
	});
});

test('a declined device code says so, and a cancelled one leaves nothing', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	const sheet = sheetOf(running);
	await running.window.getByRole('button', { name: 'Connect an org' }).click();
	await choose(running, 'Data center', labDataCenter.name);
	await sheet.getByText('Device code').click();
	await sheet.getByRole('button', { name: 'Get a code' }).click();
	await expect(sheet.getByRole('timer')).toBeVisible();
	const { userCode, verificationUrl } = await deviceOf(running);
	await followDevice(verificationUrl, userCode, { decline: true });
	await expect(sheet.getByRole('alert')).toContainText('declined');
	await sheet.getByRole('button', { name: 'Try again' }).click();
	await expect(sheet.getByRole('radio', { name: 'Device code' })).toBeChecked();
	await sheet.getByRole('button', { name: 'Get a code' }).click();
	await sheet.getByRole('timer').waitFor();
	await sheet.getByRole('button', { name: 'Cancel' }).click();
	await expect(sheet).toBeHidden();
	await expect(running.window.getByText('Sign-in cancelled.')).toBeAttached();
	expect(await running.snapshot()).toMatchObject({ connections: [], signIns: [] });
});

test('renews by a device code, and the row leads to it', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	await connect(running, 'acme', { dataCenter: labDataCenter.name });
	const before = (await running.snapshot()).connections[0];
	const pane = await select(running, 'acme-gmbh');
	await pane.getByRole('button', { name: 'Scopes and other ways in…' }).click();
	const sheet = sheetOf(running);
	await sheet.getByText('Device code').click();
	await sheet.getByRole('button', { name: 'Get a code' }).click();
	await sheet.getByRole('timer').waitFor();
	const { userCode, verificationUrl } = await deviceOf(running);
	await window.keyboard.press('Escape');
	await expect(sheet).toBeHidden();
	await expect(pane).toContainText(userCode.replace('-', ' '));
	await expect(pane).toContainText(verificationUrl);
	await expectAccessible(running, 'reauth-device-pane');
	await expectFits(running, 'reauth-device-pane');
	await running.row('acme-gmbh').getByRole('button', { name: 'Show: acme-gmbh' }).click();
	await expect(sheet.getByRole('timer')).toBeVisible();
	await followDevice(verificationUrl, userCode, { org: 'acme' });
	await expect(sheet).toBeHidden();
	await expect(window.getByText('acme-gmbh is signed in again.')).toBeVisible();
	expect((await running.snapshot()).connections).toMatchObject([{ id: before?.id, status: 'connected' }]);
});
