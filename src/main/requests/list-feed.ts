import { firstShown } from '../../shared/list-order.ts';
import type { Settings } from '../../shared/settings.ts';
import { packTally, tally } from '../../shared/tally.ts';
import type { ConnectionView, DataCenterView, ListPart } from '../../shared/views.ts';

/** So many rows fill a tall window. */
const firstRows = 60;
/** So many go at a time afterwards: to take them in takes the window less than it notices. */
const rowsAtATime = 500;

/** The list, or a part of it, as a snapshot holds it. */
export interface ListPiece {
	readonly connections: readonly ConnectionView[];
	readonly part: ListPart | null;
}

interface Known {
	/** When it last changed, in steps. */
	readonly step: number;
	/** Null: it is gone. */
	readonly view: ConnectionView | null;
}

/**
 * A long list on its way to the window: first what the window shows first, with the counts of all; then the rest in parts; from then on only
 * what changed. Every connection has the number of the step at which it last changed, and the window asks for what came after the last one
 * it got.
 */
export class ListFeed {
	/** In the order of the steps. */
	#known = new Map<string, Known>();
	#list: readonly ConnectionView[] = [];
	#step = 0;

	/** From the beginning; a list that is not long comes whole. */
	begin(
		list: readonly ConnectionView[],
		dataCenters: readonly DataCenterView[],
		order: Pick<Settings, 'groupBy' | 'sortBy'>,
	): ListPiece {
		if (list.length <= firstRows) return { connections: list, part: null };
		this.#note(list);
		const before = this.#step;
		const first = new Set(firstShown(list, dataCenters, order, firstRows));
		for (const view of first) this.#put(view.id, view);
		for (const view of list) if (!first.has(view)) this.#put(view.id, view);
		const counts = packTally(tally(list), firstRows);
		return this.#after(before, firstRows, counts);
	}

	/** What came after that step. */
	after(step: number, list: readonly ConnectionView[]): ListPiece {
		this.#note(list);
		return this.#after(step, rowsAtATime, null);
	}

	/** Gives new steps to what is new, changed or gone. */
	#note(list: readonly ConnectionView[]): void {
		if (list === this.#list) return;
		this.#list = list;
		const ids = new Set<string>();
		for (const view of list) {
			ids.add(view.id);
			if (this.#known.get(view.id)?.view !== view) this.#put(view.id, view);
		}
		const gone = [...this.#known].filter(([id, { view }]) => view !== null && !ids.has(id));
		for (const [id] of gone) this.#put(id, null);
	}

	#put(id: string, view: ConnectionView | null): void {
		this.#step += 1;
		// Taken out first, so that it goes to the end.
		this.#known.delete(id);
		this.#known.set(id, { step: this.#step, view });
	}

	#after(step: number, count: number, counts: ListPart['tally']): ListPiece {
		const connections: ConnectionView[] = [];
		const gone: string[] = [];
		let upTo = step;
		for (const [id, known] of this.#known) {
			if (known.step <= step) continue;
			if (connections.length + gone.length === count) break;
			if (known.view) connections.push(known.view);
			else gone.push(id);
			upTo = known.step;
		}
		return { connections, part: { upTo, more: upTo < this.#step, gone, tally: counts } };
	}
}
