import { errorWords, type Place } from '../shared/error-words.ts';
import type { ApiClientView, CoreEvent, DataCenterView, KeychainView } from '../shared/views.ts';
import type { OAuthToken } from './domain/oauth-token.ts';
import { signInLimitMs } from './domain/sign-in-limit.ts';
import { connectionActs } from './facade/connections.ts';
import { offboardingActs } from './facade/offboarding.ts';
import { signInActs } from './facade/sign-ins.ts';
import { bundleActs, importActs } from './facade/transfers.ts';
import { vaultActs } from './facade/vault.ts';
import type { CallbackListener } from './ports/callback-listener.ts';
import type { Clock } from './ports/clock.ts';
import type { HttpClient } from './ports/http-client.ts';
import type { Locks } from './ports/locks.ts';
import type { SecretVault } from './ports/secret-vault.ts';
import type { AuditEntry, Store } from './ports/store.ts';
import { SignInSteps, type StepName } from './protocol/sign-in-steps.ts';
import { VaultEntries } from './protocol/vault-entries.ts';
import {
	type ApiClientChange,
	addApiClient,
	changeApiClient,
	type NewApiClient,
	removeApiClient,
} from './usecases/api-clients.ts';
import { type KeychainStock, makeBackup, takeStock } from './usecases/backup.ts';
import type { Context } from './usecases/context.ts';
import {
	addDataCenter,
	type FoundDataCenter,
	type NewDataCenter,
	newDataCenters,
	removeDataCenter,
} from './usecases/data-centers.ts';
import { watchKeychain } from './usecases/note-emptied-keychain.ts';
import { type PracticeOffer, registerPractice } from './usecases/practice.ts';
import { needsRecovery, recover } from './usecases/recover.ts';
import { SignInBoard } from './usecases/sign-in-board.ts';
import { exportRecord } from './usecases/token-store/export-record.ts';
import { KeychainTokenStore } from './usecases/token-store/keychain-token-store.ts';
import type { Vaults } from './usecases/vault-places.ts';
import * as views from './usecases/views.ts';

/** What the core stands on; real or fake. */
export interface Adapters {
	readonly store: Store;
	readonly vault: SecretVault;
	readonly locks: Locks;
	readonly http: HttpClient;
	readonly listener: CallbackListener;
	readonly clock: Clock;
	/** How long a sign-in waits for the browser, in milliseconds; five minutes unless a test says otherwise. */
	readonly signInLimitMs?: number;
	/** Where a person reads the core's words; the terminal unless said otherwise. */
	readonly place?: Place;
	/** The places for secrets that a person can choose; without them there is `vault` alone. */
	readonly vaults?: Vaults;
	/** Told at every step of the write protocol; tests end the process there. */
	readonly reached?: (step: StepName) => void;
}

/** The product without a shell: everything that the window and the CLI can do. Methods reject with AppError alone. */
export type Core = ReturnType<typeof createCore>;

/** Wires the core; the only place that does. */
export function createCore(adapters: Adapters) {
	const { store, vault, locks, http, listener, clock } = adapters;
	const listeners = new Set<(event: CoreEvent) => void>();
	const emit = (event: CoreEvent) => {
		for (const listen of [...listeners]) listen(event);
	};
	const entries = new VaultEntries(vault, store, locks, {
		emptied: (lost) => watch.emptied(lost),
		isBack: () => watch.isBack(),
		goesOn: () => watch.goesOn(),
	});
	const steps = new SignInSteps(store, entries, locks, clock, adapters.reached ?? (() => undefined));
	const words: Context['words'] = ({ code, details }) => errorWords(code, details, adapters.place);
	const context: Context = { store, entries, steps, locks, http, listener, clock, emit, words };
	const watch = watchKeychain(context, () => {
		emit({ type: 'keychain-changed', keychain: views.keychainView(context, { state: 'ready' }) });
		emit({ type: 'store-changed' });
	});
	const board = new SignInBoard(context);

	const probe = async (): Promise<KeychainView> => {
		const keychain = views.keychainView(context, await entries.probe());
		emit({ type: 'keychain-changed', keychain });
		return keychain;
	};

	const textOf = (key: 'settings' | 'browser') => ({
		read: (): string | null => store.settings.get(key),
		write: (text: string): void => store.settings.set(key, text),
	});

	function subscribe(listen: (event: CoreEvent) => void): () => void {
		listeners.add(listen);
		return () => void listeners.delete(listen);
	}

	return {
		/** Calls back on every change; the event is a hint, the lists below are the truth. */
		subscribe,

		connections: connectionActs(context),
		signIns: signInActs(context, board, adapters.signInLimitMs ?? signInLimitMs),

		apiClients: {
			list: (): readonly ApiClientView[] => views.apiClientViews(context),
			add: async (client: NewApiClient): Promise<ApiClientView> =>
				views.apiClientView(context, await addApiClient(context, client)),
			/** Its type, redirect URIs or scopes; the secrets stay. */
			change: (name: string, change: ApiClientChange): ApiClientView =>
				views.apiClientView(context, changeApiClient(context, name, change)),
			remove: (name: string): Promise<void> => removeApiClient(context, name),
		},

		dataCenters: {
			list: (): readonly DataCenterView[] => views.dataCenterViews(context),
			add: (dataCenter: NewDataCenter): DataCenterView => views.dataCenterView(addDataCenter(context, dataCenter)),
			remove: (id: string): void => removeDataCenter(context, id),
			/** What Zoho lists and is not known here; asks one of the known ones. */
			findNew: (askAt: string): Promise<readonly FoundDataCenter[]> => newDataCenters(context, askAt),
		},

		/** The connections as the records of a token store. */
		tokenStore: new KeychainTokenStore(context),

		/** A connection with its secrets, for a store that keeps them in plain text; the audit log says so. Rejects as its token would. */
		exportRecord: (target: string, kind: string): Promise<OAuthToken> => exportRecord(context, target, kind),

		imports: importActs(context),
		bundles: bundleActs(context),

		/** What the window keeps for itself, as text. */
		settingsText: textOf('settings'),
		/** The program that the window opens sign-ins with, as text. */
		browserText: textOf('browser'),

		practice: { register: (offer: PracticeOffer): Promise<void> => registerPractice(context, offer) },

		keychain: {
			backend: entries.backend,
			/** Asks the keychain whether it is open; tells subscribers. */
			probe: () => probe(),
		},

		offboarding: offboardingActs(context),

		audit: {
			list: (): readonly AuditEntry[] => store.audit.all(),
			firstBreak: (): number | null => store.audit.firstBreak(),
		},

		backups: {
			/** To a file that is not there yet, or (null) among the backups; gives back its path. Throws USAGE or STORE_*. */
			make: (to: string | null): string => makeBackup(context, to),
			/** After the database was exchanged for the backup of that name: asks the keychain what is still there. */
			takeStock: (file: string): Promise<KeychainStock> => takeStock(context, file),
		},

		vault: vaultActs(context, adapters.vaults, probe),

		/** A number that changes when another process has written to the store. */
		storeVersion: (): number => store.version(),
		needsRecovery: (): boolean => needsRecovery(context),
		/** Finishes what an ended process left; see usecases/recover.ts. */
		recover: (): Promise<void> => recover(context),

		/** Ends waiting sign-ins, idle connections, the keychain's process and the database. */
		close: async (): Promise<void> => {
			await board.close();
			await listener.close();
			http.close();
			await vault.close();
			locks.close();
			store.close();
		},
	};
}
