import type { Value } from './row-reader.ts';

/**
 * What the rows of a query were made into. A row that is as it was at the last reading gives the same object again: to read thousands of
 * rows, one of which changed, costs little more than SQLite's own work. Each row comes as one JSON text: to compare and to keep it is
 * cheaper than twenty values; blobs and integers beyond 2^53 do not pass.
 */
export class KeptRows<T> {
	readonly #make: (values: readonly Value[]) => T;
	#texts: readonly string[] = [];
	#made: readonly T[] = [];

	constructor(make: (values: readonly Value[]) => T) {
		this.#make = make;
	}

	/** One object a row, in their order; the same list again where no row changed. */
	take(texts: readonly string[]): readonly T[] {
		let places: ReadonlyMap<string, number> | null = null;
		let next = 0;
		const made = texts.map((text) => {
			if (text !== this.#texts[next]) {
				places ??= new Map(this.#texts.map((each, place) => [each, place]));
				// A row that is new or changed stands in the place of another one, or between two.
				next = places.get(text) ?? next;
			}
			const same = text === this.#texts[next] ? this.#made[next] : undefined;
			next += 1;
			return same ?? this.#make(JSON.parse(text));
		});
		if (places === null && made.length === this.#made.length) return this.#made;
		this.#texts = texts;
		this.#made = made;
		return made;
	}
}
