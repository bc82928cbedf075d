import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeHttpClient } from '../src/core/adapters/http/node-http-client.ts';
import { LoopbackListener } from '../src/core/adapters/loopback/loopback-listener.ts';
import { openSqliteStore } from '../src/core/adapters/sqlite/sqlite-store.ts';
import { StripeLocks } from '../src/core/adapters/sqlite/stripe-locks.ts';
import { systemPaths } from '../src/core/adapters/system/paths.ts';
import { systemClock } from '../src/core/adapters/system/system-clock.ts';
import { type Core, createCore } from '../src/core/create-core.ts';
import type { SecretVault } from '../src/core/ports/secret-vault.ts';
import { followConsent } from '../src/practice/follow-consent.ts';
import { type PracticeCrm, startPractice } from '../src/practice/start-practice.ts';
import type { ConnectionView } from '../src/shared/views.ts';
import { freePort } from './free-port.ts';

/** A practice CRM, and a core on real parts in a folder of its own. */
export interface DemoWorld {
	readonly crm: PracticeCrm;
	readonly core: Core;
	/** What LATCHKEY_HOME is for it. */
	readonly home: string;
	/** Signs in through the browser's part, played by this program: consent page, redirect, loopback listener. */
	connect(org: string, dataCenter: string, alias: string, customer: string): Promise<ConnectionView>;
	reauth(alias: string, org: string): Promise<ConnectionView>;
	/** Revokes and forgets everything, so that nothing stays in the keychain, and removes the folder. */
	end(): Promise<void>;
}

/** Starts it all; practice data centers on free ports, so that a running Latchkey is not in the way. */
export async function demoWorld(vault: SecretVault): Promise<DemoWorld> {
	const crm = await startPractice({ basePort: 0 });
	const home = mkdtempSync(join(tmpdir(), 'latchkey-demo-'));
	const paths = systemPaths({ LATCHKEY_HOME: home });
	const core = createCore({
		store: openSqliteStore(paths.database),
		vault,
		locks: new StripeLocks(paths.locks),
		http: new NodeHttpClient('demo'),
		listener: new LoopbackListener(),
		clock: systemClock,
	});
	const redirectUris = [`http://localhost:${await freePort()}/callback`];
	crm.addApiClient({ ...crm.apiClient, redirectUris, requiresPkce: true });
	await core.practice.register({ dataCenters: crm.dataCenters, apiClient: { ...crm.apiClient, redirectUris } });

	const signIn = async (starting: ReturnType<Core['signIns']['reauth']>, org: string) => {
		const handle = await starting;
		await followConsent(handle.authorizationUrl, { org });
		return (await handle.result).connection;
	};
	return {
		crm,
		core,
		home,
		connect: (org, dataCenter, alias, customer) =>
			signIn(core.signIns.connect({ apiClient: crm.apiClient.name, dataCenter, alias, customer, scopes: [] }), org),
		reauth: (alias, org) => signIn(core.signIns.reauth(alias), org),
		end: async () => {
			for (const { id, status } of core.connections.list()) {
				if (status !== 'revoked') await core.connections.revoke(id).catch(() => undefined);
				await core.connections.forget(id, true);
			}
			await core.apiClients.remove(crm.apiClient.name);
			await core.close();
			await crm.close();
			rmSync(home, { recursive: true, force: true });
		},
	};
}
