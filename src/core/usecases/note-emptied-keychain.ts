import type { Connection } from '../domain/connection.ts';
import { type EmptiedKeychain, emptiedKeychain, type KeychainWatch } from '../protocol/emptied-keychain.ts';
import { knownKeychain } from '../protocol/known-keychain.ts';
import { audit, type Context } from './context.ts';

/** What a keychain that lost everything makes untrue. A refused token and a queued revoke stay what they are. */
const believed: ReadonlySet<Connection['status']> = new Set(['connected', 'unverified', 'waiting', 'unreachable']);

/**
 * Writes down that the keychain as a whole lost its entries, or has them again, and gives the connections the status that is true then.
 * Nothing is deleted: recovery waits until a person goes on. `changed`: the state of the keychain is to be shown anew.
 */
export function watchKeychain(context: Context, changed: () => void): KeychainWatch {
	const { store } = context;
	const write = (note: EmptiedKeychain | null, act: string, put: (connection: Connection) => Connection | null) => {
		store.transaction(() => {
			store.settings.set('vault_emptied', note ? JSON.stringify(note) : '');
			for (const connection of store.connections.all()) {
				const now = put(connection);
				if (now) store.connections.put(now);
			}
			audit(context, act, null, note ? { ...note } : {});
		});
		changed();
	};
	return {
		emptied: (entries) => {
			if (emptiedKeychain(store)) return;
			const keychain = knownKeychain(store.settings) ?? context.entries.backend;
			write({ keychain, entries }, 'keychain emptied', locked);
		},
		isBack: () => {
			if (emptiedKeychain(store)) write(null, 'keychain found again', unlocked);
		},
		goesOn: () => {
			if (!store.settings.get('vault_emptied')) return;
			store.settings.set('vault_emptied', '');
			changed();
		},
	};
}

function locked(connection: Connection): Connection | null {
	const { alias, ref, status } = connection;
	if (ref === null || !believed.has(status)) return null;
	return { ...connection, status: 'locked', problem: { code: 'SECRET_UNREADABLE', details: { alias } } };
}

/** Its next use tells what it is. */
function unlocked(connection: Connection): Connection | null {
	if (connection.status !== 'locked') return null;
	return { ...connection, status: 'unverified', problem: null };
}
