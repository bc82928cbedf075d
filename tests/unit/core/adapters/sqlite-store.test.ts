import {
	chmodSync,
	existsSync,
	linkSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../../../src/core/adapters/sqlite/database.ts';
import { migrations } from '../../../../src/core/adapters/sqlite/migrations.ts';
import { openSqliteStore } from '../../../../src/core/adapters/sqlite/sqlite-store.ts';
import { AppError } from '../../../../src/core/domain/app-error.ts';
import { codeOf } from '../../../integration/core/world.ts';

let folder = '';
let path = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'latchkey-store-'));
	path = join(folder, 'data', 'latchkey.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const created = () => openSqliteStore(path).close();
const tamper = (sql: string) => {
	const db = new BetterSqlite(path);
	db.exec(sql);
	db.close();
};
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe('opening', () => {
	it('S05: asserts every setting, also on a database that is reopened', () => {
		for (const _ of ['created', 'reopened', 'reopened again']) {
			const db = Database.open(path);
			const found = [
				'journal_mode',
				'synchronous',
				'secure_delete',
				'foreign_keys',
				'trusted_schema',
				'temp_store',
				'busy_timeout',
			].map((name) => db.pragma(name));
			expect(found).toEqual(['wal', 2, 1, 1, 0, 2, 10_000]);
			db.close();
		}
	});

	it('S11: makes the folder 0700 and the files 0600, also where they were wider', () => {
		const old = process.umask(0);
		try {
			mkdirSync(join(folder, 'data'), { mode: 0o777 });
			const db = Database.open(path);
			db.run('INSERT INTO setting VALUES (?, ?)', 'a', 'b');
			expect([mode(join(folder, 'data')), mode(path), mode(`${path}-wal`), mode(`${path}-shm`)]).toEqual([
				'700',
				'600',
				'600',
				'600',
			]);
			db.close();
			chmodSync(path, 0o666);
			created();
			expect(mode(path)).toBe('600');
		} finally {
			process.umask(old);
		}
	});

	it('S11: refuses a link in the place of the file, its WAL or its folder', async () => {
		created();
		const other = join(folder, 'other.db');
		writeFileSync(other, '');
		rmSync(path);
		symlinkSync(other, path);
		expect(await codeOf(() => openSqliteStore(path))).toBe('STORE_UNSAFE');
		rmSync(path);
		linkSync(other, path);
		expect(await codeOf(() => openSqliteStore(path))).toBe('STORE_UNSAFE');
		rmSync(path);
		symlinkSync(other, `${path}-wal`);
		expect(await codeOf(() => openSqliteStore(path))).toBe('STORE_UNSAFE');
		symlinkSync(join(folder, 'data'), join(folder, 'linked'));
		expect(await codeOf(() => openSqliteStore(join(folder, 'linked', 'x.db')))).toBe('STORE_UNSAFE');
		expect(readFileSync(other)).toHaveLength(0);
	});

	it('S09: refuses a database of a newer Latchkey and changes nothing in it', async () => {
		created();
		tamper(`PRAGMA user_version = ${migrations.length + 1}`);
		const before = readFileSync(path);
		expect(await codeOf(() => openSqliteStore(path))).toBe('STORE_NEWER');
		expect(readFileSync(path)).toEqual(before);
	});

	it('S06: names a damaged file and deletes nothing', async () => {
		created();
		for (const damage of [
			() => writeFileSync(path, 'not a database, by any means'.repeat(300)),
			() => writeFileSync(path, Buffer.alloc(8192, 0xab)),
			() => truncateSync(path, 5000),
		]) {
			rmSync(path);
			created();
			damage();
			const before = readFileSync(path);
			expect(await codeOf(() => openSqliteStore(path))).toBe('STORE_DAMAGED');
			expect(existsSync(path)).toBe(true);
			expect(readFileSync(path)).toEqual(before);
		}
	});

	it('S06: with any page overwritten, it opens or says STORE_DAMAGED, and never anything else', () => {
		created();
		const whole = readFileSync(path);
		let refused = 0;
		for (let page = 0; page < whole.length / 4096; page++) {
			const broken = Buffer.from(whole);
			broken.fill(0xa5, page * 4096, (page + 1) * 4096);
			writeFileSync(path, broken);
			try {
				const store = openSqliteStore(path);
				store.connections.all();
				store.audit.all();
				store.close();
			} catch (error) {
				expect(error).toBeInstanceOf(AppError);
				expect((error as AppError).code).toBe('STORE_DAMAGED');
				refused++;
			}
		}
		expect(refused).toBeGreaterThan((whole.length / 4096) * 0.9);
	});

	it('a folder that cannot be made is a failure in words', async () => {
		writeFileSync(join(folder, 'file'), '');
		expect(await codeOf(() => openSqliteStore(join(folder, 'file', 'x', 'latchkey.db')))).toBe('STORE_FAILED');
		expect(await codeOf(() => openSqliteStore(join(folder, 'file', 'latchkey.db')))).toBe('STORE_FAILED');
		mkdirSync(join(folder, 'taken.db'));
		expect(await codeOf(() => openSqliteStore(join(folder, 'taken.db')))).toMatch(/^STORE_/);
	});
});

describe('the audit log', () => {
	const fill = () => {
		const store = openSqliteStore(path);
		for (let n = 1; n <= 5; n++) store.audit.append({ at: n, act: `act ${n}`, connection: null, details: { n } });
		expect(store.audit.firstBreak()).toBeNull();
		store.close();
	};
	const firstBreak = () => {
		const store = openSqliteStore(path);
		const found = store.audit.firstBreak();
		store.close();
		return found;
	};

	it('S13: refuses changes and deletions', () => {
		fill();
		for (const sql of [
			"UPDATE audit SET act = 'x' WHERE seq = 2",
			'DELETE FROM audit WHERE seq = 5',
			'DELETE FROM audit',
		])
			expect(() => tamper(sql)).toThrow('append-only');
		expect(firstBreak()).toBeNull();
	});

	it.each([
		["UPDATE audit SET act = 'other' WHERE seq = 3", 3],
		["UPDATE audit SET details = '{}' WHERE seq = 1", 1],
		['UPDATE audit SET at = 9 WHERE seq = 5', 5],
		["UPDATE audit SET connection = 'con_x' WHERE seq = 2", 2],
		['DELETE FROM audit WHERE seq = 2', 3],
		['DELETE FROM audit WHERE seq = 1', 2],
		["INSERT INTO audit VALUES (6, 6, 'planted', NULL, '{}', 'abc')", 6],
	])('S13: shows where it was tampered with: %s', (sql, row) => {
		fill();
		tamper(`DROP TRIGGER audit_keeps_rows; DROP TRIGGER audit_keeps_text; ${sql}`);
		expect(firstBreak()).toBe(row);
	});
});

describe('a transaction', () => {
	it('is all or nothing, the audit row included', () => {
		const store = openSqliteStore(path);
		expect(() =>
			store.transaction(() => {
				store.settings.set('canary_ref', 'x');
				store.transaction(() => store.audit.append({ at: 1, act: 'a', connection: null, details: {} }));
				throw new AppError('CANCELLED');
			}),
		).toThrow(AppError);
		expect(store.settings.get('canary_ref')).toBeNull();
		expect(store.audit.all()).toEqual([]);
		store.close();
	});

	it("another process's write changes the version, one of this process the count of writes", () => {
		const [one, two] = [openSqliteStore(path), openSqliteStore(path)];
		const [version, writes] = [one.version(), one.writes()];
		expect(one.version()).toBe(version);
		two.settings.set('canary_ref', 'x');
		expect(one.version()).not.toBe(version);
		expect(one.writes()).toBe(writes);
		const after = one.version();
		one.settings.set('canary_ref', 'y');
		expect([one.version(), one.writes() === writes]).toEqual([after, false]);
		one.close();
		two.close();
	});

	it('V05: after a checkpoint the WAL is empty', () => {
		const store = openSqliteStore(path);
		store.settings.set('canary_ref', 'x');
		expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
		store.checkpoint();
		expect(statSync(`${path}-wal`).size).toBe(0);
		store.close();
	});
});
