import { flushCompileCache } from 'node:module';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { type ActName, type ActOn, act } from './acts.ts';
import { coreOn, vaultOf } from './lab.ts';
import { type StorageActName, storageAct } from './storage/acts.ts';

/** One act of a program, from start to end: on a connection of a lab, on the storage of a scene, or a database that takes so many commits. */
export type OneAct =
	| { readonly folder: string; readonly aheadMs: number; readonly act: ActName; readonly on: ActOn }
	| { readonly storage: StorageActName; readonly scene: string }
	| { readonly open: string; readonly commits: number };

const orders: OneAct = JSON.parse(process.argv[2] ?? '');
// It may never come to its end, where Node writes this by itself.
flushCompileCache();
if ('storage' in orders) await storageAct(orders.storage).run(orders.scene);
else if ('open' in orders) {
	const store = openSqliteStore(orders.open);
	for (let n = 0; n < orders.commits; n++) store.settings.set('clock_skew_ms', String(n));
	store.close();
} else {
	const { folder, aheadMs } = orders;
	const core = coreOn(folder, { vault: vaultOf('folder', folder), clock: { now: () => Date.now() + aheadMs } });
	await act(core, orders.act, orders.on);
	await core.close();
}
