import { asBruno } from './bruno-form.ts';
import { asDotenv } from './dotenv-form.ts';
import { asJson, asPostman } from './json-forms.ts';
import { asCurl, asEnv, asHeader, asRaw } from './shell-forms.ts';
import type { ExportedToken } from './token-variables.ts';

const forms = {
	raw: asRaw,
	header: asHeader,
	env: asEnv,
	dotenv: asDotenv,
	json: asJson,
	curl: asCurl,
	postman: asPostman,
	bruno: asBruno,
} as const satisfies Record<string, (token: ExportedToken) => string>;

export type TokenFormat = keyof typeof forms;

/** Every form, in the order of the help. */
export const tokenFormats = Object.keys(forms) as readonly TokenFormat[];

/** Those that other programs read from a file. */
export const fileFormats: readonly TokenFormat[] = ['env', 'dotenv', 'json', 'postman', 'bruno'];

/** A token in the form that was asked for, without a line end. Throws EXPORT_REFUSED where the form cannot carry a value unchanged. */
export function formatToken(token: ExportedToken, format: TokenFormat): string {
	return forms[format](token);
}
