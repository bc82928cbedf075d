import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import type { Connection } from '../../../src/core/domain/connection.ts';
import { newId } from '../../../src/core/domain/ids.ts';
import { newSealKey, seal } from '../../../src/core/protocol/seal.ts';
import type { GrantState } from '../../../src/practice/grant-file.ts';
import { hashToken, newToken } from '../../../src/practice/new-token.ts';
import { startPractice } from '../../../src/practice/start-practice.ts';
import { FileVault } from './file-vault.ts';
import { openCore, openStore } from './open-core.ts';

const clientId = '1000.MANYCLIENT';
const scopes = ['ZohoCRM.org.READ', 'ZohoCRM.users.READ'];

/**
 * So many connections, each of its own user, put straight into the store: sign-ins would take minutes. Every cached access token has ended.
 * The practice CRM takes the refresh tokens of the first `known` (all, unless said otherwise). One fixed clock for all. `close` removes it all.
 */
export async function plantConnections(count: number, known = count) {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-many-'));
	const clock = { at: Date.parse('2026-03-02T09:00:00Z'), now: () => clock.at };
	const seeds = Array.from({ length: count }, (_, n) => ({
		alias: `org-${String(n).padStart(5, '0')}`,
		email: `user-${n}@example.test`,
		refreshToken: newToken(),
	}));
	const stateFile = join(folder, 'crm', 'state.json');
	mkdirSync(join(folder, 'crm'));
	const state: GrantState = {
		version: 1,
		consents: [],
		grants: seeds.slice(0, known).map(({ alias, email, refreshToken }) => ({
			...{ clientId, location: 'eu', email, org: 'acme', scopes, id: alias },
			refreshTokenHash: hashToken(refreshToken),
			minted: [],
		})),
		accessTokens: [],
	};
	writeFileSync(stateFile, JSON.stringify(state));
	const crm = await startPractice({ basePort: 0, locations: ['eu'], stateFile, now: clock.now });
	const close = async () => {
		await crm.close();
		rmSync(folder, { recursive: true, force: true });
	};
	const secrets = { 'practice-eu': randomBytes(21).toString('hex') };
	const apiClient = { name: 'Many', clientId, secrets, redirectUris: ['http://localhost:8917/callback'], scopes };
	crm.addApiClient(apiClient);

	const core = openCore(folder, { clock, http: new NodeHttpClient('0.0.0') });
	await core.practice.register({ dataCenters: crm.dataCenters, apiClient });
	await core.close();
	const store = openStore(folder);
	const client = store.apiClients.byName('Many');
	if (!client) throw new Error('The API client is missing.');
	const vault = new FileVault(join(folder, 'keychain'));
	const connections = seeds.map(
		({ alias, email }): Connection => ({
			...{ id: newId.connection(), alias, customer: 'Acme GmbH', apiClient: client.id, dataCenter: 'practice-eu' },
			...{ apiDomain: crm.dataCenters[0]?.apiUrl ?? '', environment: 'production', ref: newId.vaultRef() },
			org: { id: '20094811237', name: 'Acme GmbH' },
			user: { email, name: alias },
			...{ scopes, practice: true, generation: 1, status: 'connected', problem: null },
			...{ lastCheckedAt: clock.at, waitingUntil: null, revokedAt: null, createdAt: clock.at },
		}),
	);
	const sealKey = newSealKey();
	store.transaction(() => {
		for (const { id, ref } of connections) {
			if (ref) store.vaultEntries.add({ ref, owner: id, kind: 'connection', state: 'live', lease: null });
		}
		for (const connection of connections) {
			store.connections.put(connection);
			const place = { connection: connection.id, field: 'access_token', generation: 1 } as const;
			const sealed = seal(sealKey, place, newToken());
			store.accessTokens.put({ connection: connection.id, generation: 1, sealed, expiresAt: clock.at - 60_000 });
		}
	});
	store.close();
	for (const [n, { ref }] of connections.entries()) {
		const entry = JSON.stringify({ v: 1, sealKey, refreshToken: seeds[n]?.refreshToken });
		await vault.write(ref ?? '', entry);
	}
	return { folder, clock, crm, aliases: seeds.map(({ alias }) => alias), seeds, vault, close };
}
