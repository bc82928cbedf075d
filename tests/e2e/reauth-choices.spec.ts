import { expectAccessible, expectFits, expectNowhere } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { choose, connect, consent, nameIt, openPractice, select, sheetOf } from './support/flows.ts';
import { addLab, addLabDataCenter, labClient, labDataCenter } from './support/lab.ts';
import { secretsOfSignIn } from './support/secrets.ts';

const more = 'Scopes and other ways in…';

test('re-authenticates with other scopes and says first what they change', async ({ launch, cli, lab }) => {
	test.setTimeout(120_000);
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	await connect(running, 'acme', { dataCenter: labDataCenter.name });
	const before = (await running.snapshot()).connections[0];
	const sheet = sheetOf(running);
	const diff = sheet.getByRole('region', { name: 'What changes' });

	await test.step('the menu of the row leads to the choices by keyboard, and Escape gives the focus back', async () => {
		const button = running.row('acme-gmbh').getByRole('button', { name: 'More: acme-gmbh' });
		const openChoices = async () => {
			await button.focus();
			await window.keyboard.press('Enter');
			await window.getByRole('menuitem', { name: more }).press('Enter');
			await expect(sheet.getByRole('heading', { name: 'Re-authenticate acme-gmbh' })).toBeVisible();
		};
		await openChoices();
		await expect(diff).toContainText('What it may do stays the same.');
		await window.keyboard.press('Escape');
		await expect(sheet).toBeHidden();
		await expect(button).toBeFocused();
		await openChoices();
	});

	await test.step('more and less is said in plain words', async () => {
		await choose(running, 'Scopes', 'Read, change and delete records');
		await expect(diff).toContainText('It will be able to');
		await expect(diff).toContainText('Read, change and delete all modules');
		// Reading is still in it.
		await expect(diff).not.toContainText('It gives up');
		await expectAccessible(running, 'reauth-scopes');
		await expectFits(running, 'reauth-scopes');
	});

	await test.step('an own list is taken as typed, and what is no scope is said at once', async () => {
		await choose(running, 'Scopes', 'Own list');
		const own = sheet.getByRole('textbox', { name: 'Own scopes' });
		await own.fill('ZohoCRM.modules.leads.DELETE, <b>');
		await expect(sheet).toContainText('"<b>" is not a scope.');
		await expectAccessible(running, 'reauth-scope-refused');
		await own.fill('ZohoCRM.modules.READ, ZohoCRM.modules.leads.DELETE');
		await expect(diff).toContainText('Delete records of leads');
		await expect(diff).toContainText('It gives up');
		await expect(diff).toContainText('Read settings');
		await running.picture('reauth-own-list');
	});

	await test.step('consent gives the same connection the new scopes', async () => {
		await sheet.getByRole('button', { name: 'Continue in browser' }).click();
		const url = await running.nextOpened();
		await expect(sheet.getByRole('heading', { name: 'Waiting for your browser' })).toBeVisible();
		await consent(url, { org: 'acme' });
		await expect(sheet).toBeHidden();
		await expect(window.getByText('acme-gmbh is signed in again.')).toBeVisible();
		const { connections } = await running.snapshot();
		expect(connections).toMatchObject([{ id: before?.id, alias: 'acme-gmbh' }]);
		expect(connections[0]?.scopes).toContain('ZohoCRM.modules.leads.DELETE');
		expect(connections[0]?.scopes).not.toContain('ZohoCRM.settings.READ');
	});
});

test('the one click stays, and the address that the browser ended at can be pasted', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	await connect(running, 'acme', { dataCenter: labDataCenter.name });
	const row = running.row('acme-gmbh');
	await row.hover();
	await row.getByRole('button', { name: 'Re-authenticate: acme-gmbh' }).click();
	const url = await running.nextOpened();
	await expect(sheetOf(running)).toBeHidden();
	const end = await consent(url, { org: 'acme', stopAtRedirect: true });
	await row.getByRole('button', { name: 'Show: acme-gmbh' }).click();
	const sheet = sheetOf(running);
	await sheet.getByRole('button', { name: 'Browser on another machine?' }).click();
	await sheet.getByRole('textbox', { name: 'Paste the address that the browser ended at' }).fill(end.callbackUrl);
	await expectAccessible(running, 'reauth-paste');
	await window.keyboard.press('Enter');
	await expect(sheet).toBeHidden();
	await expect(window.getByText('acme-gmbh is signed in again.')).toBeVisible();
	await expectNowhere(running, secretsOfSignIn(end));
});

test('a connection of a Self Client is renewed by a code instead of ending in an error', async ({
	launch,
	cli,
	lab,
}) => {
	await addLabDataCenter(cli, lab);
	const { name, clientId, secret } = labClient;
	const args = ['--name', name, '--client-id', clientId, '--type', 'self-client'];
	await cli.json(['api-client', 'add', ...args, '--secret-stdin'], secret);
	const running = await launch();
	const { window } = running;
	const sheet = sheetOf(running);

	await test.step('only the ways in that can work are offered', async () => {
		await window.getByRole('button', { name: 'Connect an org' }).click();
		await choose(running, 'Data center', labDataCenter.name);
		await expect(sheet.getByRole('radio', { name: 'Browser' })).toHaveCount(0);
		await expect(sheet.getByRole('radio', { name: 'Device code' })).toHaveCount(0);
		await expect(sheet.getByRole('radio', { name: 'Self Client code' })).toBeChecked();
		await expect(sheet).toContainText('a Self Client has no sign-in page');
		await expectAccessible(running, 'ways-of-self-client');
		await sheet.getByRole('textbox', { name: 'Self Client code' }).fill(lab.generateCode({ org: 'acme', clientId }));
		await sheet.getByRole('button', { name: 'Connect', exact: true }).click();
		await nameIt(running);
		await expect(running.row('acme-gmbh')).toContainText('Connected');
	});

	const generated = lab.generateCode({ org: 'acme', clientId });
	await test.step('the one click leads to the code', async () => {
		const pane = window.getByRole('region', { name: 'Details of acme-gmbh' });
		await pane.getByRole('button', { name: 'Re-authenticate' }).click();
		await expect(sheet.getByRole('heading', { name: 'Re-authenticate acme-gmbh' })).toBeVisible();
		await expect(sheet).toContainText('a new code is the only way');
		await sheet.getByRole('button', { name: 'Copy scopes' }).click();
		await expect(sheet.getByRole('timer')).toBeVisible();
		await expectAccessible(running, 'reauth-code');
		await expectFits(running, 'reauth-code');
		await sheet.getByRole('textbox', { name: 'Self Client code' }).fill(generated);
		await sheet.getByRole('button', { name: 'Re-authenticate', exact: true }).click();
		await expect(sheet).toBeHidden();
		await expect(window.getByText('acme-gmbh is signed in again.')).toBeVisible();
		await expectNowhere(running, [generated]);
	});

	await test.step('a code of another org is kept apart, too', async () => {
		const pane = window.getByRole('region', { name: 'Details of acme-gmbh' });
		await pane.getByRole('button', { name: 'Re-authenticate' }).click();
		await sheet.getByRole('textbox', { name: 'Self Client code' }).fill(lab.generateCode({ org: 'globex', clientId }));
		await sheet.getByRole('button', { name: 'Re-authenticate', exact: true }).click();
		await expect(sheet).toBeHidden();
		await pane.getByRole('button', { name: 'Show globex-bv' }).click();
		await expect(window.getByRole('region', { name: 'Details of globex-bv' })).toBeVisible();
	});
});

test('another org that signed in is kept apart, shown, and checked or revoked', async ({ launch, cli, lab }) => {
	test.setTimeout(120_000);
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	await connect(running, 'acme', { dataCenter: labDataCenter.name });
	const pane = await select(running, 'acme-gmbh');
	await pane.getByRole('button', { name: 'Re-authenticate' }).click();
	await consent(await running.nextOpened(), { org: 'globex' });
	const row = running.row('acme-gmbh').first();

	await test.step('the row and the details say what happened', async () => {
		await expect(row).toContainText('Another org signed in');
		await expect(pane).toContainText('You signed in to Globex BV');
		await expect(pane).toContainText('"acme-gmbh" is untouched.');
		await expectAccessible(running, 'wrong-org');
		await expectFits(running, 'wrong-org');
	});

	const other = window.getByRole('region', { name: 'Details of globex-bv' });
	await test.step('its button shows the one that is kept apart', async () => {
		await row.getByRole('button', { name: 'Show the other org: acme-gmbh' }).click();
		await expect(other).toContainText('Kept apart, check or revoke it');
		await expect(other).toContainText('It came out of a re-authentication of "acme-gmbh"');
		await expect(window.getByRole('button', { name: /^Needs attention/ })).toContainText('1');
		await expectAccessible(running, 'parked');
		await expectFits(running, 'parked');
	});

	await test.step('revoking asks first, and checking keeps it', async () => {
		await running.answerWith('cancel');
		await other.getByRole('button', { name: 'Revoke…' }).click();
		await expect.poll(async () => (await running.asked()).at(-1)?.message).toBe('Revoke "globex-bv" at Zoho?');
		await other.getByRole('button', { name: 'Check' }).click();
		await expect(running.row('globex-bv')).toContainText('Connected');
		await expect(other).not.toContainText('Kept apart, check or revoke it');
		await expect(row).toContainText('Connected');
	});

	await test.step('signed in to it again, it is the one to show', async () => {
		await row.getByText('acme-gmbh', { exact: true }).click();
		await pane.getByRole('button', { name: 'Re-authenticate' }).click();
		await consent(await running.nextOpened(), { org: 'globex' });
		await expect(pane).toContainText('The other one is connected already as "globex-bv"');
		await row.getByRole('button', { name: 'Show the other org: acme-gmbh' }).click();
		await expect(other).toContainText('Connected');
	});
});

test('the sheet holds a name that attacks', async ({ launch }) => {
	const running = await launch();
	await openPractice(running);
	await sheetOf(running).getByRole('button', { name: 'Close' }).click();
	await connect(running, 'hostile', { dataCenter: 'Practice India', alias: 'hostile' });
	const pane = await select(running, 'hostile');
	await pane.getByRole('button', { name: more }).click();
	await expect(sheetOf(running)).toContainText('"><script>alert(1)</script>');
	await expectAccessible(running, 'reauth-hostile');
	await expectFits(running, 'reauth-hostile');
});
