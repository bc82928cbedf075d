import { errorWords } from '../shared/error-words.ts';
import type { ConnectionView, DataCenterView } from '../shared/views.ts';
import { readListed } from './adapters/sqlite/read-listed.ts';
import { systemClock } from './adapters/system/system-clock.ts';
import { ConnectionList, type ListContext } from './usecases/connection-list.ts';
import { type VaultStatus, vaultStatus } from './usecases/vault-status.ts';
import { dataCenterViews } from './usecases/views.ts';

/** The part of a core that lists what is stored; asks neither network nor keychain. */
export interface Lists {
	readonly connections: { readonly list: () => readonly ConnectionView[] };
	readonly dataCenters: { readonly list: () => readonly DataCenterView[] };
	readonly vault: { readonly status: () => VaultStatus };
}

/**
 * What a core would list, all of one moment, without opening the store for writing: several times quicker than a core. Null where something
 * has to be done before the store may be read; then open a core. Not in a process that has one open.
 */
export function readLists(database: string): Lists | null {
	return readListed(database, systemClock.now(), (store) => {
		const words: ListContext['words'] = ({ code, details }) => errorWords(code, details);
		const connections = new ConnectionList({ store, clock: systemClock, words }).all();
		const [dataCenters, status] = [dataCenterViews({ store }), vaultStatus({ store })];
		return {
			connections: { list: () => connections },
			dataCenters: { list: () => dataCenters },
			vault: { status: () => status },
		};
	});
}
