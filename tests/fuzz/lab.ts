import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeHttpClient } from '../../src/core/adapters/http/node-http-client.ts';
import { MemoryVault } from '../../src/core/adapters/keychain/memory-vault.ts';
import { LoopbackListener } from '../../src/core/adapters/loopback/loopback-listener.ts';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { StripeLocks } from '../../src/core/adapters/sqlite/stripe-locks.ts';
import { createCore } from '../../src/core/create-core.ts';
import { startPractice } from '../../src/practice/start-practice.ts';
import { freePort } from '../integration/core/free-port.ts';
import { RecordingHttp } from '../integration/core/recording-http.ts';

/** A core and a practice CRM of its own, without a test runner. */
export type Lab = Awaited<ReturnType<typeof openLab>>;

/**
 * The core on real files, a real loopback listener and real HTTP, beside a practice CRM; two API clients share a port and differ in their
 * path. The caller closes it.
 */
export async function openLab() {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-fuzz-'));
	const clock = { ahead: 0, now: () => Date.now() + clock.ahead };
	const crm = await startPractice({ basePort: 0, locations: ['us', 'eu', 'in'], now: clock.now });
	const port = await freePort();
	const apiClients = ['callback', 'elsewhere'].map((path) => ({
		name: `Practice ${path}`,
		clientId: `1000.FUZZ${path.toUpperCase()}`,
		secrets: Object.fromEntries(crm.dataCenters.map(({ id }) => [id, `client-secret-of-${path}-${id}-0f3a9c`])),
		redirectUris: [`http://localhost:${port}/${path}`],
		scopes: ['ZohoCRM.org.READ', 'ZohoCRM.users.READ'],
	}));
	for (const client of apiClients) crm.addApiClient({ ...client, requiresPkce: true });
	const http = new RecordingHttp(new NodeHttpClient('0.0.0'));
	const store = openSqliteStore(join(folder, 'data', 'latchkey.db'));
	const vault = new MemoryVault();
	const core = createCore({
		store,
		vault,
		locks: new StripeLocks(join(folder, 'data', 'locks')),
		http,
		listener: new LoopbackListener(),
		clock,
		signInLimitMs: 30 * 60_000,
	});
	for (const apiClient of apiClients) await core.practice.register({ dataCenters: crm.dataCenters, apiClient });

	return {
		core,
		crm,
		http,
		store,
		clock,
		port,
		/** Begins a sign-in in Practice Europe with the API client of a path. */
		start: (path: 'callback' | 'elsewhere' = 'callback', alias: string | null = null) =>
			core.signIns.connect({
				apiClient: `Practice ${path}`,
				dataCenter: 'practice-eu',
				alias,
				customer: null,
				scopes: [],
			}),
		/** The refresh token that the vault holds for a connection. */
		async refreshTokenOf(alias: string): Promise<string> {
			const ref = store.connections.byAlias(alias)?.ref;
			const read = ref ? await vault.read(ref) : null;
			return read?.state === 'found' ? JSON.parse(read.value).refreshToken : '';
		},
		/** How many keychain entries the store calls live. */
		liveEntries: () => store.vaultEntries.all().filter(({ state }) => state === 'live').length,
		async close() {
			await core.close();
			await crm.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
