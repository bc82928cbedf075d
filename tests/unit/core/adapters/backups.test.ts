import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyForRestore } from '../../../../src/core/adapters/sqlite/backup-file.ts';
import { backupFolder, listBackups, newestGoodBackup } from '../../../../src/core/adapters/sqlite/backups.ts';
import { Database } from '../../../../src/core/adapters/sqlite/database.ts';
import { prepareRestore } from '../../../../src/core/adapters/sqlite/restore.ts';
import { migrations } from '../../../../src/core/adapters/sqlite/schema.ts';
import { openSqliteStore } from '../../../../src/core/adapters/sqlite/sqlite-store.ts';
import { codeOf, errorOf } from '../../../integration/core/world.ts';

const day = 86_400_000;
let folder = '';
let path = '';
let now = 0;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'latchkey-backups-'));
	path = join(folder, 'data', 'latchkey.db');
	now = Date.now();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openSqliteStore(path, { backups: true, now: () => now });
/** Leaves something to lose. */
function fill(act = 'something'): void {
	const store = open();
	store.audit.append({ at: now, act, connection: null, details: {} });
	store.close();
}
const acts = () => {
	const store = openSqliteStore(path);
	const found = store.audit.all().map((entry) => entry.act);
	store.close();
	return found;
};
const change = (file: string, sql: string) => {
	const db = new BetterSqlite(file);
	db.exec(sql);
	db.close();
};
const names = () => readdirSync(backupFolder(path)).toSorted();
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe('a daily backup', () => {
	it('is made at the first opening of a day, once there is something to lose; five are kept', () => {
		open().close();
		open().close();
		expect(existsSync(backupFolder(path))).toBe(false);
		fill();
		for (let n = 0; n < 8; n++) {
			for (const _ of ['first', 'second']) open().close();
			now += day;
		}
		const today = (at: number) => `daily-${new Date(at).toISOString().slice(0, 10)}.db`;
		expect(names()).toEqual([5, 4, 3, 2, 1].map((ago) => today(now - ago * day)));
	});

	it('S11: is for its owner alone, whatever the umask', () => {
		const old = process.umask(0);
		try {
			fill();
			open().close();
			expect(mode(backupFolder(path))).toBe('700');
			for (const name of names()) expect(mode(join(backupFolder(path), name))).toBe('600');
		} finally {
			process.umask(old);
		}
	});

	it('that cannot be written keeps nobody from the store, and leaves nothing half-written', () => {
		fill();
		rmSync(backupFolder(path), { recursive: true, force: true });
		writeFileSync(backupFolder(path), 'in the way');
		open().close();
		expect(acts()).toEqual(['something']);
	});

	it('removes what a killed process left half-written, not what is being written now', () => {
		fill();
		mkdirSync(backupFolder(path), { recursive: true });
		for (const name of ['old.db.abc.new', 'young.db.abc.new']) writeFileSync(join(backupFolder(path), name), 'x');
		utimesSync(join(backupFolder(path), 'old.db.abc.new'), (now - day) / 1000, (now - day) / 1000);
		open().close();
		expect(names().filter((name) => name.endsWith('.new'))).toEqual(['young.db.abc.new']);
	});

	it('V05: holds no sealed token and nothing half-done, not even in pages that are free', () => {
		fill();
		const sealed = ['access', 'candidate', 'grant'].map((what) => Buffer.from(`sealed-${what}-`.repeat(300)));
		const db = Database.open(path);
		db.run("INSERT INTO vault_entry (ref, owner, kind, state) VALUES ('r1', 'c', 'connection', 'live')");
		db.run("INSERT INTO vault_entry (ref, owner, kind, state) VALUES ('r2', 'c', 'connection', 'opening')");
		db.run(
			"INSERT INTO api_client (id, name, client_id, redirect_uris, scopes, practice, created_at) VALUES ('a', 'A', 'id', '[]', '[]', 0, 0)",
		);
		db.run(
			`INSERT INTO connection (id, alias, api_client, data_center, api_domain, environment, org_id, org_name, user_email, user_name, scopes,
			practice, ref, generation, status, created_at) VALUES ('c', 'acme', 'a', 'eu', 'x', 'production', '1', 'o', 'e', 'n', '[]', 0, 'r1', 1,
			'connected', 0)`,
		);
		db.run(
			'INSERT INTO access_token (connection, generation, sealed, expires_at) VALUES (?, 1, ?, 0)',
			'c',
			sealed[0] ?? null,
		);
		db.run(
			`INSERT INTO sign_in (id, kind, connection, api_client, data_center, scopes, ref, stage, sealed, lease, started_at)
			VALUES ('s', 'reauth', 'c', 'a', 'eu', '[]', 'r2', 'candidate', ?, 'x', 0)`,
			sealed[1] ?? null,
		);
		db.run(
			"INSERT INTO sdk_record (connection, grant_sealed, grant_generation, grant_digest) VALUES ('c', ?, 1, 'd')",
			sealed[2] ?? null,
		);
		const made = db.backup(null);
		db.close();
		const bytes = readFileSync(made);
		for (const what of ['access', 'candidate', 'grant']) expect(bytes.includes(`sealed-${what}`), what).toBe(false);
		const copy = new BetterSqlite(made, { readonly: true });
		expect(copy.prepare('SELECT ref FROM vault_entry').pluck().all()).toEqual(['r1']);
		expect(copy.prepare('SELECT alias FROM connection').pluck().all()).toEqual(['acme']);
		copy.close();
		expect(readdirSync(dirname(made)).filter((name) => /-(wal|shm|journal)$|new$/.test(name))).toEqual([]);
	});

	it('S08: is whole and restorable while others write', () => {
		fill();
		const writer = openSqliteStore(path);
		for (let n = 0; n < 20; n++) {
			writer.audit.append({ at: n, act: `n${n}`, connection: null, details: { text: 'x'.repeat(2000) } });
			const made = writer.backup(join(folder, `copy-${n}.db`));
			const other = openSqliteStore(path);
			other.audit.append({ at: n, act: 'other', connection: null, details: {} });
			other.close();
			const restored = prepareRestore(join(folder, `into-${n}`, 'latchkey.db'), made);
			restored.apply(now);
			restored.discard();
			const copy = openSqliteStore(join(folder, `into-${n}`, 'latchkey.db'));
			expect(copy.audit.all()).toHaveLength(2 + 2 * n);
			expect(copy.audit.firstBreak()).toBeNull();
			copy.close();
		}
		writer.close();
	});
});

describe('a backup before a migration', () => {
	/** A database of the last version but one. */
	function oldDatabase(rows: boolean): void {
		mkdirSync(join(folder, 'data'));
		const db = new BetterSqlite(path);
		for (const sql of migrations.slice(0, -1)) db.exec(sql);
		db.pragma(`user_version = ${migrations.length - 1}`);
		if (rows) db.exec("INSERT INTO audit VALUES (1, 1, 'old', NULL, '{}', 'x')");
		db.close();
	}

	it('S09: is made where there is something to lose, holds the old form, and can be restored', () => {
		oldDatabase(true);
		open().close();
		const [made, daily] = listBackups(path).toSorted((a, b) => a.kind.localeCompare(b.kind));
		expect([made?.kind, daily?.kind]).toEqual(['before-migration', 'daily']);
		const db = new BetterSqlite(made?.path ?? '', { readonly: true });
		expect(db.pragma('user_version', { simple: true })).toBe(migrations.length - 1);
		db.close();
		const restored = prepareRestore(path, made?.path ?? '');
		expect(restored.content.version).toBe(migrations.length - 1);
		restored.apply(now);
		restored.discard();
		expect(acts()).toEqual(['old']);
	});

	it('is not made of nothing', () => {
		oldDatabase(false);
		open().close();
		expect(existsSync(backupFolder(path))).toBe(false);
	});

	it('S09: that cannot be written stops the migration', async () => {
		oldDatabase(true);
		writeFileSync(backupFolder(path), 'in the way');
		expect(await codeOf(open)).toMatch(/^STORE_/);
		const db = new BetterSqlite(path, { readonly: true });
		expect(db.pragma('user_version', { simple: true })).toBe(migrations.length - 1);
		db.close();
	});

	it('is kept three times', () => {
		oldDatabase(true);
		for (let n = 0; n < 5; n++) {
			open().close();
			now += 1000;
			const last = migrations.at(-1) ?? '';
			const tables = [...last.matchAll(/CREATE (TABLE|INDEX) (\w+)/g)].toReversed();
			change(path, tables.map(([, what, name]) => `DROP ${what} IF EXISTS ${name};`).join(''));
			const columns = [...last.matchAll(/ALTER TABLE (\w+) ADD COLUMN (\w+)/g)];
			change(path, columns.map(([, table, name]) => `ALTER TABLE ${table} DROP COLUMN ${name};`).join(''));
			change(path, `PRAGMA user_version = ${migrations.length - 1}`);
		}
		expect(names().filter((name) => name.startsWith('before-migration'))).toHaveLength(3);
	});
});

describe('damage', () => {
	it('S06: names the newest whole backup and the command; a damaged backup does not count', async () => {
		fill();
		const first = open();
		const kept = first.backup(null);
		first.close();
		now += 10;
		const store = openSqliteStore(path);
		const bad = store.backup(null);
		store.close();
		utimesSync(kept, now / 1000 - 60, now / 1000 - 60);
		writeFileSync(bad, Buffer.alloc(8192, 0xab));
		for (const { path: daily, kind } of listBackups(path)) if (kind === 'daily') rmSync(daily);
		writeFileSync(path, Buffer.alloc(20_000, 0x33));
		const error = await errorOf(open);
		expect(error?.code).toBe('STORE_DAMAGED');
		expect(error?.details.backup).toBe(kept);
		expect(error?.words.hint).toContain(`\`latchkey restore ${kept}\``);
		expect(newestGoodBackup(path)?.path).toBe(kept);
	});

	it('S06: without a backup says so', async () => {
		mkdirSync(join(folder, 'data'));
		writeFileSync(path, Buffer.alloc(20_000, 0x33));
		const error = await errorOf(open);
		expect(error?.words.hint).toContain('There is no backup of it');
	});

	/** Damage that shows only where it is searched for: a page that no opening reads. */
	function damageQuietly(): void {
		const store = openSqliteStore(path);
		for (let n = 0; n < 50; n++)
			store.audit.append({ at: n, act: 'x', connection: null, details: { text: 'y'.repeat(3000) } });
		store.close();
		openSqliteStore(path, { check: 'daily' }).close();
		const bytes = readFileSync(path);
		bytes.fill(0xa5, bytes.length - 3 * 4096);
		writeFileSync(path, bytes);
	}
	const openDaily = (at = Date.now()) => openSqliteStore(path, { check: 'daily', now: () => at }).close();

	it('S06: is searched for once a day and not at every opening, where asked so', async () => {
		damageQuietly();
		openDaily();
		expect(await codeOf(() => openDaily(Date.now() + day))).toBe('STORE_DAMAGED');
	});

	it.each([
		['at every start, where asked so', () => openSqliteStore(path).close()],
		['when the clock was set back', () => openDaily(Date.now() - day)],
		[
			'in a file that took the place of another',
			() => {
				copyFileSync(path, `${path}.copy`);
				rmSync(path);
				copyFileSync(`${path}.copy`, path);
				writeFileSync(`${path}-checked`, readFileSync(`${path}-checked`, 'utf8').replace(/:\d+/, ':1'));
				openDaily();
			},
		],
		[
			'when the note of the last search is unreadable',
			() => {
				writeFileSync(`${path}-checked`, 'x');
				openDaily();
			},
		],
	])('S06: is found %s', async (_, act) => {
		damageQuietly();
		expect(await codeOf(act)).toBe('STORE_DAMAGED');
	});

	it('S06: that shows in use is searched for at the next opening', async () => {
		damageQuietly();
		const store = openSqliteStore(path, { check: 'daily' });
		expect(await codeOf(() => store.audit.all())).toBe('STORE_DAMAGED');
		store.close();
		expect(await codeOf(() => openDaily())).toBe('STORE_DAMAGED');
	});
});

describe('a restore', () => {
	const prepared = (file: string) => prepareRestore(path, file);
	const restore = (file: string) => {
		const one = prepared(file);
		try {
			return one.apply(now);
		} finally {
			one.discard();
		}
	};

	it('brings back what was, and sets the present file aside, which can be restored in turn', () => {
		fill('before');
		const store = openSqliteStore(path);
		const backup = store.backup(null);
		store.audit.append({ at: 1, act: 'after', connection: null, details: {} });
		store.close();
		const aside = restore(backup);
		expect(acts()).toEqual(['before']);
		expect(mode(aside ?? '')).toBe('600');
		expect(restore(aside ?? '')).not.toBe(aside);
		expect(acts()).toEqual(['before', 'after']);
		expect(readdirSync(join(folder, 'data')).filter((name) => name.startsWith('restoring-'))).toEqual([]);
	});

	it('works where the present file is damaged or gone, and keeps every byte of it with its log', () => {
		fill('before');
		const store = openSqliteStore(path);
		const backup = store.backup(null);
		store.close();
		const damaged = Buffer.alloc(9000, 0x77);
		writeFileSync(path, damaged);
		writeFileSync(`${path}-wal`, 'a log that no SQLite wrote');
		const aside = restore(backup) ?? '';
		expect(readFileSync(aside)).toEqual(damaged);
		expect(readFileSync(`${aside}-wal`, 'utf8')).toBe('a log that no SQLite wrote');
		expect(acts()).toEqual(['before']);
		rmSync(path);
		expect(restore(backup)).toBeNull();
		expect(acts()).toEqual(['before']);
	});

	it('also takes what only the log of the present file holds', () => {
		fill('before');
		const first = open();
		const backup = first.backup(null);
		first.close();
		// A process that was killed leaves its log.
		const store = openSqliteStore(path);
		store.audit.append({ at: 1, act: 'in the log', connection: null, details: {} });
		const [bytes, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
		store.close();
		writeFileSync(path, bytes);
		writeFileSync(`${path}-wal`, log);
		now += 1000;
		const aside = restore(backup) ?? '';
		const kept = new BetterSqlite(aside);
		expect(kept.prepare('SELECT act FROM audit').pluck().all()).toEqual(['before', 'in the log']);
		kept.close();
	});

	it('is refused while anybody has the database open', async () => {
		fill();
		const store = openSqliteStore(path);
		const backup = store.backup(null);
		expect(await codeOf(() => restore(backup))).toBe('STORE_IN_USE');
		store.close();
		expect(await codeOf(() => restore(backup))).toBe('none');
	});

	it.each([
		['of a newer Latchkey', 'STORE_NEWER', `PRAGMA user_version = ${migrations.length + 1}`],
		['with a table that is not ours', 'BACKUP_REFUSED', 'CREATE TABLE more (x)'],
		['with a trigger that is not ours', 'BACKUP_REFUSED', 'CREATE TRIGGER t AFTER INSERT ON audit BEGIN SELECT 1; END'],
		['without one of our tables', 'BACKUP_REFUSED', 'DROP TABLE connection_label'],
		['that says it is of version 0', 'BACKUP_REFUSED', 'PRAGMA user_version = 0'],
	])('refuses a file %s and changes nothing', async (_, code, sql) => {
		fill();
		const store = openSqliteStore(path);
		const backup = store.backup(join(folder, 'other.db'));
		store.close();
		change(backup, sql);
		const before = readFileSync(path);
		expect(await codeOf(() => restore(backup))).toBe(code);
		expect(readFileSync(path)).toEqual(before);
		expect(readdirSync(join(folder, 'data')).filter((name) => name.startsWith('restoring-'))).toEqual([]);
	});

	it('S06: refuses a damaged backup, a text, a folder, nothing, and the database itself', async () => {
		fill();
		const store = openSqliteStore(path);
		const backup = store.backup(join(folder, 'other.db'));
		store.close();
		const whole = readFileSync(backup);
		const pages = whole.length / 4096;
		for (let page = 0; page < pages; page++) {
			const broken = Buffer.from(whole);
			broken.fill(0xa5, page * 4096, (page + 1) * 4096);
			writeFileSync(backup, broken);
			expect(await codeOf(() => prepared(backup)), `page ${page}`).toBe('BACKUP_REFUSED');
		}
		writeFileSync(backup, 'just a text');
		for (const file of [backup, folder, join(folder, 'nothing'), path])
			expect(await codeOf(() => prepared(file)), file).toBe('BACKUP_REFUSED');
	});

	it('S04: is no damaged backup where the copy of it has no room', async () => {
		const store = openSqliteStore(path);
		const backup = store.backup(null);
		store.close();
		const copy = join(dirname(path), 'no such folder', 'copy.db');
		expect(await errorOf(() => copyForRestore(backup, copy))).toMatchObject({
			code: 'STORE_FAILED',
			details: { path: copy, problem: 'ENOENT' },
		});
	});

	it('S04: that meets a lock file it cannot make is a failure in words', async () => {
		fill();
		const store = openSqliteStore(path);
		const backup = store.backup(null);
		store.close();
		rmSync(`${path}-users`);
		mkdirSync(`${path}-users`);
		expect(await codeOf(() => restore(backup))).toBe('STORE_FAILED');
		expect(await codeOf(open)).toBe('STORE_FAILED');
	});
});
