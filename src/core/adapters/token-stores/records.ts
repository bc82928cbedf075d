import { AppError } from '../../domain/app-error.ts';
import { isMatch, type MatchKey, matchKeys, merged, type OAuthToken, withoutEmpty } from '../../domain/oauth-token.ts';

/** How a record is looked for. */
export type Lookup = { readonly by: 'id'; readonly id: string } | MatchKey;

// Numbers beyond this many digits are names, not numbers: a sum of them would no longer be exact everywhere.
const longestNumber = 15;

/** How saving looks for the record of a token: by its id alone where it has one, else by its match keys in turn. */
export function lookupsOf(token: OAuthToken): readonly Lookup[] {
	return token.id === null ? matchKeys(token) : [{ by: 'id', id: token.id }];
}

/** Whether a stored record is the one looked for; compared byte by byte, whatever the store underneath takes for equal. */
export function isFound(stored: OAuthToken, lookup: Lookup): boolean {
	return lookup.by === 'id' ? stored.id === lookup.id : isMatch(stored, lookup);
}

/** The text that a lookup compares first, for an index. */
export function soughtText(lookup: Lookup): string {
	switch (lookup.by) {
		case 'id':
			return lookup.id;
		case 'user':
			return lookup.userSignature;
		case 'access':
			return lookup.accessToken;
		case 'grant':
			return lookup.grantToken;
		case 'refresh':
			return lookup.refreshToken;
	}
}

/** What a store takes to save: empty texts are unknown. Throws TOKEN_REFUSED for a value that would not come back as it was given. */
export function storable(token: OAuthToken): OAuthToken {
	const { expiresIn } = token;
	if (expiresIn !== null && !(Number.isSafeInteger(expiresIn) && expiresIn >= 0))
		throw new AppError('TOKEN_REFUSED', { problem: 'its expiry is not a time in milliseconds' });
	const { clientSecret, grantToken, refreshToken, accessToken, ...open } = token;
	const secrets = [clientSecret, grantToken, refreshToken, accessToken].map((one) => one?.reveal());
	for (const text of [...Object.values(open), ...secrets]) {
		if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed()))
			throw new AppError('TOKEN_REFUSED', { problem: 'a value is not plain Unicode text' });
	}
	return withoutEmpty(token);
}

/**
 * What saving leaves in the store, `found` being the record that was there. The id is null where the store has to make one.
 * Throws TOKEN_REFUSED for a new record without any token.
 */
export function saved(given: OAuthToken, found: OAuthToken | null): OAuthToken {
	if (found) return merged(given, found);
	if (!(given.refreshToken ?? given.grantToken ?? given.accessToken))
		throw new AppError('TOKEN_REFUSED', { problem: 'it has no refresh, grant or access token' });
	return given;
}

/** The number that an id is, as `nextId` counts it; 0 for any other id. */
export function numberOf(id: string | null): number {
	return id !== null && id.length <= longestNumber && /^[0-9]+$/.test(id) ? Number(id) : 0;
}

/** The id after the largest number. Throws TOKEN_REFUSED where that is no number any more. */
export function nextId(largest: number): string {
	const next = String(largest + 1);
	if (next.length > longestNumber) throw new AppError('TOKEN_REFUSED', { problem: 'the store has no number left' });
	return next;
}

/** TOKEN_UNKNOWN for the id. */
export function unknown(id: string): AppError {
	return new AppError('TOKEN_UNKNOWN', { id });
}
