import type { HandedToken } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';

/** A token as JSON: the one place where the CLI's JSON holds a secret. */
export function tokenData(token: HandedToken) {
	const { connection, dataCenter } = token;
	return {
		accessToken: token.accessToken.reveal(),
		tokenType: 'Zoho-oauthtoken',
		expiresAt: token.expiresAt.toISOString(),
		expiresInSeconds: token.expiresInSeconds,
		apiDomain: connection.apiDomain,
		accountsServer: dataCenter.accountsUrl,
		dataCenter: connection.dataCenter,
		environment: connection.environment,
		orgId: connection.org.id,
		alias: connection.alias,
	};
}

export const tokenFormats = ['raw', 'header', 'env', 'json', 'curl'] as const;
type TokenFormat = (typeof tokenFormats)[number];

/** Throws USAGE for an unknown form. */
export function parseFormat(text: string): TokenFormat {
	const found = tokenFormats.find((format) => format === text);
	if (found) return found;
	throw new AppError('USAGE', { problem: `--format takes one of ${tokenFormats.join(', ')}.`, command: 'token' });
}

/** A token in the form that was asked for. */
export function formatToken(token: HandedToken, format: TokenFormat): readonly string[] {
	const data = tokenData(token);
	switch (format) {
		case 'raw':
			return [data.accessToken];
		case 'header':
			return [`Authorization: Zoho-oauthtoken ${data.accessToken}`];
		case 'env':
			return Object.entries({
				ZOHO_ACCESS_TOKEN: data.accessToken,
				ZOHO_API_DOMAIN: data.apiDomain,
				ZOHO_ACCOUNTS_URL: data.accountsServer,
				ZOHO_DATA_CENTER: data.dataCenter,
				ZOHO_ENVIRONMENT: data.environment,
				ZOHO_ORG_ID: data.orgId,
				ZOHO_TOKEN_EXPIRES_AT: data.expiresAt,
			}).map(([name, value]) => `export ${name}=${quoted(value)}`);
		case 'json':
			return [JSON.stringify(data, null, 2)];
		case 'curl':
			return [
				`curl -H ${quoted(`Authorization: Zoho-oauthtoken ${data.accessToken}`)} ${quoted(`${data.apiDomain}/crm/v8/org`)}`,
			];
	}
}

/** A text for a POSIX shell: within single quotes nothing is special but the quote itself. */
function quoted(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
