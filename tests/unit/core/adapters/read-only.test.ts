import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readOnly } from '../../../../src/core/adapters/sqlite/read-only.ts';

const ofRunning = Object.getOwnPropertyDescriptor(process.versions, 'node') ?? {};

function runBy(version: string): void {
	Object.defineProperty(process.versions, 'node', { ...ofRunning, value: version });
}

afterEach(() => {
	Object.defineProperty(process.versions, 'node', ofRunning);
	vi.restoreAllMocks();
});

/** A database of two rows, written in another process as the app would. */
function made(): string {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-read-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const path = join(folder, 'latchkey.db');
	inAnotherProcess(`
		const db = new Database(${JSON.stringify(path)});
		db.pragma('journal_mode = wal');
		db.exec("CREATE TABLE t (id INTEGER, name TEXT, bytes BLOB, big INTEGER); INSERT INTO t VALUES (1, 'é', x'00ff', NULL), (2, NULL, NULL, 9007199254740991)");
		new Database(${JSON.stringify(`${path}-users`)}).exec('BEGIN');
	`);
	writeFileSync(`${path}-users`, '');
	return path;
}

const program = (code: string) => `const Database = require('better-sqlite3'); ${code}`;

function inAnotherProcess(code: string): string {
	const ran = spawnSync(process.execPath, ['-e', program(code)], { encoding: 'utf8' });
	if (ran.status !== 0) throw new Error(ran.stderr);
	return ran.stdout;
}

// What Node brings itself is used where it comes without a warning; before that, and where it is not there, the package.
describe.each([
	['by the package, on a Node whose own SQLite warns', '22.12.0'],
	['by the SQLite of this Node', process.versions.node],
])('a database that is only read, %s', (_, version) => {
	it('gives rows, the first row, a column and values', () => {
		runBy(version);
		const path = made();
		const read = readOnly(path, (rows) => ({
			all: rows
				.all<{ id: number; name: string | null }>('SELECT id, name FROM t ORDER BY id')
				.map((row) => ({ ...row })),
			get: rows.get<{ big: number }>('SELECT big FROM t WHERE id = ?', 2)?.big,
			none: rows.get('SELECT id FROM t WHERE id = 3'),
			column: rows.column('SELECT name FROM t WHERE id < ? ORDER BY id', 9),
			values: rows.values('SELECT big, id FROM t ORDER BY id'),
			bytes: Buffer.from(rows.column<Uint8Array>('SELECT bytes FROM t WHERE id = 1')[0] ?? []).toString('hex'),
		}));
		expect(read).toEqual({
			all: [
				{ id: 1, name: 'é' },
				{ id: 2, name: null },
			],
			get: 9007199254740991,
			none: null,
			column: ['é', null],
			values: [
				[null, 1],
				[9007199254740991, 2],
			],
			bytes: '00ff',
		});
	});

	it('is of one moment, whatever is written meanwhile', () => {
		runBy(version);
		const path = made();
		const counts = readOnly(path, (rows) => {
			const before = rows.column<number>('SELECT count(*) FROM t')[0];
			inAnotherProcess(`new Database(${JSON.stringify(path)}).exec('DELETE FROM t')`);
			return [before, rows.column<number>('SELECT count(*) FROM t')[0]];
		});
		expect(counts).toEqual([2, 2]);
		expect(readOnly(path, (rows) => rows.column('SELECT count(*) FROM t')[0])).toBe(0);
	});

	it('is not written, and refuses to be', () => {
		runBy(version);
		const path = made();
		const before = readFileSync(path);
		expect(readOnly(path, (rows) => rows.all('DELETE FROM t RETURNING id'))).toBeNull();
		expect(readFileSync(path)).toEqual(before);
	});

	it('keeps out who wants it alone, and stays out of one who has it alone', async () => {
		runBy(version);
		const path = made();
		const alone = `try { new Database(${JSON.stringify(`${path}-users`)}, { timeout: 0 }).exec('BEGIN EXCLUSIVE'); console.log('alone'); } catch (error) { console.log(error.code) }`;
		expect(readOnly(path, () => inAnotherProcess(alone))).toBe('SQLITE_BUSY\n');
		const holder = spawn(process.execPath, ['-e', program(`${alone} setInterval(() => {}, 1000)`)]);
		onTestFinished(() => void holder.kill('SIGKILL'));
		const said = await new Promise((resolve) => holder.stdout.once('data', (data) => resolve(String(data))));
		expect(said).toBe('alone\n');
		expect(readOnly(path, () => 'read')).toBeNull();
	});

	it('is null where it is not there, without its lock, or damaged, and nothing is made', () => {
		runBy(version);
		const path = made();
		const there = readdirSync(join(path, '..'));
		expect(readOnly(join(path, '../no.db'), () => 'read')).toBeNull();
		rmSync(`${path}-users`);
		expect(readOnly(path, () => 'read')).toBeNull();
		writeFileSync(`${path}-users`, '');
		writeFileSync(path, 'no database at all, but longer than its head, which has a hundred bytes: '.repeat(9));
		expect(readOnly(path, (rows) => rows.all('SELECT * FROM t'))).toBeNull();
		expect(readdirSync(join(path, '..'))).toEqual(there);
	});
});

it("loads Node's own SQLite from 24.15 and 25.7 on, for until then it warns, and does without one that is not there", () => {
	const path = made();
	const asked = vi.spyOn(process, 'getBuiltinModule');
	const read = () => readOnly(path, (rows) => rows.column('SELECT count(*) FROM t')[0]);
	for (const old of ['22.12.0', '24.14.9', '23.99.0', '25.0.0', '25.6.9']) {
		runBy(old);
		expect(read()).toBe(2);
	}
	expect(asked).not.toHaveBeenCalled();
	for (const newer of ['24.15.0', '25.7.0', '26.0.0']) {
		runBy(newer);
		expect(read()).toBe(2);
	}
	expect(asked).toHaveBeenCalledTimes(6);
	asked.mockReturnValue(undefined as never);
	expect(read()).toBe(2);
});

/** Reads in a process of its own, in that folder. */
function readIn(cwd: string, path: string) {
	const script = join(import.meta.dirname, '../../../../src/core/adapters/sqlite/read-only.ts');
	const code = `import(${JSON.stringify(script)}).then(({ readOnly }) => console.log(readOnly(process.argv[1], (rows) => rows.column('SELECT count(*) FROM t')[0])))`;
	return spawnSync(process.execPath, ['-e', code, path], { cwd, encoding: 'utf8' });
}

it('says nothing on stderr', () => {
	expect(readIn('/', made())).toMatchObject({ stdout: '2\n', stderr: '' });
});

it('takes a path for a path, though it begins like a URL', () => {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-read-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	cpSync(join(made(), '..'), join(folder, 'file:here'), { recursive: true });
	expect(readIn(folder, 'file:here/latchkey.db')).toMatchObject({ stdout: '2\n', stderr: '' });
});
