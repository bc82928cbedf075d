import type { ConnectionView } from '../../shared/views.ts';
import { noLabel } from '../domain/connection-label.ts';
import { tokenBudget } from '../domain/token-budget.ts';
import type { ListedStore } from '../ports/store.ts';
import type { Context } from './context.ts';
import { signInsThatWait, statusNow, toView, type ViewSource } from './views.ts';

/** What a list is made from. */
export type ListContext = Pick<Context, 'clock' | 'words'> & { readonly store: ListedStore };

interface Kept extends ViewSource {
	readonly view: ConnectionView;
}

/**
 * Every connection as it may be shown: read from the store alone, no network, no keychain. Window, tray and timers ask for it all the time:
 * an unchanged store is not read again, and a connection that is as it was is the same object again.
 */
export class ConnectionList {
	readonly #context: ListContext;
	#kept: readonly Kept[] = [];
	#views: readonly ConnectionView[] = [];
	#state = '';
	/** The time of the last reading, and when time alone changes a status. */
	#holds = { from: 0, until: 0 };

	constructor(context: ListContext) {
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
		let turn = Math.min(...signIns.values());
		const before = this.#kept;
		let places: ReadonlyMap<string, number> | null = null;
		let next = 0;
		const kept = store.connections.all().map((connection) => {
			const { id, waitingUntil } = connection;
			if (waitingUntil !== null) turn = Math.min(turn, nextTurn(waitingUntil, now));
			const source: ViewSource = {
				connection,
				label: labels.get(id) ?? noLabel,
				expiresAt: expiries.get(id) ?? null,
				apiClient: clients.get(connection.apiClient) ?? connection.apiClient,
				status: signIns.has(id) ? 'pending' : statusNow(connection, now),
			};
			// Mostly it stands where it stood; where one was put in, taken out or renamed, its place is looked for.
			if (before[next]?.connection.id !== id) {
				places ??= new Map(before.map((each, place) => [each.connection.id, place]));
				next = places.get(id) ?? next;
			}
			const known = before[next];
			if (known?.connection.id === id) next += 1;
			return known && isSame(known, source) ? known : { ...source, view: toView(source, words) };
		});
		this.#kept = kept;
		this.#views = kept.map(({ view }) => view);
		this.#holds = { from: now, until: turn };
	}
}

/** When a pause begins to count, or is over; a pause further away than the longest one does not count yet (token-budget.ts). */
function nextTurn(waitingUntil: number, now: number): number {
	return Math.min(...[waitingUntil, waitingUntil - tokenBudget.windowMs].filter((turn) => turn > now));
}

const isSame = (a: ViewSource, b: ViewSource) =>
	a.connection === b.connection &&
	a.label === b.label &&
	a.expiresAt === b.expiresAt &&
	a.apiClient === b.apiClient &&
	a.status === b.status;
