import { expect, it } from 'vitest';
import { plainJson } from '../../../../src/core/export/plain-json.ts';
import fc from '../../../support/fast-check.ts';

it('a text from a stranger is harmless in JSON, and comes back the same', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const json = plainJson({ text });
			expect(json).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
			expect(JSON.parse(json)).toEqual({ text });
		}),
	);
});
