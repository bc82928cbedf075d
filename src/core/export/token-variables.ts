import type { ConnectionView, DataCenterView } from '../../shared/views.ts';
import type { Secret } from '../domain/secret.ts';

/** A live access token with what a tester needs beside it. */
export interface ExportedToken {
	readonly accessToken: Secret;
	readonly expiresAt: Date;
	readonly expiresInSeconds: number;
	readonly connection: Pick<ConnectionView, 'id' | 'alias' | 'dataCenter' | 'environment' | 'apiDomain' | 'org'>;
	readonly dataCenter: Pick<DataCenterView, 'accountsUrl'>;
}

export interface TokenVariable {
	readonly name: string;
	readonly value: string;
	readonly isSecret: boolean;
}

/** The variables of a token, under the names that every form and `exec` give them. Holds the token in clear text. */
export function tokenVariables({
	accessToken,
	expiresAt,
	connection,
	dataCenter,
}: ExportedToken): readonly TokenVariable[] {
	const open = (name: string, value: string): TokenVariable => ({ name, value, isSecret: false });
	return [
		{ name: 'ZOHO_ACCESS_TOKEN', value: accessToken.reveal(), isSecret: true },
		open('ZOHO_API_DOMAIN', connection.apiDomain),
		open('ZOHO_ACCOUNTS_URL', dataCenter.accountsUrl),
		open('ZOHO_DATA_CENTER', connection.dataCenter),
		open('ZOHO_ENVIRONMENT', connection.environment),
		open('ZOHO_ORG_ID', connection.org.id),
		open('ZOHO_TOKEN_EXPIRES_AT', expiresAt.toISOString()),
	];
}
