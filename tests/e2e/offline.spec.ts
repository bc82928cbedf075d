import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { systemPaths } from '../../src/core/adapters/system/paths.ts';
import type { PracticeCrm } from '../../src/practice/start-practice.ts';
import { expectAccessible, expectFits, setSize } from './support/accessible.ts';
import type { Cli } from './support/cli.ts';
import { expect, test } from './support/fixtures.ts';
import { choose, connectPractice, continueInBrowser, select, sheetOf } from './support/flows.ts';
import { addLab, labClient, labDataCenter } from './support/lab.ts';
import type { RunningApp } from './support/running-app.ts';

/** A host that no network has (RFC 6761). */
const farHost = 'accounts.latchkey.invalid';

/** Two connections that were made at the lab. */
async function connectTwo(cli: Cli, lab: PracticeCrm): Promise<void> {
	await addLab(cli, lab);
	const place = ['--api-client', labClient.name, '--data-center', labDataCenter.id];
	for (const alias of ['acme', 'beta']) {
		const code = lab.generateCode({ org: 'acme-sandbox', clientId: labClient.clientId });
		await cli.json(['connect', ...place, '--alias', alias, '--code-stdin'], code);
	}
}

/** From now on the lab's data center is far away, so that it takes a network to reach it. */
function moveFar(home: string): void {
	const store = openSqliteStore(systemPaths({ LATCHKEY_HOME: home }).database);
	const origin = `https://${farHost}`;
	const lab = store.dataCenters.all().find(({ id }) => id === labDataCenter.id);
	if (lab) store.dataCenters.put({ ...lab, accountsUrl: origin, apiUrl: origin, apiUrls: [origin] });
	for (const connection of store.connections.all()) store.connections.put({ ...connection, apiDomain: origin });
	store.close();
}

const setOffline = (running: RunningApp, offline: boolean) => running.window.context().setOffline(offline);
const lines = ({ window }: RunningApp) => window.locator('[data-offline]');
const listLine = ({ window }: RunningApp) => window.locator('main > [data-offline]');

test('offline is one calm line, no status, and what needs no network goes on', async ({ launch, cli, lab, home }) => {
	test.setTimeout(120_000);
	await connectTwo(cli, lab);
	moveFar(home);
	const running = await launch();
	const { window } = running;
	const known = async () =>
		(await running.snapshot()).connections.map(({ alias, status, problem, lastCheckedAt }) => ({
			...{ alias, status, problem, lastCheckedAt },
		}));
	const before = await known();
	expect(before.map(({ status }) => status)).toEqual(['connected', 'connected']);
	await expect(lines(running)).toHaveCount(0);

	await test.step('the list says it, and how old it is', async () => {
		await setOffline(running, true);
		await expect(listLine(running)).toHaveText(/^You are offline\. What you see is from \d\d:\d\d\./);
		await expect(lines(running)).toHaveCount(1);
		await expectAccessible(running, 'offline-list');
		await setSize(running, 1600, 1000);
		await expectAccessible(running, 'offline-list-large');
		await setSize(running, 1000, 700);
		await expectFits(running, 'offline-list');
	});

	const pane = await select(running, 'acme');
	await test.step('the details say until when the token can be copied, and it can', async () => {
		// Late in the evening it ends on another day.
		const until = /Its access token can be copied until (\d\d? \w{3}, )?\d\d:\d\d\./;
		await expect(pane.locator('[data-offline]')).toHaveText(until);
		await expectAccessible(running, 'offline-details');
		await expectFits(running, 'offline-details');
		await pane.getByRole('button', { name: 'Copy token' }).click();
		await expect(pane.getByRole('button', { name: /^Copied\./ })).toBeVisible();
		expect(await running.clipboard()).toMatch(/^1000\./);
	});

	await test.step('what asks Zoho says in place why not, and changes nothing', async () => {
		await pane.getByRole('button', { name: 'Refresh', exact: true }).click();
		const failed = pane.getByText(`This computer is offline, so ${farHost} could not be reached`);
		await expect(failed).toBeVisible();
		await expectAccessible(running, 'offline-refused');
		await pane.getByRole('button', { name: 'Check', exact: true }).click();
		await expect(pane.getByText('Check did not work')).toBeVisible();
		await expect(failed).toBeVisible();
		// No browser opens on an error page.
		await pane.getByRole('button', { name: 'Re-authenticate', exact: true }).click();
		await expect(pane.getByText('Re-authenticate did not work')).toBeVisible();
		expect(await running.opened()).toEqual([]);
		expect(await known()).toEqual(before);
	});

	await test.step('labels and search go on', async () => {
		expect(
			(await running.call('editConnection', { id: (await running.snapshot()).connections[0]?.id, tags: ['quarterly'] }))
				.ok,
		).toBe(true);
		await expect(window.getByRole('row', { name: 'Select acme' })).toContainText('quarterly');
	});

	await test.step('many at once wait from the start, and none of them is blamed', async () => {
		await window.locator('[data-row-id]').first().focus();
		await window.keyboard.press('Control+a');
		const bar = window.getByRole('toolbar', { name: 'Selected connections' });
		await bar.getByRole('button', { name: 'Check', exact: true }).click();
		await expect(sheetOf(running).locator('[data-offline]')).toContainText('It waits, and goes on by itself');
		await expectAccessible(running, 'offline-plan');
		await expectFits(running, 'offline-plan');
		await sheetOf(running).getByRole('button', { name: 'Check', exact: true }).click();
		await expect(window.getByText('Checked 0 of 2. Offline: paused.')).toBeVisible();
		await window.getByRole('button', { name: 'Stop' }).click();
		await expect(window.getByText('Checked 0 of 2, 2 not begun')).toBeVisible();
		expect(await known()).toEqual(before);
		await window.getByRole('button', { name: 'Put away' }).click();
		await window.keyboard.press('Escape');
	});

	await test.step('the sheet of a new sign-in keeps what is typed, and opens nothing', async () => {
		await window.getByRole('button', { name: 'Connect', exact: true }).click();
		const sheet = sheetOf(running);
		await expect(sheet.locator('[data-offline]')).toContainText('A sign-in at Zoho needs the network.');
		await choose(running, 'Environment', 'Sandbox');
		await expectAccessible(running, 'offline-connect');
		await expectFits(running, 'offline-connect');
		await sheet.getByRole('button', { name: 'Continue in browser' }).click();
		await expect(sheet.getByRole('alert')).toContainText('This computer is offline');
		await expect(sheet.getByRole('combobox', { name: 'Environment' })).toContainText('Sandbox');
		expect(await running.opened()).toEqual([]);
		await window.keyboard.press('Escape');
	});

	await test.step('a person who does not believe it has it looked at again', async () => {
		await listLine(running).getByRole('button', { name: 'Try again' }).click();
		await expect(window.getByText('Still offline.')).toBeAttached();
		await expect(listLine(running)).toBeVisible();
	});

	await test.step('online again the line goes, and with it what failed for want of a network', async () => {
		await expect(pane.getByText('did not work')).toBeVisible();
		await setOffline(running, false);
		await expect(lines(running)).toHaveCount(0);
		await expect(pane.getByText('did not work')).toHaveCount(0);
		expect(await known()).toEqual(before);
	});
});

test('a revoke that waited goes on by itself when the network is back', async ({ launch, cli, lab }) => {
	await connectTwo(cli, lab);
	const running = await launch();
	const status = async () => (await running.snapshot()).connections.find(({ alias }) => alias === 'acme')?.status;
	await running.answerWith('confirm');
	lab.faults.next({ path: '/oauth/v2/revoke/token', times: 3, fault: 'cut' });
	lab.faults.next({ path: '/oauth/v2/token/revoke', times: 3, fault: 'cut' });
	await setOffline(running, true);
	const pane = await select(running, 'acme');
	await pane.getByRole('button', { name: 'Revoke…' }).click();
	await expect(pane.locator('[data-offline]')).toContainText('The revoke goes on by itself');
	await expectAccessible(running, 'offline-queued');
	expect(await status()).toBe('revoke_queued');
	lab.faults.clear();
	await setOffline(running, false);
	// The next look without it would come after 45 seconds at the earliest.
	await expect.poll(status, { timeout: 15_000 }).toBe('revoked');
	await expect(lines(running)).toHaveCount(0);
});

test('the practice CRM needs no network: nothing is said to wait', async ({ launch }) => {
	const running = await launch();
	await connectPractice(running);
	await setOffline(running, true);
	await expect.poll(async () => (await running.snapshot()).offline).toBe(true);
	const pane = await select(running, 'acme-gmbh');
	await pane.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(running.window.getByText('acme-gmbh was checked.')).toBeAttached();
	await expect(lines(running)).toHaveCount(0);
	await running.window.getByRole('button', { name: 'Connect', exact: true }).click();
	await continueInBrowser(running, 'Practice Europe');
	await expect(lines(running)).toHaveCount(0);
});
