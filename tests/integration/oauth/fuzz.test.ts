import { expect, it } from 'vitest';
import { fuzzCallback } from '../../fuzz/fuzz-callback.ts';
import { fuzzToken } from '../../fuzz/fuzz-token.ts';

// The short form of `npm run fuzz:callback` and `npm run fuzz:token`, with a new seed every time; the seed is in the failure's message.
const seed = Math.floor(Math.random() * 2 ** 31);

it('L01 L02 L03 L04 L07: of 1,500 hostile callbacks none is accepted, and the true ones still are', async () => {
	const figures = await fuzzCallback({ runs: 1500, seed });
	expect(figures.failures, `seed ${seed}`).toEqual([]);
	expect(figures.of('true callbacks accepted')).toBe(2);
}, 120_000);

it('T01 T02 T03 T05 T06: of 1,500 malformed token answers each is a coded error or a true success', async () => {
	const figures = await fuzzToken({ runs: 1500, seed });
	expect(figures.failures, `seed ${seed}`).toEqual([]);
}, 120_000);
