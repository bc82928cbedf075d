import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SealedVault } from '../../../../src/core/adapters/vault/sealed-vault.ts';
import { AppError } from '../../../../src/core/domain/app-error.ts';
import { newId } from '../../../../src/core/domain/ids.ts';
import { isFairCost } from '../../../../src/core/domain/passphrase.ts';
import { Secret } from '../../../../src/core/domain/secret.ts';

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

const opened = (given = passphrase) => new SealedVault(path, async (wrong) => (wrong ? null : given));
async function withVault<T>(vault: SealedVault, act: (vault: SealedVault) => Promise<T>): Promise<T> {
	try {
		return await act(vault);
	} finally {
		await vault.close();
	}
}
const change = (sql: string, ...values: (string | Buffer)[]) => {
	const db = new BetterSqlite(path);
	db.prepare(sql).run(...values);
	db.close();
};

describe('a vault with a passphrase', () => {
	it('gives back what another process wrote, and asks for the passphrase once', async () => {
		const ref = newId.vaultRef();
		await withVault(opened(), (vault) => vault.write(ref, token));
		let asked = 0;
		const vault = new SealedVault(path, async () => {
			asked++;
			return new Secret('correct horse battery staple');
		});
		await withVault(vault, async () => {
			const reads = await Promise.all(Array.from({ length: 20 }, () => vault.read(ref)));
			for (const read of reads) expect(read).toEqual({ state: 'found', value: token });
		});
		expect(asked).toBe(1);
	});

	it('takes the same passphrase in another Unicode form, and keeps it where it is made again', async () => {
		const other = join(folder, 'data', 'other.db');
		await SealedVault.create(other, new Secret('p\u00e4ssphrase of mine'));
		await SealedVault.create(other, new Secret('another passphrase'));
		const vault = new SealedVault(other, async (wrong) => (wrong ? null : new Secret('pa\u0308ssphrase of mine')));
		expect(await withVault(vault, () => vault.write(newId.vaultRef(), 'x'))).toEqual({ state: 'done' });
	});

	it('is locked until somebody gives the passphrase, and tells a wrong one from damage', async () => {
		const ref = newId.vaultRef();
		await withVault(opened(), (vault) => vault.write(ref, token));
		const nobody = new SealedVault(path, async () => null);
		expect(await withVault(nobody, () => nobody.read(ref))).toEqual({ state: 'locked' });
		const wrong = opened(new Secret('correct horse battery stable'));
		for (const act of [() => wrong.read(ref), () => wrong.write(ref, 'x'), () => wrong.delete(ref)])
			expect(await act()).toEqual({ state: 'locked', reason: 'wrong passphrase' });
		await wrong.close();
		const answers = [new Secret('wrong'), new Secret('wrong again'), passphrase];
		const patient = new SealedVault(path, async () => answers.shift() ?? null);
		expect(await withVault(patient, () => patient.read(ref))).toEqual({ state: 'found', value: token });
		for (const column of ['kdf', 'salt', 'sealed', 'digest']) {
			const db = new BetterSqlite(path);
			const before = db.prepare(`SELECT ${column} FROM vault_key`).pluck().get() as string | Buffer;
			db.close();
			const flipped =
				typeof before === 'string' ? before.replace('131072', '262144') : Buffer.from(before.map((byte) => byte ^ 1));
			change(`UPDATE vault_key SET ${column} = ?`, flipped);
			const read = await withVault(opened(), (vault) => vault.read(ref));
			expect(read, column).toMatchObject({ state: 'unavailable', error: { code: 'VAULT_DAMAGED' } });
			change(`UPDATE vault_key SET ${column} = ?`, before);
		}
		expect(await withVault(opened(), (vault) => vault.read(ref))).toEqual({ state: 'found', value: token });
	});

	it('is opened by a passphrase that is given at run time, and only by the right one', async () => {
		const ref = newId.vaultRef();
		await withVault(opened(), (vault) => vault.write(ref, token));
		const vault = new SealedVault(path, async () => null);
		const early = vault.read(ref);
		expect(await vault.unlock(new Secret('correct horse battery stable'))).toEqual({
			state: 'locked',
			reason: 'wrong passphrase',
		});
		expect(await early).toEqual({ state: 'locked' });
		expect(await vault.unlock(passphrase)).toEqual({ state: 'done' });
		expect(await withVault(vault, () => vault.read(ref))).toEqual({ state: 'found', value: token });
	});

	it('that was locked is opened by its passphrase alone, although something else could say it', async () => {
		const ref = newId.vaultRef();
		// As a file that LATCHKEY_PASSPHRASE_FILE names.
		const vault = opened();
		await withVault(vault, async () => {
			await vault.write(ref, token);
			await vault.lock();
			for (const act of [() => vault.read(ref), () => vault.write(ref, 'x'), () => vault.delete(ref)])
				expect(await act()).toEqual({ state: 'locked' });
			expect(await vault.unlock(new Secret('correct horse battery stable'))).toMatchObject({ state: 'locked' });
			expect(await vault.read(ref)).toEqual({ state: 'locked' });
			expect(await vault.unlock(passphrase)).toEqual({ state: 'done' });
			expect(await vault.read(ref)).toEqual({ state: 'found', value: token });
		});
	});

	it('that is locked while it opens stays locked', async () => {
		const ref = newId.vaultRef();
		const vault = opened();
		await withVault(vault, async () => {
			const early = vault.read(ref);
			await vault.lock();
			expect((await early).state).not.toBe('unavailable');
			expect(await vault.read(ref)).toEqual({ state: 'locked' });
		});
	});

	it('S06: one damaged row costs one entry; a damaged or missing file says so and is not made anew', async () => {
		const [one, two] = [newId.vaultRef(), newId.vaultRef()];
		await withVault(opened(), async (vault) => {
			await vault.write(one, token);
			await vault.write(two, 'two');
		});
		change('UPDATE entry SET sealed = zeroblob(60) WHERE ref = ?', one);
		await withVault(opened(), async (vault) => {
			expect(await vault.read(one)).toEqual({ state: 'nothing' });
			expect(await vault.read(two)).toEqual({ state: 'found', value: 'two' });
		});
		// S07: a row in the place of another one.
		change('UPDATE entry SET sealed = (SELECT sealed FROM entry WHERE ref = ?) WHERE ref = ?', two, one);
		expect(await withVault(opened(), (vault) => vault.read(one))).toEqual({ state: 'nothing' });
		const bytes = readFileSync(path);
		writeFileSync(path, Buffer.alloc(bytes.length, 0x5a));
		expect(await withVault(opened(), (vault) => vault.read(two))).toMatchObject({
			state: 'unavailable',
			error: { code: 'VAULT_DAMAGED' },
		});
		rmSync(path);
		expect(await withVault(opened(), (vault) => vault.read(two))).toMatchObject({
			state: 'unavailable',
			error: { code: 'VAULT_DAMAGED', details: { problem: 'it is missing' } },
		});
		expect(readdirSync(join(folder, 'data'))).not.toContain('vault.db');
	});

	it('says what stopped the asking', async () => {
		const vault = new SealedVault(path, () =>
			Promise.reject(new AppError('STORE_UNSAFE', { path: 'p', problem: 'q' })),
		);
		const said = await withVault(vault, () => vault.read(newId.vaultRef()));
		expect(said).toEqual({ state: 'unavailable', problem: 'p is not safe to use: q' });
	});

	it('T7, V05: leaves neither secret nor passphrase in its files, and nothing sealed of what was deleted', async () => {
		const ref = newId.vaultRef();
		const vault = opened();
		await vault.write(ref, token);
		const db = new BetterSqlite(path, { readonly: true });
		const sealed = db.prepare('SELECT sealed FROM entry').pluck().get() as Buffer;
		db.close();
		const files = () =>
			readdirSync(join(folder, 'data')).map((name) => readFileSync(join(folder, 'data', name)).toString('latin1'));
		for (const file of files())
			for (const secret of [token, passphrase.reveal()]) expect(file.includes(secret)).toBe(false);
		expect(files().some((file) => file.includes(sealed.toString('latin1')))).toBe(true);
		await vault.delete(ref);
		expect(files().some((file) => file.includes(sealed.toString('latin1').slice(20)))).toBe(false);
		for (const name of readdirSync(join(folder, 'data')))
			expect(statSync(join(folder, 'data', name)).mode & 0o077, name).toBe(0);
		await vault.close();
	});

	it('M04: works for no cost but ours and a little more', () => {
		for (const N of [2 ** 17, 2 ** 18]) expect(isFairCost({ N, r: 8, p: 1 })).toBe(true);
		for (const N of [2, 2 ** 16, 2 ** 19, 2 ** 40, 131_073, Number.NaN, -131_072])
			expect(isFairCost({ N, r: 8, p: 1 }), String(N)).toBe(false);
		expect(isFairCost({ N: 2 ** 17, r: 1000, p: 1 })).toBe(false);
		expect(isFairCost({ N: 2 ** 17, r: 8, p: 100 })).toBe(false);
	});
});
