import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeHttpClient } from '../../src/core/adapters/http/node-http-client.ts';
import { forkKeytar } from '../../src/core/adapters/keychain/fork-keytar.ts';
import { KeytarVault } from '../../src/core/adapters/keychain/keytar-vault.ts';
import { LoopbackListener } from '../../src/core/adapters/loopback/loopback-listener.ts';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { StripeLocks } from '../../src/core/adapters/sqlite/stripe-locks.ts';
import { type Adapters, type Core, createCore } from '../../src/core/create-core.ts';
import type { SecretVault } from '../../src/core/ports/secret-vault.ts';
import type { PracticeOffer } from '../../src/core/usecases/practice.ts';
import { emptyGrantState, type GrantState, writeGrantFile } from '../../src/practice/grant-file.ts';
import { type PracticeCrm, startPractice } from '../../src/practice/start-practice.ts';
import { FileVault } from '../integration/core/file-vault.ts';
import { freePort } from '../integration/core/free-port.ts';
import { patiently } from './patience.ts';

/** Where the secrets of a lab lie: a folder with a file an entry, or the keychain of the session. */
export type VaultKind = 'folder' | 'keychain';

const keytarWorker = join(import.meta.dirname, '../../src/core/adapters/keychain/keytar-worker.ts');

/** A vault on what all processes of a lab share. */
export function vaultOf(kind: VaultKind, folder: string): SecretVault {
	return kind === 'folder' ? new FileVault(join(folder, 'keychain')) : new KeytarVault(() => forkKeytar(keytarWorker));
}

/** A vault that tells of every entry before it is written, so that none can be overlooked afterwards. */
export function telling(vault: SecretVault, wrote: (ref: string) => void): SecretVault {
	return {
		backend: vault.backend,
		identify: async () => (await vault.identify?.()) ?? null,
		read: (ref) => vault.read(ref),
		write: (ref, value) => {
			wrote(ref);
			return vault.write(ref, value);
		},
		delete: (ref) => vault.delete(ref),
		close: () => vault.close(),
	};
}

/** Where the database of a lab's folder lies. */
export const databaseOf = (folder: string): string => join(folder, 'data', 'latchkey.db');

/** The product on a lab's folder, as every process of it starts. */
export function coreOn(folder: string, given: Pick<Adapters, 'vault' | 'clock'> & Partial<Adapters>): Core {
	return createCore({
		store: given.store ?? openSqliteStore(databaseOf(folder), { check: 'daily', backups: true }),
		locks: new StripeLocks(join(folder, 'data', 'locks')),
		http: new NodeHttpClient('0.0.0'),
		listener: new LoopbackListener(),
		signInLimitMs: 20_000,
		...given,
	});
}

export interface LabWish {
	readonly vault?: VaultKind;
	/** The data folder is made in it; the system's folder for temporary files unless said otherwise. */
	readonly inside?: string;
	/** Between Zoho's limits of 20 refresh tokens a user and API client. */
	readonly apiClients?: number;
}

/** A data folder, a practice CRM that writes down what it holds, and a clock for both. Outlives any process of the product. */
export class Lab {
	readonly folder: string;
	readonly vault: VaultKind;
	readonly apiClients: readonly PracticeOffer['apiClient'][];
	/** Every keychain entry that was ever begun and not yet proved gone. */
	readonly written = new Set<string>();
	/** How far the lab's clock is ahead of the machine's, in milliseconds. */
	aheadMs = 0;
	readonly #crm: PracticeCrm;
	readonly #crmFolder: string;

	private constructor(folder: string, crmFolder: string, crm: PracticeCrm, wish: LabWish, ports: readonly number[]) {
		this.folder = folder;
		this.#crmFolder = crmFolder;
		this.#crm = crm;
		this.vault = wish.vault ?? 'folder';
		this.apiClients = Array.from({ length: wish.apiClients ?? 4 }, (_, n) => ({
			name: `Client ${n}`,
			clientId: `1000.FAULTCLIENT${n}`,
			secrets: Object.fromEntries(crm.dataCenters.map(({ id }) => [id, randomBytes(21).toString('hex')])),
			redirectUris: ports.map((port) => `http://127.0.0.1:${port}/callback`),
			scopes: ['ZohoCRM.org.READ', 'ZohoCRM.users.READ'],
		}));
		for (const client of this.apiClients) crm.addApiClient(client);
	}

	static async open(wish: LabWish = {}): Promise<Lab> {
		const folder = mkdtempSync(join(wish.inside ?? tmpdir(), 'latchkey-faults-'));
		const crmFolder = mkdtempSync(join(tmpdir(), 'latchkey-faults-crm-'));
		const clock = { lab: null as Lab | null };
		// Where the database's disk fails the keychain's does not.
		mkdirSync(join(crmFolder, 'keychain'));
		symlinkSync(join(crmFolder, 'keychain'), join(folder, 'keychain'));
		const stateFile = join(crmFolder, 'state.json');
		await writeGrantFile(stateFile, emptyGrantState);
		const crm = await startPractice({
			basePort: 0,
			locations: ['eu'],
			stateFile,
			now: () => clock.lab?.now() ?? Date.now(),
		});
		const ports = await Promise.all(Array.from({ length: 4 }, freePort));
		const lab = new Lab(folder, crmFolder, crm, wish, ports);
		clock.lab = lab;
		const core = lab.core();
		for (const apiClient of lab.apiClients)
			await patiently(() => core.practice.register({ dataCenters: crm.dataCenters, apiClient }));
		await core.close();
		return lab;
	}

	get crm(): PracticeCrm {
		return this.#crm;
	}

	readonly now = (): number => Date.now() + this.aheadMs;

	/** Starts the product on the files that are there. */
	core(changes: Partial<Adapters> = {}): Core {
		return coreOn(this.folder, {
			vault: telling(vaultOf(this.vault, this.folder), (ref) => this.written.add(ref)),
			clock: { now: this.now },
			...changes,
		});
	}

	/** The living refresh tokens by their hashes, as the CRM wrote them down. */
	grants(): GrantState['grants'] {
		const state: GrantState = JSON.parse(readFileSync(join(this.#crmFolder, 'state.json'), 'utf8'));
		return state.grants;
	}

	/** Waits until the CRM has done what ended processes asked of it, and has written it down. */
	async settled(): Promise<void> {
		const [dataCenter] = this.#crm.dataCenters;
		// What they sent lies in sockets that the CRM reads before it has answered these.
		for (let n = 0; n < 3; n++) await (await fetch(`${dataCenter?.accountsUrl}/practice/health`)).text();
		await this.#crm.revokeEverywhere('nobody@example.test');
	}

	/** Whether another sign-in might end the oldest token of a user, as the 21st does at Zoho. */
	get isCrowded(): boolean {
		const held = new Map<string, number>();
		for (const { clientId, email } of this.grants()) {
			const key = `${clientId} ${email}`;
			held.set(key, (held.get(key) ?? 0) + 1);
		}
		return Math.max(0, ...held.values()) > 13;
	}

	async close(): Promise<void> {
		await this.#crm.close();
		rmSync(this.folder, { recursive: true, force: true });
		rmSync(this.#crmFolder, { recursive: true, force: true });
	}
}
