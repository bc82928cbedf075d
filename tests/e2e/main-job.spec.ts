import { expectAccessible, expectFits } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { connect, consent, continueInBrowser, nameIt, openPractice, select, sheetOf } from './support/flows.ts';

const org = 'http://localhost:8972/crm/v8/org';
const callWith = (token: string) => fetch(org, { headers: { authorization: `Zoho-oauthtoken ${token}` } });

test('a person connects practice orgs in two data centers, uses, renews, revokes and forgets one', async ({
	launch,
}) => {
	const running = await launch();
	const { window } = running;

	await test.step('the empty list offers a practice org', async () => {
		await expect(window.getByRole('heading', { name: 'No connections yet' })).toBeVisible();
		await expect(window.getByText('Keychain ready')).toBeVisible();
		await openPractice(running);
	});

	await test.step('the sheet and the last page in the browser show the same check code', async () => {
		const url = await continueInBrowser(running, 'Practice Europe');
		const sheet = sheetOf(running);
		await expect(sheet.getByRole('heading', { name: 'Waiting for your browser' })).toBeVisible();
		const [, code = ''] = /Check code: ([A-Z0-9]{4})/.exec((await sheet.textContent()) ?? '') ?? [];
		expect(code).toHaveLength(4);
		await expect(sheet.getByRole('timer')).toHaveText(/[45]:\d\d left/);
		await running.picture('waiting');
		const { text } = await consent(url, { org: 'acme' });
		expect(text).toContain(`<strong>${code}</strong>`);
		await expect(window.getByText('acme-gmbh is connected.')).toBeAttached();
	});

	await test.step('what is connected is saved already, shown in the sheet, and named', async () => {
		const sheet = sheetOf(running);
		const [connection] = (await running.snapshot()).connections;
		expect(connection).toMatchObject({ alias: 'acme-gmbh', customer: null, status: 'connected' });
		const said = ['Acme GmbH', 'PROD', connection?.org.id, connection?.user.email, 'Practice Europe'];
		for (const each of said) await expect(sheet).toContainText(each ?? '-');
		const alias = sheet.getByRole('textbox', { name: 'Alias' });
		await expect(alias).toBeFocused();
		await expect(alias).toHaveValue('acme-gmbh');
		await expectAccessible(running, 'connected');
		await expectFits(running, 'connected');
		await alias.fill('two words');
		await sheet.getByRole('button', { name: 'Done' }).click();
		await expect(sheet).toContainText('"two words" cannot be an alias.');
		await expectAccessible(running, 'connected-refused');
		await nameIt(running, { alias: 'acme-gmbh', customer: 'Acme' });
		expect((await running.snapshot()).connections).toMatchObject([{ alias: 'acme-gmbh', customer: 'Acme' }]);
	});

	await test.step('it is listed under its data center with all that is known', async () => {
		await expect(window.getByRole('rowheader').filter({ hasText: 'Practice Europe' })).toContainText('localhost:8972');
		const row = running.row('acme-gmbh');
		for (const said of ['Acme GmbH', 'PROD', 'anna.keller@', 'Connected', 'practice', /\d\d min/]) {
			await expect(row).toContainText(said);
		}
	});

	await test.step('a second one lives in another data center', async () => {
		await connect(running, 'initech-sandbox', { dataCenter: 'Practice United States' });
		await expect(window.getByRole('rowheader')).toHaveCount(2);
		await expect(running.row('initech-inc')).toContainText('Sandbox');
		await expect(window.getByText('2 connections', { exact: true })).toBeVisible();
	});

	const before = (await running.snapshot()).connections.find(({ alias }) => alias === 'acme-gmbh');
	const pane = await select(running, 'acme-gmbh');
	await running.picture('list');

	await test.step('refresh mints a new access token', async () => {
		await pane.getByRole('button', { name: 'Refresh' }).click();
		await expect
			.poll(
				async () => (await running.snapshot()).connections.find(({ id }) => id === before?.id)?.accessTokenExpiresAt,
			)
			.not.toBe(before?.accessTokenExpiresAt);
	});

	let token = '';
	await test.step('copy token puts a token on the clipboard that the CRM accepts', async () => {
		await pane.getByRole('button', { name: 'Copy token' }).click();
		await expect(pane.getByRole('button', { name: /^Copied\. Clears in (29|30) s\.$/ })).toBeVisible();
		token = await running.clipboard();
		expect((await callWith(token)).status).toBe(200);
	});

	await test.step('re-authentication is one click, and the row shows the wait', async () => {
		await pane.getByRole('button', { name: 'Re-authenticate' }).click();
		const row = running.row('acme-gmbh');
		await expect(row).toContainText('Waiting for sign-in');
		await expect(row.getByRole('button', { name: 'Cancel: acme-gmbh' })).toBeVisible();
		await running.picture('reauth-waiting');
		await consent(await running.nextOpened(), { org: 'acme' });
		await expect(window.getByText('acme-gmbh is signed in again.')).toBeVisible();
		await expect(row).toContainText('Connected');
		const after = (await running.snapshot()).connections.filter(({ org: { name } }) => name === 'Acme GmbH');
		expect(after.map(({ id, alias, customer, createdAt }) => ({ id, alias, customer, createdAt }))).toEqual([
			{ id: before?.id, alias: 'acme-gmbh', customer: 'Acme', createdAt: before?.createdAt },
		]);
	});

	await test.step('revoke asks first: Cancel does nothing', async () => {
		await running.answerWith('cancel');
		await pane.getByRole('button', { name: 'Revoke…' }).click();
		await expect.poll(async () => (await running.asked()).length).toBe(1);
		const [asked] = await running.asked();
		expect(asked?.message).toBe('Revoke "acme-gmbh" at Zoho?');
		expect(asked?.detail).toContain('Programs that use it stop working at once.');
		await expect(running.row('acme-gmbh')).toContainText('Connected');
	});

	await test.step('confirmed, it is revoked at the CRM, too', async () => {
		await pane
			.getByRole('button', { name: 'Copy token' })
			.or(pane.getByRole('button', { name: /^Copied/ }))
			.click();
		await expect.poll(() => running.clipboard()).not.toBe(token);
		const latest = await running.clipboard();
		expect((await callWith(latest)).status).toBe(200);
		await running.answerWith('confirm');
		await pane.getByRole('button', { name: 'Revoke…' }).click();
		await expect(running.row('acme-gmbh')).toContainText('Revoked on');
		expect((await callWith(latest)).status).toBe(401);
		await expect(pane.getByRole('button', { name: 'Copy token' })).toHaveCount(0);
		await running.picture('revoked');
	});

	await test.step('forgotten, it is gone from the list', async () => {
		await pane.getByRole('button', { name: 'Forget…' }).click();
		await expect(window.getByText('acme-gmbh is forgotten.')).toBeVisible();
		await expect(running.row('acme-gmbh')).toHaveCount(0);
		await expect(window.getByText('1 connection', { exact: true })).toBeVisible();
	});
});
