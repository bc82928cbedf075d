import { ownScopes } from '../../shared/scopes-to-ask.ts';
import { AppError } from './app-error.ts';

/** What a new API client asks for when nothing else is said: read everything, change nothing. */
export const defaultScopes: readonly string[] = ['ZohoCRM.modules.READ', 'ZohoCRM.settings.READ', ...ownScopes];

const scopeShape = /^[A-Za-z]+(\.[A-Za-z_0-9]+){1,4}$/;

/** Scopes from a person's list, in order, without doubles. Throws SCOPE_REFUSED. */
export function parseScopes(list: readonly string[]): readonly string[] {
	const scopes = list.map((scope) => scope.trim()).filter((scope) => scope !== '');
	const wrong = scopes.find((scope) => !scopeShape.test(scope));
	if (wrong !== undefined) throw new AppError('SCOPE_REFUSED', { scope: wrong.slice(0, 60) });
	return [...new Set(scopes)];
}

/** What changes between two lists of scopes. */
export interface ScopeDiff {
	readonly added: readonly string[];
	readonly removed: readonly string[];
}

/** What `after` has more and less than `before`. */
export function diffScopes(before: readonly string[], after: readonly string[]): ScopeDiff {
	return {
		added: after.filter((scope) => !before.includes(scope)),
		removed: before.filter((scope) => !after.includes(scope)),
	};
}
