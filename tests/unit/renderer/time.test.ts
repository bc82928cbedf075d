import { afterEach, describe, expect, it } from 'vitest';
import {
	clockTime,
	countdown,
	exactTime,
	minutesText,
	relativeTime,
	shortDate,
	timeLeft,
} from '../../../src/renderer/lib/time.ts';
import { speak } from '../../../src/renderer/words.ts';
import { at, hour, minute, now, utc } from './fixtures.ts';

const day = 24 * hour;

describe('relativeTime', () => {
	it.each([
		[-1, 'just now'],
		[-59_999, 'just now'],
		[minute, 'just now'],
		[-minute, '1 min ago'],
		[-hour + 1, '59 min ago'],
		[-hour, '1 hr ago'],
		[-day + 1, '23 hr ago'],
		[-day, '1 day ago'],
		[-30 * day, 'on 10 Apr'],
		[-200 * day, 'on 22 Oct 2025'],
	])('%d ms from now is "%s"', (age, words) => {
		expect(relativeTime(at(age), now, utc)).toBe(words);
	});
});

describe('dates', () => {
	it('names the year only if it is another one', () => {
		expect(shortDate('2026-05-03T10:00:00Z', now, utc)).toBe('3 May');
		expect(shortDate('2025-05-03T10:00:00Z', now, utc)).toBe('3 May 2025');
	});

	it('names the day only if it is not today', () => {
		expect(clockTime('2026-05-10T14:32:00Z', now, utc)).toBe('14:32');
		expect(clockTime('2026-05-11T00:05:00Z', now, utc)).toBe('11 May, 00:05');
	});

	it('is in the zone of the person', () => {
		expect(clockTime('2026-05-10T14:32:00Z', now, { timeZone: 'Asia/Tokyo' })).toBe('23:32');
		expect(exactTime('2026-05-03T14:32:05Z', utc)).toBe('3 May 2026, 14:32:05');
	});
});

describe('timeLeft', () => {
	it('is whole minutes and a share of an hour', () => {
		expect(timeLeft(at(52.9 * minute), now)).toEqual({ minutes: 52, share: expect.closeTo(52.9 / 60, 6) });
		expect(timeLeft(at(2 * hour), now)?.share).toBe(1);
		expect(timeLeft(at(1), now)?.minutes).toBe(0);
	});

	it('is null when nothing is left', () => {
		expect(timeLeft(at(0), now)).toBeNull();
		expect(timeLeft(null, now)).toBeNull();
	});
});

it('counts down and stops at zero', () => {
	expect(countdown(at(5 * minute), now)).toBe('5:00');
	expect(countdown(at(9000), now)).toBe('0:09');
	expect(countdown(at(-1), now)).toBe('0:00');
});

describe('in German', () => {
	afterEach(() => speak('en'));

	it('times and dates are those of the language', () => {
		speak('de');
		expect(relativeTime(at(-3 * hour), now, utc)).toBe('vor 3 Std.');
		expect(relativeTime(at(-day), now, utc)).toBe('vor 1 Tag');
		expect(shortDate('2026-05-03T10:00:00Z', now, utc)).toBe('3. Mai');
		expect(minutesText(52)).toBe('52 Min.');
	});
});
