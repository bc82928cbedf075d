import { oneLine } from './refuse.ts';
import { type ExportedToken, tokenVariables } from './token-variables.ts';

/** The token alone. Throws EXPORT_REFUSED. */
export function asRaw(token: ExportedToken): string {
	return tokenText('raw', token);
}

/** The HTTP header that Zoho takes. Throws EXPORT_REFUSED. */
export function asHeader(token: ExportedToken): string {
	return header('header', token);
}

/** Lines for a POSIX shell: `export NAME='value'`. Throws EXPORT_REFUSED for a value of more than one line. */
export function asEnv(token: ExportedToken): string {
	return tokenVariables(token)
		.map((one) => `export ${one.name}=${quoted(oneLine('env', one))}`)
		.join('\n');
}

/** A curl command for a POSIX shell that asks the CRM for its org. Throws EXPORT_REFUSED. */
export function asCurl(token: ExportedToken): string {
	const { apiDomain } = token.connection;
	const url = oneLine('curl', { name: 'ZOHO_API_DOMAIN', value: `${apiDomain}/crm/v8/org` });
	// Without --globoff curl takes brackets and braces for a pattern of many URLs.
	return `curl --globoff -H ${quoted(header('curl', token))} --url ${quoted(url)}`;
}

function header(format: string, token: ExportedToken): string {
	return `Authorization: Zoho-oauthtoken ${tokenText(format, token)}`;
}

function tokenText(format: string, { accessToken }: ExportedToken): string {
	return oneLine(format, { name: 'ZOHO_ACCESS_TOKEN', value: accessToken.reveal() });
}

/** A text for a POSIX shell: within single quotes nothing is special but the quote itself. */
function quoted(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
