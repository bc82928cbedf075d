import { describe, expect, it } from 'vitest';
import { isPaused, spentUntil, tokenBudget } from '../../../../src/core/domain/token-budget.ts';
import fc from '../../../support/fast-check.ts';

const now = 1_800_000_000_000;
const minute = 60_000;

describe('the budget of new access tokens', () => {
	it('T11: gives a program 8 of the 10 in 10 minutes, and a person the last two', () => {
		const eight = Array.from({ length: 8 }, (_, n) => now - n * minute);
		expect(spentUntil(eight.slice(1), now, 'program')).toBeNull();
		expect(spentUntil(eight, now, 'program')).toBe(now - 7 * minute + tokenBudget.windowMs);
		expect(spentUntil(eight, now, 'person')).toBeNull();
		expect(spentUntil([...eight, now, now], now, 'person')).toBe(now - 7 * minute + tokenBudget.windowMs);
	});

	it('forgets what is older than the window, and what lies in the future after the clock was set back', () => {
		const old = Array.from({ length: 20 }, () => now - tokenBudget.windowMs);
		const future = Array.from({ length: 20 }, () => now + minute);
		expect(spentUntil([...old, ...future], now, 'program')).toBeNull();
	});

	it('R04: pauses until a time within the window; one beyond it was noted before the clock was set back', () => {
		const { windowMs } = tokenBudget;
		expect([now + 1, now + windowMs].map((until) => isPaused(until, now))).toEqual([true, true]);
		expect([null, now, now - minute, now + windowMs + 1].some((until) => isPaused(until, now))).toBe(false);
	});

	it('never lets more than ten through in any ten minutes, and the time that it names is enough', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 60 * minute }), { maxLength: 80 }), (moments) => {
				const minted: number[] = [];
				for (const at of moments.toSorted((a, b) => a - b).map((offset) => now + offset)) {
					const until = spentUntil(minted, at, 'person');
					if (until === null) minted.push(at);
					else expect(spentUntil(minted, until, 'person')).toBeNull();
				}
				for (const at of minted) {
					expect(minted.filter((other) => other > at - tokenBudget.windowMs && other <= at).length).toBeLessThanOrEqual(
						10,
					);
				}
			}),
		);
	});
});
