import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import type { VaultStatus } from '../../../src/core/usecases/vault-status.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { removeBuiltCli } from './cli-harness.ts';
import { brief, troubles } from './doctor-lab.ts';
import { inStore, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

describe.skipIf(noKeyring)('an emptied gnome-keyring', () => {
	it('K04: is one finding of doctor, `vault status` and the list; nothing is written over, and with its entries back all works', async () => {
		const { cli, connect, dropAccessTokens } = await openLab();
		await connect('acme');
		await connect('globex', 'globex');
		dropAccessTokens();
		const entries = inStore(cli, (store) => store.prepare('SELECT ref, kind FROM vault_entry').all()) as {
			readonly ref: string;
			readonly kind: string;
		}[];
		const secrets = entries.filter(({ kind }) => kind !== 'canary').length;
		const kept = new Map<string, string>();
		for (const { ref } of entries) {
			kept.set(ref, (await keytar.getPassword('Latchkey', ref)) ?? '');
			await keytar.deletePassword('Latchkey', ref);
		}

		// Doctor finds it by itself, and writes nothing down.
		expect(brief(await troubles(cli))).toEqual(['fail entries']);
		expect((await cli.json<VaultStatus>(['vault', 'status'])).data.emptied).toBeNull();

		expect((await cli.json(['token', 'acme'], 6)).error?.code).toBe('SECRET_UNREADABLE');
		const keychain = 'GNOME Keyring, collection "login"';
		const { data } = await cli.json<VaultStatus>(['vault', 'status']);
		expect(data).toMatchObject({ vault: 'keychain', backend: keychain, emptied: { keychain, entries: secrets } });
		const found = await troubles(cli);
		expect(brief(found)).toEqual(['fail entries']);
		expect(found[0]?.message).toContain(`The keychain (${keychain}) is open, but nothing that Latchkey stored in it`);
		const listed = await cli.run(['list']);
		expect(listed.stderr.match(/nothing that Latchkey stored/g)).toHaveLength(1);
		const { data: all } = await cli.json<{ connections: readonly ConnectionView[] }>(['list']);
		expect(all.connections.map(({ status }) => status)).toEqual(['locked', 'locked']);
		for (const ref of kept.keys()) expect(await keytar.getPassword('Latchkey', ref)).toBeNull();

		for (const [ref, value] of kept) await keytar.setPassword('Latchkey', ref, value);
		expect(await cli.run(['token', 'globex'])).toMatchObject({ code: 0 });
		expect((await cli.json<VaultStatus>(['vault', 'status'])).data.emptied).toBeNull();
		expect(await cli.run(['token', 'acme'])).toMatchObject({ code: 0 });
		expect(await troubles(cli)).toEqual([]);
	}, 60_000);
});
