import { describe, expect, it } from 'vitest';
import { newSealKey, type SealedPlace, seal, unseal } from '../../../../src/core/protocol/seal.ts';
import fc from '../../../support/fast-check.ts';

const place: SealedPlace = { connection: 'con_1', field: 'access_token', generation: 2 };

describe('a sealed value', () => {
	const key = newSealKey();

	it('opens again, whatever the text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => unseal(key, place, seal(key, place, text)) === text),
		);
	});

	it('is another one each time and does not hold the text', () => {
		const texts = Array.from({ length: 100 }, () => seal(key, place, '1000.secret').toString('latin1'));
		expect(new Set(texts).size).toBe(100);
		expect(texts.some((text) => text.includes('1000.'))).toBe(false);
	});

	it('S07: does not open in another place, or under another key', () => {
		const sealed = seal(key, place, 'x');
		for (const other of [
			{ ...place, connection: 'con_2' },
			{ ...place, field: 'candidate' as const },
			{ ...place, generation: 3 },
		])
			expect(unseal(key, other, sealed)).toBeNull();
		expect(unseal(newSealKey(), place, sealed)).toBeNull();
		expect(unseal('', place, sealed)).toBeNull();
		expect(unseal('short', place, sealed)).toBeNull();
	});

	it('S07: does not open with any byte changed or cut off', () => {
		const sealed = seal(key, place, '1000.secret');
		for (let at = 0; at < sealed.length; at++) {
			const changed = Buffer.from(sealed);
			changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
			expect(unseal(key, place, changed)).toBeNull();
			expect(unseal(key, place, sealed.subarray(0, at))).toBeNull();
		}
		expect(unseal(key, place, Buffer.concat([sealed, Buffer.of(0)]))).toBeNull();
	});
});
