import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Database } from '../../src/core/adapters/sqlite/database.ts';
import type { NamedFault } from '../../src/practice/fault-script.ts';
import { Figures } from '../fuzz/figures.ts';
import { openStore } from '../integration/core/open-core.ts';
import { plantConnections } from '../integration/core/plant-connections.ts';
import { seeded } from '../integration/core/seeded.ts';
import { databaseOf } from './lab.ts';
import type { SoakHour, SoakSample } from './soak-program.ts';

const hour = 60 * 60_000;
const mebibyte = 2 ** 20;
const limits = { growth: 24 * mebibyte, wal: 16 * mebibyte, bytesOfAuditRow: 600, files: 4 };

/** What may go wrong at Zoho's end while a program runs for weeks. */
const faults: readonly NamedFault[] = ['cut', 'cut-after-work', 'html', 'throttle'];
const fair = new Set(['done', 'PROVIDER_UNREACHABLE', 'PROVIDER_MALFORMED', 'LIMITED']);

/** A thousand connections for so many seconds, an hour of their clock at a time, with faults; what the process takes up must stay flat. */
export async function soak(seconds: number, seed: number, connections = 1_000): Promise<Figures> {
	const figures = new Figures();
	const chance = seeded(seed);
	const many = await plantConnections(connections);
	const program = join(import.meta.dirname, 'soak-program.ts');
	const child = spawn(process.execPath, ['--expose-gc', program, many.folder], { stdio: ['pipe', 'pipe', 'inherit'] });
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const samples: SoakSample[] = [];
	const until = performance.now() + seconds * 1000;
	while (performance.now() < until) {
		many.clock.at += hour + 60_000;
		if (chance() < 0.3) {
			const fault = faults[Math.floor(chance() * faults.length)] ?? 'cut';
			many.crm.faults.next({ path: '/oauth/v2/token', times: 1 + Math.floor(chance() * 3), fault });
		}
		const aliases = many.aliases.filter(() => chance() < 0.03);
		const asked: SoakHour = { at: many.clock.at, aliases };
		child.stdin.write(`${JSON.stringify(asked)}\n`);
		const sample: SoakSample = JSON.parse(String((await lines.next()).value));
		many.crm.faults.clear();
		samples.push(sample);
		for (const answer of sample.answers) {
			figures.count(`answered ${answer}`);
			figures.expect(fair.has(answer), 'soak: answered', answer);
		}
	}
	await new Promise((resolve) => {
		child.on('close', resolve);
		child.stdin.end();
	});
	figures.count('virtual days', Math.round(samples.length / 24));
	checkFlat(samples, figures);
	checkWhole(many, figures);
	await many.close();
	return figures;
}

/** The first half warms up: caches, the compiler's work, pools of connections. */
function checkFlat(samples: readonly SoakSample[], figures: Figures): void {
	const late = samples.slice(Math.floor(samples.length / 2));
	const [first, last] = [late[0], late.at(-1)];
	if (!first || !last) throw new Error('The soak took no sample.');
	const growth = slope(late.map(({ rss }) => rss)) * late.length;
	figures.count('MiB in use at the end', Math.round(last.rss / mebibyte));
	figures.count('MiB that it grew by in the second half, by a straight line', Math.round(growth / mebibyte));
	figures.expect(
		growth < limits.growth,
		'soak: memory grows',
		late.map(({ rss }) => Math.round(rss / mebibyte)),
	);
	const files = Math.max(...late.map((one) => one.files)) - Math.min(...late.map((one) => one.files));
	figures.expect(
		files <= limits.files,
		'soak: open files',
		late.map((one) => one.files),
	);
	const wal = Math.max(...samples.map((one) => one.wal));
	figures.count('KiB of the WAL at most', Math.round(wal / 1024));
	figures.expect(wal < limits.wal, 'soak: the WAL grows', wal);
	// The audit log is kept; nothing else may grow.
	const rows = last.auditRows - first.auditRows;
	const bytes = last.database - first.database;
	figures.count('rows of the audit log', last.auditRows);
	figures.count('bytes of the database for each of them', Math.round(bytes / Math.max(1, rows)));
	figures.expect(bytes <= rows * limits.bytesOfAuditRow + mebibyte, 'soak: the database grows', { bytes, rows });
}

/** Every connection still holds what it was planted with, and the database is whole. */
function checkWhole({ folder, aliases, vault }: Awaited<ReturnType<typeof plantConnections>>, figures: Figures): void {
	const store = openStore(folder);
	const refs = new Set(vault.refs);
	const held = store.connections.all().filter(({ ref }) => ref !== null && refs.has(ref)).length;
	figures.expect(held === aliases.length, 'soak: connections that hold their token', held);
	figures.count('lost', aliases.length - held);
	figures.expect(store.audit.firstBreak() === null, 'soak: the audit log');
	store.close();
	const db = Database.open(databaseOf(folder));
	figures.expect(db.pragma('integrity_check') === 'ok', 'soak: integrity_check');
	db.close();
}

/** Of the line that fits best, per step. */
function slope(values: readonly number[]): number {
	const middle = (values.length - 1) / 2;
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const above = values.reduce((sum, value, n) => sum + (n - middle) * (value - mean), 0);
	const below = values.reduce((sum, _, n) => sum + (n - middle) ** 2, 0);
	return below === 0 ? 0 : above / below;
}
