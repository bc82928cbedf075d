import { expect, it } from 'vitest';
import { retryAfterMs } from '../../../../src/core/domain/retry-after.ts';

const now = Date.parse('2026-03-02T09:00:00Z');

it.each([
	['120', 120_000],
	[' 0 ', 0],
	['3600', 600_000],
	['999999999', 600_000],
	['Mon, 02 Mar 2026 09:02:00 GMT', 120_000],
	['Mon, 02 Mar 2026 08:00:00 GMT', 0],
	['Tue, 03 Mar 2026 09:00:00 GMT', 600_000],
	['-5', null],
	['1.5', null],
	['soon', null],
	['', null],
	[undefined, null],
])('%s asks for %s ms', (header, expected) => {
	expect(retryAfterMs(header, now, now + 86_400_000)).toBe(expected);
});

it('takes this machine’s clock where the server tells no time', () => {
	expect(retryAfterMs('Mon, 02 Mar 2026 09:02:00 GMT', null, now + 60_000)).toBe(60_000);
});
