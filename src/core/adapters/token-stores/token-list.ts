import { matchKeys, merged, type OAuthToken, withoutEmpty } from '../../domain/oauth-token.ts';
import { isFound, type Lookup, lookupsOf, nextId, numberOf, saved, storable, unknown } from './records.ts';

/** The first record that was stored of those that the first lookup with any finds. */
function firstFound(list: readonly OAuthToken[], lookups: readonly Lookup[]): OAuthToken | null {
	for (const lookup of lookups) {
		const found = list.find((stored) => isFound(stored, lookup));
		if (found) return found;
	}
	return null;
}

/** `TokenStore.findToken` on a list. */
export function findIn(list: readonly OAuthToken[], token: OAuthToken): OAuthToken | null {
	const given = withoutEmpty(token);
	const found = firstFound(list, matchKeys(given));
	return found && merged(given, found);
}

/** `TokenStore.findTokenById` on a list. Throws TOKEN_UNKNOWN. */
export function findByIdIn(list: readonly OAuthToken[], id: string): OAuthToken {
	const found = id === '' ? null : firstFound(list, [{ by: 'id', id }]);
	if (!found) throw unknown(id);
	return found;
}

/** `TokenStore.saveToken` on a list: the record as stored, and the one of the list whose place it takes. Throws TOKEN_REFUSED. */
export function saveIn(
	list: readonly OAuthToken[],
	token: OAuthToken,
): { readonly stored: OAuthToken; readonly replaces: OAuthToken | null } {
	const given = storable(token);
	const replaces = firstFound(list, lookupsOf(given));
	const record = saved(given, replaces);
	const id = record.id ?? nextId(list.reduce((largest, one) => Math.max(largest, numberOf(one.id)), 0));
	return { stored: { ...record, id }, replaces };
}
