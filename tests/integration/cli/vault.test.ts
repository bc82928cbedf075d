import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import type { VaultStatus } from '../../../src/core/usecases/vault-status.ts';
import { Cli, removeBuiltCli } from './cli-harness.ts';
import { inStore, type Lab, noKeyring, openLab } from './lab.ts';
import { onTerminal } from './on-terminal.ts';

afterAll(removeBuiltCli);

const passphrase = 'correct horse battery staple';
const noKeychain = { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined };
const refsOf = ({ cli }: Lab) =>
	inStore(cli, (store) => store.prepare("SELECT ref FROM vault_entry WHERE state = 'live'").pluck().all()) as string[];

it('a vault with a passphrase is chosen where there is no keychain, also after one was looked for', async () => {
	const cli = await Cli.open();
	const clientSecret = 'c0ffee0123456789c0ffee0123456789c0ffee0123';
	const add = ['api-client', 'add', '--name', 'agency', '--client-id', '1000.LABCLIENT', '--secret-stdin'];
	const refused = await cli.json(add, 6, { env: noKeychain, input: clientSecret });
	expect(refused.error?.code).toBe('KEYCHAIN_UNAVAILABLE');
	const use = ['vault', 'use', 'passphrase', '--yes', '--passphrase-stdin'];
	const chosen = await cli.run(use, { env: noKeychain, input: passphrase });
	expect(chosen, chosen.stderr).toMatchObject({ code: 0, stderr: '' });

	const file = join(cli.home, 'passphrase.txt');
	writeFileSync(file, passphrase, { mode: 0o600 });
	const env = { ...noKeychain, LATCHKEY_PASSPHRASE_FILE: file };
	const added = await cli.run(add, { env, input: clientSecret });
	expect(added, added.stderr).toMatchObject({ code: 0 });
	expect((await cli.json<VaultStatus>(['vault', 'status'])).data).toMatchObject({
		vault: 'passphrase',
		leftover: null,
	});
	for (const name of readdirSync(cli.home).filter((one) => one.includes('.db')))
		expect(readFileSync(join(cli.home, name)).includes(clientSecret), name).toBe(false);
}, 60_000);

describe.skipIf(noKeyring)('a vault with a passphrase', () => {
	it('has none to change while the secrets lie in the keychain: nobody is asked for one', async () => {
		const cli = await Cli.open();
		const { error } = await cli.json(['vault', 'passphrase', '--passphrase-stdin'], 2, { input: '' });
		expect(error?.message).toContain("The secrets lie in this computer's keychain: there is no passphrase.");
	});

	it('holds the secrets in the place of the keychain, once a person chose it, and gives them back', async () => {
		const lab = await openLab();
		const { cli, connect, dropAccessTokens } = lab;
		await connect('acme', 'acme-sandbox');
		const refs = refsOf(lab);
		const secrets = await Promise.all(refs.map((ref) => keytar.getPassword('Latchkey', ref)));
		const status = async () => (await cli.json<VaultStatus>(['vault', 'status'])).data;
		expect(await status()).toEqual({
			vault: 'keychain',
			backend: 'GNOME Keyring, collection "login"',
			changed: null,
			emptied: null,
			entries: refs.length,
			leftover: null,
		});

		const use = ['vault', 'use', 'passphrase', '--passphrase-stdin'];
		expect((await cli.json(use, 2, { input: passphrase })).error?.code).toBe('USAGE');
		expect((await cli.json([...use, '--yes'], 2, { input: 'too short' })).error?.code).toBe('USAGE');
		expect(await status()).toMatchObject({ vault: 'keychain', leftover: null });
		expect(await cli.run([...use, '--yes'], { input: passphrase })).toMatchObject({ code: 0, stderr: '' });
		expect(await status()).toMatchObject({
			vault: 'passphrase',
			backend: 'file with a passphrase',
			entries: refs.length,
			leftover: null,
		});
		for (const ref of refs) expect(await keytar.getPassword('Latchkey', ref)).toBeNull();

		// No keychain is needed any more, but the passphrase is.
		dropAccessTokens();
		const token = ['token', 'acme'];
		expect((await cli.json(token, 6, { env: noKeychain })).error?.code).toBe('KEYCHAIN_LOCKED');
		const wrong = { env: noKeychain, input: 'correct horse battery stable' };
		expect((await cli.json([...token, '--passphrase-stdin'], 6, wrong)).error?.code).toBe('PASSPHRASE_WRONG');
		const right = { env: noKeychain, input: passphrase };
		expect(await cli.run([...token, '--passphrase-stdin'], right)).toMatchObject({ code: 0, stderr: '' });
		expect(await cli.run(['list'], { env: noKeychain })).toMatchObject({ code: 0 });

		const file = join(cli.home, 'passphrase.txt');
		writeFileSync(file, `${passphrase}\n`, { mode: 0o600 });
		const env = { ...noKeychain, LATCHKEY_PASSPHRASE_FILE: file };
		expect(await cli.run(token, { env })).toMatchObject({ code: 0, stderr: '' });
		chmodSync(file, 0o644);
		const unsafe = await cli.json(token, 6, { env });
		expect(unsafe.error?.message).toContain('others may read or change it');
		chmodSync(file, 0o600);

		for (const name of readdirSync(cli.home).filter((one) => one !== 'passphrase.txt' && one.includes('.'))) {
			const bytes = readFileSync(join(cli.home, name));
			for (const secret of [passphrase, lab.clientSecret, ...secrets.map(String)])
				expect(bytes.includes(secret), name).toBe(false);
		}

		const back = await cli.run(['vault', 'use', 'keychain', '--yes'], { env: { LATCHKEY_PASSPHRASE_FILE: file } });
		expect(back, back.stderr).toMatchObject({ code: 0, stderr: '' });
		expect(await status()).toMatchObject({ vault: 'keychain', leftover: null });
		expect(existsSync(join(cli.home, 'vault.db'))).toBe(false);
		expect(await Promise.all(refs.map((ref) => keytar.getPassword('Latchkey', ref)))).toEqual(secrets);
		expect(await cli.run(token)).toMatchObject({ code: 0, stderr: '' });
	}, 60_000);

	it('goes on holding them after a backup of an earlier day is restored, also over a damaged database', async () => {
		const lab = await openLab();
		const { cli } = lab;
		await lab.connect('acme', 'acme-sandbox');
		const made = (await cli.run(['backup'])).stdout.trim();
		const given = { input: passphrase };
		await cli.run(['vault', 'use', 'passphrase', '--yes', '--passphrase-stdin'], given);
		for (const damaged of [false, true]) {
			if (damaged) writeFileSync(join(cli.home, 'latchkey.db'), Buffer.alloc(20_000, 0x33));
			const ran = await cli.json<{ held: string[] }>(['restore', made, '--yes', '--passphrase-stdin'], 0, given);
			expect(ran.data.held).toEqual(['acme']);
			expect((await cli.json<VaultStatus>(['vault', 'status'])).data.vault).toBe('passphrase');
			expect(await cli.run(['token', 'acme', '--passphrase-stdin'], given)).toMatchObject({ code: 0 });
		}
	}, 60_000);

	it.skipIf(process.platform !== 'linux')(
		'asks a person: twice for a new one, and again after a wrong one',
		async () => {
			const lab = await openLab();
			const { cli } = lab;
			await lab.connect('acme', 'acme-sandbox');
			const use = ['vault', 'use', 'passphrase'];
			const yes = [/\[y\/N\]/, 'y\r'] as const;
			const first = [/new passphrase of the vault/, `${passphrase}\r`] as const;
			const typo = await onTerminal(cli, use, yes, first, [/same once more/, 'something else\r']);
			expect(typo).toMatchObject({ code: 2, shown: expect.stringContaining('The two are not the same') });
			const done = await onTerminal(cli, use, yes, first, [/same once more/, `${passphrase}\r`]);
			expect(done, done.shown).toMatchObject({ code: 0 });
			lab.dropAccessTokens();
			const patient = await onTerminal(
				cli,
				['token', 'acme'],
				[/passphrase of the vault/, 'not the right one\r'],
				[/is not right[\s\S]*passphrase of the vault/, `${passphrase}\r`],
			);
			expect(patient, patient.shown).toMatchObject({
				code: 0,
				shown: expect.stringMatching(/1000\.[0-9a-f]+\.[0-9a-f]+/),
			});
			for (const { shown } of [typo, done, patient]) {
				expect(shown).not.toContain(passphrase);
				expect(shown).not.toContain('not the right one');
			}
		},
		60_000,
	);
});

it.skipIf(noKeyring)(
	'K09: from 1,000 entries on, `list` and `vault status` name the next step, and it is taken',
	async () => {
		const lab = await openLab();
		const { cli, connect, dropAccessTokens } = lab;
		await connect('acme', 'acme-sandbox');
		const warnings = async (...args: string[]) => (await cli.json(args)).warnings;
		expect(await warnings('list')).toEqual([]);
		inStore(cli, (store) =>
			store.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
			INSERT INTO vault_entry (ref, owner, kind, state) SELECT 'ref_planted' || i, 'nobody', 'connection', 'live' FROM n`),
		);
		for (const args of [['list'], ['vault', 'status']])
			expect(await warnings(...args)).toEqual([
				expect.stringMatching(/holds 1,00\d entries.*`latchkey vault use file`/),
			]);
		expect((await cli.run(['list'])).stderr).toContain('warning: The keychain holds');
		inStore(cli, (store) => store.exec("DELETE FROM vault_entry WHERE owner = 'nobody'"));
		const refs = refsOf(lab);
		const moved = await cli.json<VaultStatus>(['vault', 'use', 'file', '--yes']);
		expect(moved.data).toMatchObject({ vault: 'file', backend: 'GNOME Keyring, collection "login"', leftover: null });
		for (const ref of refs) expect(await keytar.getPassword('Latchkey', ref)).toBeNull();
		dropAccessTokens();
		expect((await cli.run(['token', 'acme'])).code).toBe(0);
		expect((await cli.json(['token', 'acme'], 6, { env: noKeychain })).error?.code).toBe('KEYCHAIN_UNAVAILABLE');
		expect((await cli.run(['vault', 'use', 'keychain', '--yes'])).code).toBe(0);
		expect(existsSync(join(cli.home, 'keychain-vault.db'))).toBe(false);
	},
);

it.skipIf(noKeyring)(
	'another passphrase is given by two lines on stdin, and a lost vault comes back from its backup',
	async () => {
		const lab = await openLab();
		const { cli, connect, dropAccessTokens } = lab;
		await connect('acme', 'acme-sandbox');
		const change = ['vault', 'passphrase', '--passphrase-stdin'];
		const lines = (before: string, after: string) => ({ input: `${before}\n${after}\n` });
		const other = 'another long passphrase';
		expect((await cli.json(change, 2, lines(passphrase, other))).error?.message).toContain('there is no passphrase');
		await cli.json(['vault', 'use', 'passphrase', '--yes', '--passphrase-stdin'], 0, { input: passphrase });
		expect((await cli.json(change, 2, { input: other })).error?.code).toBe('USAGE');
		expect((await cli.json(change, 2, lines(passphrase, 'too short'))).error?.code).toBe('USAGE');
		expect((await cli.json(change, 6, lines('not the passphrase', other))).error?.code).toBe('PASSPHRASE_WRONG');
		expect(await cli.run(change, lines(passphrase, other))).toMatchObject({ code: 0, stderr: '' });
		dropAccessTokens();
		const token = ['token', 'acme', '--passphrase-stdin'];
		expect((await cli.json(token, 6, { input: passphrase })).error?.code).toBe('PASSPHRASE_WRONG');
		expect((await cli.run(token, { input: other })).code).toBe(0);
		for (const { ran } of cli.runs)
			for (const secret of [passphrase, other]) expect(`${ran.stdout}${ran.stderr}`).not.toContain(secret);

		rmSync(join(cli.home, 'vault.db'));
		dropAccessTokens();
		const lost = (await cli.json(token, 6, { input: other })).error;
		expect(lost?.code).toBe('VAULT_DAMAGED');
		const [, path = ''] = /`latchkey vault restore (.+)`/.exec(lost?.hint ?? '') ?? [];
		expect((await cli.json(['vault', 'restore', path], 2)).error?.code).toBe('USAGE');
		const restored = await cli.json(['vault', 'restore', path, '--yes', '--passphrase-stdin'], 0, { input: other });
		expect(restored.data).toMatchObject({ aside: null, held: ['acme'], signInAgain: [], keychain: null });
		expect((await cli.run(token, { input: other })).code).toBe(0);
	},
	60_000,
);
