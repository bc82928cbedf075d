import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileTokenStore } from '../../src/core/adapters/token-stores/file-token-store.ts';
import { ListTokenStore } from '../../src/core/adapters/token-stores/list-token-store.ts';
import { SqliteTokenStore } from '../../src/core/adapters/token-stores/sqlite-token-store.ts';
import type { TokenStore } from '../../src/core/ports/token-store.ts';
import { type ContractOptions, type Opened, tokenStoreContract } from './token-stores/contract.ts';
import { followsTheModel } from './token-stores/model.ts';

/** Stores on a file in a folder of its own. */
function onFile(open: (path: string) => TokenStore & { close(): void | Promise<void> }) {
	return async (): Promise<Opened> => {
		const folder = mkdtempSync(join(tmpdir(), 'latchkey-tokens-'));
		const stores = [open(join(folder, 'tokens'))];
		const again = () => {
			const other = open(join(folder, 'tokens'));
			stores.push(other);
			return other;
		};
		return {
			store: stores[0] ?? again(),
			again,
			close: async () => {
				for (const store of stores) await store.close();
				rmSync(folder, { recursive: true, force: true });
			},
		};
	};
}

/** A store whose data end with it. */
function alone(make: () => TokenStore) {
	return async (): Promise<Opened> => {
		const store = make();
		return { store, again: () => store, close: async () => undefined };
	};
}

const inCsv = { keeps: (text: string) => !/[,"\n]/.test(text) };
const stores: readonly (readonly [string, () => Promise<Opened>, ContractOptions, number])[] = [
	['ListTokenStore', alone(() => new ListTokenStore()), { isAlone: true }, 500],
	['SqliteTokenStore in memory', alone(() => SqliteTokenStore.open(':memory:')), { isAlone: true }, 500],
	['SqliteTokenStore', onFile(SqliteTokenStore.open), {}, 60],
	['FileTokenStore', onFile(FileTokenStore.open), inCsv, 60],
];

for (const [name, open, options, rows] of stores) {
	tokenStoreContract(name, open, options);
	followsTheModel(name, open, { ...options, rows });
}
