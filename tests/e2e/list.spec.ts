import { expectAccessible, expectFits } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { connect, select, sheetOf } from './support/flows.ts';
import { addLab, labDataCenter } from './support/lab.ts';
import { plant } from './support/plant.ts';
import { countRowRenders, takeRowRenders } from './support/renders.ts';

const needsReauth = { status: 'needs_reauth', problem: { code: 'NEEDS_REAUTH', details: { alias: 'beta' } } } as const;

const some = [
	{ alias: 'acme', customer: 'Acme', environment: 'production', tags: ['vip', 'eu', 'crm', 'x'], colour: 'teal' },
	{ alias: 'acme-sandbox', customer: 'Acme', tags: ['vip'] },
	{ alias: 'beta', customer: 'Beta', dataCenter: 'us', environment: 'production', pinned: true, ...needsReauth },
	{
		alias: 'gamma',
		dataCenter: 'us',
		org: { id: '', name: '' },
		user: { email: '', name: '' },
		status: 'unverified',
		lastCheckedAt: null,
	},
] as const;

test('views, groups, filters and saved views', async ({ launch, home }) => {
	test.setTimeout(120_000);
	plant(home, some);
	const running = await launch();
	const { window } = running;
	const nav = window.getByRole('navigation');
	const aliases = () =>
		window.locator('[data-row-id]').evaluateAll((rows) => rows.map((row) => row.querySelector('bdi')?.textContent));
	const order = async (group: 'Group by' | 'Sort by', name: string) => {
		await window.getByRole('button', { name: 'Group and sort' }).click();
		await window.getByRole('group', { name: group }).getByRole('menuitemradio', { name }).click();
		await expect(window.getByRole('menu')).toBeHidden();
	};

	await test.step('the sidebar counts, and marks where something is wrong', async () => {
		await expect(nav.getByRole('button', { name: /^All\b.*4 connections/ })).toBeVisible();
		await expect(nav.getByRole('button', { name: /^Needs attention/ })).toContainText('1');
		await expect(nav.getByRole('button', { name: /^United States/ })).toContainText('1 needs attention');
		await expect(nav.getByRole('button', { name: /^Europe/ })).not.toContainText('attention');
		await nav.getByRole('button', { name: /^Pinned/ }).click();
		expect(await aliases()).toEqual(['beta']);
		await nav.getByRole('button', { name: /^All\b.*4 connections/ }).click();
	});

	await test.step('a row says what is known; what is not known yet looks whole', async () => {
		const row = running.row('acme').first();
		for (const said of ['vip', 'eu', '+2', 'PROD', 'Connected', 'Colour: Teal']) await expect(row).toContainText(said);
		await expect(row).not.toContainText('crm');
		await expect(running.row('beta')).toContainText('Pinned');
		await expect(running.row('beta').getByRole('button', { name: 'Re-authenticate: beta' })).toBeVisible();
		await expect(running.row('gamma').getByRole('gridcell').nth(1)).toHaveText('gamma');
		await expect(running.row('gamma')).toContainText('Not checked yet');
		await expectAccessible(running, 'labels');
	});

	await test.step('by customer, those of none last, and back', async () => {
		await order('Group by', 'Customer');
		await expect(window.getByRole('rowheader')).toHaveText([/Acme/, /Beta/, /No customer/]);
		const beta = window.locator('[data-row-id]').filter({ hasText: 'beta' });
		await expect(beta.getByRole('gridcell').nth(1)).toContainText('US');
		await expectAccessible(running, 'by-customer');
		expect((await running.snapshot()).settings.groupBy).toBe('customer');
		await order('Group by', 'Data center');
		await expect(window.getByRole('rowheader').filter({ hasText: 'Europe' })).toContainText('accounts.zoho.eu');
		await order('Sort by', 'Status, urgent first');
		await order('Sort by', 'Alias');
	});

	await test.step('a typo is forgiven', async () => {
		await window.getByRole('textbox', { name: 'Search connections' }).fill('gmama');
		await expect.poll(aliases).toEqual(['gamma']);
		await window.getByRole('button', { name: 'Clear search' }).click();
	});

	await test.step('filters, kept under a name', async () => {
		await window.getByRole('button', { name: 'Filter' }).click();
		await window.getByRole('checkbox', { name: 'vip' }).check();
		await window.getByRole('checkbox', { name: 'Sandbox', exact: true }).check();
		await expect.poll(aliases).toEqual(['acme-sandbox']);
		await expectAccessible(running, 'filter');
		await window.getByRole('button', { name: 'Save as a view…' }).click();
		await window.getByRole('textbox', { name: 'Name of the view' }).fill('Vip <b>boxes</b>');
		await window.keyboard.press('Enter');
		await expect(nav.getByRole('button', { name: 'Vip <b>boxes</b>', exact: true })).toHaveAttribute(
			'aria-current',
			'page',
		);
		await expectAccessible(running, 'filtered');
		await expectFits(running, 'filtered');
		await window.getByRole('button', { name: 'Remove filter: vip' }).click();
		await window.getByRole('button', { name: 'Clear filters' }).click();
		await expect.poll(async () => (await aliases()).length).toBe(4);
	});

	await test.step('a saved view is renamed, shown again and removed', async () => {
		await nav.getByRole('button', { name: 'Rename or remove: Vip <b>boxes</b>' }).click();
		await window.getByRole('menuitem', { name: 'Rename' }).click();
		await nav.getByRole('textbox', { name: 'Name of the view' }).fill('Boxes');
		await window.keyboard.press('Enter');
		await nav.getByRole('button', { name: 'Boxes', exact: true }).click();
		await expect.poll(aliases).toEqual(['acme-sandbox']);
		await nav.getByRole('button', { name: 'Rename or remove: Boxes' }).click();
		await window.getByRole('menuitem', { name: 'Remove' }).click();
		await expect(nav.getByRole('button', { name: 'Boxes', exact: true })).toHaveCount(0);
		expect((await running.snapshot()).settings.savedViews).toEqual([]);
	});
});

test('labels are edited in place, and errors are said there', async ({ launch, home }) => {
	test.setTimeout(120_000);
	plant(home, some);
	const running = await launch();
	const { window } = running;
	const pane = await select(running, 'acme');
	const of = async (alias: string) => (await running.snapshot()).connections.find((each) => each.alias === alias);

	await test.step('a taken alias is refused; another one is kept', async () => {
		await pane.getByRole('button', { name: 'Rename' }).click();
		const field = pane.getByRole('textbox', { name: 'Alias' });
		await field.fill('beta');
		await field.press('Enter');
		await expect(pane).toContainText('The alias "beta" is already in use.');
		await expectAccessible(running, 'rename-refused');
		await field.fill('acme-main');
		await field.press('Enter');
		const renamed = window.getByRole('region', { name: 'Details of acme-main' });
		await expect(renamed.getByRole('heading', { name: 'acme-main' })).toBeVisible();
		await expect(renamed.getByRole('button', { name: 'Rename' })).toBeFocused();
	});

	const details = window.getByRole('region', { name: 'Details of acme-main' });
	await test.step('a customer that is known is suggested', async () => {
		const customer = details.getByRole('combobox', { name: 'Customer' });
		await customer.fill('be');
		await window.getByRole('option', { name: 'Beta' }).click();
		await expect.poll(async () => (await of('acme-main'))?.customer).toBe('Beta');
	});

	await test.step('tags, colour, notes and pin', async () => {
		await details.getByRole('button', { name: 'Remove tag: crm' }).click();
		const tags = details.getByRole('combobox', { name: 'Tags' });
		await tags.fill('not a tag!');
		await tags.press('Enter');
		await expect(details).toContainText('That cannot be saved');
		await tags.fill('Fresh');
		await tags.press('Enter');
		await expect(details.getByRole('button', { name: 'Remove tag: fresh' })).toBeVisible();
		await details.getByRole('radio', { name: 'Purple' }).click();
		await details.getByRole('textbox', { name: 'Notes' }).fill('Ask <i>Pat</i> first.');
		await details.getByRole('button', { name: 'Pin', exact: true }).click();
		await expect
			.poll(async () => of('acme-main'))
			.toMatchObject({
				tags: ['vip', 'eu', 'x', 'fresh'],
				colour: 'purple',
				notes: 'Ask <i>Pat</i> first.',
				pinned: true,
			});
		await expectAccessible(running, 'details-labels');
	});

	// Slots and activity, in words.
	await expect(details.getByRole('region', { name: 'Token slots' })).toContainText('1 of 20 held here');
	await expect(details.getByRole('region', { name: 'Activity' })).toContainText('Labels changed');
	await details.getByRole('region', { name: 'Activity' }).scrollIntoViewIfNeeded();
	await running.picture('details-activity');
});

test('many are marked and acted on after a plan, with a result that can be copied and repeated', async ({
	launch,
	cli,
	lab,
	home,
}) => {
	test.setTimeout(120_000);
	await addLab(cli, lab);
	plant(home, [{ alias: 'zeta', environment: 'production' }]);
	const running = await launch();
	const { window } = running;
	const { keyboard } = window;
	await connect(running, 'acme', { dataCenter: labDataCenter.name });
	await connect(running, 'acme-sandbox', { dataCenter: labDataCenter.name });
	const bar = window.getByRole('toolbar', { name: 'Selected connections' });
	await window.keyboard.press('Escape');

	await test.step('by mouse and by keyboard', async () => {
		await running.row('acme-gmbh-lab').getByText('acme-gmbh-lab').click();
		await running
			.row('zeta')
			.getByText('zeta', { exact: true })
			.click({ modifiers: ['Control'] });
		await expect(bar).toContainText('1 selected');
		await keyboard.press('Escape');
		await expect(bar).toBeHidden();
		await expect(running.row('zeta')).toBeFocused();
		await keyboard.press(' ');
		await expect(bar).toContainText('1 selected');
		await keyboard.press('Shift+ArrowDown');
		await expect(bar).toContainText('2 selected');
		await keyboard.press('Control+a');
		await expect(bar).toContainText('3 selected');
		await expectAccessible(running, 'marked');
		await expectFits(running, 'marked');
	});

	await test.step('the list is copied without a secret', async () => {
		await bar.getByRole('button', { name: 'Export list' }).click();
		await window.getByRole('menuitem', { name: 'Copy aliases' }).click();
		await expect(window.getByText('3 aliases copied.')).toBeVisible();
		expect((await running.clipboard()).split('\n').sort()).toEqual([
			'acme-gmbh\tconnected',
			'acme-gmbh-lab\tconnected',
			'zeta\tconnected',
		]);
	});

	await test.step('a tag and a customer for all', async () => {
		await bar.getByRole('button', { name: 'Add tag…' }).click();
		await window.getByRole('combobox', { name: 'Tag', exact: true }).fill('quarterly');
		await keyboard.press('Enter');
		await expect(window.getByText('3 connections changed.')).toBeVisible();
		const tags = (await running.snapshot()).connections.map((each) => each.tags);
		expect(tags).toEqual([['quarterly'], ['quarterly'], ['quarterly']]);
	});

	await test.step('the plan comes first, then the work, one failure does not stop the rest', async () => {
		await bar.getByRole('button', { name: 'Check', exact: true }).click();
		await expect(sheetOf(running)).toContainText('3 checks, about 1 s');
		await expectAccessible(running, 'plan');
		await expectFits(running, 'plan');
		await sheetOf(running).getByRole('button', { name: 'Check', exact: true }).click();
		await expect(sheetOf(running)).toBeHidden();
		await expect(window.getByText('Checked 2 of 3')).toBeVisible();
		await expect(running.row('zeta')).toContainText('Check failed');
		await expectAccessible(running, 'bulk-ended');
	});

	await test.step('the result is shown and copied', async () => {
		await window.getByRole('button', { name: 'Result', exact: true }).click();
		const sheet = sheetOf(running);
		await expect(sheet).toContainText('2 done, 1 failed');
		await expectAccessible(running, 'result');
		await expectFits(running, 'result');
		await sheet.getByRole('button', { name: 'Copy result' }).click();
		await expect(window.getByText('Result copied.')).toBeVisible();
		const text = await running.clipboard();
		expect(text).toContain('Check: 2 done, 1 failed, 0 not begun');
		expect(text).toContain('acme-gmbh\tdone');
		expect(text).toMatch(/^zeta\tfailed\t\S/m);
		await sheet.getByRole('button', { name: 'Retry failed' }).click();
		await expect(sheetOf(running)).toContainText('1 check, about 1 s');
		await sheetOf(running).getByRole('button', { name: 'Cancel' }).click();
		await expect(sheetOf(running)).toBeHidden();
	});

	await test.step('a revoke skips production unless it is meant, and asks in a dialog of its own', async () => {
		await bar.getByRole('button', { name: 'Revoke…' }).click();
		const sheet = sheetOf(running);
		await expect(sheet).toContainText('production org');
		await sheet.getByRole('checkbox', { name: 'Production orgs, too' }).check();
		await expect(sheet).toContainText('3 revokes');
		await sheet.getByRole('checkbox', { name: 'Production orgs, too' }).uncheck();
		await expect(sheet).toContainText('1 revoke, about 1 s, 2 production orgs skipped');
		await running.answerWith('confirm');
		await sheet.getByRole('button', { name: 'Revoke…' }).click();
		await expect(running.row('acme-gmbh-lab')).toContainText('Revoked');
		expect((await running.asked()).at(-1)?.message).toBe('Revoke 1 connection at Zoho?');
		await expect(running.row('zeta')).not.toContainText('Revoked');
	});
});

test('one change among many draws one row again', async ({ launch, home, cli }) => {
	test.setTimeout(120_000);
	plant(
		home,
		Array.from({ length: 300 }, () => ({})),
	);
	const running = await launch();
	await countRowRenders(running);
	await running.reload();
	await expect(running.row('org-00003')).toBeVisible();
	const first = await takeRowRenders(running);
	expect(Object.keys(first).length).toBeGreaterThan(10);
	expect(Object.keys(first).length).toBeLessThan(60);
	await cli.json(['edit', 'org-00003', '--tag', 'fresh']);
	await expect(running.row('org-00003')).toContainText('fresh');
	expect(await takeRowRenders(running)).toEqual({ 'org-00003': 1 });
});
