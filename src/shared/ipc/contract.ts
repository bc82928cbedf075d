import { z } from 'zod';
import { apiClientTypes } from '../api-client-types.ts';
import { bulkAct, bulkPlan, bulkView } from '../bulk.ts';
import type { errorView } from '../error-view.ts';
import { exportForms } from '../export-forms.ts';
import { importResult, importView } from '../imports.ts';
import { labelColours } from '../label-colours.ts';
import { listForms } from '../list-forms.ts';
import { passphraseLength } from '../passphrase-length.ts';
import { settings } from '../settings.ts';
import { signInNotice } from '../sign-in-notice.ts';
import {
	apiClientView,
	backupsView,
	type CoreEvent,
	commandLineView,
	computerView,
	connectionView,
	dataCenterView,
	expectedEnvironment,
	keychainView,
	signInView,
	snapshotView,
} from '../views.ts';
import type { Method } from './methods.ts';

const nothing = z.strictObject({});
const id = z.string().min(1).max(100);
const name = z.string().min(1).max(200);
/** Stands in a question of the main process: no line ends and no direction marks, which could make it look like another question. */
const shownName = z.string().regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
const onConnection = z.strictObject({ id });
const signedInView = z.strictObject({ connection: connectionView, notices: z.array(signInNotice).readonly() });
const scopes = z.array(z.string().max(200)).max(100);
const connectFields = {
	...{ apiClient: name, dataCenter: id, alias: name.nullable(), customer: name.nullable() },
	/** Empty: the API client's. */
	scopes: scopes.default([]),
	/** Missing: any. */
	expects: expectedEnvironment.optional(),
	/** The data center is only where the sign-in begins. */
	finds: z.boolean().optional(),
};
const redirectUris = z.array(z.string().min(1).max(500)).max(5);
const type = z.enum(apiClientTypes);
/** Empty scopes: as before. */
const reauthFields = { id, scopes };
const onSignIn = z.strictObject({ signInId: id });
const onImport = z.strictObject({ importId: id });

/** What each method takes and gives. Both sides are parsed strictly; secrets go in (typed by a person) and never come out. */
export const contract = {
	/** `since`: of a list that came in parts only what came after that one. */
	snapshot: { input: z.strictObject({ since: z.int().nonnegative().optional() }), output: snapshotView },
	addApiClient: {
		input: z.strictObject({
			name,
			clientId: z.string().min(1).max(300),
			type,
			redirectUris,
			scopes,
			clientSecret: z.string().min(1).max(500),
			/** The data center that the secret is for; null: the same secret in all of them. */
			dataCenter: id.nullable(),
		}),
		output: apiClientView,
	},
	removeApiClient: { input: z.strictObject({ name }), output: nothing },
	/** Its secrets stay. */
	changeApiClient: { input: z.strictObject({ name, type, redirectUris, scopes }), output: apiClientView },
	startConnect: {
		input: z.strictObject(connectFields),
		output: signInView,
	},
	startReauth: { input: z.strictObject(reauthFields), output: signInView },
	/** What a re-auth with these scopes would add and give up. */
	scopeDiff: {
		input: z.strictObject(reauthFields),
		output: z.strictObject({ added: z.array(z.string()).readonly(), removed: z.array(z.string()).readonly() }),
	},
	/** On another device; the page and the code to type there are in the view. */
	startDevice: {
		input: z.union([z.strictObject(connectFields), z.strictObject(reauthFields)]),
		output: signInView,
	},
	/** Opens that page in the browser of this machine. */
	openDevicePage: { input: onSignIn, output: nothing },
	/** Puts the code to type there on the clipboard. */
	copyDeviceCode: { input: onSignIn, output: nothing },
	openSignInPage: { input: onSignIn, output: nothing },
	copySignInLink: { input: onSignIn, output: nothing },
	cancelSignIn: { input: onSignIn, output: nothing },
	/** The address that a browser on another machine ended at; finds its sign-in by itself. */
	pasteSignInAddress: {
		input: z.strictObject({ address: z.string().min(1).max(8000) }),
		output: z.strictObject({ signInId: id }),
	},
	/** Answers a sign-in in state "needs_secret". */
	provideClientSecret: {
		input: z.strictObject({ signInId: id, clientSecret: z.string().min(1).max(500) }),
		output: nothing,
	},
	/** With a code of the API console's Self Client ("Generate Code"). */
	connectWithCode: {
		input: z.strictObject({ ...connectFields, code: z.string().min(1).max(2000) }),
		output: signedInView,
	},
	/** With a refresh token from elsewhere; it is used once before it is kept. */
	connectWithRefreshToken: {
		input: z.strictObject({ ...connectFields, refreshToken: z.string().min(1).max(2000) }),
		output: signedInView,
	},
	/** Renews a connection with a code of the Self Client. */
	reauthWithCode: {
		input: z.strictObject({ ...reauthFields, code: z.string().min(1).max(2000) }),
		output: signedInView,
	},
	/** Puts on the clipboard what to paste as the scope of a Self Client's code, and gives it back to be shown. */
	copySelfClientScopes: {
		input: z.union([z.strictObject(connectFields), z.strictObject(reauthFields)]),
		output: z.strictObject({ scopes: z.array(z.string()) }),
	},
	check: { input: onConnection, output: connectionView },
	refresh: { input: onConnection, output: connectionView },
	/** Puts a live access token on the clipboard; the window learns only when it ends and when the clipboard is cleared. */
	copyToken: {
		input: onConnection,
		output: z.strictObject({ expiresAt: z.iso.datetime(), clearsInSeconds: z.number().int().positive() }),
	},
	/** The main process asks the person first; `done: false` means that they changed their mind. */
	revoke: { input: onConnection, output: z.strictObject({ done: z.boolean(), connection: connectionView }) },
	forget: { input: onConnection, output: z.strictObject({ done: z.boolean() }) },
	/** Its alias, customer or labels; what is left out stays. */
	editConnection: {
		input: z.strictObject({
			id,
			alias: z.string().max(100).optional(),
			customer: z.string().max(300).nullable().optional(),
			tags: z.array(z.string().max(60)).max(40).readonly().optional(),
			colour: z.enum(labelColours).nullable().optional(),
			notes: z.string().max(5000).optional(),
			pinned: z.boolean().optional(),
		}),
		output: connectionView,
	},
	/** What the list does not hold: token slots and what happened lately, the newest first. */
	inspect: {
		input: onConnection,
		output: z.strictObject({
			slots: z.strictObject({ held: z.number().int(), limit: z.number().int() }),
			activity: z
				.array(z.strictObject({ at: z.iso.datetime(), act: z.string(), detail: z.string() }))
				.max(50)
				.readonly(),
		}),
	},
	/** How an exported token would look, the token itself masked. */
	previewExport: {
		input: z.strictObject({ id, form: z.enum(exportForms) }),
		output: z.strictObject({ text: z.string() }),
	},
	/** Puts a live token in that form on the clipboard. */
	copyExport: {
		input: z.strictObject({ id, form: z.enum(exportForms) }),
		output: z.strictObject({ clearsInSeconds: z.number().int().positive() }),
	},
	/** Writes a live token in that form to a file that the person names in a dialog of the main process. */
	saveExport: {
		input: z.strictObject({ id, form: z.enum(exportForms) }),
		output: z.strictObject({ done: z.boolean() }),
	},
	/** Writes an SDK's own store, secrets in plain text; the main process asks first and asks where. */
	saveSdkStore: {
		input: z.strictObject({ id, kind: z.enum(['file', 'sqlite']) }),
		output: z.strictObject({ done: z.boolean() }),
	},
	/** Reads an SDK's store that the person chooses in a dialog of the main process. Null: they changed their mind. */
	openImport: { input: nothing, output: z.strictObject({ store: importView.nullable() }) },
	/** Reads the SDK's table on a MySQL or MariaDB server. The main process names the server and asks first. Null: they changed their mind. */
	openMysqlImport: {
		input: z.strictObject({
			host: z.string().regex(/^[\w.:-]{1,253}$/),
			port: z.int().min(1).max(65_535),
			user: shownName.max(80),
			password: z.string().max(500),
			database: shownName.max(64),
			table: shownName.max(64),
		}),
		output: z.strictObject({ store: importView.nullable() }),
	},
	/** The same records anew, with where those belong that do not say it. */
	planImport: { input: z.strictObject({ importId: id, dataCenter: id.nullable() }), output: importView },
	/** Makes connections of some records, by their numbers; `check`: each is used once. */
	takeImport: {
		input: z.strictObject({
			importId: id,
			numbers: z.array(z.int().positive()).min(1).max(10_000),
			customer: name.nullable(),
			check: z.boolean(),
		}),
		output: importResult,
	},
	/** Overwrites and removes the file, once all of it is held here; the main process asks first. */
	shredImport: { input: onImport, output: z.strictObject({ done: z.boolean() }) },
	/** The main process forgets what it read. */
	closeImport: { input: onImport, output: nothing },
	/** What a bulk act would touch. Revoking leaves production out unless it is meant, too. */
	planBulk: {
		input: z.strictObject({
			act: bulkAct,
			ids: z.array(id).min(1).max(10_000).readonly(),
			withProduction: z.boolean(),
		}),
		output: bulkPlan,
	},
	/** Starts it; for a revoke the main process asks first. Null: the person changed their mind. */
	startBulk: {
		input: z.strictObject({
			act: bulkAct,
			ids: z.array(id).min(1).max(10_000).readonly(),
			withProduction: z.boolean(),
		}),
		output: z.strictObject({ bulk: bulkView.nullable() }),
	},
	pauseBulk: { input: z.strictObject({ bulkId: id }), output: bulkView },
	resumeBulk: { input: z.strictObject({ bulkId: id }), output: bulkView },
	/** What is under way ends, the rest is cancelled; one that ended is put away. */
	stopBulk: { input: z.strictObject({ bulkId: id }), output: bulkView },
	/** Puts on the clipboard what became of each connection; the main process writes the text. */
	copyBulkResult: { input: z.strictObject({ bulkId: id }), output: nothing },
	/** Puts the aliases of these connections and their status on the clipboard; the main process writes the text. */
	copyConnectionList: {
		input: z.strictObject({ ids: z.array(id).min(1).max(10_000).readonly() }),
		output: nothing,
	},
	/**
	 * Writes the list of these connections, without a secret, to a file that the person names in a dialog of the main process. `saved`: how many
	 * are in it; null: they changed their mind.
	 */
	saveConnectionList: {
		input: z.strictObject({ ids: z.array(id).min(1).max(10_000).readonly(), form: z.enum(listForms) }),
		output: z.strictObject({ saved: z.int().nonnegative().nullable() }),
	},
	changeSettings: { input: settings.partial(), output: settings },
	/** What the settings show and cannot change. */
	computer: { input: nothing, output: computerView },
	/** Puts what failed lately on the clipboard, without names, secrets or folders; the main process writes the text. */
	copyTrace: { input: nothing, output: nothing },
	/** Shows the folder of Latchkey's own data, and no other. */
	openDataFolder: { input: nothing, output: nothing },
	/** The person chooses a program in a dialog of the main process; the page never says one. */
	chooseBrowser: { input: nothing, output: computerView },
	useSystemBrowser: { input: nothing, output: computerView },
	backups: { input: nothing, output: backupsView },
	/** Among the backups, in a folder that the page cannot choose. */
	backUpNow: { input: nothing, output: backupsView },
	/** The command `latchkey` of terminals: there is one place for it, which the page cannot choose. */
	commandLine: { input: nothing, output: commandLineView },
	installCommandLine: { input: nothing, output: commandLineView },
	removeCommandLine: { input: nothing, output: commandLineView },
	/** Nothing that touches a secret works until `unlock`. */
	lock: { input: nothing, output: nothing },
	/** Asks the keychain first. */
	unlock: { input: nothing, output: nothing },
	probeKeychain: { input: nothing, output: keychainView },
	/** Opens the vault under a passphrase, for as long as the app runs. */
	unlockVault: {
		input: z.strictObject({ passphrase: z.string().min(1).max(passphraseLength.most) }),
		output: keychainView,
	},
	/**
	 * Where there is no keychain: from now on the secrets lie in a file under this passphrase. The main process says what that means and asks
	 * first; then the app starts again.
	 */
	setUpVault: {
		input: z.strictObject({ passphrase: z.string().min(passphraseLength.least).max(passphraseLength.most) }),
		output: z.strictObject({ done: z.boolean() }),
	},
	/** What the page hears from Chromium: only a hint, by which nothing is refused. */
	networkHint: { input: z.strictObject({ online: z.boolean() }), output: nothing },
	/** Asks an accounts host, by a request that holds nothing, whether it is there. */
	lookForNetwork: { input: nothing, output: z.strictObject({ offline: z.boolean() }) },
	/** Starts the practice CRM in the app and makes its data centers and API client known. */
	startPractice: { input: nothing, output: nothing },
	/** Puts a redirect URI on the clipboard, to be pasted into the API console; any other text is refused. */
	copyRedirectUri: { input: z.strictObject({ redirectUri: z.string().max(500) }), output: nothing },
	openApiConsole: { input: z.strictObject({ dataCenter: id }), output: nothing },
	/** Asks Zoho which data centers there are; nothing is trusted by looking. */
	findDataCenters: {
		input: nothing,
		output: z.strictObject({
			found: z
				.array(z.strictObject({ location: z.string(), accountsUrl: z.string(), apiUrl: z.string().nullable() }))
				.readonly(),
		}),
	},
	/** Trusts one that was just found, by its location; the main process names its hosts to the person and asks first. */
	trustDataCenter: {
		input: z.strictObject({ location: id }),
		output: z.strictObject({ done: z.boolean(), dataCenter: dataCenterView.nullable() }),
	},
	/** A custom one without connections. */
	removeDataCenter: { input: z.strictObject({ id }), output: nothing },
} as const satisfies Record<Method, { input: z.ZodType; output: z.ZodType }>;

export type Input<M extends Method> = z.input<(typeof contract)[M]['input']>;
export type Output<M extends Method> = z.output<(typeof contract)[M]['output']>;

/** What crosses the process boundary: Electron keeps only the message of a thrown error (electron#24427), so nothing is thrown. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: z.infer<typeof errorView> };

/** The frozen object `window.latchkey`. */
export type LatchkeyApi = {
	readonly [M in Method]: (input: Input<M>) => Promise<Result<Output<M>>>;
} & {
	/** Calls back on every event; returns the function that ends it. */
	readonly onEvent: (listener: (event: CoreEvent) => void) => () => void;
};
