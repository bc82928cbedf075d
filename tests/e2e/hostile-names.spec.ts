import { expectAccessible, expectFits } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { select } from './support/flows.ts';
import { plant } from './support/plant.ts';
import type { RunningApp } from './support/running-app.ts';

/** Markup, a quote that ends an attribute, both directions, families of emoji, accents without end. */
const worst = `"><img src=x onerror=alert(1)> \u202eשלום\u202c متجر 👩‍👩‍👧‍👦🦆 & Söhne {{name}} e${'\u0301'.repeat(8)} `;

/** So much of it, without half an emoji at its end. */
const long = (length: number, part = worst) =>
	part
		.repeat(Math.ceil(length / part.length))
		.slice(0, length)
		.replace(/[\ud800-\udbff]$/u, '')
		.trim();

/** As long as the product lets each be: orgs and users are named by Zoho, the rest by a person. */
const named = (alias: string, part: string) => ({
	...{ alias, pinned: true, environment: 'production' as const },
	...{ org: { id: '1', name: long(4000, part) }, user: { email: `${alias}@x.test`, name: long(4000, part) } },
	...{ customer: long(200, part), notes: long(4000, part), tags: [long(32, part)] },
});

/** Nothing of a name became an element or a script. */
const foreign = ({ window }: RunningApp) =>
	window.evaluate(() => document.querySelectorAll('img[src="x"], body script, [onerror]').length);

/** The different heights of what a selector finds. */
const heights = ({ window }: RunningApp, selector: string) =>
	window.evaluate(
		(wanted) => [...new Set([...document.querySelectorAll(wanted)].map((each) => each.getBoundingClientRect().height))],
		selector,
	);

test('names of thousands of letters, with markup, both directions and emoji, break no view', async ({
	launch,
	home,
}) => {
	test.setTimeout(120_000);
	const whole = 'x'.repeat(64);
	plant(home, [
		named('worst', worst),
		named(whole, 'x'),
		{ alias: 'plain', pinned: true, customer: 'Acme', org: { id: '3', name: 'Acme Ltd' } },
	]);
	const running = await launch();
	const { window } = running;

	await test.step('the list keeps its rows as high as each other, and the sidebar its width', async () => {
		await expect(running.row('worst')).toContainText('"><img src=x onerror=alert(1)>');
		expect(await heights(running, '[data-row-id]')).toHaveLength(1);
		await expectFits(running, 'hostile-list');
		await expectAccessible(running, 'hostile-list');
	});

	await test.step('the details show them as text, and each label stays in its field', async () => {
		const pane = await select(running, 'worst');
		await expect(pane).toContainText('onerror=alert(1)');
		await expect(pane.getByRole('textbox', { name: 'Notes' })).toHaveValue(long(4000));
		await expect(pane.getByRole('combobox', { name: 'Customer' })).toHaveValue(long(200));
		await expectFits(running, 'hostile-details');
		await expectAccessible(running, 'hostile-details');
		await select(running, whole);
		await expectFits(running, 'hostile-details-unbroken');
	});

	await test.step('the palette finds them by their org, a line each', async () => {
		await window.keyboard.press('Control+k');
		const palette = window.getByRole('dialog', { name: 'Commands' });
		await palette.getByRole('combobox').fill('שלום');
		await expect(palette.getByRole('option').first()).toContainText('worst');
		expect(await heights(running, '[role="option"]')).toHaveLength(1);
		await expectFits(running, 'hostile-palette');
		await expectAccessible(running, 'hostile-palette');
		await window.keyboard.press('Escape');
		await expect(palette).toBeHidden();
	});

	await test.step('the plan of an act on all of them', async () => {
		await window.locator('[data-row-id]').first().focus();
		await window.keyboard.press('Control+a');
		await window
			.getByRole('toolbar', { name: 'Selected connections' })
			.getByRole('button', { name: 'Check', exact: true })
			.click();
		const plan = window.getByRole('dialog', { name: 'Check connections' });
		await expect(plan).toContainText('worst');
		await expectFits(running, 'hostile-plan');
		await expectAccessible(running, 'hostile-plan');
		await window.keyboard.press('Escape');
		await expect(plan).toBeHidden();
	});

	expect(await foreign(running)).toBe(0);
});
