import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { NodeHttpClient } from '../../src/core/adapters/http/node-http-client.ts';
import { Database } from '../../src/core/adapters/sqlite/database.ts';
import { asAppError } from '../../src/core/domain/app-error.ts';
import { inBulk } from '../../src/core/usecases/bulk.ts';
import { openCore } from '../integration/core/open-core.ts';
import { databaseOf } from './lab.ts';

/** One hour of the soak: what the clock says, and for whom a token is asked. */
export interface SoakHour {
	readonly at: number;
	readonly aliases: readonly string[];
}

/** What the process takes up after an hour, and what its acts answered. */
export interface SoakSample {
	readonly rss: number;
	readonly files: number;
	readonly wal: number;
	readonly database: number;
	readonly auditRows: number;
	readonly answers: readonly string[];
}

// A program that runs for weeks: an hour a line. Needs --expose-gc, so that what is not collected yet does not look like a leak.
const folder = process.argv[2] ?? '';
const data = join(folder, 'data');
let at = 0;
const core = openCore(folder, { clock: { now: () => at }, http: new NodeHttpClient('0.0.0') });
const rows = Database.open(databaseOf(folder));
const size = (name: string) => statSync(join(data, name), { throwIfNoEntry: false })?.size ?? 0;

for await (const line of createInterface({ input: process.stdin })) {
	const hour: SoakHour = JSON.parse(line);
	at = hour.at;
	const idle = new AbortController().signal;
	const asked = await inBulk(
		hour.aliases,
		(alias) => core.connections.token(alias, 300),
		idle,
		() => undefined,
	);
	core.connections.list();
	await core.recover();
	globalThis.gc?.();
	const sample: SoakSample = {
		rss: Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024,
		files: readdirSync('/proc/self/fd').length,
		wal: size('latchkey.db-wal'),
		database: size('latchkey.db'),
		auditRows: rows.get<{ count: number }>('SELECT count(*) AS count FROM audit')?.count ?? 0,
		answers: asked.map((one) => (one.ok ? 'done' : asAppError(one.error).code)),
	};
	process.stdout.write(`${JSON.stringify(sample)}\n`);
}
rows.close();
await core.close();
