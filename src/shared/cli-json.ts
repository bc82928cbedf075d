import { z } from 'zod';
import { errorView } from './error-view.ts';
import { apiClientView, connectionView, dataCenterView, environment } from './views.ts';

// What `--json` promises to scripts, by command. Strict on purpose: a field that comes or goes is a change of the contract.

const time = z.iso.datetime();
const count = z.number().int().nonnegative();
const failed = <Name extends string>(name: Name) => ({ [name]: z.string(), ok: z.literal(false), error: errorView });

const bulk = z.strictObject({
	results: z.array(
		z.discriminatedUnion('ok', [
			z.strictObject({
				target: z.string(),
				ok: z.literal(true),
				connection: connectionView,
				skipped: z.literal(true).optional(),
			}),
			z.strictObject(failed('target')),
		]),
	),
});

const dryRun = z.strictObject({
	dryRun: z.literal(true),
	results: z.array(z.strictObject({ target: z.string(), would: z.string(), connection: connectionView })),
});

const oneOrMany = z.union([connectionView, bulk, dryRun]);

const token = z.strictObject({
	accessToken: z.string(),
	tokenType: z.literal('Zoho-oauthtoken'),
	expiresAt: time,
	expiresInSeconds: count,
	apiDomain: z.string(),
	accountsServer: z.string(),
	dataCenter: z.string(),
	environment,
	orgId: z.string(),
	alias: z.string(),
});

const tokenFile = z.strictObject({
	file: z.string(),
	format: z.string(),
	alias: z.string(),
	expiresAt: time,
	expiresInSeconds: count,
});

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const auditEntry = z.strictObject({
	at: time,
	act: z.string(),
	connection: z.string().nullable(),
	details: z.record(z.string(), z.union([z.string(), z.number()])),
});

const audit = z.strictObject({
	entries: z.array(auditEntry.extend({ alias: z.string().nullable() })),
	matching: count,
	/** The number of the first row that somebody changed. */
	firstBreak: count.nullable(),
});

const scan = z.strictObject({
	findings: z.array(
		z.strictObject({
			path: z.string(),
			line: count.nullable(),
			kind: z.enum(['token', 'client-secret', 'sdk-file-store', 'sdk-database', 'sdk-store-name']),
			fingerprint: z
				.string()
				.regex(/^[0-9a-f]{8}$/)
				.nullable(),
			records: count.nullable(),
		}),
	),
	files: count,
	bytes: count,
	skipped: z.strictObject({
		nodeModules: count,
		gitObjects: count,
		binary: count,
		links: count,
		special: count,
		tooBig: z.array(z.strictObject({ path: z.string(), bytes: count })),
		unreadable: z.array(z.strictObject({ path: z.string(), problem: z.string() })),
	}),
});

const imported = z.strictObject({
	records: z.array(
		z.strictObject({
			number: count,
			id: z.string().nullable(),
			userSignature: z.string().nullable(),
			clientId: z.string().nullable(),
			dataCenter: z.string().nullable(),
			state: z.enum(['new', 'held', 'refused']),
			heldAs: z.string().nullable(),
			problem: errorView.nullable(),
		}),
	),
	results: z.array(
		z.discriminatedUnion('ok', [
			z.strictObject({ number: count, ok: z.literal(true), connection: connectionView }),
			z.strictObject({
				number: count,
				ok: z.literal(false),
				connection: connectionView.nullable(),
				error: errorView,
			}),
		]),
	),
	shredded: z.boolean().nullable(),
});

const foundDataCenters = z.strictObject({
	dataCenters: z.array(
		z.strictObject({ location: z.string(), accountsUrl: z.string(), apiUrl: z.string().nullable() }),
	),
	trusted: z.array(z.string()),
});

const practice = z.strictObject({
	apiClient: z.string(),
	dataCenters: z.array(
		z.strictObject({
			id: z.string(),
			name: z.string(),
			location: z.string(),
			accountsUrl: z.string(),
			apiUrl: z.string(),
		}),
	),
});

const backups = z.strictObject({
	backups: z.array(
		z.strictObject({
			path: z.string(),
			kind: z.enum(['daily', 'before-migration', 'manual']),
			madeAt: time,
			bytes: count,
			restorable: z.boolean(),
		}),
	),
});

/** What was found in the keychain, and why not everything could be asked for. */
const keychainStock = {
	held: z.array(z.string()),
	signInAgain: z.array(z.string()),
	secretsToAdd: z.array(z.string()),
	keychain: errorView.nullable(),
};

const restored = z.strictObject({
	file: z.string(),
	aside: z.string().nullable(),
	connections: count,
	apiClients: count,
	...keychainStock,
});

const bundleImported = z.strictObject({
	connections: z.array(
		z.strictObject({
			number: count,
			alias: z.string(),
			org: z.string(),
			user: z.string(),
			dataCenter: z.string(),
			environment,
			customer: z.string().nullable(),
			hasSecret: z.boolean(),
			state: z.enum(['new', 'held', 'refused']),
			as: z.string().nullable(),
			problem: errorView.nullable(),
		}),
	),
	results: z.array(
		z.discriminatedUnion('ok', [
			z.strictObject({ number: count, ok: z.literal(true), connection: connectionView }),
			z.strictObject({ number: count, ok: z.literal(false), error: errorView }),
		]),
	),
});

const vault = z.enum(['keychain', 'file', 'passphrase']);
const vaultStatus = z.strictObject({
	vault,
	/** The keychain's name, as it was last proved. */
	backend: z.string().nullable(),
	changed: z.strictObject({ before: z.string(), now: z.string() }).nullable(),
	/** That the keychain is open and has lost all that was stored in it. */
	emptied: z.strictObject({ keychain: z.string(), entries: count }).nullable(),
	entries: count,
	leftover: z.strictObject({ vault, entries: count }).nullable(),
});

const doctor = z.strictObject({
	findings: z.array(
		z.strictObject({
			check: z.enum([
				'version',
				'settings',
				'files',
				'database',
				'audit log',
				'keychain',
				'entries',
				'environment',
				'callback port',
				'network',
				'clock',
				'token slots',
			]),
			level: z.enum(['ok', 'warn', 'fail']),
			message: z.string(),
			fix: z.string().nullable(),
		}),
	),
	versions: z.strictObject({ latchkey: z.string(), node: z.string(), sqlite: z.string(), platform: z.string() }),
	/** Where the report lies, if one was asked for. */
	bundle: z.string().nullable(),
});

const offboarded = z.strictObject({
	customer: z.string(),
	/** Every connection is proved, and nothing is open. */
	complete: z.boolean(),
	connections: z.array(
		z.strictObject({
			connection: connectionView,
			proof: z.strictObject({
				revoked: z.boolean(),
				/** Null: revoked in an earlier run, no token is left to try. */
				refreshRefused: z.boolean().nullable(),
				/** Null: the keychain is not open. */
				keychainEntries: z.enum(['gone', 'left']).nullable(),
				sealedValues: count,
				replacedTokens: count,
			}),
			forgotten: z.boolean(),
			error: errorView.nullable(),
		}),
	),
	/** Aliases that it was not done for, such as after Ctrl-C. */
	notDone: z.array(z.string()),
	/** Proved and forgotten in earlier runs. */
	earlier: z.array(z.strictObject({ alias: z.string(), at: time })),
	left: z.array(
		z.strictObject({ state: z.enum(['open', 'kept']), what: z.string(), why: z.string(), next: z.string() }),
	),
	audit: z.strictObject({
		rows: z.array(auditEntry.extend({ seq: count, hash })),
		head: z.strictObject({ seq: count, hash }),
		firstBreak: count.nullable(),
	}),
	report: z.string().nullable(),
});

/** The `data` of each command; `exec` has none, its program has stdout. */
export const cliData: Readonly<Record<string, z.ZodType>> = {
	connect: connectionView,
	list: z.strictObject({ connections: z.array(connectionView) }),
	show: connectionView.extend({ tokenSlots: z.strictObject({ held: count, limit: count }) }),
	token: z.union([token, tokenFile]),
	check: oneOrMany,
	refresh: oneOrMany,
	reauth: connectionView,
	revoke: oneOrMany,
	forget: z.union([z.strictObject({ id: z.string(), alias: z.string() }), dryRun]),
	offboard: z.union([offboarded, dryRun.extend({ customer: z.string(), apiClients: z.array(z.string()) })]),
	edit: connectionView,
	audit,
	scan,
	'api-client add': apiClientView,
	'api-client change': apiClientView,
	'api-client list': z.strictObject({ apiClients: z.array(apiClientView) }),
	'api-client remove': z.strictObject({ name: z.string() }),
	'data-center list': z.strictObject({ dataCenters: z.array(dataCenterView) }),
	'data-center add': dataCenterView,
	'data-center remove': z.strictObject({ id: z.string() }),
	'data-center find': foundDataCenters,
	'import sdk-store': imported,
	'export sdk-store': z.strictObject({ path: z.string(), aliases: z.array(z.string()) }),
	'import bundle': bundleImported,
	'export bundle': z.strictObject({
		path: z.string(),
		connections: count,
		apiClients: count,
		refreshTokens: count,
		clientSecrets: count,
	}),
	backup: z.strictObject({ path: z.string() }),
	'backup list': backups,
	restore: restored,
	'vault status': vaultStatus,
	'vault adopt': vaultStatus.extend(keychainStock),
	'vault passphrase': vaultStatus,
	'vault recovery': vaultStatus,
	'vault recover': vaultStatus.extend(keychainStock),
	'vault restore': z.strictObject({ file: z.string(), aside: z.string().nullable(), ...keychainStock }),
	'vault use': vaultStatus.extend({ moved: count, unreadable: count }),
	doctor,
	practice,
	completion: z.strictObject({ shell: z.enum(['bash', 'zsh', 'fish', 'powershell']), script: z.string() }),
};

/** The one line that `--json` prints: the same keys for every command; `ok` says whether the exit code is 0. */
export function cliEnvelope(data: z.ZodType) {
	return z.strictObject({
		schemaVersion: z.literal(1),
		ok: z.boolean(),
		data: data.nullable(),
		warnings: z.array(z.string()),
		error: errorView.nullable(),
	});
}
