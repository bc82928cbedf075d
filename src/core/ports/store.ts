import type { ApiClient } from '../domain/api-client.ts';
import type { Connection } from '../domain/connection.ts';
import type { ConnectionLabel } from '../domain/connection-label.ts';
import type { DataCenter } from '../domain/data-center.ts';
import type { ApiClientId, ConnectionId, SignInId, VaultRef } from '../domain/ids.ts';

// The database, as a set of small repositories that share a transaction. All calls are synchronous (SQLite is in the process) and throw
// AppError STORE_FAILED or STORE_DAMAGED. Outside `transaction` every write is a transaction of its own.

export interface ConnectionRepository {
	/** By alias. What did not change since the last call is the same object again. */
	all(): readonly Connection[];
	/** How many there are of each API client, by its id. */
	counts(): ReadonlyMap<string, number>;
	byId(id: string): Connection | null;
	byAlias(alias: string): Connection | null;
	/** All, the one that was stored first at the front. */
	byAge(): readonly Connection[];
	/** Those whose revoke Zoho has not confirmed yet. */
	revokeQueued(): readonly Connection[];
	/** Saves a whole connection, new or changed; throws AppError ALIAS_TAKEN. */
	put(connection: Connection): void;
	remove(id: ConnectionId): void;
}

export interface LabelRepository {
	/** `noLabel` where nobody wrote anything. */
	of(connection: string): ConnectionLabel;
	/** Those that somebody wrote on, by connection: one query. What did not change since the last call is the same object again. */
	all(): ReadonlyMap<string, ConnectionLabel>;
	put(connection: string, label: ConnectionLabel): void;
}

export interface ApiClientRepository {
	all(): readonly ApiClient[];
	byId(id: string): ApiClient | null;
	byName(name: string): ApiClient | null;
	/** Throws AppError API_CLIENT_EXISTS. */
	put(client: ApiClient): void;
	remove(id: ApiClientId): void;
}

/** The data centers that a person added; the built-in ones are in the domain's table. */
export interface DataCenterRepository {
	all(): readonly DataCenter[];
	put(dataCenter: DataCenter): void;
	remove(id: string): void;
}

/** Every keychain entry that was ever begun. "opening" is written before the entry, "dead" until the entry is gone. */
export interface VaultEntry {
	readonly ref: VaultRef;
	readonly owner: string;
	readonly kind: 'connection' | 'client_secret' | 'canary';
	readonly state: 'opening' | 'live' | 'dead';
	/** The process that opens it (ports/locks.ts). */
	readonly lease: string | null;
}

export interface VaultEntryRepository {
	all(): readonly VaultEntry[];
	/** How many are not dead. */
	held(): number;
	/** `tokenDigest`: of the refresh token that it will hold, so that the token finds its connection. */
	add(entry: VaultEntry, tokenDigest?: string): void;
	setState(ref: VaultRef, state: VaultEntry['state']): void;
	remove(ref: VaultRef): void;
}

/** A sign-in on its way to a connection, with the sealed answer of Zoho once there is one. */
export interface SignInRecord {
	readonly id: SignInId;
	readonly kind: 'connect' | 'reauth';
	/** Re-auth: the connection that is renewed. Connect: the id that the new one will have. */
	readonly connection: ConnectionId;
	readonly apiClient: ApiClientId;
	/** Where the login began; from the callback on, where it ended. */
	readonly dataCenter: string;
	readonly alias: string | null;
	readonly customer: string | null;
	readonly scopes: readonly string[];
	/** The entry with the key that seals the answer. */
	readonly ref: VaultRef;
	readonly stage: 'intent' | 'code_sent' | 'candidate';
	readonly sealed: Buffer | null;
	readonly lease: string;
	readonly startedAt: number;
}

export interface SignInRepository {
	all(): readonly SignInRecord[];
	put(signIn: SignInRecord): void;
	remove(id: SignInId): void;
}

/** The cached access token of a connection, sealed under the key in its keychain entry. */
export interface AccessTokenRecord {
	readonly connection: ConnectionId;
	readonly generation: number;
	readonly sealed: Buffer;
	/** 0: nobody knows, so it counts as ended. */
	readonly expiresAt: number;
}

export interface AccessTokenRepository {
	of(connection: ConnectionId): AccessTokenRecord | null;
	/** When each cached token ends, for lists: one query. */
	expiries(): ReadonlyMap<string, number>;
	/** `digest`: of the token, so that it finds its connection. */
	put(token: AccessTokenRecord, digest?: string): void;
	remove(connection: ConnectionId): void;
}

/** What a program that uses Latchkey as its token store saved beside a connection; null where it said nothing. */
export interface SdkRecord {
	readonly connection: ConnectionId;
	readonly userSignature: string | null;
	readonly redirectUrl: string | null;
	/** The spent authorization code, sealed like the access token. */
	readonly grant: { readonly sealed: Buffer; readonly generation: number; readonly digest: string } | null;
}

export interface SdkRecordRepository {
	of(connection: ConnectionId): SdkRecord | null;
	put(record: SdkRecord): void;
	/** The connections that hold a token now, by its digest: no keychain entry is read for it. */
	holders(kind: 'access' | 'refresh' | 'grant', digest: string): ReadonlySet<string>;
	/** Of the refresh token in a keychain entry; null where it holds none. */
	refreshDigest(ref: VaultRef): string | null;
}

/** When access tokens were minted, per refresh token, for Zoho's budget. */
export interface MintedTokenRepository {
	/** Since a time, epoch milliseconds. */
	since(ref: VaultRef, time: number): readonly number[];
	/** Notes one, and drops what is older than `keepSince`. */
	add(ref: VaultRef, at: number, keepSince: number): void;
}

/** A refresh token that was replaced and must still be revoked at Zoho. */
export interface RevokeOldEntry {
	readonly ref: VaultRef;
	readonly connection: ConnectionId;
	readonly apiClient: ApiClientId;
	readonly dataCenter: string;
}

export interface JournalRepository {
	all(): readonly RevokeOldEntry[];
	add(entry: RevokeOldEntry): void;
	remove(ref: VaultRef): void;
}

/** What happened, to which connection. Details hold no secret. */
export interface AuditEntry {
	readonly at: number;
	readonly act: string;
	readonly connection: string | null;
	readonly details: Readonly<Record<string, string | number>>;
}

/** A row as it stands in the chain: its number, from 1, and the hash over it and the row before. */
export interface AuditRow extends AuditEntry {
	readonly seq: number;
	readonly hash: string;
}

/** Append-only; each row is chained to the one before by a hash. */
export interface AuditLog {
	append(entry: AuditEntry): void;
	/** The last rows about a connection, the newest first. */
	lastOf(connection: string, count: number): readonly AuditEntry[];
	all(): readonly AuditEntry[];
	/** All with their places in the chain; the last one's hash stands for the whole log. */
	chain(): readonly AuditRow[];
	/** The number of the first row that does not fit its chain; null: whole. */
	firstBreak(): number | null;
}

/**
 * `clock_skew_ms`: how far Zoho's clock is ahead of this machine's. `settings`: what the person chose, as JSON (shared/settings.ts). `vault`,
 * `vault_leftover`: usecases/move-vault.ts. `vault_backend`, `vault_changed`: protocol/known-keychain.ts.
 * `vault_emptied`: protocol/emptied-keychain.ts.
 */
export type SettingKey =
	| 'browser'
	| 'canary_ref'
	| 'clock_skew_ms'
	| 'settings'
	| 'vault'
	| 'vault_leftover'
	| 'vault_backend'
	| 'vault_changed'
	| 'vault_emptied';

export interface SettingRepository {
	get(key: SettingKey): string | null;
	set(key: SettingKey, value: string): void;
}

/** What lists are made of. */
export interface ListedStore {
	readonly connections: Pick<ConnectionRepository, 'all'>;
	readonly labels: Pick<LabelRepository, 'all'>;
	readonly apiClients: Pick<ApiClientRepository, 'all'>;
	readonly dataCenters: Pick<DataCenterRepository, 'all'>;
	readonly vaultEntries: Pick<VaultEntryRepository, 'all' | 'held'>;
	readonly signIns: Pick<SignInRepository, 'all'>;
	readonly accessTokens: Pick<AccessTokenRepository, 'expiries'>;
	readonly settings: Pick<SettingRepository, 'get'>;
	/** A number that changes when another process has written. */
	version(): number;
	/** A number that changes when this process has written. */
	writes(): number;
}

export interface Store extends ListedStore {
	readonly connections: ConnectionRepository;
	readonly labels: LabelRepository;
	readonly apiClients: ApiClientRepository;
	readonly dataCenters: DataCenterRepository;
	readonly vaultEntries: VaultEntryRepository;
	readonly signIns: SignInRepository;
	readonly accessTokens: AccessTokenRepository;
	readonly sdkRecords: SdkRecordRepository;
	readonly mintedTokens: MintedTokenRepository;
	readonly journal: JournalRepository;
	readonly audit: AuditLog;
	readonly settings: SettingRepository;
	/** All or nothing. */
	transaction<T>(act: () => T): T;
	/** Writes the WAL back and empties it, so that no deleted value stays on disk in it. */
	checkpoint(): void;
	/**
	 * Writes everything but sealed tokens to a file that is not there yet, or (null) among the backups; gives back its path. The file has its
	 * name once it was read back whole. Throws USAGE where the file is there.
	 */
	backup(to: string | null): string;
	/** Runs `act` while no other process has the store open, nor can open it. Rejects with STORE_IN_USE. */
	alone<T>(act: () => Promise<T>): Promise<T>;
	close(): void;
}
