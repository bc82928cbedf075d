import { describe, expect, it } from 'vitest';
import { makeCodec } from '../../../tools/chromium-shell/codec.ts';

const { encode, decode } = makeCodec();
const roundTrip = (value: unknown): unknown => decode(encode(value));

describe('codec', () => {
	it.each([
		['text', 'text'],
		['null', null],
		['undefined', undefined],
		['NaN', Number.NaN],
		['infinity', Number.NEGATIVE_INFINITY],
		['minus zero', -0],
		['big integer', 12n ** 30n],
		['date', new Date(5)],
		['invalid date', new Date(Number.NaN)],
		['regular expression', /a\/b/gi],
		['map', new Map<unknown, unknown>([[{ key: 1 }, new Set([1, 'a'])]])],
		['bytes', new Uint8Array([0, 127, 255])],
		['floats', new Float64Array([0.5, -1])],
		['array buffer', new Uint8Array([1, 2]).buffer],
		['data view', new DataView(new Uint8Array([9, 8]).buffer)],
		['nested', { list: [1, [undefined, { deep: null }]], absent: undefined }],
		['what looks encoded', ['undefined', ['date', 5]]],
	])('carries %s', (_name, value) => {
		const result = roundTrip(value);
		expect(result).toStrictEqual(value);
		expect(Object.is(result, -0)).toBe(Object.is(value, -0));
	});

	it('carries a part of a buffer as that part', () => {
		expect(roundTrip(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))).toStrictEqual(new Uint8Array([2, 3]));
	});

	it('carries errors with name, message, stack and cause', () => {
		const error = new RangeError('too far', { cause: 'wind' });
		const result = roundTrip(error) as RangeError;
		expect(result).toBeInstanceOf(RangeError);
		expect([result.message, result.stack, result.cause]).toEqual(['too far', error.stack, 'wind']);
	});

	it('keeps cycles and shared parts', () => {
		const shared = { name: 'shared' };
		const value: Record<string, unknown> = { first: shared, second: [shared], when: new Date(1) };
		value.self = value;
		const result = roundTrip(value) as { first: object; second: [object]; self: object };
		expect(result.self).toBe(result);
		expect(result.second[0]).toBe(result.first);
	});

	it('keeps a key named __proto__ as data', () => {
		const result = roundTrip(JSON.parse('{"__proto__":{"admin":true}}')) as { admin?: boolean };
		expect(result.admin).toBeUndefined();
		expect(Object.keys(result)).toEqual(['__proto__']);
	});

	it('makes class instances plain', () => {
		class Point {
			x = 1;
		}
		expect(roundTrip(new Point())).toStrictEqual({ x: 1 });
	});

	it.each([
		['function', () => undefined],
		['symbol', Symbol('s')],
		['promise', Promise.resolve()],
		['weak map', new WeakMap()],
		['blob', new Blob(['x'])],
	])('refuses a %s', (_name, value) => {
		expect(() => encode({ inside: [value] })).toThrow('An object could not be cloned.');
	});
});
