/** Structured values as JSON text and back. */
export interface Codec {
	encode(value: unknown): string;
	decode(text: string): unknown;
}

/**
 * Carries what Electron's IPC carries (the structured clone algorithm) over channels that take text only.
 * Self-contained: its source text also runs in the page (page-bridge.ts).
 */
export function makeCodec(): Codec {
	type Tagged = [kind: string, ...content: unknown[]];
	const ARRAYS = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array]
		.map((type) => [type.name, type] as [string, new (bytes: ArrayBuffer) => ArrayBufferView])
		.concat([
			['Float32Array', Float32Array],
			['Float64Array', Float64Array],
			['BigInt64Array', BigInt64Array],
			['BigUint64Array', BigUint64Array],
			['DataView', DataView],
		]);
	const VIEWS = new Map(ARRAYS);
	const ERRORS = new Map<string, ErrorConstructor>(
		[TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError].map((type) => [type.name, type]),
	);

	const refuse = (): never => {
		throw new Error('An object could not be cloned.');
	};
	const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
	const fromBase64 = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer;

	/** Objects get a number in the order of their first visit, which both sides count alike: that is how cycles are kept. */
	function write(value: unknown, seen: Map<object, number>): unknown {
		const inner = (part: unknown): unknown => write(part, seen);
		if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
		if (typeof value === 'number') {
			return Number.isFinite(value) && !Object.is(value, -0)
				? value
				: ['number', Object.is(value, -0) ? '-0' : String(value)];
		}
		if (value === undefined) return ['undefined'];
		if (typeof value === 'bigint') return ['bigint', String(value)];
		if (typeof value !== 'object') return refuse();

		const known = seen.get(value);
		if (known !== undefined) return ['again', known];
		seen.set(value, seen.size);
		// By tag and not by instanceof: values come from other realms too.
		const tag = Object.prototype.toString.call(value).slice(8, -1);
		if (Array.isArray(value)) return ['array', Array.from(value, inner)];
		if (tag === 'Date') return ['date', inner((value as Date).getTime())];
		if (tag === 'RegExp') return ['regexp', (value as RegExp).source, (value as RegExp).flags];
		if (tag === 'Map')
			return ['map', [...(value as Map<unknown, unknown>)].map(([key, item]) => [inner(key), inner(item)])];
		if (tag === 'Set') return ['set', [...(value as Set<unknown>)].map(inner)];
		if (tag === 'ArrayBuffer') return ['bytes', toBase64(new Uint8Array(value as ArrayBuffer))];
		if (VIEWS.has(tag)) {
			const view = value as ArrayBufferView;
			return ['view', tag, toBase64(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))];
		}
		if (tag === 'Error') {
			const error = value as Error;
			return ['error', error.name, error.message, inner(error.stack), 'cause' in error, inner(error.cause)];
		}
		if (tag !== 'Object') return refuse();
		return ['object', Object.entries(value).map(([key, item]) => [key, inner(item)])];
	}

	function read(written: unknown, made: unknown[]): unknown {
		if (!Array.isArray(written)) return written;
		const inner = (part: unknown): unknown => read(part, made);
		const keep = <T>(value: T): T => {
			made.push(value);
			return value;
		};
		const [kind, first, second, ...rest] = written as Tagged;
		const text = first as string;
		switch (kind) {
			case 'number':
				return Number(text);
			case 'undefined':
				return undefined;
			case 'bigint':
				return BigInt(text);
			case 'again':
				return made[first as number];
			case 'array': {
				const list = keep<unknown[]>([]);
				for (const part of first as unknown[]) list.push(inner(part));
				return list;
			}
			case 'date':
				return keep(new Date(inner(first) as number));
			case 'regexp':
				return keep(new RegExp(text, second as string));
			case 'map': {
				const map = keep(new Map<unknown, unknown>());
				for (const [key, item] of first as [unknown, unknown][]) map.set(inner(key), inner(item));
				return map;
			}
			case 'set': {
				const set = keep(new Set<unknown>());
				for (const part of first as unknown[]) set.add(inner(part));
				return set;
			}
			case 'bytes':
				return keep(fromBase64(text));
			case 'view': {
				const View = VIEWS.get(text);
				return View ? keep(new View(fromBase64(second as string))) : refuse();
			}
			case 'error': {
				const error = keep(new (ERRORS.get(text) ?? Error)(second as string));
				Object.defineProperty(error, 'stack', { value: inner(rest[0]), writable: true, configurable: true });
				const cause = inner(rest[2]);
				if (rest[1]) Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true });
				return error;
			}
			default: {
				const object = keep<object>({});
				for (const [key, item] of first as [string, unknown][]) {
					// Defined, not assigned: a key named __proto__ is data here.
					Object.defineProperty(object, key, {
						value: inner(item),
						writable: true,
						enumerable: true,
						configurable: true,
					});
				}
				return object;
			}
		}
	}

	return {
		encode: (value) => JSON.stringify(write(value, new Map())),
		decode: (text) => read(JSON.parse(text), []),
	};
}
