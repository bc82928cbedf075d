import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Settings } from '../../src/shared/settings.ts';
import { expectAccessible, expectFits, expectNowhere } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { choose, connect, connectPractice, select, sheetOf } from './support/flows.ts';
import { addLab, labDataCenter } from './support/lab.ts';
import type { RunningApp } from './support/running-app.ts';
import { secretsInKeychain } from './support/secrets.ts';

/** A record of a token file that nobody can import. */
const odd = '"9","<b>odd</b>","","","","","","","",""';

/** Chooses settings as the window does. */
const set = (running: RunningApp, change: Partial<Settings>) => running.call('changeSettings', change);

/** Answers the next file dialogs with a file; none: they are dismissed. */
const choosesFile = ({ app }: RunningApp, path: string | null) =>
	app.evaluate(({ dialog }, chosen) => {
		const canceled = chosen === null;
		Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled, filePath: chosen ?? '' }));
		Reflect.set(dialog, 'showOpenDialog', async () => ({ canceled, filePaths: chosen === null ? [] : [chosen] }));
	}, path);

/** What the tray shows: its tip, and the ids of its items. */
const tray = ({ app }: RunningApp) =>
	app.evaluate(() => {
		interface Shown {
			toolTip: string;
			menu: { items: { id?: string }[] };
		}
		const { trays } = Reflect.get(globalThis, 'chromiumShell') as unknown as { trays: Shown[] };
		const [shown] = trays;
		return { toolTip: shown?.toolTip, ids: shown?.menu.items.map(({ id }) => id) ?? [] };
	});

const clickTray = ({ app }: RunningApp, id: string) =>
	app.evaluate((_, wanted) => {
		const { trays } = Reflect.get(globalThis, 'chromiumShell') as unknown as { trays: { menu: Electron.Menu }[] };
		trays[0]?.menu.getMenuItemById(wanted)?.click();
	}, id);

test('a token is exported: masked in the window, whole on the clipboard and in the file', async ({ launch, home }) => {
	const running = await launch();
	const { window } = running;
	await connectPractice(running);
	const pane = await select(running, 'acme-gmbh');
	await pane.getByRole('button', { name: 'Export…' }).click();
	const sheet = sheetOf(running);
	await expect(sheet.getByRole('heading', { name: 'Export a token of acme-gmbh' })).toBeVisible();
	await sheet.getByRole('combobox', { name: 'Form' }).click();
	await window.getByRole('option', { name: 'HTTP header' }).click();
	await expect(sheet.getByRole('region', { name: 'Preview, masked' })).toHaveText(
		/^Authorization: Zoho-oauthtoken 1000\.\*+\.\*+$/,
	);
	await expectAccessible(running, 'export');
	await expectFits(running, 'export');

	await sheet.getByRole('button', { name: 'Copy' }).click();
	await expect(sheet.getByText(/^Copied\. Clears in \d+ seconds\.$/)).toBeVisible();
	const header = await running.clipboard();
	expect(header).toMatch(/^Authorization: Zoho-oauthtoken 1000\.[0-9a-f]+\.[0-9a-f]+$/);
	const token = header.split(' ').at(-1) ?? '';

	const file = join(dirname(home), 'token.txt');
	await choosesFile(running, file);
	await sheet.getByRole('button', { name: 'Save…' }).click();
	await expect(window.getByText('HTTP header: saved. Only you can read the file.')).toBeVisible();
	expect(readFileSync(file, 'utf8')).toBe(`${header}\n`);
	expect(statSync(file).mode & 0o777).toBe(0o600);

	await sheet.getByRole('button', { name: 'Plain-text token file…' }).click();
	await expect.poll(async () => (await running.asked()).at(-1)?.detail).toContain('in plain text');
	const store = join(dirname(home), 'sdk_tokens.txt');
	await choosesFile(running, store);
	await running.answerWith('confirm');
	await sheet.getByRole('button', { name: 'Plain-text token file…' }).click();
	await expect(window.getByText('The secrets of acme-gmbh are in the file, in plain text.')).toBeVisible();
	const secrets = [token, ...(await secretsInKeychain())];
	expect(secrets.some((secret) => readFileSync(store, 'utf8').includes(secret))).toBe(true);
	await expectNowhere(running, secrets);
});

test('an error of a file that the person chose names no folder', async ({ launch, home }) => {
	const running = await launch();
	await connectPractice(running);
	const [connection] = (await running.snapshot()).connections;
	await running.answerWith('confirm');
	for (const path of [home, join(home, 'nowhere', 'file')]) {
		await choosesFile(running, path);
		const answers = [
			await running.call('saveExport', { id: connection?.id, form: 'raw' }),
			await running.call('saveSdkStore', { id: connection?.id, kind: 'sqlite' }),
			await running.call('openImport'),
		];
		expect(JSON.stringify(answers)).not.toContain(dirname(home));
	}
});

test('a backup is made in the settings, and once for impatient clicks', async ({ launch, home }) => {
	const running = await launch();
	await running.window.getByRole('button', { name: 'Settings…' }).click();
	const sheet = sheetOf(running);
	const made = () => readdirSync(join(home, 'backups')).filter((name) => name.startsWith('manual-'));
	const now = sheet.getByRole('button', { name: 'Back up now' });
	await now.click();
	await expect(sheet.getByText(/\d kept, the newest of \d+ \w+ \d{4}, \d\d:\d\d:\d\d/)).toBeVisible();
	expect(made()).toHaveLength(1);
	await now.click();
	await now.click();
	await expectAccessible(running, 'backups');
	expect(made()).toHaveLength(1);
});

test('the command-line tool is installed in the settings, works, and is taken away', async ({ launch, home }) => {
	const running = await launch();
	await running.window.getByRole('button', { name: 'Settings…' }).click();
	const sheet = sheetOf(running);
	const file = join(dirname(home), '.local/bin/latchkey');
	await expect(sheet.getByText('~/.local/bin/latchkey')).toBeVisible();
	await sheet.getByRole('button', { name: 'Install: Command-line tool' }).click();
	await expect(sheet.getByText('Installed: terminals know latchkey by its name.')).toBeVisible();
	await expect(sheet.getByText('~/.local/bin is not on the PATH')).toBeVisible();
	await expectAccessible(running, 'command-line tool');
	await expectFits(running, 'command-line tool');
	const listed = execFileSync(file, ['list', '--json'], {
		...{ encoding: 'utf8' as const, env: { PATH: '/usr/bin:/bin', LATCHKEY_HOME: home } },
	});
	expect(JSON.parse(listed)).toMatchObject({ ok: true, data: { connections: [] } });
	await sheet.getByRole('button', { name: 'Remove: Command-line tool' }).click();
	await expect(sheet.getByText('Not installed: terminals do not know latchkey')).toBeVisible();
	expect(existsSync(file)).toBe(false);

	writeFileSync(file, 'somebody else');
	await sheet.getByRole('button', { name: 'Install: Command-line tool' }).click();
	await expect(sheet.getByRole('alert')).toContainText('another program is there');
	expect(readFileSync(file, 'utf8')).toBe('somebody else');
});

test('settings hold at once and after a restart', async ({ launch }) => {
	const first = await launch({ HTTPS_PROXY: 'http://user:hidden-password@proxy.test:3128', NO_PROXY: 'intra.test' });
	await first.window.getByRole('button', { name: 'Settings…' }).click();
	const sheet = sheetOf(first);
	await expect(sheet.getByText('proxy.test:3128')).toBeVisible();
	await expect(sheet.getByText('intra.test')).toBeVisible();
	await expectNowhere(first, ['hidden-password']);
	await expectAccessible(first, 'settings');
	await expectFits(first, 'settings');

	await choose(first, 'Theme', 'Dark');
	await first.window.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
	await sheet.getByRole('combobox', { name: 'Clear the clipboard after' }).click();
	await first.window
		.getByRole('option', { name: '1 minute' })
		.or(first.window.getByRole('option', { name: '60' }))
		.click();
	await sheet.getByRole('switch', { name: 'The list stays readable while locked' }).click();
	await sheet.getByRole('button', { name: 'Open: Data folder' }).click();
	await expect
		.poll(() => first.app.evaluate(() => (Reflect.get(globalThis, 'chromiumShell') as { opened: string[] }).opened))
		.toEqual([expect.stringMatching(/home$/)]);
	const chosen = { theme: 'dark', clipboardSeconds: 60, listWhileLocked: false } as const;
	await expect.poll(async () => (await first.snapshot()).settings).toMatchObject(chosen);
	await first.close();

	const again = await launch();
	expect((await again.snapshot()).settings).toMatchObject(chosen);
	// Playwright shows a window that begins in light: what the app asked for is asked itself.
	expect(await again.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
});

test('the lock: by key, on sleep, the clipboard cleared, nothing works that touches a secret', async ({ launch }) => {
	const running = await launch();
	const { window } = running;
	await connectPractice(running);
	const pane = await select(running, 'acme-gmbh');
	await pane.getByRole('button', { name: 'Copy token' }).click();
	await expect.poll(() => running.clipboard()).toMatch(/^1000\./);

	await test.step('by its key, with a list that stays readable', async () => {
		await pane.getByRole('button', { name: 'Export…' }).click();
		await expect(sheetOf(running)).toBeVisible();
		await window.keyboard.press('Control+l');
		await expect(sheetOf(running)).toBeHidden();
		await expect(window.getByRole('button', { name: 'Unlock' })).toBeFocused();
		await expect(running.row('acme-gmbh')).toBeVisible();
		await expect.poll(() => running.clipboard()).toBe('');
		await expect(pane.getByRole('button', { name: 'Copy token' })).toBeDisabled();
		await expect(pane.getByRole('button', { name: 'Revoke…' })).toBeDisabled();
		await expect(running.row('acme-gmbh').getByRole('button')).toHaveCount(0);
		await expect(window.getByRole('button', { name: 'Connect', exact: true })).toBeDisabled();
		await expectAccessible(running, 'locked');
		await expectFits(running, 'locked');
	});

	await test.step('whatever the page asks for', async () => {
		const [connection] = (await running.snapshot()).connections;
		const id = connection?.id;
		for (const [method, input] of [
			...([['copyToken', { id }] as const, ['copyExport', { id, form: 'raw' }] as const] as const),
			...([['revoke', { id }] as const, ['openImport', {}] as const] as const),
			['changeSettings', { listWhileLocked: true, idleLockMinutes: 0 }] as const,
		]) {
			expect((await running.call(method, input)).error?.code, method).toBe('APP_LOCKED');
		}
		expect(await running.clipboard()).toBe('');
	});

	await test.step('unlocking asks the keychain and gives all back', async () => {
		await window.getByRole('button', { name: 'Unlock' }).click();
		await expect(window.getByRole('button', { name: 'Unlock' })).toBeHidden();
		await pane.getByRole('button', { name: 'Copy token' }).click();
		await expect.poll(() => running.clipboard()).toMatch(/^1000\./);
	});

	await test.step('on sleep, with a list that nobody can read', async () => {
		await set(running, { lockOnSleep: true, listWhileLocked: false });
		await running.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
		await expect(window.getByRole('heading', { name: 'Latchkey is locked' })).toBeVisible();
		await expect(window.getByRole('button', { name: 'Unlock' })).toBeFocused();
		await expect.poll(() => running.clipboard()).toBe('');
		await expectNowhere(running, ['acme-gmbh', 'Acme GmbH']);
		expect(JSON.stringify(await running.snapshot())).not.toMatch(/acme/i);
		await expectAccessible(running, 'locked-hidden');
		await window.keyboard.press('Enter');
		await expect(running.row('acme-gmbh')).toBeVisible();
	});
});

test('a dialog that was open when the lock closed is answered by nobody', async ({ launch, home }) => {
	const running = await launch();
	await connectPractice(running);
	const [connection] = (await running.snapshot()).connections;
	const id = connection?.id;
	const file = join(dirname(home), 'token.txt');
	await set(running, { lockOnSleep: true });
	await running.app.evaluate(({ dialog, powerMonitor }, path) => {
		const locking = (answer: object) => async () => {
			powerMonitor.emit('suspend');
			return answer;
		};
		Reflect.set(dialog, 'showSaveDialog', locking({ canceled: false, filePath: path }));
		Reflect.set(dialog, 'showOpenDialog', locking({ canceled: false, filePaths: [path] }));
		Reflect.set(dialog, 'showMessageBox', locking({ response: 1, checkboxChecked: false }));
	}, file);
	for (const [method, input] of [
		['saveExport', { id, form: 'raw' }] as const,
		['saveConnectionList', { ids: [id], form: 'csv' }] as const,
		['openImport', {}] as const,
		['revoke', { id }] as const,
	]) {
		expect((await running.call(method, input)).error?.code, method).toBe('APP_LOCKED');
		expect((await running.call('unlock')).ok).toBe(true);
	}
	expect(existsSync(file)).toBe(false);
	expect((await running.snapshot()).connections.map(({ status }) => status)).not.toContain('revoked');
});

test('the palette does everything by keyboard', async ({ launch }) => {
	const running = await launch();
	const { window } = running;
	await connectPractice(running);
	const palette = window.getByRole('dialog', { name: 'Commands' });
	const input = palette.getByRole('combobox');

	await window.keyboard.press('Control+k');
	await expect(input).toBeFocused();
	await expectAccessible(running, 'palette');
	await expectFits(running, 'palette');
	await input.fill('acmgmbh');
	await expect(palette.getByRole('option').first()).toContainText('acme-gmbh');
	await window.keyboard.press('Enter');
	await expect(palette).toBeHidden();
	await expect(window.getByRole('region', { name: 'Details of acme-gmbh' })).toBeVisible();

	await window.keyboard.press('Control+k');
	await expect(palette.getByRole('group', { name: 'With acme-gmbh' })).toBeVisible();
	await input.fill('as curl');
	await window.keyboard.press('Enter');
	await expect.poll(() => running.clipboard()).toMatch(/^curl .*Zoho-oauthtoken 1000\./s);
	await expect(palette).toBeHidden();

	await window.keyboard.press('Control+k');
	await expect(palette.getByRole('group', { name: 'Recent' }).getByRole('option').first()).toContainText(
		'Copy as cURL',
	);
	await input.fill('revoke');
	await window.keyboard.press('Enter');
	await expect.poll(async () => (await running.asked()).at(-1)?.message).toBe('Revoke "acme-gmbh" at Zoho?');
	expect((await running.snapshot()).connections.map(({ status }) => status)).not.toContain('revoked');

	const details = window.getByRole('region', { name: 'Details of acme-gmbh' });
	for (const [typed, field] of [
		['rename', details.getByRole('textbox', { name: 'Alias' })],
		['customer', details.getByRole('combobox', { name: 'Customer' })],
		['tags', details.getByRole('combobox', { name: 'Tags' })],
		['colour', details.getByRole('radio', { name: 'None' })],
		['notes', details.getByRole('textbox', { name: 'Notes' })],
	] as const) {
		await window.keyboard.press('Control+k');
		await input.fill(typed);
		await window.keyboard.press('Enter');
		await expect(palette).toBeHidden();
		await expect(field).toBeFocused();
	}
	await window.keyboard.press('Control+k');
	await input.fill('show what needs');
	await window.keyboard.press('Enter');
	await expect(palette).toBeHidden();
	await window.keyboard.press('Control+k');
	await input.fill('save what is shown');
	await window.keyboard.press('Enter');
	await expect(window.getByRole('textbox', { name: 'Name of the view' })).toBeFocused();
	await window.keyboard.type('To do');
	await window.keyboard.press('Enter');
	await expect(window.getByRole('navigation').getByRole('button', { name: 'To do', exact: true })).toBeVisible();
	await expect(window.getByRole('dialog')).toHaveCount(0);
	await window.keyboard.press('Control+k');
	await input.fill('show all');
	await window.keyboard.press('Enter');
	await expect(palette).toBeHidden();
	await expect(running.row('acme-gmbh')).toBeVisible();

	await window.keyboard.press('Control+k');
	await input.fill('search the list');
	await window.keyboard.press('Enter');
	await expect(window.getByRole('textbox', { name: 'Search connections' })).toBeFocused();
	await window.keyboard.press('?');
	await expect(sheetOf(running)).toBeHidden();
	await window.getByRole('textbox', { name: 'Search connections' }).fill('');
	await running.row('acme-gmbh').focus();
	await window.keyboard.press('?');
	await expect(sheetOf(running).getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible();
	await expectAccessible(running, 'shortcuts');
	await window.keyboard.press('Escape');
	await expect(running.row('acme-gmbh')).toBeFocused();
});

test("an SDK's file is imported: masked, chosen, checked, shredded once all of it is held", async ({
	launch,
	home,
}) => {
	const first = await launch();
	await connectPractice(first);
	const file = join(dirname(home), 'sdk_tokens.txt');
	await first.answerWith('confirm');
	await choosesFile(first, file);
	const { connections } = await first.snapshot();
	for (const { id } of connections) await first.call('saveSdkStore', { id, kind: 'file' });
	const secrets = await secretsInKeychain();
	for (const { id } of connections) await first.call('forget', { id });
	expect((await first.snapshot()).connections).toEqual([]);
	const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
	writeFileSync(file, [...lines, odd].join('\n'));

	const { window } = first;
	await window.keyboard.press('Control+k');
	await window.getByRole('combobox').fill("import from an sdk's store");
	await window.keyboard.press('Enter');
	const sheet = sheetOf(first);
	await sheet.getByRole('button', { name: 'Choose a file…' }).click();
	await expect(sheet.getByText('Records in sdk_tokens.txt')).toBeVisible();
	await expectNowhere(first, secrets);
	await expectAccessible(first, 'import');
	await expectFits(first, 'import');

	await test.step('one of them: the file cannot go yet', async () => {
		await sheet.getByRole('checkbox').nth(1).uncheck();
		await sheet.getByRole('textbox', { name: 'Customer' }).fill('Acme');
		await sheet.getByRole('button', { name: 'Import 1 record' }).click();
		await expect(sheet.getByText('1 record is imported.')).toBeVisible();
		await expect(sheet.getByText('It cannot be shredded yet: 2 of its records are not held here.')).toBeVisible();
		await expectAccessible(first, 'import-done');
		expect((await first.snapshot()).connections).toMatchObject([{ status: 'connected', customer: 'Acme' }]);
		await sheet.getByRole('button', { name: 'Close' }).last().click();
	});

	await test.step('the rest, without the odd one: it is overwritten and removed after a yes', async () => {
		writeFileSync(file, lines.join('\n'));
		await window.getByRole('button', { name: 'Connect', exact: true }).click();
		await expect(sheet.getByRole('heading', { name: 'Connect an org' })).toBeVisible();
		await choose(first, 'Environment', 'Sandbox');
		await sheet.getByRole('radio', { name: 'Browser', exact: true }).focus();
		await window.keyboard.press('ArrowLeft');
		const way = sheet.getByRole('radio', { name: 'Import' });
		await expect(way).toBeFocused();
		await expect(way).toBeChecked();
		await expect(sheet.getByRole('heading', { name: 'Connect an org' })).toBeVisible();
		await expectAccessible(first, 'import-way');
		await expectFits(first, 'import-way');
		// What was filled in on another way is kept.
		await window.keyboard.press('ArrowRight');
		await expect(sheet.getByRole('radio', { name: 'Browser', exact: true })).toBeFocused();
		await expect(sheet.getByRole('combobox', { name: 'Environment' })).toContainText('Sandbox');
		await window.keyboard.press('ArrowLeft');
		await sheet.getByRole('button', { name: 'Choose a file…' }).click();
		await expect(sheet.getByText(/held here as/)).toBeVisible();
		await sheet.getByRole('button', { name: 'Import 1 record' }).click();
		await expect(sheet.getByText('1 record is imported.')).toBeVisible();
		await expect(sheet.getByText(/That is no proof/)).toBeVisible();
		await first.answerWith('cancel');
		await sheet.getByRole('button', { name: 'Shred the file…' }).click();
		await expect.poll(async () => (await first.asked()).at(-1)?.detail).toContain('That is no proof');
		expect(existsSync(file)).toBe(true);
		await first.answerWith('confirm');
		await sheet.getByRole('button', { name: 'Shred the file…' }).click();
		await expect(sheet.getByText('The file was overwritten and removed.')).toBeVisible();
		expect(existsSync(file)).toBe(false);
	});
	await expectNowhere(first, secrets);
});

test('a file that gained a record since it was read is not shredded', async ({ launch, home }) => {
	const running = await launch();
	await connectPractice(running);
	const file = join(dirname(home), 'sdk_tokens.txt');
	await running.answerWith('confirm');
	await choosesFile(running, file);
	const [connection] = (await running.snapshot()).connections;
	await running.call('saveSdkStore', { id: connection?.id, kind: 'file' });
	const { store } = (await running.call('openImport')).data as { store: { id: string; rows: { state: string }[] } };
	expect(store.rows).toMatchObject([{ state: 'held' }]);
	const before = readFileSync(file, 'utf8');
	writeFileSync(file, `${before.trimEnd()}\n${odd}\n`);
	const refused = await running.call('shredImport', { importId: store.id });
	expect(refused.error).toMatchObject({
		code: 'TOKEN_STORE_FAILED',
		message: expect.stringContaining('1 of its records'),
	});
	expect(readFileSync(file, 'utf8')).toContain(before.trimEnd());
});

test('an SQLite store is known by what is in it, and shredded as well', async ({ launch, home }) => {
	const running = await launch();
	await connectPractice(running);
	const file = join(dirname(home), 'store-without-ending');
	await running.answerWith('confirm');
	await choosesFile(running, file);
	const [connection] = (await running.snapshot()).connections;
	await running.call('saveSdkStore', { id: connection?.id, kind: 'sqlite' });
	const { store } = (await running.call('openImport')).data as { store: { id: string; rows: object[] } };
	expect(store.rows).toMatchObject([{ state: 'held', heldAs: connection?.alias }]);
	expect((await running.call('shredImport', { importId: store.id })).data).toEqual({ done: true });
	expect(existsSync(file)).toBe(false);
});

test('the tray copies the token of a pinned connection and locks; one notification tells of new trouble', async ({
	launch,
	cli,
	lab,
}) => {
	await addLab(cli, lab);
	const running = await launch();
	await connect(running, 'acme', { dataCenter: labDataCenter.name });
	const [connection] = (await running.snapshot()).connections;
	const id = connection?.id ?? '';
	await running.call('editConnection', { id, pinned: true });
	await expect.poll(async () => (await tray(running)).ids).toContain(`copy-${id}`);
	await clickTray(running, `copy-${id}`);
	await expect.poll(() => running.clipboard()).toMatch(/^1000\./);

	await lab.revokeEverywhere(connection?.user.email ?? '');
	await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
	await running.call('refresh', { id });
	const told = () =>
		running.app.evaluate(() =>
			(Reflect.get(globalThis, 'chromiumShell') as unknown as { notifications: { title: string }[] }).notifications.map(
				({ title }) => title,
			),
		);
	await expect.poll(told).toEqual(['1 connection needs attention']);
	await expect.poll(async () => (await tray(running)).toolTip).toBe('1 connection needs attention');

	await clickTray(running, 'lock');
	await expect.poll(async () => (await tray(running)).ids).not.toContain(`copy-${id}`);
	await expect.poll(() => running.clipboard()).toBe('');
	expect((await running.call('copyToken', { id })).error?.code).toBe('APP_LOCKED');
});
