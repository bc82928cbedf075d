import { join } from 'node:path';
import Database from 'better-sqlite3';
import keytar from 'keytar';
import { expect, test } from './support/fixtures.ts';
import { connect } from './support/flows.ts';
import { addLab, labDataCenter } from './support/lab.ts';

test('a keychain that was emptied is told once, in a banner; with its entries back it goes', async ({
	launch,
	cli,
	lab,
	home,
}) => {
	await addLab(cli, lab);
	const before = await launch();
	await connect(before, 'acme', { dataCenter: labDataCenter.name });
	await before.close();

	const store = new Database(join(home, 'latchkey.db'), { readonly: true });
	const refs = store.prepare('SELECT ref FROM vault_entry').pluck().all() as string[];
	store.close();
	const entries = new Map<string, string>();
	for (const ref of refs) {
		entries.set(ref, (await keytar.getPassword('Latchkey', ref)) ?? '');
		await keytar.deletePassword('Latchkey', ref);
	}

	const running = await launch();
	const banner = running.window.getByRole('alert').filter({ hasText: 'nothing that Latchkey stored in it is there' });
	await expect(banner).toHaveCount(1);
	await expect(banner).toContainText('Bring the keychain back from a backup');
	await expect(running.row('acme-gmbh')).toContainText('Locked');
	await running.picture('emptied-keychain');

	for (const [ref, value] of entries) await keytar.setPassword('Latchkey', ref, value);
	const row = running.row('acme-gmbh');
	await row.hover();
	await row.getByRole('button', { name: 'Refresh: acme-gmbh' }).click();
	await expect(row).toContainText('Connected');
	await expect(banner).toHaveCount(0);
});
