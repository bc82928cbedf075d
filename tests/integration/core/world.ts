import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import { LoopbackListener } from '../../../src/core/adapters/loopback/loopback-listener.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { StripeLocks } from '../../../src/core/adapters/sqlite/stripe-locks.ts';
import { type Adapters, type Core, createCore } from '../../../src/core/create-core.ts';
import { AppError } from '../../../src/core/domain/app-error.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { type ConsentChoice, followConsent } from '../../../src/practice/follow-consent.ts';
import { startPractice } from '../../../src/practice/start-practice.ts';
import { freePort } from './free-port.ts';
import { KeychainFake } from './keychain-fake.ts';
import { RecordingHttp } from './recording-http.ts';

export const minute = 60_000;

/** How a sign-in of a test goes. */
export interface SignInWish extends ConsentChoice {
	readonly dataCenter?: string;
	readonly alias?: string | null;
	readonly customer?: string | null;
}

/**
 * The core on real files, real loopback ports and a practice CRM of its own, with a keychain that outlives it and one clock for all.
 * Everything is gone when the test ends.
 */
export async function world({
	signInLimitMs = 15_000,
	locations = ['us', 'eu', 'in'],
	deviceIntervalSeconds = 30,
} = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-core-'));
	const clock = { at: Date.parse('2026-03-02T09:00:00Z'), now: () => clock.at };
	const crm = await startPractice({ basePort: 0, locations, deviceIntervalSeconds, now: clock.now });
	const redirectUri = `http://localhost:${await freePort()}/callback`;
	const apiClient = {
		name: 'Practice',
		clientId: '1000.TESTCLIENT',
		secrets: Object.fromEntries(crm.dataCenters.map(({ id }) => [id, `client-secret-of-${id}-0f3a9c`])),
		redirectUris: [redirectUri],
		scopes: ['ZohoCRM.org.READ', 'ZohoCRM.users.READ'],
	};
	crm.addApiClient({ ...apiClient, requiresPkce: true });
	const keychain = new KeychainFake();
	const http = new RecordingHttp(new NodeHttpClient('0.0.0'));
	let core: Core | null = null;
	let store: Store | null = null;

	onTestFinished(async () => {
		await core?.close();
		await crm.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const it = {
		folder,
		clock,
		crm,
		apiClient,
		keychain,
		http,
		paths: { database: join(folder, 'data', 'latchkey.db'), locks: join(folder, 'data', 'locks') },
		get core(): Core {
			if (!core) throw new Error('The core is closed.');
			return core;
		},
		/** The store that the core works on; for looking at rows. */
		get store(): Store {
			if (!store) throw new Error('The core is closed.');
			return store;
		},
		/** Starts the program on the files that are there. */
		open(changes: Partial<Adapters> = {}): Core {
			store = changes.store ?? openSqliteStore(it.paths.database);
			core = createCore({
				store,
				vault: keychain,
				locks: new StripeLocks(it.paths.locks),
				http,
				listener: new LoopbackListener(),
				clock,
				signInLimitMs,
				...changes,
			});
			return core;
		},
		async close(): Promise<void> {
			await core?.close();
			core = null;
			store = null;
		},
		register: () => it.core.practice.register({ dataCenters: crm.dataCenters, apiClient }),
		/** A whole sign-in for a new connection, the browser included. */
		async connect({ dataCenter = 'practice-eu', alias = null, customer = null, ...choice }: SignInWish = {}) {
			const request = { apiClient: 'Practice', dataCenter, alias, customer, scopes: [] };
			const started = await it.core.signIns.connect(request);
			await followConsent(started.authorizationUrl, { org: 'acme', ...choice });
			return started.result;
		},
		/** A whole sign-in that renews a connection. */
		async reauth(target: string, choice: ConsentChoice = {}) {
			const started = await it.core.signIns.reauth(target);
			await followConsent(started.authorizationUrl, { org: 'acme', ...choice });
			return started.result;
		},
		/** The refresh token that the keychain holds for a connection. */
		refreshTokenOf(target: string): string {
			const ref = it.store.connections.byAlias(target)?.ref ?? '';
			return JSON.parse(keychain.items.get(ref) ?? '{}').refreshToken;
		},
		/** Whether the CRM still takes a refresh token. */
		async isAlive(refreshToken: string, dataCenter = 'practice-eu'): Promise<boolean> {
			const { accountsUrl } = crm.dataCenters.find(({ id }) => id === dataCenter) ?? { accountsUrl: '' };
			const { clientId: client_id, secrets } = apiClient;
			const body = new URLSearchParams({
				client_id,
				client_secret: secrets[dataCenter] ?? '',
				grant_type: 'refresh_token',
				refresh_token: refreshToken,
			});
			const answer = await fetch(`${accountsUrl}/oauth/v2/token`, { method: 'POST', body });
			const text = await answer.text();
			if (/too many/.test(text)) throw new Error('The CRM limits token calls: this test asks too often.');
			return text.includes('access_token');
		},
		/** Refs of the keychain that no row of the store knows as live. */
		orphans(): string[] {
			const live = new Set<string>(
				it.store.vaultEntries
					.all()
					.filter((entry) => entry.state === 'live')
					.map((entry) => entry.ref),
			);
			return [...keychain.items.keys()].filter((ref) => !live.has(ref));
		},
		acts: () => it.store.audit.all().map((entry) => entry.act),
		/** Every file under the data folder, as bytes. */
		files(): ReadonlyMap<string, Buffer> {
			const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
			return new Map(entries.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))]));
		},
	};
	it.open();
	await it.register();
	return it;
}

/** The code of the AppError that a promise rejects with; "none" when it resolves. Anything else is thrown on. */
export async function codeOf(act: Promise<unknown> | (() => unknown)): Promise<string> {
	return (await errorOf(act))?.code ?? 'none';
}

/** The AppError that an act ends with, or null. */
export async function errorOf(act: Promise<unknown> | (() => unknown)): Promise<AppError | null> {
	try {
		await (typeof act === 'function' ? act() : act);
		return null;
	} catch (error) {
		if (error instanceof AppError) return error;
		throw error;
	}
}
