import type { Context } from './context.ts';

/** HTTP's Date counts whole seconds, and an answer takes its time: what is smaller than this is no skew. */
const noticeableMs = 5_000;

/** Notes how far Zoho's clock is ahead of this machine's, as one of its answers showed it just now. */
export function noteSkew({ store, clock }: Context, serverTime: number | null): void {
	if (serverTime === null) return;
	const measured = serverTime - clock.now();
	const skew = Math.abs(measured) < noticeableMs ? 0 : measured;
	if (Math.abs(skew - skewMs({ store })) >= noticeableMs) store.settings.set('clock_skew_ms', String(skew));
}

/** Milliseconds to add to this machine's time to get Zoho's. */
export function skewMs({ store }: Pick<Context, 'store'>): number {
	return Number(store.settings.get('clock_skew_ms') ?? 0);
}
