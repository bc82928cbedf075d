import { join } from 'node:path';
import Database from 'better-sqlite3';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { removeBuiltCli } from './cli-harness.ts';
import { brief, troubles } from './doctor-lab.ts';
import { inStore, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

describe.skipIf(noKeyring)('a file whose entry is gone from gnome-keyring', () => {
	it('K04: is advised against, named, and opened again by the recovery passphrase', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const used = await cli.run(['vault', 'use', 'file', '--yes']);
		expect(used.stdout).toContain('`latchkey vault recovery` sets a passphrase that opens the file, too');
		const advice = await troubles(cli);
		expect(brief(advice)).toEqual(['warn entries']);
		expect(advice[0]?.fix).toContain('latchkey vault recovery');

		const input = 'quarry lantern mitten orbit';
		expect((await cli.json(['vault', 'recovery', '--passphrase-stdin'], 2, { input: 'short' })).error?.code).toBe(
			'USAGE',
		);
		expect(await cli.run(['vault', 'recovery', '--passphrase-stdin'], { input })).toMatchObject({ code: 0 });
		expect(await troubles(cli)).toEqual([]);

		const rows = new Database(join(cli.home, 'keychain-vault.db'), { readonly: true });
		const { ref } = JSON.parse(String(rows.prepare('SELECT kdf FROM vault_key').pluck().get()));
		rows.close();
		expect(await keytar.deletePassword('Latchkey', ref)).toBe(true);

		const failed = await cli.run(['token', 'acme']);
		expect(failed).toMatchObject({ code: 6, stdout: '' });
		expect(failed.stderr).toContain('(VAULT_KEY_LOST)');
		const found = await troubles(cli);
		expect(brief(found)).toEqual(['fail keychain']);
		expect(found[0]?.fix).toContain('latchkey vault recover');
		const wrong = ['vault', 'recover', '--passphrase-stdin'];
		expect((await cli.json(wrong, 6, { input: `${input}s` })).error?.code).toBe('PASSPHRASE_WRONG');
		const recovered = await cli.run(wrong, { input });
		expect(recovered, recovered.stderr).toMatchObject({ code: 0 });
		expect(await cli.run(['token', 'acme'])).toMatchObject({ code: 0 });
		expect(await troubles(cli)).toEqual([]);
		const held = inStore(cli, (store) => store.prepare('SELECT ref FROM vault_entry').pluck().all()) as string[];
		// None of them is in the keychain itself, and no proof stayed there.
		for (const one of [...held, ref, `${ref}-proof`]) expect(await keytar.getPassword('Latchkey', one)).toBeNull();
	}, 120_000);
});
