import { flushCompileCache } from 'node:module';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { SealedVault } from '../../src/core/adapters/vault/sealed-vault.ts';
import { Secret } from '../../src/core/domain/secret.ts';
import { type ActName, type ActOn, act } from './acts.ts';
import { coreOn, vaultOf } from './lab.ts';

/** One act of a program, from start to end; "open" opens a database, commits so often, and closes it; "vault" changes a passphrase. */
export interface OneAct {
	readonly folder: string;
	readonly aheadMs: number;
	readonly act:
		| ActName
		| { readonly open: string; readonly commits: number }
		| { readonly vault: string; readonly from: string; readonly to: string };
	readonly on: ActOn;
}

const orders: OneAct = JSON.parse(process.argv[2] ?? '');
// It may never come to its end, where Node writes this by itself.
flushCompileCache();
if (typeof orders.act === 'object' && 'vault' in orders.act) {
	const { vault, from, to } = orders.act;
	await SealedVault.changePassphrase(vault, new Secret(from), new Secret(to));
} else if (typeof orders.act === 'object') {
	const store = openSqliteStore(orders.act.open);
	for (let n = 0; n < orders.act.commits; n++) store.settings.set('clock_skew_ms', String(n));
	store.close();
} else {
	const { folder, aheadMs } = orders;
	const core = coreOn(folder, { vault: vaultOf('folder', folder), clock: { now: () => Date.now() + aheadMs } });
	await act(core, orders.act, orders.on);
	await core.close();
}
