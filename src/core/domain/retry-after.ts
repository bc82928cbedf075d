/** A server that asks for longer is asked again all the same: it may have meant another unit, and a person waits. */
const longestMs = 10 * 60_000;

/**
 * How long a server asks to be left alone, in milliseconds, at most ten minutes; null where it does not say. `header` is a number of seconds
 * or a date (RFC 9110 section 10.2.3), and a date is told by the server's own clock where that is known.
 */
export function retryAfterMs(header: string | undefined, serverTime: number | null, now: number): number | null {
	const text = header?.trim() ?? '';
	const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : dateOf(text) - (serverTime ?? now);
	return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), longestMs);
}

/** Date.parse alone takes "-5" for a date. */
function dateOf(text: string): number {
	return text.endsWith('GMT') ? Date.parse(text) : Number.NaN;
}
