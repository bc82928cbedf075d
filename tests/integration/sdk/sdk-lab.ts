import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { forkKeytar } from '../../../src/core/adapters/keychain/fork-keytar.ts';
import { localAdapters } from '../../../src/core/adapters/local-adapters.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { systemPaths } from '../../../src/core/adapters/system/paths.ts';
import { createCore } from '../../../src/core/create-core.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import { startPractice } from '../../../src/practice/start-practice.ts';
import type { Happened, Orders } from './script.ts';

export const root = resolve(import.meta.dirname, '../../..');

/** Builds `latchkey/zoho-sdk` into a folder of its own: test files that run at once never see each other's half-written files. */
export async function buildSdk(): Promise<{ readonly folder: string; readonly remove: () => void }> {
	const folder = resolve(root, 'out', `sdk-for-tests-${randomBytes(4).toString('hex')}`);
	const vite = resolve(root, 'node_modules/vite/bin/vite.js');
	const args = [vite, 'build', '-c', 'vite.sdk.config.ts', '--outDir', folder, '--logLevel', 'warn'];
	const code = await new Promise((done) =>
		spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).once('close', done),
	);
	if (code !== 0) throw new Error('The SDK store could not be built.');
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** How a script ended. */
export interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/**
 * Latchkey on the real keyring and real files, with connections at a practice CRM, for scripts that run the real SDKs. Everything but the
 * keyring's entries is gone when the test ends.
 */
export async function sdkLab(built: string) {
	const home = mkdtempSync(join(tmpdir(), 'latchkey-sdk-'));
	const crm = await startPractice({ basePort: 0, locations: ['eu'] });
	const core = createCore(
		localAdapters(systemPaths({ LATCHKEY_HOME: home }), '0.0.0', () => forkKeytar(join(built, 'keytar-worker.cjs'))),
	);
	const ended: Ended[] = [];
	onTestFinished(async () => {
		await core.close();
		await crm.close();
		rmSync(home, { recursive: true, force: true });
	});
	const clientSecret = randomBytes(21).toString('hex');
	const clientId = '1000.SDKLAB';
	const scopes = ['ZohoCRM.org.READ', 'ZohoCRM.users.READ'];
	const [dataCenter] = crm.dataCenters;
	if (!dataCenter) throw new Error('The practice CRM has no data center.');
	const { apiUrl, accountsUrl } = dataCenter;
	crm.addApiClient({ name: 'agency', clientId, redirectUris: [], secrets: clientSecret });
	await core.practice.register({ dataCenters: crm.dataCenters, apiClient: crm.apiClient });
	const secrets = new Set([clientSecret]);

	const run = (script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = root) => {
		const child = spawn(process.execPath, [script, ...args], {
			cwd,
			env: { ...process.env, NODE_OPTIONS: '', LATCHKEY_HOME: home, ...env },
		});
		let stdout = '';
		let stderr = '';
		const heard = Promise.withResolvers<void>();
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
			if (stdout.includes('waiting\n')) heard.resolve();
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
		const over = new Promise<Ended>((done) =>
			child.once('close', (code) => {
				const end = { code, stdout, stderr };
				ended.push(end);
				heard.resolve();
				done(end);
			}),
		);
		return { over, waiting: heard.promise, goOn: () => void child.stdin.end('go on\n') };
	};

	const it = {
		home,
		crm,
		core,
		clientId,
		clientSecret,
		dataCenter,
		run,
		/** The environment that the SDK is told, as the practice CRM has it. */
		environment: { apiUrl, accountsUrl },
		/** Starts the script; `happened` is what it did. */
		start(orders: Omit<Orders, 'store' | 'environment'> & Partial<Pick<Orders, 'environment'>>, env = {}) {
			const whole: Orders = { store: join(built, 'zoho-sdk.cjs'), environment: { apiUrl, accountsUrl }, ...orders };
			const running = run(join(import.meta.dirname, 'script.ts'), [JSON.stringify(whole)], env);
			const happened = running.over.then(({ code, stdout, stderr }): readonly Happened[] => {
				const line = stdout.trim().split('\n').at(-1) ?? '';
				if (code !== 0 || !line.startsWith('[')) throw new Error(`The script ended with ${code}: ${stdout}${stderr}`);
				return JSON.parse(line);
			});
			return { ...running, happened };
		},
		/** A code of the API console's Self Client. */
		code: (org = 'acme') => {
			const code = crm.generateCode({ org, clientId, scopes });
			secrets.add(code);
			return code;
		},
		/** A refresh token that another program got, as the SDK's own stores would hold it. */
		async refreshToken(org = 'acme'): Promise<string> {
			const body = new URLSearchParams({
				...{ client_id: clientId, client_secret: clientSecret },
				...{ grant_type: 'authorization_code', code: it.code(org) },
			});
			const answer = await fetch(`${accountsUrl}/oauth/v2/token`, { method: 'POST', body });
			const { access_token, refresh_token } = await answer.json();
			for (const secret of [access_token, refresh_token]) secrets.add(String(secret));
			return String(refresh_token);
		},
		/** A connection as the app makes it, with the practice CRM's own API client. */
		async connect(alias: string, org = 'acme') {
			const request = { apiClient: 'Practice', dataCenter: dataCenter.id, alias, customer: null, scopes: [] };
			const { connection } = await core.signIns.withCode(request, new Secret(crm.generateCode({ org })));
			return connection;
		},
		/** Makes the cached access token of every connection one that is over. */
		expire(): void {
			const store = openSqliteStore(systemPaths({ LATCHKEY_HOME: home }).database);
			for (const { id } of store.connections.all()) {
				const cached = store.accessTokens.of(id);
				if (cached) store.accessTokens.put({ ...cached, expiresAt: Date.now() - 1000 });
			}
			store.close();
		},
		/** Calls to the token endpoint, by grant type. */
		tokenCalls: (grantType: 'authorization_code' | 'refresh_token') =>
			crm.requests.filter((request) => request.path === '/oauth/v2/token' && request.grantType === grantType).length,
		/** The secrets that lie in files of the home folder or in what scripts said. */
		async leaks(): Promise<readonly string[]> {
			for (const { clientSecret: one, refreshToken, accessToken, grantToken } of await core.tokenStore.getTokens()) {
				for (const secret of [one, refreshToken, accessToken, grantToken]) if (secret) secrets.add(secret.reveal());
			}
			const files = readdirSync(home, { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map((entry) => readFileSync(join(entry.parentPath, entry.name)));
			if (!files.some((bytes) => bytes.includes(dataCenter.id)))
				throw new Error('The search does not see the database.');
			const said = ended.map(({ stdout, stderr }) => Buffer.from(stdout + stderr));
			return [...secrets].filter((secret) =>
				[secret, Buffer.from(secret).toString('base64url'), Buffer.from(secret).toString('hex')].some((form) =>
					[...files, ...said].some((bytes) => bytes.includes(form)),
				),
			);
		},
	};
	return it;
}
