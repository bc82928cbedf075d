import { z } from 'zod';
import { apiClientTypes } from './api-client-types.ts';
import { bulkView } from './bulk.ts';
import { errorView } from './error-view.ts';
import { labelColours } from './label-colours.ts';
import { settings } from './settings.ts';
import { signInNotice } from './sign-in-notice.ts';

// What the window and the CLI's JSON may see. Strict on purpose: a stray token field fails the parse instead of leaking.

const time = z.iso.datetime();

/** The statuses of a connection; exclusive, each with a next step (docs/architecture.md, "Words"). */
export const connectionStatus = z.enum([
	'pending',
	'connected',
	'unverified',
	'needs_reauth',
	'waiting',
	'unreachable',
	'locked',
	'revoke_queued',
	'revoked',
]);
export type ConnectionStatus = z.infer<typeof connectionStatus>;

/** What kind of org: read from the org itself, else "unknown". */
export const environment = z.enum(['production', 'sandbox', 'developer', 'unknown']);
export type Environment = z.infer<typeof environment>;
/** What a person may expect of an org before it said what it is. */
export const expectedEnvironment = environment.exclude(['unknown']);
export type ExpectedEnvironment = z.infer<typeof expectedEnvironment>;

export const connectionView = z.strictObject({
	id: z.string(),
	alias: z.string(),
	customer: z.string().nullable(),
	status: connectionStatus,
	/** Why the status is not "connected", in words. */
	problem: errorView.nullable(),
	/** When Zoho last gave an answer that proves the status; null: never. */
	lastCheckedAt: time.nullable(),
	waitingUntil: time.nullable(),
	revokedAt: time.nullable(),
	dataCenter: z.string(),
	environment,
	org: z.strictObject({ id: z.string(), name: z.string() }),
	user: z.strictObject({ email: z.string(), name: z.string() }),
	apiClient: z.string(),
	apiDomain: z.string(),
	scopes: z.array(z.string()).readonly(),
	/** When the cached access token ends; null: none is cached. Not a status: it is renewed by itself. */
	accessTokenExpiresAt: time.nullable(),
	practice: z.boolean(),
	createdAt: time,
	/** What a person wrote on it for themselves. */
	tags: z.array(z.string()).readonly(),
	colour: z.enum(labelColours).nullable(),
	notes: z.string(),
	pinned: z.boolean(),
});
export type ConnectionView = z.infer<typeof connectionView>;

export const dataCenterView = z.strictObject({
	id: z.string(),
	name: z.string(),
	accountsUrl: z.string(),
	apiUrl: z.string(),
	/** Where API clients of this data center are registered; null for custom ones. */
	consoleUrl: z.string().nullable(),
	kind: z.enum(['built-in', 'custom', 'practice']),
	/** False where no Zoho source confirms the hosts. */
	confirmed: z.boolean(),
});
export type DataCenterView = z.infer<typeof dataCenterView>;

export const apiClientView = z.strictObject({
	id: z.string(),
	name: z.string(),
	clientId: z.string(),
	type: z.enum(apiClientTypes),
	/** Empty for a type that has no browser sign-in. */
	redirectUris: z.array(z.string()).readonly(),
	scopes: z.array(z.string()).readonly(),
	/** Data centers that a client secret is held for; "*" stands for all. */
	secretsFor: z.array(z.string()).readonly(),
	practice: z.boolean(),
	connections: z.number().int().nonnegative(),
});
export type ApiClientView = z.infer<typeof apiClientView>;

/** A sign-in on its way. The authorization URL stays in the main process: its `state` is a secret. */
export const signInView = z.strictObject({
	id: z.string(),
	kind: z.enum(['connect', 'reauth']),
	/** Re-auth: the connection that is renewed. */
	connectionId: z.string().nullable(),
	alias: z.string().nullable(),
	apiClient: z.string(),
	dataCenter: z.string(),
	/** Null where the sign-in happens on another device. */
	redirectUri: z.string().nullable(),
	/** Four letters that the browser's last page shows too; null on another device. */
	checkCode: z.string().nullable(),
	/** On another device: the page to open there and the code to type. */
	device: z.strictObject({ userCode: z.string(), verificationUrl: z.string() }).nullable(),
	state: z.enum(['waiting', 'needs_secret', 'finishing', 'done', 'failed']),
	startedAt: time,
	expiresAt: time,
	/** The connection that came out of it. */
	resultId: z.string().nullable(),
	/** Something the person should know although it worked, such as another data center than asked for. */
	notices: z.array(signInNotice).readonly(),
	error: errorView.nullable(),
});
export type SignInView = z.infer<typeof signInView>;

export const keychainView = z.strictObject({
	/** What holds the secrets: the computer's keychain, or a file of Latchkey's own, which one keychain entry or a passphrase opens. */
	vault: z.enum(['keychain', 'file', 'passphrase']),
	state: z.enum(['ready', 'locked', 'unavailable']),
	/** Which backend holds the secrets, as the person knows it. */
	backend: z.string(),
	/** How many entries are held there (many-entries.ts). */
	entries: z.number().int().nonnegative(),
	problem: errorView.nullable(),
});
export type KeychainView = z.infer<typeof keychainView>;

/** A browser that a person chose, without the folder that it lies in. */
export const browserView = z.strictObject({
	name: z.string(),
	/** How it takes a profile: by an option that is known of it, or as `--profile=NAME` before the address. */
	profile: z.enum(['known', 'argument']),
});
export type BrowserView = z.infer<typeof browserView>;

/** What the computer and the environment decide, as the settings show it. */
export const computerView = z.strictObject({
	/** As a person writes it: with "~" for their own folder. */
	dataFolder: z.string(),
	/** Host and port alone: the address of a proxy may hold a password. */
	proxy: z.string().nullable(),
	/** The hosts that are reached without it. */
	noProxy: z.string().nullable(),
	/** The name of the file with more certificate authorities. */
	certificates: z.string().nullable(),
	/** Whether the system offers programs to be started at login. */
	offersLogin: z.boolean(),
	/** The browser that the person chose for sign-ins; null: the system's. */
	browser: browserView.nullable(),
});
export type ComputerView = z.infer<typeof computerView>;

const count = z.strictObject({ count: z.int().nonnegative(), attention: z.int().nonnegative() });
/** How many connections, and how many of them need attention. */
export type Count = z.infer<typeof count>;

/** What a long list counts before all of its rows are there. */
const listTally = count.extend({
	pinned: z.int().nonnegative(),
	dataCenters: z.array(z.tuple([z.string(), count])).readonly(),
	/** The first ones by name. */
	customers: z.array(z.tuple([z.string(), count])).readonly(),
	customerCount: z.int().nonnegative(),
	withoutCustomer: count,
});
export type ListTally = z.infer<typeof listTally>;

/** A part of a long list: it comes in pieces, and later only what changed comes. */
const listPart = z.strictObject({
	/** The number to ask with for what comes after this part. */
	upTo: z.int().nonnegative(),
	/** Whether the next part is there already. */
	more: z.boolean(),
	/** The ids of connections that are there no more. */
	gone: z.array(z.string()).readonly(),
	/** With the first part alone. */
	tally: listTally.nullable(),
});
export type ListPart = z.infer<typeof listPart>;
/** The backups beside the database. */
export const backupsView = z.strictObject({
	count: z.int().nonnegative(),
	/** When the newest was made; null: there is none. */
	newestAt: time.nullable(),
});
export type BackupsView = z.infer<typeof backupsView>;

/** The command `latchkey` of terminals, as the app put it there or not. */
export const commandLineView = z.strictObject({
	/** "outdated": it starts another installation of Latchkey; "taken": a file of somebody else's is in its place. */
	state: z.enum(['absent', 'installed', 'outdated', 'taken']),
	/** Where it is or would be, with "~" for the person's own folder. */
	path: z.string(),
	folder: z.string(),
	/** Whether a program that was started as this app was finds it by its name. */
	onPath: z.boolean(),
});
export type CommandLineView = z.infer<typeof commandLineView>;

export const snapshotView = z.strictObject({
	version: z.string(),
	platform: z.string(),
	/** All of them, unless `part` says otherwise. */
	connections: z.array(connectionView).readonly(),
	part: listPart.nullable(),
	dataCenters: z.array(dataCenterView).readonly(),
	apiClients: z.array(apiClientView).readonly(),
	signIns: z.array(signInView).readonly(),
	/** Null until the first probe answered. */
	keychain: keychainView.nullable(),
	/** Whether the practice CRM runs in this app. */
	practiceRunning: z.boolean(),
	settings,
	/** While it is, no act that touches a secret works. */
	locked: z.boolean(),
	/** Whether this computer has no network, as far as the app knows. No status of a connection. */
	offline: z.boolean(),
	/** Bulk acts on their way, or ended and not put away yet. */
	bulks: z.array(bulkView).readonly(),
});
export type Snapshot = z.infer<typeof snapshotView>;

/** Events are hints: they say what changed, never more; the snapshot is the truth. */
export const coreEvent = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('store-changed') }),
	z.strictObject({ type: z.literal('sign-in-changed'), signIn: signInView }),
	z.strictObject({ type: z.literal('keychain-changed'), keychain: keychainView }),
	z.strictObject({ type: z.literal('bulk-changed'), bulk: bulkView }),
	z.strictObject({ type: z.literal('network-changed'), offline: z.boolean() }),
]);
export type CoreEvent = z.infer<typeof coreEvent>;
