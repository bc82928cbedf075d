import type { ConnectionView } from '../../../shared/views.ts';

/** When Zoho was asked last about any of them, as ISO time; empty: never. ISO times are in order as texts. */
export const latestCheck = (all: readonly ConnectionView[]) =>
	all.reduce((last, { lastCheckedAt }) => (lastCheckedAt !== null && lastCheckedAt > last ? lastCheckedAt : last), '');
