import type { ConnectionView, ListPart, Snapshot } from '../../shared/views.ts';
import { same, sameConnections } from './keep-same.ts';

/**
 * The connections as the window knows them. A long list comes in parts: the first one is shown at once, the others together once all are
 * there, for to sort and count thousands of rows anew at each part would cost more than the waiting.
 */
export class KnownList {
	#shown: readonly ConnectionView[] = [];
	/** What came after what is shown; null: gone. */
	readonly #waiting = new Map<string, ConnectionView | null>();
	/** What to ask with for what comes next; null: for all. */
	#since: number | null = null;
	/** The first part, as long as it is all that is shown. */
	#first: ListPart | null = null;

	/** What to ask the main process with. */
	get question(): { readonly since?: number } {
		return this.#since === null ? {} : { since: this.#since };
	}

	/** Whether it is so long that it comes in parts. */
	get isLong(): boolean {
		return this.#since !== null;
	}

	/** Takes what the main process answered; gives it back with the connections to show. */
	take({ connections, part, ...others }: Snapshot): Snapshot {
		if (part === null || this.#since === null) {
			this.#waiting.clear();
			this.#shown = sameConnections(this.#shown, connections);
			this.#first = part?.more ? part : null;
		} else {
			for (const connection of connections) this.#waiting.set(connection.id, connection);
			for (const id of part.gone) this.#waiting.set(id, null);
			if (!part.more) this.#showWaiting();
		}
		this.#since = part?.upTo ?? null;
		return { ...others, connections: this.#shown, part: this.#first };
	}

	/** Replaces one, and gives back all. */
	put(connection: ConnectionView): readonly ConnectionView[] {
		this.#shown = this.#shown.map((each) => (each.id === connection.id ? connection : each));
		return this.#shown;
	}

	#showWaiting(): void {
		const shown: ConnectionView[] = [];
		for (const before of this.#shown) {
			const now = this.#waiting.get(before.id);
			if (now !== null) shown.push(now ? same(before, now) : before);
			this.#waiting.delete(before.id);
		}
		for (const now of this.#waiting.values()) if (now) shown.push(now);
		const isSame = shown.length === this.#shown.length && shown.every((each, place) => each === this.#shown[place]);
		if (!isSame) this.#shown = shown;
		this.#waiting.clear();
		this.#first = null;
	}
}
