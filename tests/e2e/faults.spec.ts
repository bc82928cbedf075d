import type { PracticeCrm } from '../../src/practice/start-practice.ts';
import type { Cli } from './support/cli.ts';
import { expect, test } from './support/fixtures.ts';
import { connect, consent, continueInBrowser, nameIt, sheetOf } from './support/flows.ts';
import { addLab, labDataCenter, tokenCalls } from './support/lab.ts';
import { takePort } from './support/ports.ts';
import type { RunningApp } from './support/running-app.ts';

const tokenPath = '/oauth/v2/token';
const authPath = '/oauth/v2/auth';

interface Parts {
	readonly launch: () => Promise<RunningApp>;
	readonly cli: Cli;
	readonly lab: PracticeCrm;
}

/** The app with the lab known, up to the moment when the browser has the address. */
async function beginSignIn({ launch, cli, lab }: Parts): Promise<{ running: RunningApp; url: string }> {
	await addLab(cli, lab);
	const running = await launch();
	await running.window.getByRole('button', { name: 'Connect an org' }).click();
	return { running, url: await continueInBrowser(running, labDataCenter.name) };
}

/** The sheet says that it did not work and why, offers the form again, and nothing is half-saved. */
async function expectFailed(running: RunningApp, words: string | RegExp): Promise<void> {
	const sheet = sheetOf(running);
	await expect(sheet.getByRole('heading', { name: 'The org is not connected' })).toBeVisible();
	await expect(sheet.getByRole('alert')).toContainText(words);
	const { connections, signIns } = await running.snapshot();
	expect({ connections, signIns }).toEqual({ connections: [], signIns: [] });
	await sheet.getByRole('button', { name: 'Try again' }).click();
	await expect(sheet.getByRole('button', { name: 'Continue in browser' })).toBeVisible();
}

test('a declined consent ends in one clear sentence, and trying again works', async ({ launch, cli, lab }) => {
	const { running, url } = await beginSignIn({ launch, cli, lab });
	await consent(url, { decline: true });
	await expectFailed(running, 'The consent was declined at Zoho. Nothing was saved.');
	expect(tokenCalls(lab)).toBe(0);
	await consent(await continueInBrowser(running), { org: 'acme' });
	await nameIt(running);
	await expect(running.row('acme-gmbh')).toContainText('Connected');
});

test('a callback with a wrong state is refused and the sign-in goes on waiting for the right one', async ({
	launch,
	cli,
	lab,
}) => {
	const { running, url } = await beginSignIn({ launch, cli, lab });
	const { callbackUrl } = await consent(url, { org: 'acme', stopAtRedirect: true });
	const wrong = new URL(callbackUrl);
	wrong.searchParams.set('state', 'A'.repeat(43));
	const refused = await fetch(wrong);
	expect(refused.status).toBe(400);
	expect(await refused.text()).toContain('Not a sign-in that Latchkey waits for');
	expect(tokenCalls(lab)).toBe(0);
	await expect(sheetOf(running).getByRole('timer')).toBeVisible();

	expect((await fetch(callbackUrl)).status).toBe(200);
	await nameIt(running);
	await expect(running.row('acme-gmbh')).toContainText('Connected');
	expect(tokenCalls(lab)).toBe(1);
});

test('a cancelled sign-in leaves nothing behind and frees the port', async ({ launch, cli, lab }) => {
	const { running } = await beginSignIn({ launch, cli, lab });
	await sheetOf(running).getByRole('button', { name: 'Cancel' }).click();
	await expect(sheetOf(running)).toBeHidden();
	await expect(running.window.getByText('Sign-in cancelled. Nothing was saved.')).toBeAttached();
	expect(await running.snapshot()).toMatchObject({ connections: [], signIns: [] });
	await (await takePort(8917))();
});

test('a sheet that is closed leaves the sign-in waiting in a strip of the list', async ({ launch, cli, lab }) => {
	const { running, url } = await beginSignIn({ launch, cli, lab });
	const { window } = running;
	await sheetOf(running).getByRole('button', { name: 'Close' }).click();
	await expect(window.getByText(`Waiting for sign-in (${labDataCenter.name})`)).toBeVisible();
	await running.picture('waiting-strip');
	await window.getByRole('button', { name: 'Show' }).click();
	await expect(sheetOf(running).getByRole('timer')).toBeVisible();
	await sheetOf(running).getByRole('button', { name: 'Close' }).click();
	await consent(url, { org: 'acme' });
	await expect(running.row('acme-gmbh')).toContainText('Connected');
});

test('busy ports are named with their holder before a browser opens', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	const frees = [await takePort(8917), await takePort(8918)];
	await running.window.getByRole('button', { name: 'Connect an org' }).click();
	const sheet = sheetOf(running);
	await expect(sheet.getByRole('heading', { name: 'Connect an org' })).toBeVisible();
	await sheet.getByRole('combobox', { name: 'Data center' }).click();
	await running.window.getByRole('option', { name: labDataCenter.name }).click();
	await sheet.getByRole('button', { name: 'Continue in browser' }).click();
	const alert = sheet.getByRole('alert');
	await expect(alert).toContainText('8917');
	await expect(alert).toContainText('8918');
	if (process.platform === 'linux') await expect(alert).toContainText(`process ${process.pid}`);
	expect(await running.opened()).toEqual([]);
	await running.picture('busy-port');

	for (const free of frees) await free();
	await sheet.getByRole('button', { name: 'Continue in browser' }).click();
	await consent(await running.nextOpened(), { org: 'acme' });
	await nameIt(running);
	await expect(running.row('acme-gmbh')).toContainText('Connected');
});

test('an accounts server that is no known data center gets neither the code nor the secret', async ({
	launch,
	cli,
	lab,
}) => {
	const { running, url } = await beginSignIn({ launch, cli, lab });
	lab.faults.next({
		path: authPath,
		fault: { redirect: { 'accounts-server': 'https://accounts.zoho.eu.attacker.test' } },
	});
	await consent(url, { org: 'acme' });
	await expectFailed(running, 'accounts.zoho.eu.attacker.test');
	expect(tokenCalls(lab)).toBe(0);
});

test('an answer without a refresh token saves nothing', async ({ launch, cli, lab }) => {
	const { running, url } = await beginSignIn({ launch, cli, lab });
	lab.faults.next({ path: tokenPath, fault: 'without-refresh-token' });
	await consent(url, { org: 'acme' });
	await expectFailed(running, 'no refresh token');
});

test('HTML from the token endpoint is named as such and saves nothing', async ({ launch, cli, lab }) => {
	const { running, url } = await beginSignIn({ launch, cli, lab });
	const body = '<!doctype html><h1>Welcome to the hotel</h1>';
	lab.faults.next({ path: tokenPath, fault: { status: 200, headers: { 'content-type': 'text/html' }, body } });
	await consent(url, { org: 'acme' });
	await expectFailed(running, 'sent an answer that cannot be read');
	await expect(running.window.getByText('Welcome to the hotel')).toHaveCount(0);
});

test('a sign-in that Zoho ended asks for re-authentication, and one button mends it', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	await connect(running, 'acme', { dataCenter: labDataCenter.name });
	const [connection] = (await running.snapshot()).connections;
	expect(await lab.revokeEverywhere(connection?.user.email ?? '')).toBe(1);

	const row = running.row('acme-gmbh');
	await row.hover();
	await row.getByRole('button', { name: 'Refresh: acme-gmbh' }).click();
	await expect(row).toContainText('Needs re-auth');
	await expect(window.getByRole('button', { name: /^Needs attention/ })).toContainText('1');
	await row.getByText('acme-gmbh', { exact: true }).click();
	await expect(window.getByRole('region', { name: 'Details of acme-gmbh' })).toContainText(
		'Re-authenticate to keep using it.',
	);
	await running.picture('needs-reauth');
	await running.theme('dark');
	await running.picture('needs-reauth-dark');
	await row.getByRole('button', { name: 'Re-authenticate: acme-gmbh' }).click();
	await consent(await running.nextOpened(), { org: 'acme' });
	await expect(row).toContainText('Connected');
	expect((await running.snapshot()).connections).toMatchObject([{ id: connection?.id, status: 'connected' }]);
});

test('a CRM that does not answer is "could not reach", not a lost sign-in', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	await connect(running, 'acme', { dataCenter: labDataCenter.name });
	lab.faults.next({ path: tokenPath, times: 9, fault: 'cut' });
	const row = running.row('acme-gmbh');
	await row.hover();
	await row.getByRole('button', { name: 'Refresh: acme-gmbh' }).click();
	await expect(row).toContainText('Could not reach Zoho');

	await row.getByText('acme-gmbh', { exact: true }).click();
	const pane = running.window.getByRole('region', { name: 'Details of acme-gmbh' });
	await pane.getByRole('button', { name: 'Copy trace' }).click();
	await expect(running.window.getByText('Trace copied.')).toBeVisible();
	const trace = await running.clipboard();
	expect(trace).toMatch(/^Latchkey \d+\.\d+\.\d+, \w+ \w+\n\S+Z refresh: PROVIDER_UNREACHABLE /);
	const [connection] = (await running.snapshot()).connections;
	for (const name of ['acme', 'Acme', connection?.user.email ?? '', 'latchkey-e2e']) expect(trace).not.toContain(name);

	lab.faults.clear();
	await row.hover();
	await row.getByRole('button', { name: 'Refresh: acme-gmbh' }).click();
	await expect(row).toContainText('Connected');
});

test('without a keychain the list is readable, and connecting is refused before a browser opens', async ({
	launch,
	cli,
	lab,
	home,
}) => {
	await addLab(cli, lab);
	const before = await launch();
	await connect(before, 'acme', { dataCenter: labDataCenter.name });
	await before.close();

	const nowhere = `${home}-without-a-bus`;
	const running = await launch({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${nowhere}`, XDG_RUNTIME_DIR: nowhere });
	const banner = running.window.getByRole('alert').filter({ hasText: 'The keychain cannot be used' });
	await expect(banner).toContainText('start a Secret Service such as gnome-keyring');
	await expect(running.row('acme-gmbh')).toContainText('Acme GmbH');
	await running.picture('no-keychain');

	await running.window.getByRole('button', { name: 'Connect', exact: true }).click();
	await expect(sheetOf(running).getByRole('combobox', { name: 'Data center' })).toContainText(labDataCenter.name);
	await sheetOf(running).getByRole('button', { name: 'Continue in browser' }).click();
	await expect(sheetOf(running).getByRole('alert')).toContainText('The keychain cannot be used');
	expect(await running.opened()).toEqual([]);
	expect((await running.snapshot()).connections).toHaveLength(1);
});
