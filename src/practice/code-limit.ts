const windowMs = 10 * 60_000;

/** Counts the codes that each API client was given in the last ten minutes, in all data centers together. */
export class CodeLimit {
	readonly #now: () => number;
	readonly #limit: number;
	readonly #given = new Map<string, readonly number[]>();

	constructor(now: () => number, limit: number) {
		this.#now = now;
		this.#limit = limit;
	}

	/** Counts one more code; false when there were too many, and then this one is not counted. */
	admit(clientId: string): boolean {
		if (this.#limit === Infinity) return true;
		const now = this.#now();
		const recent = (this.#given.get(clientId) ?? []).filter((time) => time > now - windowMs);
		const isAdmitted = recent.length < this.#limit;
		this.#given.set(clientId, isAdmitted ? [...recent, now] : recent);
		return isAdmitted;
	}
}
