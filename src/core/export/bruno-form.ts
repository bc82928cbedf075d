import { oneLine, refusal, withoutTemplate } from './refuse.ts';
import { type ExportedToken, type TokenVariable, tokenVariables } from './token-variables.ts';

/**
 * A Bruno environment (.bru); Bruno takes its name from the file. The token stands among the `vars`, for `vars:secret` lists names
 * without values. Throws EXPORT_REFUSED for a value that Bruno would read as another one.
 */
export function asBruno(token: ExportedToken): string {
	return ['vars {', ...tokenVariables(token).map((one) => `  ${one.name}: ${bare(one)}`), '}'].join('\n');
}

/** A value goes to the end of its line, without quotes; the spaces around it are dropped. */
function bare(variable: TokenVariable): string {
	const value = withoutTemplate('bruno', { ...variable, value: oneLine('bruno', variable) });
	if (value !== value.trim()) throw refusal('bruno', variable.name, 'begins or ends with a space');
	if (value.endsWith("'''")) throw refusal('bruno', variable.name, 'ends with three quotes');
	return value;
}
