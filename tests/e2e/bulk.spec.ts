import type { PracticeCrm } from '../../src/practice/start-practice.ts';
import { expectAccessible, expectFits } from './support/accessible.ts';
import type { Cli } from './support/cli.ts';
import { expect, test } from './support/fixtures.ts';
import { sheetOf } from './support/flows.ts';
import { addLab, labClient, labDataCenter } from './support/lab.ts';
import { plant } from './support/plant.ts';
import type { RunningApp } from './support/running-app.ts';

const orgPath = '/crm/v8/org';
const aliases = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'];

/** More connections than are worked on at a time: four. */
async function connectSix(cli: Cli, lab: PracticeCrm): Promise<void> {
	await addLab(cli, lab);
	const place = ['--api-client', labClient.name, '--data-center', labDataCenter.id];
	for (const alias of aliases) {
		const code = lab.generateCode({ org: 'acme-sandbox', clientId: labClient.clientId });
		await cli.json(['connect', ...place, '--alias', alias, '--code-stdin'], code);
	}
}

/** Starts a check of all, each answer of the CRM as late as that. */
async function checkAllSlowly({ window }: RunningApp, lab: PracticeCrm, delayMs: number): Promise<void> {
	lab.faults.next({ path: orgPath, times: aliases.length, fault: { delayMs } });
	await window.locator('[data-row-id]').first().focus();
	await window.keyboard.press('Control+a');
	const bar = window.getByRole('toolbar', { name: 'Selected connections' });
	await bar.getByRole('button', { name: 'Check', exact: true }).click();
	const sheet = window.getByRole('dialog', { name: 'Check connections' });
	await sheet.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(sheet).toBeHidden();
}

const asked = (lab: PracticeCrm) => lab.requests.filter(({ path }) => path === orgPath).length;

test('a bulk act is paused, goes on where it was, and is stopped', async ({ launch, cli, lab }) => {
	test.setTimeout(120_000);
	await connectSix(cli, lab);
	const running = await launch();
	const { window } = running;
	const strip = window.getByRole('listitem').filter({ has: window.getByRole('progressbar') });
	const state = async () => (await running.snapshot()).bulks.at(-1)?.state;

	await test.step('paused: what is under way ends, nothing new begins', async () => {
		const before = asked(lab);
		await checkAllSlowly(running, lab, 1_500);
		await strip.getByRole('button', { name: 'Pause' }).click();
		await expect(strip).toContainText('paused');
		await expect(strip.getByRole('button', { name: 'Continue' })).toBeVisible();
		await expect(strip).toContainText('Checked 4 of 6');
		await expect(running.row('a6')).toContainText('Waits to be checked');
		await expectAccessible(running, 'bulk-paused');
		await expectFits(running, 'bulk-paused');
		expect(await state()).toBe('paused');
		expect(asked(lab) - before).toBe(4);
	});

	await test.step('continued: the rest is done, each once', async () => {
		await strip.getByRole('button', { name: 'Continue' }).click();
		await expect(strip).toContainText('Checked 6 of 6');
		await expect(strip.getByRole('button', { name: 'Pause' })).toHaveCount(0);
		expect(await state()).toBe('ended');
		await strip.getByRole('button', { name: 'Put away' }).click();
		await expect(strip).toHaveCount(0);
	});

	await test.step('offline it pauses itself, and goes on by itself', async () => {
		const before = asked(lab);
		await checkAllSlowly(running, lab, 1_500);
		await window.context().setOffline(true);
		await expect(strip).toContainText('Offline: paused');
		await expect(strip.getByRole('button', { name: 'Continue' })).toHaveCount(0);
		await expect(strip).toContainText('Checked 4 of 6');
		await expectAccessible(running, 'bulk-offline');
		await expectFits(running, 'bulk-offline');
		expect(asked(lab) - before).toBe(4);
		await window.context().setOffline(false);
		await expect(strip).toContainText('Checked 6 of 6');
		await strip.getByRole('button', { name: 'Put away' }).click();
	});

	await test.step('stopped: the rest is not begun, and the result says so', async () => {
		const before = asked(lab);
		await checkAllSlowly(running, lab, 1_500);
		await strip.getByRole('button', { name: 'Stop' }).click();
		await strip.getByRole('button', { name: 'Result' }).click();
		const sheet = sheetOf(running);
		await expect(sheet).toContainText('4 done, 2 not begun');
		await expect(sheet.getByRole('button', { name: 'Retry failed' })).toHaveCount(0);
		expect(asked(lab) - before).toBe(4);
		await sheet.getByRole('button', { name: 'Put away' }).click();
		await expect(strip).toHaveCount(0);
		await expect(running.row('a6')).toContainText('Connected');
	});
});

test('a customer is assigned to a selection, and taken away again', async ({ launch, home }) => {
	plant(home, [
		{ alias: 'acme' },
		{ alias: 'beta', customer: 'Beta' },
		{ alias: 'gamma', customer: 'Globex' },
		{ alias: 'zeta' },
	]);
	const running = await launch();
	const { window } = running;
	const { keyboard } = window;
	const bar = window.getByRole('toolbar', { name: 'Selected connections' });
	const customers = async () =>
		Object.fromEntries((await running.snapshot()).connections.map(({ alias, customer }) => [alias, customer]));

	await window.getByRole('checkbox', { name: 'Select acme' }).check({ force: true });
	await window.getByRole('checkbox', { name: 'Select beta' }).check({ force: true });
	await expect(bar).toContainText('2 selected');

	await test.step('one that is known is suggested', async () => {
		await bar.getByRole('button', { name: 'Assign customer…' }).click();
		const field = window.getByRole('combobox', { name: 'Customer', exact: true });
		await expect(field).toBeFocused();
		await expectAccessible(running, 'assign-customer');
		await field.fill('glo');
		await window.getByRole('option', { name: 'Globex' }).click();
		await window.getByRole('button', { name: 'Apply' }).click();
		await expect(window.getByText('2 connections changed.')).toBeVisible();
		expect(await customers()).toEqual({ acme: 'Globex', beta: 'Globex', gamma: 'Globex', zeta: null });
		await expect(bar.getByRole('button', { name: 'Assign customer…' })).toBeFocused();
		await expect(window.getByRole('navigation').getByRole('button', { name: /^Globex/ })).toContainText('3');
	});

	await test.step('left empty it is taken away, by keyboard; those outside of the selection keep theirs', async () => {
		await keyboard.press('Enter');
		await expect(window.getByRole('combobox', { name: 'Customer', exact: true })).toBeFocused();
		await keyboard.press('Enter');
		await expect.poll(customers).toEqual({ acme: null, beta: null, gamma: 'Globex', zeta: null });
	});
});
