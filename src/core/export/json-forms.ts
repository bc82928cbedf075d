import { createHash } from 'node:crypto';
import { withoutTemplate } from './refuse.ts';
import { type ExportedToken, tokenVariables } from './token-variables.ts';

/** A token as data: the one place where the CLI's JSON holds a secret. */
export function tokenData({ accessToken, expiresAt, expiresInSeconds, connection, dataCenter }: ExportedToken) {
	return {
		accessToken: accessToken.reveal(),
		tokenType: 'Zoho-oauthtoken',
		expiresAt: expiresAt.toISOString(),
		expiresInSeconds,
		apiDomain: connection.apiDomain,
		accountsServer: dataCenter.accountsUrl,
		dataCenter: connection.dataCenter,
		environment: connection.environment,
		orgId: connection.org.id,
		alias: connection.alias,
	};
}

/** `tokenData` as indented JSON. */
export function asJson(token: ExportedToken): string {
	return jsonText(tokenData(token));
}

/**
 * An environment as Postman exports and imports it, named after alias, org and environment. Its id stays the same for a connection.
 * Throws EXPORT_REFUSED for a value that Postman would fill in.
 */
export function asPostman(token: ExportedToken): string {
	return jsonText({
		id: uuidOf(token.connection.id),
		name: environmentName(token),
		values: tokenVariables(token).map((one) => ({
			key: one.name,
			value: withoutTemplate('postman', one),
			type: one.isSecret ? 'secret' : 'default',
			enabled: true,
		})),
		_postman_variable_scope: 'environment',
	});
}

/** One line of at most 100 characters: the org's name is a stranger's text. */
function environmentName({ connection: { alias, org, environment } }: ExportedToken): string {
	const orgName = [...org.name.toWellFormed().replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')].slice(0, 60).join('');
	return `${alias} (${orgName.trim()}, ${environment})`;
}

function uuidOf(id: string): string {
	const hex = createHash('sha256').update(id).digest('hex');
	// Version 8 is for ids made in one's own way (RFC 9562).
	return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
		'-',
	);
}

/** Indented JSON in which a terminal finds nothing to obey; a parser gives back the same texts. */
function jsonText(value: unknown): string {
	return JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\p{Cf}\u2028\u2029]/gu, (char) =>
		Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
	);
}
