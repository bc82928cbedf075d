import { errorWords, type Place } from '../shared/error-words.ts';
import type { SignInNotice } from '../shared/sign-in-notices.ts';
import type {
	ApiClientView,
	ConnectionView,
	CoreEvent,
	DataCenterView,
	KeychainView,
	SignInView,
} from '../shared/views.ts';
import { AppError } from './domain/app-error.ts';
import type { OAuthToken } from './domain/oauth-token.ts';
import { diffScopes, parseScopes, type ScopeDiff, scopesToAsk } from './domain/scopes.ts';
import type { Secret } from './domain/secret.ts';
import type { Asker } from './domain/token-budget.ts';
import type { CallbackListener } from './ports/callback-listener.ts';
import type { Clock } from './ports/clock.ts';
import type { HttpClient } from './ports/http-client.ts';
import type { Locks } from './ports/locks.ts';
import type { SecretVault } from './ports/secret-vault.ts';
import type { AuditEntry, Store } from './ports/store.ts';
import { SignInSteps, type StepName } from './protocol/sign-in-steps.ts';
import { VaultEntries } from './protocol/vault-entries.ts';
import { liveToken, refresh } from './usecases/access-tokens.ts';
import { type Activity, activityOf } from './usecases/activity.ts';
import { adoptKeychain } from './usecases/adopt-keychain.ts';
import {
	type ApiClientChange,
	addApiClient,
	changeApiClient,
	type NewApiClient,
	removeApiClient,
} from './usecases/api-clients.ts';
import { type KeychainStock, makeBackup, readStock, takeStock } from './usecases/backup.ts';
import { type BundleContent, parseContent } from './usecases/bundle/bundle-content.ts';
import { openBundle } from './usecases/bundle/bundle-file.ts';
import { type BundleCount, exportBundle } from './usecases/bundle/export-bundle.ts';
import { type BundlePlan, importFromBundle, planBundle } from './usecases/bundle/import-bundle.ts';
import { check } from './usecases/check.ts';
import { skewMs } from './usecases/clock-skew.ts';
import {
	type ConnectRequest,
	checkRequest,
	type FinishedSignIn,
	type SignInRequest,
} from './usecases/connect-request.ts';
import { connectWithCode, connectWithRefreshToken } from './usecases/connect-with.ts';
import { ConnectionList } from './usecases/connection-list.ts';
import { type Context, connectionByTarget, dataCenterById } from './usecases/context.ts';
import {
	addDataCenter,
	type FoundDataCenter,
	type NewDataCenter,
	newDataCenters,
	removeDataCenter,
} from './usecases/data-centers.ts';
import { startDevice } from './usecases/device-sign-in.ts';
import { type ConnectionChange, editConnection } from './usecases/edit-connection.ts';
import { forget, isHeld } from './usecases/forget.ts';
import {
	changePassphrase,
	type MovedVault,
	useVault,
	type VaultKind,
	type VaultStatus,
	type Vaults,
	vaultStatus,
} from './usecases/move-vault.ts';
import { type Conclusion, conclude } from './usecases/offboard/conclude.ts';
import { type Offboarded, offboardOne } from './usecases/offboard/offboard-one.ts';
import { type OffboardPlan, planOffboarding } from './usecases/offboard/plan.ts';
import type { Copies } from './usecases/offboard/what-is-left.ts';
import { type PracticeOffer, registerPractice } from './usecases/practice.ts';
import { needsRecovery, recover } from './usecases/recover.ts';
import { revoke } from './usecases/revoke.ts';
import { SignIns, signInLimitMs } from './usecases/sign-in.ts';
import { SignInBoard } from './usecases/sign-in-board.ts';
import { slotLimit, slotsHeld, usersWithoutSlot } from './usecases/token-slots.ts';
import { exportRecord } from './usecases/token-store/export-record.ts';
import { importToken, type PlannedImport, planImport } from './usecases/token-store/import-tokens.ts';
import { KeychainTokenStore } from './usecases/token-store/keychain-token-store.ts';
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

/** A live access token as it is handed out. */
export interface HandedToken {
	readonly connection: ConnectionView;
	readonly accessToken: Secret;
	/** By Zoho's clock, which this machine's may differ from. */
	readonly expiresAt: Date;
	readonly expiresInSeconds: number;
	readonly dataCenter: DataCenterView;
}

/** A sign-in as the shells see it. */
export interface SignInHandle {
	readonly view: SignInView;
	/** To be opened in the system browser; a secret, for it holds the state. */
	readonly authorizationUrl: string;
	readonly result: Promise<SignedIn>;
}

/** A sign-in on another device; the page and the code to type there are in its view. */
export interface DeviceHandle {
	readonly view: SignInView;
	readonly result: Promise<SignedIn>;
}

/** What came out of a sign-in. */
export interface SignedIn {
	readonly connection: ConnectionView;
	readonly notices: readonly SignInNotice[];
}

/** An offboarded connection, with what may be shown of it. */
export interface OffboardedView extends Offboarded {
	readonly view: ConnectionView;
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
	const entries = new VaultEntries(vault, store, locks);
	const steps = new SignInSteps(store, entries, locks, clock, adapters.reached ?? (() => undefined));
	const words: Context['words'] = ({ code, details }) => errorWords(code, details, adapters.place);
	const context: Context = { store, entries, steps, locks, http, listener, clock, emit, words };
	const board = new SignInBoard(context);
	const signIns = new SignIns(context, board, adapters.signInLimitMs ?? signInLimitMs);
	const connectionList = new ConnectionList(context);
	const view = (connection: Parameters<typeof views.connectionView>[1]) => views.connectionView(context, connection);

	const shown = async (finishing: Promise<FinishedSignIn>): Promise<SignedIn> => {
		const { connection, notices } = await finishing;
		return { connection: view(connection), notices };
	};
	const handle = async (starting: ReturnType<SignIns['connect']>): Promise<SignInHandle> => {
		const started = await starting;
		const result = shown(started.result);
		result.catch(() => undefined);
		return { view: started.view, authorizationUrl: started.authorizationUrl, result };
	};

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

		connections: {
			/** From the store alone: no network, no keychain. What did not change since the last call is the same object again. */
			list: (): readonly ConnectionView[] => connectionList.all(),
			/** By alias or id. Throws CONNECTION_UNKNOWN. */
			get: (target: string): ConnectionView => view(connectionByTarget(context, target)),
			check: async (target: string): Promise<ConnectionView> => view(await check(context, target)),
			refresh: async (target: string): Promise<ConnectionView> =>
				view((await refresh(context, target, 'person')).connection),
			/** A token that lives at least so long; without a network call where the cached one does. */
			token: async (target: string, minTtlSeconds: number, asker: Asker = 'program'): Promise<HandedToken> => {
				const live = await liveToken(context, target, minTtlSeconds, asker);
				const dataCenter = views.dataCenterView(dataCenterById(context, live.connection.dataCenter));
				return {
					connection: view(live.connection),
					accessToken: live.accessToken,
					// By Zoho's clock, for whoever reads it elsewhere; the seconds are right on this machine, too.
					expiresAt: new Date(live.expiresAt + skewMs(context)),
					expiresInSeconds: Math.max(0, Math.floor((live.expiresAt - clock.now()) / 1000)),
					dataCenter,
				};
			},
			/** `prove`: with a refresh attempt that must be refused. */
			revoke: async (target: string, options: { readonly prove?: boolean } = {}): Promise<ConnectionView> =>
				view(await revoke(context, target, options)),
			/** Its alias, customer, tags, colour, notes or pin; no network, no keychain. Throws ALIAS_* or LABEL_REFUSED. */
			edit: (target: string, change: ConnectionChange): ConnectionView => view(editConnection(context, target, change)),
			/** What happened to it lately, the newest first; details hold no secret. */
			activity: (target: string): readonly Activity[] => activityOf(context, connectionByTarget(context, target).id),
			/** How many of the token slots of its user and API client are held here. */
			slots: (target: string): { readonly held: number; readonly limit: number } => ({
				held: slotsHeld(context, connectionByTarget(context, target)),
				limit: slotLimit,
			}),
			/** Whether forgetting it would leave a refresh token alive at Zoho. */
			isHeld: (target: string): boolean => isHeld(connectionByTarget(context, target)),
			forget: (target: string, evenIfHeld: boolean): Promise<void> => forget(context, target, evenIfHeld),
		},

		signIns: {
			connect: (request: ConnectRequest): Promise<SignInHandle> => handle(signIns.connect(request)),
			reauth: (target: string, scopes: readonly string[] = []): Promise<SignInHandle> =>
				handle(signIns.reauth(target, scopes)),
			/** What a re-auth with these scopes would add and give up. Throws CONNECTION_UNKNOWN or SCOPE_REFUSED. */
			scopeDiff: (target: string, scopes: readonly string[]): ScopeDiff =>
				diffScopes(connectionByTarget(context, target).scopes, scopesToAsk(parseScopes(scopes))),
			list: (): readonly SignInView[] => board.views(),
			urlOf: (signInId: string): string => signIns.urlOf(signInId),
			cancel: (signInId: string): void => board.cancel(signInId),
			/** Where the browser is on another machine: the address it ended at. Throws CALLBACK_INVALID. */
			paste: (address: string): string => signIns.paste(address),
			/** Answers a sign-in that needs a client secret. */
			provideSecret: (signInId: string, secret: Secret): void => board.provideSecret(signInId, secret),
			/** The users whose sign-in would push out a token that is held here; by e-mail. Throws as a sign-in would. */
			usersWithoutSlot: (request: SignInRequest): readonly string[] => {
				const { client, dataCenter, renewed } = checkRequest(context, request);
				const users = usersWithoutSlot(context, client.id, dataCenter.id);
				return renewed ? users.filter((email) => email === renewed.user.email) : users;
			},
			/** What to paste as the scope of a Self Client's code. Throws as a sign-in would. */
			scopesFor: (request: SignInRequest): readonly string[] => checkRequest(context, request).scopes,
			/** On another device, by a code that the person types there. */
			onDevice: async (request: SignInRequest): Promise<DeviceHandle> => {
				const started = await startDevice(context, board, request);
				const result = shown(started.result);
				result.catch(() => undefined);
				return { view: started.view, result };
			},
			/** With a code of the API console's Self Client. */
			withCode: (request: SignInRequest, code: Secret): Promise<SignedIn> =>
				shown(connectWithCode(context, request, code)),
			/** With a refresh token from elsewhere. */
			withRefreshToken: (request: SignInRequest, token: Secret): Promise<SignedIn> =>
				shown(connectWithRefreshToken(context, request, token)),
		},

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

		imports: {
			/** What would become of another store's records; nothing is changed, and a row holds nothing secret. Throws DATA_CENTER_UNKNOWN. */
			plan: (tokens: readonly OAuthToken[], dataCenter: string | null): readonly PlannedImport[] =>
				planImport(context, tokens, dataCenter),
			/** Makes a connection of a record, not checked yet. Rejects with TOKEN_REFUSED or KEYCHAIN_*; then nothing was written. */
			take: async (planned: PlannedImport, customer: string | null): Promise<ConnectionView> =>
				view(await importToken(context, planned, customer)),
		},

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

		offboarding: {
			/** Everything of a customer; changes nothing. Throws CUSTOMER_UNKNOWN. */
			plan: (customer: string): OffboardPlan => planOffboarding(context, customer),
			/** Revokes one with proof, and forgets its record where that is wanted and nothing is left. Rejects with CONNECTION_UNKNOWN. */
			one: async (id: string, alsoForget: boolean): Promise<OffboardedView> => {
				const done = await offboardOne(context, id, alsoForget);
				return { ...done, view: view(done.connection) };
			},
			/** Writes it into the audit log, and says what is left and why. */
			conclude: (plan: OffboardPlan, done: readonly Offboarded[], notDone: number, copies: Copies): Conclusion =>
				conclude(context, plan, done, notDone, copies),
		},

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

		bundles: {
			/** The text of a bundle, to be written to a file (docs/bundle.md). Rejects with KEYCHAIN_*. */
			export: (
				passphrase: Secret,
				withSecrets: boolean,
			): Promise<{ readonly text: string; readonly count: BundleCount }> =>
				exportBundle(context, passphrase, withSecrets),
			/** What is in a bundle; `path` is for messages. Rejects with BUNDLE_REFUSED. */
			open: async (text: string, passphrase: Secret, path: string): Promise<BundleContent> =>
				parseContent(await openBundle(text, passphrase, path), path),
			/** What would become of it; changes nothing, and a row holds nothing secret. */
			plan: (content: BundleContent): BundlePlan => planBundle(context, content),
			/** Imports one by its number in the plan, whole or not at all. Rejects with what refuses it, or KEYCHAIN_*. */
			take: async (content: BundleContent, number: number): Promise<ConnectionView> =>
				view(await importFromBundle(context, content, number)),
		},

		vault: {
			/** Where the secrets lie, and how many; from the store alone. */
			status: (): VaultStatus => vaultStatus(context),
			/**
			 * Opens a vault under a passphrase, until this core is closed; tells subscribers. Where the keychain holds the secrets it only asks
			 * that. Rejects with PASSPHRASE_WRONG, VAULT_DAMAGED or KEYCHAIN_*; what waits for an open vault is for `recover`.
			 */
			unlock: async (passphrase: Secret): Promise<KeychainView> => {
				await entries.unlock(passphrase);
				return probe();
			},
			/** Goes on with another keychain, where the one that held the secrets is gone for good; says what it has. Rejects with KEYCHAIN_*. */
			adopt: (): Promise<KeychainStock> => adoptKeychain(context),
			/**
			 * Moves every secret to that place (usecases/move-vault.ts); this core is to be closed then. A passphrase makes the file where there is
			 * none. Rejects with STORE_IN_USE, KEYCHAIN_*, PASSPHRASE_WRONG.
			 */
			use: (kind: VaultKind, passphrase: Secret | null): Promise<MovedVault> => {
				if (!adapters.vaults) throw new AppError('INTERNAL', { problem: 'there is no other vault here' });
				return useVault(context, adapters.vaults, kind, passphrase);
			},
			/** Gives the vault another passphrase. Rejects with USAGE, PASSPHRASE_WRONG, VAULT_DAMAGED or STORE_*; then nothing was changed. */
			changePassphrase: (before: Secret, after: Secret): Promise<void> => {
				if (!adapters.vaults) throw new AppError('INTERNAL', { problem: 'there is no other vault here' });
				return changePassphrase(context, adapters.vaults, before, after);
			},
			/** After the vault's file was exchanged for the backup of that name: asks it what it has. */
			takeStock: (file: string): Promise<KeychainStock> => readStock(context, 'vault restored from a backup', { file }),
		},

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
