import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import BetterSqlite from 'better-sqlite3';
import { SqliteTokenStore } from '../src/core/adapters/token-stores/sqlite-token-store.ts';
import { cellsOf, columns } from '../src/core/adapters/token-stores/token-row.ts';
import type { OAuthToken } from '../src/core/domain/oauth-token.ts';
import { loadSdk } from '../tests/contract/token-stores/sdk.ts';
import { fullToken, tokenWith } from '../tests/contract/token-stores/tokens.ts';
import { BareStatements } from './bare-statements.ts';
import { type Lab, percentile } from './lab.ts';
import { documentedTable, PlainSqliteStore } from './plain-sqlite-store.ts';
import type { Result } from './result.ts';

const sizes = [100, 1_000, 10_000] as const;
const operations = ['find by user', 'find by id', 'update', 'insert', 'get all'] as const;
const stores = ['ours', 'ours, not synced', 'bare statements', 'FileStore', 'plain SQLite'] as const;
type Size = (typeof sizes)[number];
type Operation = (typeof operations)[number];
type StoreName = (typeof stores)[number];

/** How much more an operation may cost at 10,000 tokens than at 100. */
const growthBounds: Partial<Record<Operation, number>> = { 'find by user': 1.3, 'find by id': 1.3, update: 1.3 };
/**
 * How many times ahead of FileStore, by the same promise: FileStore leaves what it saved in the system's cache, so it meets our store not
 * synced. Synced saves wait for the disk, which takes longer than all that FileStore does; they meet plain SQLite, which waits, too.
 */
const aheadBounds: Readonly<Record<Operation, Readonly<Record<Size, number>>>> = {
	'find by user': { 100: 1, 1000: 100, 10000: 1 },
	'find by id': { 100: 1, 1000: 100, 10000: 1 },
	update: { 100: 1, 1000: 100, 10000: 1 },
	insert: { 100: 1, 1000: 100, 10000: 1 },
	'get all': { 100: 1, 1000: 1, 10000: 1 },
};
// What takes microseconds is taken many times for a sample, so that it is not the cost of coming back to it that is measured.
const callsOf = { ours: 200, 'ours, not synced': 200, 'bare statements': 200, FileStore: 10, 'plain SQLite': 10 };
const updatesOf = { ours: 5, 'ours, not synced': 50, 'bare statements': 50, FileStore: 5, 'plain SQLite': 5 };

/** What the bench asks of a store, by the number of a token. `insert` gives the way to undo it. */
interface Bench {
	readonly 'find by user': (number: number) => Promise<unknown>;
	readonly 'find by id': (number: number) => Promise<unknown>;
	readonly update: (number: number, round: number) => Promise<unknown>;
	readonly insert: (round: number) => Promise<{ readonly undo: () => Promise<unknown> }>;
	readonly 'get all': () => Promise<unknown>;
}

/**
 * Our SQLite store, synced and not, against the FileStore of the SDK for Node and against a plain SQLite store, each with so many tokens, and
 * beside them bare statements. All sizes and stores take turns, so that the machine's moods meet all; the lower quartile counts, for what
 * else runs on the machine can only add.
 */
export async function tokenStores(lab: Lab): Promise<Result> {
	const closing: (() => void)[] = [];
	const benches = new Map<string, Bench>();
	for (const size of sizes) {
		const database = join(lab.folder, `${size}.db`);
		const tokens = Array.from({ length: size }, (_, at) => fullToken(`user${at}`, { id: String(at + 1) }));
		SqliteTokenStore.open(database).close();
		fill(database, tokens);
		for (const copy of ['loose', 'bare']) copyFileSync(database, `${database}-${copy}`);
		const ours = SqliteTokenStore.open(database);
		const loose = SqliteTokenStore.open(`${database}-loose`, { synced: false });
		const bare = new BareStatements(`${database}-bare`);
		closing.push(...[ours, loose, bare].map((store) => () => store.close()));
		benches.set(`ours ${size}`, benchOf(ours));
		benches.set(`ours, not synced ${size}`, benchOf(loose));
		benches.set(`bare statements ${size}`, bareBench(bare));
		fill(`${database}-plain`, tokens, documentedTable);
		benches.set(`plain SQLite ${size}`, benchOf(new PlainSqliteStore(`${database}-plain`)));
		const file = join(lab.folder, `${size}.csv`);
		writeFileSync(file, [columns, ...tokens.map(cellsOf)].map((cells) => cells.join(',')).join('\n'));
		benches.set(`FileStore ${size}`, fileBench(file));
	}
	try {
		const times = await measure(benches);
		return judge((store, operation, size) => percentile(times.get(`${store} ${size} ${operation}`) ?? [], 0.25));
	} finally {
		for (const close of closing) close();
	}
}

async function measure(benches: ReadonlyMap<string, Bench>): Promise<Map<string, number[]>> {
	const times = new Map<string, number[]>();
	for (let round = -40; round < 200; round++) {
		for (const size of sizes) {
			for (const store of stores) {
				// FileStore reads its whole file on every call.
				const every =
					!store.startsWith('plain') && store !== 'FileStore' ? 1 : store === 'FileStore' && size === 10_000 ? 40 : 10;
				const bench = benches.get(`${store} ${size}`);
				if (!bench || round % every !== 0) continue;
				for (const operation of operations) {
					if (operation === 'get all' && round % 10 !== 0) continue;
					const spent = await timed(bench, store, operation, size, round);
					const key = `${store} ${size} ${operation}`;
					if (round >= 0) times.set(key, [...(times.get(key) ?? []), spent]);
				}
			}
		}
	}
	return times;
}

async function timed(
	bench: Bench,
	store: StoreName,
	operation: Operation,
	size: number,
	round: number,
): Promise<number> {
	const number = Math.abs(round) * 7919;
	const began = performance.now();
	if (operation !== 'insert') {
		const calls = operation === 'get all' ? 1 : (operation === 'update' ? updatesOf : callsOf)[store];
		for (let call = 0; call < calls; call++) await bench[operation]((number + call * 31) % size, round);
		return (performance.now() - began) / calls;
	}
	const { undo } = await bench.insert(round);
	const spent = performance.now() - began;
	await undo();
	return spent;
}

function judge(typical: (store: StoreName, operation: Operation, size: Size) => number): Result {
	const lines: string[] = [];
	const failures: string[] = [];
	const must = (holds: boolean, what: string) => {
		if (!holds) failures.push(what);
	};
	for (const operation of operations) {
		const parts = sizes.map((size) => {
			const [own, loose] = [typical('ours', operation, size), typical('ours, not synced', operation, size)];
			const [synced, plain] = [
				typical('FileStore', operation, size) / own,
				typical('plain SQLite', operation, size) / own,
			];
			const [file, ahead] = [typical('FileStore', operation, size) / loose, aheadBounds[operation][size]];
			must(file > ahead, `${operation} at ${size}: ${ahead} times ahead of FileStore`);
			must(plain > 1, `${operation} at ${size}: ahead of plain SQLite`);
			const bare = typical('FileStore', operation, size) / typical('bare statements', operation, size);
			return `${size}: ${own.toFixed(4)} ms synced, plain SQLite x ${plain.toFixed(1)}, FileStore x ${synced.toFixed(1)}; ${loose.toFixed(4)} ms not synced, FileStore x ${file.toFixed(1)} (bound ${ahead}; a bare statement ${bare.toFixed(1)})`;
		});
		const growth = typical('ours', operation, 10_000) / typical('ours', operation, 100);
		const most = growthBounds[operation];
		if (most) must(growth <= most, `${operation}: at most ${most} times its cost at 100`);
		lines.push(`${operation}: 10,000 costs ${growth.toFixed(2)} of 100${most ? ` (bound ${most})` : ''}`);
		lines.push(...parts.map((part) => `  ${part}`));
	}
	return {
		name: `token stores at ${sizes.join(', ')} tokens, lower quartiles: SQLite of ours, FileStore of the SDK for Node, plain SQLite`,
		lines: [...lines, ...failures.map((what) => `does not hold: ${what}`)],
		holds: failures.length === 0,
	};
}

function benchOf(store: SqliteTokenStore | PlainSqliteStore): Bench {
	return {
		'find by user': (number) => store.findToken(tokenWith({ userSignature: userOf(number) })),
		'find by id': (number) => store.findTokenById(String(number + 1)),
		update: (number, round) =>
			store.saveToken(tokenWith({ userSignature: userOf(number), accessToken: `1000.renewed.${round}` })),
		insert: async (round) => {
			const { id } = await store.saveToken(fullToken(`new${round}`));
			return { undo: () => store.deleteToken(id ?? '') };
		},
		'get all': () => store.getTokens(),
	};
}

function bareBench(store: BareStatements): Bench {
	return {
		'find by user': async (number) => store.byUser(userOf(number)),
		'find by id': async (number) => store.byId(String(number + 1)),
		update: async (number, round) => store.update(userOf(number), `1000.renewed.${round}`),
		insert: async (round) => {
			const id = String(1_000_000 + Math.abs(round));
			store.insert(fullToken(`new${round}`, { id }));
			return { undo: async () => store.delete(id) };
		},
		'get all': async () => store.all(),
	};
}

function fileBench(path: string): Bench {
	const sdk = loadSdk('nodejs');
	const store = sdk.openFile(path);
	return {
		'find by user': (number) => store.findToken(sdk.toSdk(tokenWith({ userSignature: userOf(number) }))),
		'find by id': (number) => store.findTokenById(String(number + 1)),
		update: (number, round) =>
			store.saveToken(sdk.toSdk(tokenWith({ userSignature: userOf(number), accessToken: `1000.renewed.${round}` }))),
		insert: async (round) => {
			const token = sdk.toSdk(fullToken(`new${round}`));
			await store.saveToken(token);
			return { undo: () => store.deleteToken(token.getId()) };
		},
		'get all': () => store.getTokens(),
	};
}

function userOf(number: number): string {
	return `user${number}@example.test:777`;
}

function fill(path: string, tokens: readonly OAuthToken[], table = ''): void {
	const sqlite = new BetterSqlite(path);
	sqlite.exec(table);
	const insert = sqlite.prepare(`INSERT INTO oauthtoken VALUES (${columns.map(() => '?').join(', ')})`);
	sqlite.transaction(() => {
		for (const token of tokens) insert.run(...cellsOf(token));
	})();
	sqlite.close();
}
