interface Entry<T> {
	readonly value: T;
	readonly endsAt: number;
}

/** Holds values that can be taken once, within their life, such as authorization codes and open consent pages. */
export class OneTimeStore<T> {
	readonly #entries = new Map<string, Entry<T>>();
	readonly #now: () => number;
	readonly #capacity: number;

	constructor(now: () => number, capacity = 1000) {
		this.#now = now;
		this.#capacity = capacity;
	}

	/** Keeps a value for `lifeMs` milliseconds; the oldest one goes when the store is full. */
	put(key: string, value: T, lifeMs: number): void {
		this.#entries.set(key, { value, endsAt: this.#now() + lifeMs });
		if (this.#entries.size <= this.#capacity) return;
		const [oldest] = this.#entries.keys();
		if (oldest !== undefined) this.#entries.delete(oldest);
	}

	/** Takes a value out, once; undefined when it is unknown, too old, or does not fit (then it stays for its owner). */
	take(key: string, fits: (value: T) => boolean = () => true): T | undefined {
		const entry = this.#entries.get(key);
		if (!entry || !fits(entry.value)) return undefined;
		this.#entries.delete(key);
		return entry.endsAt > this.#now() ? entry.value : undefined;
	}

	/** Drops every value that matches. */
	drop(matches: (value: T) => boolean): void {
		for (const [key, entry] of this.#entries) if (matches(entry.value)) this.#entries.delete(key);
	}
}
