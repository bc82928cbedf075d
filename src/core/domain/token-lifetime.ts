/**
 * The life of an access token in seconds. Zoho has sent milliseconds in `expires_in` (beside `expires_in_sec`), strings, and nonsense:
 * what is not within 60..3600 seconds after that reading counts as the documented hour.
 */
export function lifetimeSeconds(expiresIn: unknown, expiresInSec: unknown): number {
	const plausible = (seconds: number) => Number.isFinite(seconds) && seconds >= 60 && seconds <= 3600;
	const read = (value: unknown) =>
		typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
	const explicit = read(expiresInSec);
	if (plausible(explicit)) return Math.floor(explicit);
	const given = read(expiresIn);
	if (plausible(given)) return Math.floor(given);
	if (plausible(given / 1000)) return Math.floor(given / 1000);
	return 3600;
}
