import { join } from 'node:path';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import { asAppError } from '../../../src/core/domain/app-error.ts';
import { inBulk } from '../../../src/core/usecases/bulk.ts';
import { FileVault } from './file-vault.ts';
import { openCore, openStore } from './open-core.ts';

/** What a process does to its targets, and after which of its steps it ends as by a power cut; null: it lives. */
export interface StepOrders {
	readonly folder: string;
	readonly at: number;
	readonly act: 'refresh' | 'revoke';
	readonly targets: readonly string[];
	readonly endAt: number | null;
}

const { folder, at, act, targets, endAt }: StepOrders = JSON.parse(process.argv[2] ?? '');
let steps = 0;
const step = () => {
	if (++steps === endAt) process.kill(process.pid, 'SIGKILL');
};

/** Every call of these methods is a step, once it is done: what the core does to the world outside, one by one. */
function stepping<Part extends object>(part: Part, ...names: (keyof Part & string)[]): Part {
	return new Proxy(part, {
		get: (inner, name) => {
			const method: unknown = Reflect.get(inner, name, inner);
			if (typeof method !== 'function') return method;
			if (!names.some((one) => one === name)) return method.bind(inner);
			return (...values: unknown[]) => {
				const result: unknown = method.apply(inner, values);
				if (result instanceof Promise) return result.finally(step);
				step();
				return result;
			};
		},
	});
}

const store = openStore(folder);
const core = openCore(folder, {
	store: stepping(
		{
			...store,
			connections: stepping(store.connections, 'put'),
			vaultEntries: stepping(store.vaultEntries, 'add', 'setState', 'remove'),
			accessTokens: stepping(store.accessTokens, 'put', 'remove'),
			signIns: stepping(store.signIns, 'put', 'remove'),
			mintedTokens: stepping(store.mintedTokens, 'add'),
			audit: stepping(store.audit, 'append'),
		},
		'transaction',
		'checkpoint',
	),
	vault: stepping(new FileVault(join(folder, 'keychain')), 'read', 'write', 'delete'),
	http: stepping(new NodeHttpClient('0.0.0'), 'send'),
	clock: { now: () => at },
});
const results = await inBulk(
	targets,
	(target) => core.connections[act](target),
	new AbortController().signal,
	() => undefined,
);
await core.close();
const codes = results.flatMap((result) => (result.ok ? [] : [asAppError(result.error).code]));
process.stdout.write(JSON.stringify(codes));
