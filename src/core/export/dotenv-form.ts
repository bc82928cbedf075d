import { oneLine, refusal } from './refuse.ts';
import { type ExportedToken, type TokenVariable, tokenVariables } from './token-variables.ts';

/**
 * A .env file that Node's own reader, the dotenv package and a shell read the same. Throws EXPORT_REFUSED for a value that they would
 * not.
 */
export function asDotenv(token: ExportedToken): string {
	return tokenVariables(token)
		.map((one) => `${one.name}=${quoted(one)}`)
		.join('\n');
}

/** Single quotes keep everything but themselves; in double ones a backslash, a dollar and a backtick mean something to some reader. */
function quoted(variable: TokenVariable): string {
	const value = oneLine('dotenv', variable);
	// The dotenv package takes \' for a quote in the value and reads on.
	if (!value.includes("'") && !value.endsWith('\\')) return `'${value}'`;
	if (!/["$`\\]/.test(value)) return `"${value}"`;
	throw refusal('dotenv', variable.name, 'has quotes or backslashes that no quoting there carries');
}
