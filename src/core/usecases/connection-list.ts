import type { ConnectionView } from '../../shared/views.ts';
import type { Connection } from '../domain/connection.ts';
import { type ConnectionLabel, noLabel } from '../domain/connection-label.ts';
import { tokenBudget } from '../domain/token-budget.ts';
import type { Context } from './context.ts';
import { signInsThatWait, statusNow, toView } from './views.ts';

interface Kept {
	readonly connection: Connection;
	readonly label: ConnectionLabel;
	readonly expiresAt: number | null;
	readonly apiClient: string;
	readonly view: ConnectionView;
}

/**
 * Every connection as it may be shown: read from the store alone, no network, no keychain. Window, tray and timers ask for it all the time:
 * an unchanged store is not read again, and a connection that is as it was is the same object again.
 */
export class ConnectionList {
	readonly #context: Context;
	#kept: ReadonlyMap<string, Kept> = new Map();
	#views: readonly ConnectionView[] = [];
	#state = '';
	/** The time of the last reading, and when time alone changes a status. */
	#holds = { from: 0, until: 0 };

	constructor(context: Context) {
		this.#context = context;
	}

	all(): readonly ConnectionView[] {
		const { store, clock } = this.#context;
		const now = clock.now();
		// Asked before the rows are read: what is written in between is read again the next time.
		const state = `${store.version()} ${store.writes()}`;
		if (state === this.#state && this.#holds.from <= now && now < this.#holds.until) return this.#views;
		this.#read(now);
		this.#state = state;
		return this.#views;
	}

	#read(now: number): void {
		const { store, words } = this.#context;
		const labels = store.labels.all();
		const expiries = store.accessTokens.expiries();
		const clients = new Map<string, string>(store.apiClients.all().map(({ id, name }) => [id, name]));
		const signIns = signInsThatWait(store, now);
		const turns = [...signIns.values()];
		const kept = new Map<string, Kept>();
		for (const connection of store.connections.all()) {
			const { id, waitingUntil } = connection;
			if (waitingUntil !== null) turns.push(waitingUntil, waitingUntil - tokenBudget.windowMs);
			const label = labels.get(id) ?? noLabel;
			const expiresAt = expiries.get(id) ?? null;
			const apiClient = clients.get(connection.apiClient) ?? connection.apiClient;
			const status = signIns.has(id) ? 'pending' : statusNow(connection, now);
			const before = this.#kept.get(id);
			const isSame =
				before?.connection === connection &&
				before.label === label &&
				before.expiresAt === expiresAt &&
				before.apiClient === apiClient &&
				before.view.status === status;
			const view = isSame ? before.view : toView(connection, { label, expiresAt, apiClient, status, words });
			kept.set(id, isSame ? before : { connection, label, expiresAt, apiClient, view });
		}
		this.#kept = kept;
		this.#views = [...kept.values()].map(({ view }) => view);
		this.#holds = { from: now, until: Math.min(...turns.filter((turn) => turn > now)) };
	}
}
