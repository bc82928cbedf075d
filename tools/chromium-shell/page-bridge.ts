// The contextBridge's two ends. Every function here is self-contained: it runs in the page, as source text.

/** One end of the bridge between the page's own world and the preload's isolated one. */
export interface Bridge {
	pack(value: unknown): Packed;
	unpack(packed: Packed, frozen?: boolean): unknown;
	emit(kind: string, detail: unknown): void;
	on<T>(kind: string, listener: (detail: T) => void): void;
}

/** A value on its way between the worlds: functions and promises cross as numbers, data as itself. */
export type Packed =
	| { kind: 'data'; data: unknown }
	| { kind: 'function' | 'promise' | 'again'; id: number }
	| { kind: 'error'; message: string }
	| { kind: 'array'; items: Packed[] }
	| { kind: 'object'; entries: [string, Packed][] };

type AnyFunction = (...values: unknown[]) => unknown;
type Answer = { ok: boolean; value: Packed };

/**
 * The worlds share the document, so they talk through synchronous CustomEvents under a name that the page cannot know;
 * Chromium clones each event's `detail` into the other world.
 */
export function makeBridge(secret: string, here: string, there: string): Bridge {
	const functions: AnyFunction[] = [];
	const waiting = new Map<number, (answer: Answer) => void>();
	let promises = 0;
	let answer: Answer | null = null;
	// Taken now: the page may replace them later.
	const Event = CustomEvent;
	const dispatch = document.dispatchEvent.bind(document);
	const listen = document.addEventListener.bind(document);

	const emit = (kind: string, detail: unknown): void => void dispatch(new Event(secret + there + kind, { detail }));
	const on = <T>(kind: string, listener: (detail: T) => void): void =>
		listen(secret + here + kind, (event) => listener((event as CustomEvent<T>).detail));

	function pack(value: unknown, seen: Map<object, number> = new Map()): Packed {
		if (typeof value === 'function') {
			const known = functions.indexOf(value as AnyFunction);
			return { kind: 'function', id: known >= 0 ? known : functions.push(value as AnyFunction) - 1 };
		}
		if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
		if (value === null || typeof value !== 'object') return { kind: 'data', data: value };
		if (value instanceof Promise) {
			const id = ++promises;
			const settle = (ok: boolean, result: unknown): void =>
				emit('settled', { id, answer: { ok, value: pack(result) } });
			value.then((result) => settle(true, result)).catch((error) => settle(false, error));
			return { kind: 'promise', id };
		}
		if (value instanceof Error) return { kind: 'error', message: value.message };
		const known = seen.get(value);
		if (known !== undefined) return { kind: 'again', id: known };
		seen.set(value, seen.size);
		if (Array.isArray(value)) return { kind: 'array', items: value.map((item) => pack(item, seen)) };
		if (Object.prototype.toString.call(value) === '[object Object]') {
			return { kind: 'object', entries: Object.entries(value).map(([key, item]) => [key, pack(item, seen)]) };
		}
		try {
			return { kind: 'data', data: structuredClone(value) };
		} catch {
			throw new TypeError('An object could not be cloned.');
		}
	}

	function unpack(packed: Packed, frozen = false, made: unknown[] = []): unknown {
		switch (packed.kind) {
			case 'function':
				return (...values: unknown[]) => call(packed.id, values);
			case 'promise':
				return new Promise((resolve, reject) => {
					waiting.set(packed.id, ({ ok, value }) => (ok ? resolve : reject)(unpack(value)));
				});
			case 'error':
				return new Error(packed.message);
			case 'again':
				return made[packed.id];
			case 'array': {
				const list: unknown[] = [];
				made.push(list);
				for (const item of packed.items) list.push(unpack(item, frozen, made));
				return frozen ? Object.freeze(list) : list;
			}
			case 'object': {
				const object: Record<string, unknown> = {};
				made.push(object);
				for (const [key, item] of packed.entries) object[key] = unpack(item, frozen, made);
				return frozen ? Object.freeze(object) : object;
			}
			default:
				if (packed.data !== null && typeof packed.data === 'object') made.push(packed.data);
				return packed.data;
		}
	}

	function call(id: number, values: unknown[]): unknown {
		answer = null;
		emit('call', { id, values: pack(values) });
		// The event was handled in full before emit returned: its answer is here, or the other world is gone.
		const given = answer as Answer | null;
		answer = null;
		if (!given) throw new Error('the other world did not answer');
		if (given.ok) return unpack(given.value);
		throw unpack(given.value);
	}

	on<{ id: number; values: Packed }>('call', ({ id, values }) => {
		let given: Answer;
		try {
			given = { ok: true, value: pack(functions[id]?.(...(unpack(values) as unknown[]))) };
		} catch (error) {
			given = { ok: false, value: pack(error) };
		}
		emit('answer', given);
	});
	on<Answer>('answer', (given) => {
		answer = given;
	});
	on<{ id: number; answer: Answer }>('settled', ({ id, answer: given }) => {
		waiting.get(id)?.(given);
		waiting.delete(id);
	});
	return { pack, unpack, emit, on };
}
