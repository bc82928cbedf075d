import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { asAppError } from '../../src/core/domain/app-error.ts';
import { seeded } from '../integration/core/seeded.ts';
import { type ActName, act } from './acts.ts';
import { coreOn, telling, type VaultKind, vaultOf } from './lab.ts';

/** What a process of a kill round is told. */
export interface WorkerOrders {
	readonly folder: string;
	readonly vault: VaultKind;
	readonly aheadMs: number;
	readonly seed: number;
	readonly apiClients: readonly string[];
}

/** What it says of itself, a line each: written at once, so that a kill cannot take it back. */
export type WorkerSays =
	| { readonly says: 'ready' | 'stopped' }
	| { readonly says: 'wrote'; readonly ref: string }
	| { readonly says: 'began'; readonly act: ActName }
	/** `expiresAt`: of the access token that it was told of, epoch ms; 0 where none. */
	| { readonly says: 'done'; readonly act: ActName; readonly id: string; readonly expiresAt: number }
	| { readonly says: 'failed'; readonly act: ActName; readonly code: string; readonly message: string };

const orders: WorkerOrders = JSON.parse(process.argv[2] ?? '');
const say = (line: WorkerSays) => void writeSync(1, `${JSON.stringify(line)}\n`);
const chance = seeded(orders.seed);
const oneOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)];

process.on('uncaughtException', (error) => {
	say({ says: 'failed', act: 'refresh', code: 'UNCAUGHT', message: String(error.stack) });
	process.exit(1);
});
const core = coreOn(orders.folder, {
	vault: telling(vaultOf(orders.vault, orders.folder), (ref) => say({ says: 'wrote', ref })),
	clock: { now: () => Date.now() + orders.aheadMs },
});
const likely: readonly ActName[] = ['connect', 'refresh', 'refresh', 'reauth', 'reauth', 'revoke', 'forget'];
let stopping = false;
process.stdin.once('data', () => {
	stopping = true;
});
process.stdin.unref();

// It may never come to its end, where Node writes this by itself.
flushCompileCache();
say({ says: 'ready' });
for (let n = 0; !stopping; n++) {
	const known = core.connections.list();
	const target = oneOf(known)?.alias;
	const name = known.length < 3 || target === undefined ? 'connect' : (oneOf(likely) ?? 'connect');
	const alias = name === 'connect' ? `w-${orders.seed}-${n}` : (target ?? '');
	// Now and then the browser is signed in to another org than the connection's.
	const org = oneOf(['acme', 'acme', 'acme-sandbox', 'globex']) ?? 'acme';
	say({ says: 'began', act: name });
	try {
		const id = await act(core, name, { alias, apiClient: oneOf(orders.apiClients) ?? '', org });
		const view = core.connections.list().find((one) => one.id === id);
		const expiresAt = name === 'refresh' ? Date.parse(view?.accessTokenExpiresAt ?? '') || 0 : 0;
		say({ says: 'done', act: name, id, expiresAt });
	} catch (error) {
		const { code, message, cause } = asAppError(error);
		say({ says: 'failed', act: name, code, message: `${message} ${code === 'INTERNAL' ? String(cause) : ''}` });
	}
}
await core.close();
say({ says: 'stopped' });
