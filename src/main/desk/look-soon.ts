/** Looks again a moment after something changed: many changes at once cost one look. */
export class LookSoon {
	readonly #look: () => void;
	readonly #afterMs: number;
	#timer: NodeJS.Timeout | null = null;
	#stopped = false;

	constructor(look: () => void, afterMs: number) {
		this.#look = look;
		this.#afterMs = afterMs;
	}

	readonly changed = (): void => {
		if (this.#stopped) return;
		this.#timer ??= setTimeout(() => {
			this.#timer = null;
			this.#look();
		}, this.#afterMs);
	};

	/** From now on nothing is looked at. */
	readonly stop = (): void => {
		this.#stopped = true;
		if (this.#timer) clearTimeout(this.#timer);
	};
}
