import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expectAccessible, expectFits } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { choose, connect, consent, nameIt, select, sheetOf } from './support/flows.ts';
import { addLab, labDataCenter } from './support/lab.ts';
import type { RunningApp } from './support/running-app.ts';

test.skip(process.platform === 'win32', 'the browser here is a script');

const choosesProgram = ({ app }: RunningApp, path: string) =>
	app.evaluate(({ dialog }, chosen) => {
		Reflect.set(dialog, 'showOpenDialog', async () => ({ canceled: false, filePaths: [chosen] }));
	}, path);

test('sign-ins open in the program that was chosen, each customer with a profile of their own', async ({
	launch,
	cli,
	lab,
	home,
}) => {
	test.setTimeout(120_000);
	await addLab(cli, lab);
	const running = await launch();
	const { window } = running;
	await connect(running, 'acme', { dataCenter: labDataCenter.name, customer: 'Acme; touch $(x)' });
	// It notes each of its arguments in a line of its own, whole as they are.
	const note = join(dirname(home), 'arguments');
	const program = join(dirname(home), 'my browser.sh');
	writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$#" "$@" > '${note}.new' && mv '${note}.new' '${note}'\n`);
	chmodSync(program, 0o700);
	await choosesProgram(running, program);

	await test.step('chosen in a dialog of the main process; the window learns its name alone', async () => {
		await window.getByRole('button', { name: 'Settings…' }).click();
		const sheet = sheetOf(running);
		await expect(sheet).toContainText("The system's browser");
		await sheet.getByRole('button', { name: 'Choose a program…' }).click();
		await expect(sheet).toContainText('my browser.sh');
		const { browser } = (await running.call('computer')).data as { browser: object };
		expect(browser).toEqual({ name: 'my browser.sh', profile: 'argument' });

		await sheet.getByRole('combobox', { name: 'Customer' }).fill('Acme');
		await window.getByRole('option', { name: 'Acme; touch $(x)' }).click();
		const profile = sheet.getByRole('textbox', { name: 'Profile' });
		await profile.fill('--load-extension=/tmp/x');
		await sheet.getByRole('button', { name: 'Add', exact: true }).click();
		await expect(sheet).toContainText('Letters, digits, spaces, dots, dashes and underscores');
		await profile.fill('Profile 1');
		await sheet.getByRole('button', { name: 'Add', exact: true }).click();
		await expect(sheet.getByRole('list', { name: 'Profiles by customer' })).toContainText('Profile 1');
		await expectAccessible(running, 'browser');
		await expectFits(running, 'browser');
		await sheet.getByRole('button', { name: 'Close' }).first().click();
	});

	const before = (await running.opened()).length;
	await test.step('the re-authentication of the customer gets its profile and its address, each as one argument', async () => {
		const pane = await select(running, 'acme-gmbh');
		await pane.getByRole('button', { name: 'Re-authenticate' }).click();
		await expect.poll(() => existsSync(note)).toBe(true);
		const [count, profile, url = '', ...more] = readFileSync(note, 'utf8').trimEnd().split('\n');
		expect([count, profile, more]).toEqual(['2', '--profile=Profile 1', []]);
		expect(new URL(url).origin).toBe(lab.dataCenters[0]?.accountsUrl);
		await consent(url, { org: 'acme' });
		await expect(window.getByText('acme-gmbh is signed in again.')).toBeVisible();
		expect((await running.opened()).length).toBe(before);
	});

	await test.step('so does a new connection of the customer, who is chosen before', async () => {
		writeFileSync(note, '');
		await window.getByRole('button', { name: 'Connect', exact: true }).click();
		await choose(running, 'Data center', labDataCenter.name);
		await choose(running, 'Customer', 'Acme; touch $(x)');
		await sheetOf(running).getByRole('button', { name: 'Continue in browser' }).click();
		await expect.poll(() => readFileSync(note, 'utf8')).toContain('--profile=Profile 1');
		await consent(readFileSync(note, 'utf8').trimEnd().split('\n').at(-1) ?? '', { org: 'globex' });
		await expect(sheetOf(running).getByRole('combobox', { name: 'Customer' })).toHaveValue('Acme; touch $(x)');
		await nameIt(running);
	});

	await test.step('a program that does not start is named, and no sign-in waits for it', async () => {
		chmodSync(program, 0o600);
		const pane = await select(running, 'acme-gmbh');
		await pane.getByRole('button', { name: 'Re-authenticate' }).click();
		await expect(pane).toContainText('The browser "my browser.sh" could not be started (EACCES).');
		await expect.poll(async () => (await running.snapshot()).signIns).toEqual([]);
	});

	await test.step("back to the system's", async () => {
		await window.getByRole('button', { name: 'Settings…' }).click();
		await sheetOf(running).getByRole('button', { name: "Use the system's" }).click();
		await expect(sheetOf(running)).toContainText("The system's browser");
		await sheetOf(running).getByRole('button', { name: 'Close' }).first().click();
		await window
			.getByRole('region', { name: 'Details of acme-gmbh' })
			.getByRole('button', { name: 'Re-authenticate' })
			.click();
		await expect.poll(async () => (await running.opened()).length).toBe(before + 1);
	});
});

test('a page cannot say which program is started, nor slip an option into its profile', async ({ launch }) => {
	const running = await launch();
	await running.app.evaluate(({ dialog }) => {
		Reflect.set(dialog, 'showOpenDialog', async () => ({ canceled: true, filePaths: [] }));
	});
	for (const [method, input] of [
		['chooseBrowser', { program: '/bin/sh' }] as const,
		['changeSettings', { browser: '/bin/sh' }] as const,
		['changeSettings', { browserProfiles: { Acme: '--renderer-cmd-prefix=/bin/sh' } }] as const,
		['changeSettings', { browserProfiles: { Acme: '../..' } }] as const,
	]) {
		expect((await running.call(method, input)).error?.code, method).toBe('REQUEST_INVALID');
	}
	expect((await running.call('chooseBrowser')).data).toMatchObject({ browser: null });
});
