import { expectAccessible, overflowing, setSize } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import {
	connect,
	connectPractice,
	consent,
	continueInBrowser,
	nameIt,
	openPractice,
	select,
	sheetOf,
} from './support/flows.ts';
import { addLab, labDataCenter } from './support/lab.ts';

test('axe finds nothing in any state, light or dark', async ({ launch, cli, lab }) => {
	test.setTimeout(120_000);
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	// From the first moment of the page on: the fixture refuses every complaint of its policy.
	await running.reload();
	await expect(window.getByText('Keychain ready')).toBeVisible();
	await expectAccessible(running, 'empty');

	await window.getByRole('button', { name: 'Connect an org' }).click();
	await expect(sheetOf(running)).toBeVisible();
	await expectAccessible(running, 'sheet');
	await sheetOf(running).getByRole('combobox', { name: 'API client' }).click();
	await window.getByRole('option', { name: 'Add an API client' }).click();
	await sheetOf(running).getByRole('button', { name: 'Continue in browser' }).click();
	await expect(sheetOf(running).getByText('Fill in this field.').first()).toBeVisible();
	await expectAccessible(running, 'sheet-new-client');
	await sheetOf(running).getByRole('button', { name: 'Close' }).click();
	await expect(sheetOf(running)).toBeHidden();

	await window.getByRole('button', { name: 'Connect an org' }).click();
	const url = await continueInBrowser(running, labDataCenter.name);
	await expect(sheetOf(running).getByRole('timer')).toBeVisible();
	await expectAccessible(running, 'sheet-waiting');
	await consent(url, { decline: true });
	await expect(sheetOf(running).getByRole('alert')).toBeVisible();
	await expectAccessible(running, 'sheet-failed');
	await sheetOf(running).getByRole('button', { name: 'Close' }).first().click();
	await expect(sheetOf(running)).toBeHidden();

	await connect(running, 'acme', { dataCenter: labDataCenter.name, customer: 'Acme' });
	await connect(running, 'acme-sandbox', { dataCenter: labDataCenter.name });
	const pane = await select(running, 'acme-gmbh');
	await expectAccessible(running, 'list');
	const [connection] = (await running.snapshot()).connections;
	await lab.revokeEverywhere(connection?.user.email ?? '');
	await pane.getByRole('button', { name: 'Refresh' }).click();
	await expect(running.row('acme-gmbh').first()).toContainText('Needs re-auth');
	await expectAccessible(running, 'needs-reauth');
	await window.getByRole('textbox', { name: 'Search connections' }).fill('nobody');
	await expect(window.getByText('No connection matches "nobody".')).toBeVisible();
	await expectAccessible(running, 'no-match');
});

test('axe finds nothing in practice mode, with a name that attacks and without a keychain', async ({
	launch,
	home,
}) => {
	test.setTimeout(120_000);
	const first = await launch();
	await connectPractice(first);
	await connect(first, 'hostile', { dataCenter: 'Practice India', alias: 'hostile', customer: '<b>Bold</b> GmbH' });
	const { window } = first;

	await test.step('the name is shown as the text it is', async () => {
		const row = first.row('hostile');
		await expect(row).toContainText('"><script>alert(1)</script>');
		await expect(row).toContainText('{{name}}');
		const pane = await select(first, 'hostile');
		await expect(pane).toContainText('<b onclick="alert(1)">Omar</b>');
		await expect(window.getByRole('navigation')).toContainText('<b>Bold</b> GmbH');
		expect(await window.evaluate(() => document.querySelectorAll('body script, #root b').length)).toBe(0);
		await expectAccessible(first, 'practice');
	});

	await test.step('in the smallest window nothing is wider than its place', async () => {
		await setSize(first, 1000, 700);
		expect(await overflowing(window)).toEqual([]);
		await first.picture('smallest-details');
		await window.keyboard.press('Escape');
		expect(await overflowing(window)).toEqual([]);
		await first.picture('smallest-list');
		await window.getByRole('button', { name: 'Connect', exact: true }).click();
		await expect(sheetOf(first)).toBeVisible();
		expect(await overflowing(window)).toEqual([]);
		await sheetOf(first).getByRole('button', { name: 'Close' }).click();
	});
	await first.close();

	const nowhere = `${home}-without-a-bus`;
	const running = await launch({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${nowhere}`, XDG_RUNTIME_DIR: nowhere });
	await expect(running.window.getByRole('alert')).toContainText('The keychain cannot be used');
	await expectAccessible(running, 'no-keychain');
});

test('everything is done by keyboard: connect, find, re-authenticate, close', async ({ launch }) => {
	const running = await launch();
	const { window } = running;
	const { keyboard } = window;
	const focused = () =>
		window.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
	/** Goes on with Tab until the focus is there, as a person would. */
	const tabTo = async (name: RegExp) => {
		for (let step = 0; step < 30; step++) {
			if (name.test((await focused()) ?? '')) return;
			await keyboard.press('Tab');
		}
		throw new Error(`Tab does not lead to ${name}; it ended on ${await focused()}`);
	};

	await test.step('connect', async () => {
		await tabTo(/^Try it with a practice org$/);
		await keyboard.press('Enter');
		await expect(sheetOf(running)).toBeVisible();
		await expect(sheetOf(running).locator(':focus')).toHaveCount(1);
		await tabTo(/^Continue in browser$/);
		await keyboard.press('Enter');
		const url = await running.nextOpened();
		await expect(sheetOf(running).locator(':focus')).toHaveCount(1);
		await consent(url);
		await expect(sheetOf(running).getByRole('textbox', { name: 'Alias' })).toBeFocused();
		await keyboard.press('Enter');
		await expect(sheetOf(running)).toBeHidden();
		// The button that began it went with the empty list.
		await expect(window.locator('[data-row-id]')).toBeFocused();
		await expect(window.getByRole('row')).toHaveCount(2);
	});

	const [connection] = (await running.snapshot()).connections;
	const alias = connection?.alias ?? '';
	await test.step('find it in the list', async () => {
		await keyboard.press('/');
		await keyboard.type(alias.slice(0, 4));
		await keyboard.press('Enter');
		await expect(running.row(alias)).toBeFocused();
		await keyboard.press('Enter');
		await expect(window.getByRole('region', { name: `Details of ${alias}` })).toBeVisible();
		await keyboard.press('Escape');
		await expect(window.getByRole('region', { name: `Details of ${alias}` })).toBeHidden();
		await expect(running.row(alias)).toBeFocused();
	});

	await test.step('re-authenticate it from its row', async () => {
		await tabTo(new RegExp(`^Re-authenticate: ${alias}$`));
		await keyboard.press('Enter');
		await consent(await running.nextOpened());
		await expect(window.getByText(`${alias} is signed in again.`)).toBeVisible();
		// The button is there again, and the keyboard has not lost its place.
		await expect(
			running
				.row(alias)
				.locator(':focus')
				.or(running.row(alias).and(window.locator(':focus'))),
		).toHaveCount(1);
	});

	await test.step('Escape closes the sheet and gives the focus back', async () => {
		await window.getByRole('button', { name: 'Connect', exact: true }).focus();
		await keyboard.press('Enter');
		await expect(sheetOf(running).locator(':focus')).toHaveCount(1);
		await keyboard.press('Escape');
		await expect(sheetOf(running)).toBeHidden();
		await expect(window.getByRole('button', { name: 'Connect', exact: true })).toBeFocused();
	});
});

test('the sheet opens on the practice data center and a person can be in several at once', async ({ launch }) => {
	const running = await launch();
	await openPractice(running);
	const first = await continueInBrowser(running, 'Practice Europe');
	await sheetOf(running).getByRole('button', { name: 'Close' }).click();
	await running.window.getByRole('button', { name: 'Connect an org' }).click();
	const second = await continueInBrowser(running, 'Practice United States');
	await consent(second, { org: 'initech' });
	await nameIt(running, { alias: 'two' });
	await consent(first, { org: 'acme' });
	await expect(running.window.getByText('acme-gmbh is connected.')).toBeVisible();
	await expect(running.row('acme-gmbh')).toContainText('Acme GmbH');
	await expect(running.row('two')).toContainText('Initech Inc');
});

test('a list opens under the pressed mouse and stays open, and the sheet stays where it is', async ({ launch }) => {
	const running = await launch();
	const { window } = running;
	await openPractice(running);
	const sheet = sheetOf(running);
	const select = sheet.getByRole('combobox', { name: 'Data center' });
	await sheet.evaluate((element) => {
		element.addEventListener('scroll', () => element.setAttribute('data-was-scrolled', ''));
	});
	// As long as a hand presses: the list opens before the button is up again.
	for (const delay of [0, 20, 30, 40, 60, 100]) {
		await select.click({ delay });
		await expect(select).toHaveAttribute('aria-expanded', 'true');
		await window.waitForTimeout(120);
		await expect(select).toHaveAttribute('aria-expanded', 'true');
		await window.keyboard.press('Escape');
		await expect(select).toHaveAttribute('aria-expanded', 'false');
	}
	await expect(sheet).not.toHaveAttribute('data-was-scrolled');
});
