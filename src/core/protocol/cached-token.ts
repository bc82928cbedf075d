import { Secret } from '../domain/secret.ts';
import type { AccessTokenRecord } from '../ports/store.ts';
import { unseal } from './seal.ts';

/** An hour, and a minute for clocks that are corrected while we run. */
const longestLifeMs = 61 * 60_000;

/** Whether a cached access token is this sign-in's and lives until `wanted` (epoch milliseconds, as `now`). */
export function isFresh(cached: AccessTokenRecord, generation: number, wanted: number, now: number): boolean {
	// More than the documented hour is left: the clock was set back, and nobody knows when the token ends.
	const isKnown = cached.expiresAt <= now + longestLifeMs;
	return isKnown && cached.expiresAt >= wanted && cached.generation === generation;
}

/** The access token itself; null where it was sealed under another key, or is damaged. */
export function unsealToken(sealKey: string, { connection, generation, sealed }: AccessTokenRecord): Secret | null {
	const text = unseal(sealKey, { connection, field: 'access_token', generation }, sealed);
	return text === null ? null : new Secret(text);
}
