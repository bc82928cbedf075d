import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { prepareVaultRestore } from '../../../../src/core/adapters/vault/restore-vault.ts';
import { SealedVault } from '../../../../src/core/adapters/vault/sealed-vault.ts';
import { newestVaultBackup, removeVault, vaultBackups } from '../../../../src/core/adapters/vault/vault-backups.ts';
import { newId } from '../../../../src/core/domain/ids.ts';
import { Secret } from '../../../../src/core/domain/secret.ts';
import { codeOf } from '../../../integration/core/world.ts';

// Each guess at a passphrase is half a second of work on an idle machine.
vi.setConfig({ testTimeout: 120_000 });

const passphrase = new Secret('correct horse battery staple');
const token = `1000.${'5eC4e7'.repeat(5)}.${'0f'.repeat(16)}`;
let folder = '';
let path = '';
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'latchkey-vault-'));
	path = join(folder, 'data', 'vault.db');
	await SealedVault.create(path, passphrase);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function using<T>(act: (vault: SealedVault) => Promise<T>, given = passphrase): Promise<T> {
	const vault = new SealedVault(path, async (wrong) => (wrong ? null : given));
	try {
		return await act(vault);
	} finally {
		await vault.close();
	}
}
/** A vault with two entries, and a backup that has them. */
async function filled() {
	const refs = [newId.vaultRef(), newId.vaultRef()] as const;
	await using(async (vault) => {
		await vault.write(refs[0], token);
		await vault.write(refs[1], 'two');
	});
	await using((vault) => vault.read(refs[0]));
	return refs;
}
const sealedOf = (file: string, ref: string): Buffer => {
	const db = new BetterSqlite(file, { readonly: true });
	const sealed = db.prepare('SELECT sealed FROM entry WHERE ref = ?').pluck().get(ref);
	db.close();
	return sealed as Buffer;
};

describe('the backups of a vault', () => {
	it('are made once a day when it is opened, sealed as it is, for nobody else to read; three are kept', async () => {
		const [ref] = await filled();
		const [backup] = vaultBackups(path);
		if (!backup) throw new Error('There is no backup.');
		expect(statSync(backup.path).mode & 0o077).toBe(0);
		const bytes = readFileSync(backup.path);
		expect([bytes.includes(token), bytes.includes(sealedOf(path, ref))]).toEqual([false, true]);
		for (let day = 1; day <= 4; day++) {
			const old = join(folder, 'data', 'backups', `vault-2026-01-0${day}.db`);
			writeFileSync(old, bytes);
			utimesSync(old, day, day);
		}
		rmSync(backup.path);
		await using((vault) => vault.read(ref));
		expect(readdirSync(join(folder, 'data', 'backups')).sort()).toEqual([
			'vault-2026-01-03.db',
			'vault-2026-01-04.db',
			backup.path.split('/').at(-1),
		]);
	});

	it('S06, S08: a damaged or missing vault names the newest whole one, and that gives the secrets back', async () => {
		const [ref, two] = await filled();
		const [backup] = vaultBackups(path);
		if (!backup) throw new Error('There is no backup.');
		const newer = join(folder, 'data', 'backups', 'vault-2099-01-01.db');
		writeFileSync(newer, readFileSync(backup.path).subarray(0, 4096));
		expect(newestVaultBackup(path)?.path).toBe(backup.path);
		const damages = [
			() => writeFileSync(path, Buffer.alloc(8192, 0x5a)),
			() => rmSync(path),
			() => {
				const db = new BetterSqlite(path);
				db.prepare("UPDATE vault_key SET salt = x'00'").run();
				db.close();
			},
		];
		for (const damage of damages) {
			damage();
			// Not "wrong passphrase", whatever is typed.
			for (const given of [passphrase, new Secret('some other passphrase')])
				expect(await using((vault) => vault.read(ref), given)).toMatchObject({
					state: 'unavailable',
					error: { code: 'VAULT_DAMAGED', details: { remedy: expect.stringContaining(backup.path) } },
				});
			const hadOne = existsSync(path);
			const prepared = prepareVaultRestore(path, backup.path);
			const aside = prepared.apply(Date.now());
			prepared.discard();
			expect(aside === null || existsSync(aside)).toBe(true);
			expect(aside !== null).toBe(hadOne);
			expect(await using((vault) => vault.read(ref))).toEqual({ state: 'found', value: token });
			expect(await using((vault) => vault.read(two))).toEqual({ state: 'found', value: 'two' });
		}
		expect(readdirSync(join(folder, 'data')).filter((name) => name.startsWith('restoring-'))).toEqual([]);
	});

	it('V05: hold nothing of an entry that was deleted', async () => {
		const [ref, two] = await filled();
		const sealed = sealedOf(path, ref).subarray(20);
		const files = () =>
			readdirSync(join(folder, 'data'), { recursive: true, withFileTypes: true })
				.filter((one) => one.isFile())
				.map((one) => readFileSync(join(one.parentPath, one.name)));
		expect(files().filter((bytes) => bytes.includes(sealed))).not.toEqual([]);
		await using(async (vault) => {
			await vault.delete(ref);
			expect(files().filter((bytes) => bytes.includes(sealed))).toEqual([]);
			expect(await vault.read(two)).toEqual({ state: 'found', value: 'two' });
		});
		expect(newestVaultBackup(path)).not.toBeNull();
		removeVault(path);
		expect(vaultBackups(path)).toEqual([]);
	});

	it.each([
		['what is no vault', () => writeFileSync(join(folder, 'x.db'), 'x'.repeat(9000))],
		['a database of another kind', () => new BetterSqlite(join(folder, 'x.db')).exec('CREATE TABLE a (b)').close()],
		['nothing', () => undefined],
	])('%s is not restored, and nothing is left of the try', async (_, make) => {
		make();
		expect(await codeOf(() => prepareVaultRestore(path, join(folder, 'x.db')))).toBe('BACKUP_REFUSED');
		expect(await codeOf(() => prepareVaultRestore(path, path))).toBe('BACKUP_REFUSED');
		expect(readdirSync(join(folder, 'data')).filter((name) => name.startsWith('restoring-'))).toEqual([]);
	});

	it('S12: is not restored while somebody has the vault open', async () => {
		const [ref] = await filled();
		const [backup] = vaultBackups(path);
		await using(async (vault) => {
			await vault.read(ref);
			const prepared = prepareVaultRestore(path, backup?.path ?? '');
			expect(await codeOf(() => prepared.apply(Date.now()))).toBe('STORE_IN_USE');
			prepared.discard();
		});
	});
});

describe('another passphrase', () => {
	const after = new Secret('another long passphrase');

	it('opens the vault from then on, and the old one nothing any more, not even a backup', async () => {
		const [ref, two] = await filled();
		const before = sealedOf(path, ref);
		expect(await codeOf(SealedVault.changePassphrase(path, new Secret('not the passphrase'), after))).toBe(
			'PASSPHRASE_WRONG',
		);
		expect(sealedOf(path, ref)).toEqual(before);
		await SealedVault.changePassphrase(path, passphrase, after);
		expect(await using((vault) => vault.read(ref), after)).toEqual({ state: 'found', value: token });
		expect(await using((vault) => vault.read(two), after)).toEqual({ state: 'found', value: 'two' });
		expect(await using((vault) => vault.read(ref))).toMatchObject({ state: 'locked', reason: 'wrong passphrase' });
		const left = readdirSync(join(folder, 'data'), { recursive: true, withFileTypes: true })
			.filter((one) => one.isFile())
			.filter((one) => readFileSync(join(one.parentPath, one.name)).includes(before.subarray(20)));
		expect(left.map(({ name }) => name)).toEqual([]);
		const prepared = prepareVaultRestore(path, newestVaultBackup(path)?.path ?? '');
		prepared.apply(Date.now());
		prepared.discard();
		expect(await using((vault) => vault.read(ref), after)).toEqual({ state: 'found', value: token });
	});

	it('is asked for by a process that had the vault open, which writes nothing under the old key', async () => {
		const [ref] = await filled();
		const asked: boolean[] = [];
		let says = passphrase;
		const vault = new SealedVault(path, async (wrong) => {
			asked.push(wrong);
			return wrong ? null : says;
		});
		expect(await vault.read(ref)).toEqual({ state: 'found', value: token });
		await SealedVault.changePassphrase(path, passphrase, after);
		const mine = newId.vaultRef();
		expect(await vault.write(mine, 'three')).toEqual({ state: 'locked', reason: 'wrong passphrase' });
		says = after;
		expect(await vault.write(mine, 'three')).toEqual({ state: 'done' });
		await vault.close();
		expect(await using((other) => other.read(mine), after)).toEqual({ state: 'found', value: 'three' });
		expect(asked).toEqual([false, false, true, false]);
	});

	it('of a damaged vault is refused as damage, and nothing changes', async () => {
		await filled();
		writeFileSync(path, Buffer.alloc(8192, 0x5a));
		expect(await codeOf(SealedVault.changePassphrase(path, passphrase, after))).toBe('VAULT_DAMAGED');
		rmSync(path);
		expect(await codeOf(SealedVault.changePassphrase(path, passphrase, after))).toBe('VAULT_DAMAGED');
		expect(existsSync(path)).toBe(false);
	});
});
