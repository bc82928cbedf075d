import type { ApiClientType } from '../../shared/api-client-types.ts';
import type { ApiClientId, VaultRef } from './ids.ts';

/** Stands for "every data center" where a client secret is the same in all of them. */
export const allDataCenters = '*';

/** A registration in Zoho's API console. Zoho gives each data center its own secret unless told otherwise. */
export interface ApiClient {
	readonly id: ApiClientId;
	readonly name: string;
	readonly clientId: string;
	readonly type: ApiClientType;
	readonly redirectUris: readonly string[];
	readonly scopes: readonly string[];
	readonly practice: boolean;
	/** Where each secret lies, by data center id or "*". */
	readonly secrets: Readonly<Record<string, VaultRef>>;
	readonly createdAt: number;
}

/** Whether people can sign in through a browser with an API client of this type: only then it has redirect URIs. */
export function hasBrowserSignIn(type: ApiClientType): boolean {
	return type === 'server-based' || type === 'mobile-desktop';
}

/** The keychain entry of the secret for a data center; its own one before the one for all. */
export function secretRefFor(client: ApiClient, dataCenter: string): VaultRef | null {
	// "constructor" can be a data center's id, too.
	const own = Object.hasOwn(client.secrets, dataCenter) ? client.secrets[dataCenter] : undefined;
	return own ?? client.secrets[allDataCenters] ?? null;
}
