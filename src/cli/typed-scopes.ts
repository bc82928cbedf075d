import { AppError } from '../core/domain/app-error.ts';
import { parseScopes } from '../core/domain/scopes.ts';
import type { Typed } from './command.ts';

/**
 * The scopes of --scope; null where it was not given. Throws SCOPE_REFUSED, and USAGE where it names none: a variable that was empty must not
 * take scopes away.
 */
export function scopesTyped(typed: Typed, command: string): readonly string[] | null {
	const text = typed.text('scope');
	if (text === null) return null;
	const scopes = parseScopes(text.split(','));
	if (scopes.length === 0) throw new AppError('USAGE', { problem: '--scope names no scope.', command });
	return scopes;
}
