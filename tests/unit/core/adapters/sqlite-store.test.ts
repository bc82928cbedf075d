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
import { tableWithBrokenSum } from '../../../../src/core/adapters/sqlite/row-sums.ts';
import { migrations } from '../../../../src/core/adapters/sqlite/schema.ts';
import { openSqliteStore } from '../../../../src/core/adapters/sqlite/sqlite-store.ts';
import { AppError } from '../../../../src/core/domain/app-error.ts';
import type { ApiClientId, ConnectionId, VaultRef } from '../../../../src/core/domain/ids.ts';
import { codeOf, errorOf } from '../../../integration/core/world.ts';

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
/** A row in each table that a person's names and the secrets' places stand in. */
const planted = () => {
	const store = openSqliteStore(path);
	const ref = 'ref_1' as VaultRef;
	const client = 'cli_1' as ApiClientId;
	const connection = 'con_1' as ConnectionId;
	store.transaction(() => {
		store.vaultEntries.add({ ref, owner: connection, kind: 'connection', state: 'live', lease: null });
		store.apiClients.put({
			id: client,
			name: 'Agency',
			clientId: '1000.X',
			type: 'server-based',
			redirectUris: [],
			scopes: [],
			practice: false,
			secrets: { eu: ref },
			createdAt: 1,
		});
		store.connections.put({
			id: connection,
			alias: 'acme-alias',
			customer: 'Acme',
			apiClient: client,
			dataCenter: 'eu',
			apiDomain: 'https://www.zohoapis.eu',
			environment: 'production',
			org: { id: '1', name: 'Acme' },
			user: { email: 'a@example.test', name: 'A' },
			scopes: [],
			practice: false,
			ref,
			generation: 1,
			status: 'connected',
			problem: null,
			lastCheckedAt: null,
			waitingUntil: null,
			revokedAt: null,
			createdAt: 1,
		});
		store.accessTokens.put({ connection, generation: 1, sealed: Buffer.from('x'), expiresAt: 1 });
		store.settings.set('settings', '{}');
		store.audit.append({ at: 1, act: 'connected', connection, details: {} });
	});
	store.checkpoint();
	store.close();
};
/** As a disk would: nobody keeps the sum. */
const letters: Readonly<Record<string, string>> = {
	setting: "UPDATE setting SET value = 'changed'",
	vault_entry: "UPDATE vault_entry SET owner = 'changed'",
	api_client: "UPDATE api_client SET name = 'changed'",
	client_secret: "UPDATE client_secret SET data_center = 'changed'",
	connection: "UPDATE connection SET api_domain = 'changed'",
	access_token: "UPDATE access_token SET digest = 'changed'",
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
			db.run('INSERT INTO setting (key, value) VALUES (?, ?)', 'a', 'b');
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

	it('S06: a letter that changed in any row is noticed; without a backup the audit log tells of it, and all goes on', async () => {
		for (const [table, change] of Object.entries(letters)) {
			rmSync(join(folder, 'data'), { recursive: true, force: true });
			planted();
			tamper(change);
			const store = openSqliteStore(path, { backups: true });
			expect(store.audit.all().at(-1), table).toMatchObject({
				act: 'database changed from outside',
				details: { table },
			});
			const told = store.audit.all().length;
			store.close();
			// Today's backup is there now, so from here on it is damage.
			const again = openSqliteStore(path, { backups: true });
			expect(again.audit.all(), table).toHaveLength(told);
			again.close();
			tamper(change.replace('changed', 'changed again'));
			const refused = await errorOf(() => openSqliteStore(path, { backups: true }));
			expect(refused, table).toMatchObject({
				code: 'STORE_DAMAGED',
				details: { problem: `a row of ${table} is not as it was written` },
			});
			expect(refused?.details.remedy, table).toContain('latchkey restore');
		}
	});

	it('S06: a letter that changed in an index alone is damage', async () => {
		planted();
		const bytes = readFileSync(path);
		// The index of aliases comes after the table in which the whole row is.
		const at = bytes.lastIndexOf('acme-alias') < bytes.indexOf('acme-alias') ? -1 : bytes.lastIndexOf('acme-alias');
		bytes[at] = 'b'.charCodeAt(0);
		writeFileSync(path, bytes);
		expect(await codeOf(() => openSqliteStore(path))).toBe('STORE_DAMAGED');
	});

	it('S06: rows keep their sums through every kind of write, and a transaction that fails takes none of them along', () => {
		planted();
		const store = openSqliteStore(path);
		const [one] = store.connections.all();
		if (!one) throw new Error('Nothing was planted.');
		expect(() =>
			store.transaction(() => {
				store.connections.put({ ...one, customer: 'never' });
				throw new Error('stop');
			}),
		).toThrow('stop');
		store.connections.put({ ...one, customer: 'Other' });
		store.vaultEntries.setState('ref_1' as VaultRef, 'dead');
		store.settings.set('clock_skew_ms', '7');
		store.accessTokens.remove(one.id);
		store.close();
		const db = new BetterSqlite(path);
		expect(tableWithBrokenSum(db)).toBeNull();
		for (const table of Object.keys(letters))
			expect(db.prepare(`SELECT count(*) FROM ${table} WHERE sum IS NULL`).pluck().get(), table).toBe(0);
		db.close();
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
	const triggers = /CREATE TRIGGER[\s\S]*END;/.exec(migrations[0] ?? '')?.[0] ?? '';
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
		tamper(`DROP TRIGGER audit_keeps_rows; DROP TRIGGER audit_keeps_text; ${sql}; ${triggers}`);
		expect(firstBreak()).toBe(row);
	});

	it('S13: without the triggers that keep it, the database counts as damaged', async () => {
		fill();
		tamper('DROP TRIGGER audit_keeps_rows');
		expect(await codeOf(firstBreak)).toBe('STORE_DAMAGED');
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
