import type { ListedStore } from '../../ports/store.ts';
import {
	apiClientsIn,
	connectionsIn,
	dataCentersIn,
	entriesHeldIn,
	expiriesIn,
	labelsIn,
	settingIn,
	signInsIn,
	vaultEntriesIn,
} from './listed-rows.ts';
import { readUpToDate } from './read-up-to-date.ts';

/** What `act` makes of the store's lists, where nothing has to be done before they are read; else null: open the store. */
export function readListed<T>(database: string, now: number, act: (store: ListedStore) => T): T | null {
	return readUpToDate(database, now, (rows) =>
		act({
			connections: { all: () => connectionsIn(rows) },
			labels: { all: () => labelsIn(rows) },
			apiClients: { all: () => apiClientsIn(rows) },
			dataCenters: { all: () => dataCentersIn(rows) },
			vaultEntries: { all: () => vaultEntriesIn(rows), held: () => entriesHeldIn(rows) },
			signIns: { all: () => signInsIn(rows) },
			accessTokens: { expiries: () => expiriesIn(rows) },
			settings: { get: (key) => settingIn(rows, key) },
			// One moment.
			version: () => 0,
			writes: () => 0,
		}),
	);
}
