import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeHttpClient } from '../src/core/adapters/http/node-http-client.ts';
import { LoopbackListener } from '../src/core/adapters/loopback/loopback-listener.ts';
import { openSqliteStore } from '../src/core/adapters/sqlite/sqlite-store.ts';
import { StripeLocks } from '../src/core/adapters/sqlite/stripe-locks.ts';
import { type Core, createCore } from '../src/core/create-core.ts';
import { Secret } from '../src/core/domain/secret.ts';
import type { HttpClient } from '../src/core/ports/http-client.ts';
import type { Locks } from '../src/core/ports/locks.ts';
import { FileVault } from '../tests/integration/core/file-vault.ts';
import { freePort } from '../tests/integration/core/free-port.ts';
import type { FakeCrmOrders, FakeCrmWord } from './fake-crm.ts';

/** Starts one of the bench's own processes. */
export function startProcess(name: 'fake-crm' | 'caller', ...args: string[]): ChildProcess {
	const execArgv = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
	return fork(join(import.meta.dirname, `${name}.ts`), args, { execArgv });
}

/** The next word of a process; rejects when it ends without one. */
export function nextWord<T>(child: ChildProcess): Promise<T> {
	return new Promise((resolve, reject) => {
		const ended = () => reject(new Error('A process of the bench ended early.'));
		child.once('exit', ended);
		child.once('message', (word) => {
			child.off('exit', ended);
			resolve(word as T);
		});
	});
}

/** The core on the files of a folder; calls and locks pass through where a bench counts or times them. */
export function openCore(
	folder: string,
	wrap: { readonly http?: (inner: HttpClient) => HttpClient; readonly locks?: (inner: Locks) => Locks } = {},
): Core {
	const [http, locks] = [new NodeHttpClient('0.0.0'), new StripeLocks(join(folder, 'data', 'locks'))];
	return createCore({
		store: openSqliteStore(join(folder, 'data', 'latchkey.db')),
		vault: new FileVault(join(folder, 'keychain')),
		locks: wrap.locks?.(locks) ?? locks,
		http: wrap.http?.(http) ?? http,
		listener: new LoopbackListener(),
		clock: { now: Date.now },
	});
}

/** A fake CRM in its own process and a folder for the core's files. */
export async function openLab() {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
	const crm = startProcess('fake-crm');
	const { port } = await nextWord<FakeCrmWord>(crm);
	const origin = `http://localhost:${port}`;
	const redirectUri = `http://localhost:${await freePort()}/callback`;
	return {
		folder,
		origin,
		/** Changes how the CRM behaves; resolves with how many refreshes it had so far. */
		async order(orders: FakeCrmOrders): Promise<number> {
			crm.send(orders);
			return (await nextWord<FakeCrmWord>(crm)).refreshes;
		},
		/** Makes so many connections by whole sign-ins, named by their number. */
		async connect(core: Core, count: number): Promise<readonly string[]> {
			core.dataCenters.add({ id: 'bench', name: 'Bench', accountsUrl: origin, apiUrl: origin });
			const clientSecret = new Secret('a-secret-of-the-bench');
			await core.apiClients.add({
				name: 'Bench',
				clientId: '1000.BENCH',
				type: 'server-based',
				redirectUris: [redirectUri],
				scopes: [],
				clientSecret,
				dataCenter: 'bench',
			});
			const aliases = Array.from({ length: count }, (_, number) => `org-${number}`);
			for (const alias of aliases) {
				const started = await core.signIns.connect({
					apiClient: 'Bench',
					dataCenter: 'bench',
					alias,
					customer: null,
					scopes: [],
				});
				const state = new URL(started.authorizationUrl).searchParams.get('state') ?? '';
				await (await fetch(`${redirectUri}?code=1000.bench&state=${state}`)).text();
				await started.result;
			}
			return aliases;
		},
		async close() {
			if (crm.exitCode === null) {
				crm.disconnect();
				await once(crm, 'exit');
			}
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

export type Lab = Awaited<ReturnType<typeof openLab>>;

/** The value below which a share of the sorted list lies. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
