import { z } from 'zod';
import { errorView } from '../error-view.ts';
import { apiClientView, connectionView, dataCenterView } from '../views.ts';
import { audit, dryRun, forgotten, oneOrMany, shown, token, tokenFile } from './connections.ts';
import { doctor } from './doctor.ts';
import { offboarded } from './offboarded.ts';
import { count, keychainStock } from './parts.ts';
import { foundDataCenters, practice } from './setup.ts';
import { backups, restored, vaultAdopted, vaultMoved, vaultRestored, vaultStatus } from './storage.ts';
import { bundleImported, imported, scan } from './transfers.ts';

// What `--json` promises to scripts, by command. Strict on purpose: a field that comes or goes is a change of the contract.

/** The `data` of each command; `exec` has none, its program has stdout. */
export const cliData: Readonly<Record<string, z.ZodType>> = {
	connect: connectionView,
	list: z.strictObject({ connections: z.array(connectionView) }),
	show: shown,
	token: z.union([token, tokenFile]),
	check: oneOrMany,
	refresh: oneOrMany,
	reauth: oneOrMany,
	revoke: oneOrMany,
	forget: forgotten,
	offboard: z.union([offboarded, dryRun.extend({ customer: z.string(), apiClients: z.array(z.string()) })]),
	edit: oneOrMany,
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
	'vault adopt': vaultAdopted,
	'vault passphrase': vaultStatus,
	'vault recovery': vaultStatus,
	'vault recover': vaultStatus.extend(keychainStock),
	'vault restore': vaultRestored,
	'vault use': vaultMoved,
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
