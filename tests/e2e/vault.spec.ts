import { readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible, expectFits, expectNowhere } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { connectPractice, select, sheetOf } from './support/flows.ts';
import { heapOf } from './support/heap.ts';
import type { RunningApp } from './support/running-app.ts';

const passphrase = 'five words that were drawn by lot';

/** A computer without a keychain. */
const noKeychain = (home: string) => ({
	DBUS_SESSION_BUS_ADDRESS: `unix:path=${home}-nowhere`,
	XDG_RUNTIME_DIR: `${home}-nowhere`,
});

const vaultOf = ({ window }: RunningApp) => window.getByRole('form', { name: 'The vault is locked' });

/** Sets up the vault in the settings, as a person does; the app then ends to start again. */
async function setUp(running: RunningApp): Promise<void> {
	const { window, process } = running;
	await window.getByRole('button', { name: 'Use a passphrase…' }).click();
	const sheet = sheetOf(running);
	const first = sheet
		.getByRole('textbox', { name: 'Passphrase', exact: true })
		.or(sheet.getByLabel('Passphrase', { exact: true }));
	const again = sheet.getByLabel('Passphrase once more');
	await expect(first.first()).toBeFocused();
	await expect(sheet).toContainText('can guess at the passphrase as long as they like');
	const choose = sheet.getByRole('button', { name: 'Keep the secrets under this passphrase…' });

	await first.first().fill('too short');
	await again.fill('too short');
	await choose.click();
	await expect(sheet).toContainText('A passphrase has at least 12 characters.');
	await first.first().fill(passphrase);
	await again.fill(`${passphrase}!`);
	await choose.click();
	await expect(sheet).toContainText('The two are not the same.');
	await expectAccessible(running, 'vault-set-up');
	await expectFits(running, 'vault-set-up');

	await again.fill(passphrase);
	await choose.click();
	await expect.poll(async () => (await running.asked()).at(-1)?.detail).toContain('Nobody can recover it');
	await expect(first.first()).toHaveValue('');
	expect((await running.call('probeKeychain')).data).toMatchObject({ vault: 'keychain', state: 'unavailable' });

	await running.answerWith('confirm');
	await first.first().fill(passphrase);
	await again.fill(passphrase);
	const ended = new Promise((resolve) => process.once('exit', resolve));
	await choose.click();
	await ended;
}

test('where there is no keychain a passphrase is chosen in the settings, asked for at the start, and kept by nobody', async ({
	launch,
	home,
}) => {
	test.setTimeout(120_000);
	const first = await launch(noKeychain(home));
	await setUp(first);

	const running = await launch(noKeychain(home));
	const { window } = running;
	const vault = vaultOf(running);
	await test.step('a wrong one is told from damage, and the right one opens', async () => {
		await expect(vault).toBeVisible();
		await expect(window.getByText('Vault locked')).toBeVisible();
		await expectAccessible(running, 'vault-locked');
		await expectFits(running, 'vault-locked');
		await vault.getByLabel('Passphrase').fill('five words that were drawn by luck');
		await window.keyboard.press('Enter');
		await expect(vault.getByRole('alert')).toHaveText('That is not the passphrase of the vault.');
		await expect(vault.getByLabel('Passphrase')).toBeFocused();
		await expect(vault.getByLabel('Passphrase')).toHaveValue('');
		await expectAccessible(running, 'vault-wrong');
		await vault.getByLabel('Passphrase').fill(passphrase);
		await window.keyboard.press('Enter');
		await expect(vault).toBeHidden();
		await expect(window.getByText('Vault open')).toBeVisible();
	});

	await test.step('it holds the secrets of a connection; nothing of it or of them is readable', async () => {
		await connectPractice(running);
		const pane = await select(running, 'acme-gmbh');
		await pane.getByRole('button', { name: 'Refresh' }).click();
		await expect(window.getByText('acme-gmbh has a new access token.')).toBeAttached();
		await expectNowhere(running, [passphrase]);
		expect(await heapOf(window)).not.toContain(passphrase);
		for (const name of readdirSync(home).filter((each) => statSync(join(home, each)).isFile()))
			expect(readFileSync(join(home, name)).includes(passphrase), name).toBe(false);
	});

	await test.step('the lock of the window drops its key: only the passphrase opens it again', async () => {
		const before = (await running.snapshot()).connections;
		await window.keyboard.press('Control+l');
		await expect(vault.getByLabel('Passphrase')).toBeFocused();
		await expect(window.getByText('Vault locked')).toBeVisible();
		expect((await running.call('probeKeychain')).data).toMatchObject({ vault: 'passphrase', state: 'locked' });
		expect((await running.call('unlock')).error?.code).toBe('KEYCHAIN_LOCKED');
		expect((await running.snapshot()).connections).toEqual(before);
		await expectAccessible(running, 'vault-locked-again');
		await expectFits(running, 'vault-locked-again');
		await window.keyboard.type('five words that were drawn by luck');
		await window.keyboard.press('Enter');
		await expect(vault.getByRole('alert')).toHaveText('That is not the passphrase of the vault.');
		expect(await running.snapshot()).toMatchObject({ locked: true, keychain: { state: 'locked' } });
		await window.keyboard.type(passphrase);
		await window.keyboard.press('Enter');
		await expect(vault).toHaveCount(0);
		await expect.poll(async () => (await running.snapshot()).locked).toBe(false);
		expect((await running.call('copyToken', { id: before[0]?.id })).ok).toBe(true);
	});
	await running.close();

	await test.step('after a restart the list is there, and the window that locked itself asks for it, too', async () => {
		const again = await launch(noKeychain(home));
		await expect(again.row('acme-gmbh')).toBeVisible();
		await expect(vaultOf(again)).toBeVisible();
		expect((await again.call('copyToken', { id: (await again.snapshot()).connections[0]?.id })).ok).toBe(false);
		await again.window.keyboard.press('Control+l');
		await expect(again.window.getByRole('region', { name: 'Latchkey is locked' })).toBeVisible();
		await expect(vaultOf(again)).toHaveCount(1);
		await expect(vaultOf(again).getByLabel('Passphrase')).toBeFocused();
		await again.window.keyboard.type(passphrase);
		await again.window.keyboard.press('Enter');
		await expect(vaultOf(again)).toHaveCount(0);
		await expect.poll(async () => (await again.snapshot()).locked).toBe(false);
		await again.close();
	});

	await test.step('a damaged file is said to be that, whatever is typed', async () => {
		truncateSync(join(home, 'vault.db'), 4_096);
		const damaged = await launch(noKeychain(home));
		await expect(damaged.window.getByRole('alert')).toContainText('is damaged');
		await expect(damaged.window.getByRole('alert')).toContainText('not a matter of the passphrase');
		expect((await damaged.call('unlockVault', { passphrase })).error?.code).toBe('VAULT_DAMAGED');
		await expect(damaged.row('acme-gmbh')).toBeVisible();
	});
});

test('who has a keychain is not offered less, and a page cannot choose it for them', async ({ launch }) => {
	const running = await launch();
	await running.window.getByRole('button', { name: 'Settings…' }).click();
	await expect(sheetOf(running)).toContainText('They lie in the keychain of this computer');
	await expect(sheetOf(running).getByLabel('Passphrase')).toHaveCount(0);
	await running.answerWith('confirm');
	expect((await running.call('setUpVault', { passphrase })).error?.code).toBe('REQUEST_INVALID');
	expect(await running.asked()).toEqual([]);
});
