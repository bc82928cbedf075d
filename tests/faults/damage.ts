import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { AppError } from '../../src/core/domain/app-error.ts';
import type { Connection } from '../../src/core/domain/connection.ts';
import { Figures } from '../fuzz/figures.ts';
import { plantConnections } from '../integration/core/plant-connections.ts';
import { seeded } from '../integration/core/seeded.ts';

// Rows have sums, and so has SQLite's log: a damaged log ends before the damage, as it does after a power cut.
const fair = new Set([
	'STORE_DAMAGED',
	// The number of the schema was hit.
	'STORE_NEWER',
	'harmless',
	'told in the audit log',
	'the audit log says where',
	'the log ends earlier',
]);

/** S06: bytes of the database and of its log are changed or cut off; it is named as damaged or can be read, nothing crashes, and no file is removed. */
export async function damage(times: number, seed: number): Promise<Figures> {
	const figures = new Figures();
	const chance = seeded(seed);
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-damage-'));
	const { whole, log, connections } = await aDatabase(folder);
	for (let n = 0; n < times; n++) {
		const data = join(folder, `data-${n}`);
		const path = join(data, 'latchkey.db');
		mkdirSync(data);
		const hitsLog = chance() < 0.3;
		const [hit, other] = hitsLog ? [log, whole] : [whole, log];
		const broken = damaged(hit, chance);
		writeFileSync(path, hitsLog ? other : broken);
		writeFileSync(`${path}-wal`, hitsLog ? broken : other);
		const check = chance() < 0.5 ? 'always' : 'daily';
		const answer = readAll(path, check, connections);
		figures.count(answer);
		figures.expect(fair.has(answer), `damage ${n} of the ${hitsLog ? 'log' : 'database'}`, answer);
		if (answer === 'STORE_DAMAGED') figures.expect(existsSync(path), `damage ${n}: the damaged file is gone`);
		rmSync(data, { recursive: true });
	}
	rmSync(folder, { recursive: true });
	return figures;
}

/** The bytes of a database of some size, with commits that only its log holds. */
async function aDatabase(folder: string) {
	const many = await plantConnections(40);
	const path = join(many.folder, 'data', 'latchkey.db');
	const store = openSqliteStore(path);
	store.checkpoint();
	const [first] = store.connections.all();
	if (!first) throw new Error('Nothing was planted.');
	for (let n = 0; n < 30; n++) store.audit.append({ at: n, act: 'noted', connection: first.id, details: { n } });
	const copy = join(folder, 'whole.db');
	copyFileSync(path, copy);
	copyFileSync(`${path}-wal`, `${copy}-wal`);
	const connections = store.connections.all();
	store.close();
	await many.close();
	return { whole: readFileSync(copy), log: readFileSync(`${copy}-wal`), connections };
}

function damaged(bytes: Buffer, chance: () => number): Buffer {
	const at = () => Math.floor(chance() * bytes.length);
	if (chance() < 0.25) return bytes.subarray(0, at());
	const broken = Buffer.from(bytes);
	for (let flips = 1 + Math.floor(chance() * 8); flips > 0; flips--) {
		const place = at();
		broken[place] = (broken[place] ?? 0) ^ (1 << Math.floor(chance() * 8));
	}
	return broken;
}

function readAll(path: string, check: 'always' | 'daily', expected: readonly Connection[]): string {
	try {
		const store = openSqliteStore(path, { check });
		try {
			const isSame = JSON.stringify(store.connections.all()) === JSON.stringify(expected);
			const acts = store.audit.all().map(({ act }) => act);
			if (acts.includes('database changed from outside')) return 'told in the audit log';
			if (!isSame) return 'unnoticed: a text';
			if (store.audit.firstBreak() !== null) return 'the audit log says where';
			return acts.filter((act) => act === 'noted').length === 30 ? 'harmless' : 'the log ends earlier';
		} finally {
			store.close();
		}
	} catch (error) {
		return error instanceof AppError ? error.code : `no AppError: ${String(error)}`;
	}
}
