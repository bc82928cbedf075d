import { mkdirSync, rmdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { AppError } from '../../../src/core/domain/app-error.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import { fileScene } from './file-scene.ts';
import { codeOf } from './world.ts';

// STORE_FAILED says that nothing was changed. After something was, it would not be true.

const refuse = (): never => {
	throw new AppError('STORE_FAILED', { path: 'latchkey.db', problem: 'SQLITE_FULL' });
};

/** Secrets in a file, and a database that takes no row of the audit log any more. */
async function withoutAudit(before: (s: Awaited<ReturnType<typeof fileScene>>) => Promise<void> = async () => {}) {
	const s = await fileScene();
	expect(await s.use('file')).toBe(true);
	await before(s);
	await s.w.close();
	const store = openSqliteStore(s.w.paths.database);
	const audit = Object.assign(Object.create(store.audit), { append: refuse });
	s.w.open({ store: { ...store, audit }, vault: s.vaults.file(), vaults: s.vaults });
	return s;
}

it('S04: a recovery passphrase that is set does not look as if it were not, where the audit log takes no row', async () => {
	const recovery = new Secret('quarry lantern mitten orbit');
	const s = await withoutAudit();
	expect(await codeOf(s.w.core.vault.setRecovery(recovery))).toBe('none');
	s.w.keychain.items.clear();
	await s.reopen();
	expect(await s.w.core.vault.recover(recovery)).toMatchObject({ held: ['acme'] });
});

it('S04: a file that the recovery passphrase has opened is not told as unchanged, where the database takes no row', async () => {
	const recovery = new Secret('quarry lantern mitten orbit');
	const s = await withoutAudit(async ({ w }) => {
		await w.core.vault.setRecovery(recovery);
		w.keychain.items.clear();
	});
	expect((await s.w.core.vault.recover(recovery)).keychainProblem?.code).toBe('STORE_FAILED');
	await s.reopen();
	expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
});

it('S04: a move that cannot clear the old place is done, and says what is left there', async () => {
	const s = await fileScene();
	expect(await s.use('file')).toBe(true);
	await s.w.close();
	const store = openSqliteStore(s.w.paths.database);
	const core = s.w.open({ store, vault: s.vaults.file(), vaults: { ...s.vaults, removeFile: refuse } });
	const moved = await core.vault.use('keychain', null);
	expect(moved).toMatchObject({ vault: 'keychain', leftover: { vault: 'file' } });
	// Where nothing was moved, nothing was changed.
	expect(await codeOf(core.vault.use('keychain', null))).toBe('STORE_FAILED');
	await s.reopen();
	expect(await s.use('keychain')).toBe(true);
	expect(s.w.core.vault.status()).toMatchObject({ vault: 'keychain', leftover: null });
	expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
});

it('S04: a disk without room for the lock of a move is named, and the move is done later', async () => {
	const s = await fileScene();
	const inTheWay = `${s.w.paths.database}-users-journal`;
	mkdirSync(inTheWay);
	expect(await codeOf(s.w.core.vault.use('file', null))).toBe('STORE_FAILED');
	rmdirSync(inTheWay);
	await s.reopen();
	expect(s.w.core.vault.status()).toMatchObject({ vault: 'keychain', leftover: null });
	expect(await s.use('file')).toBe(true);
});
