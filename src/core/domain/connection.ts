import type { ErrorCode, ErrorDetails } from '../../shared/error-codes.ts';
import type { ConnectionStatus, Environment } from '../../shared/views.ts';
import { AppError } from './app-error.ts';
import type { ApiClientId, ConnectionId, VaultRef } from './ids.ts';

/** Why a connection is not simply "connected". */
export interface Problem {
	readonly code: ErrorCode;
	readonly details: ErrorDetails;
}

/** One authorization: customer x org x data center x environment x user x API client. Times are epoch milliseconds. */
export interface Connection {
	readonly id: ConnectionId;
	readonly alias: string;
	readonly customer: string | null;
	readonly apiClient: ApiClientId;
	readonly dataCenter: string;
	readonly apiDomain: string;
	readonly environment: Environment;
	readonly org: { readonly id: string; readonly name: string };
	readonly user: { readonly email: string; readonly name: string };
	readonly scopes: readonly string[];
	readonly practice: boolean;
	/** Its keychain entry; null once revoked. */
	readonly ref: VaultRef | null;
	/** Grows with every new refresh token; sealed values are bound to it. */
	readonly generation: number;
	/** Never "pending": that is derived from a waiting sign-in. */
	readonly status: Exclude<ConnectionStatus, 'pending'>;
	readonly problem: Problem | null;
	readonly lastCheckedAt: number | null;
	readonly waitingUntil: number | null;
	readonly revokedAt: number | null;
	readonly createdAt: number;
}

/** Whose connection a token turned out to be, as the CRM itself says. */
export interface Identity {
	readonly org: { readonly id: string; readonly name: string };
	readonly user: { readonly email: string; readonly name: string };
	readonly environment: Environment;
}

const aliasShape = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;

/** Throws ALIAS_REFUSED unless the text can be an alias: it must be typed in shells without quoting. */
export function parseAlias(text: string): string {
	if (!aliasShape.test(text)) throw new AppError('ALIAS_REFUSED', { alias: text.slice(0, 80) });
	return text;
}

/** An alias made from the org's name, not yet taken: "acme-gmbh", then "acme-gmbh-eu", then "acme-gmbh-eu-2". */
export function proposeAlias(orgName: string, dataCenter: string, isTaken: (alias: string) => boolean): string {
	const slug = orgName
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 40)
		.replace(/-+$/, '');
	const base = slug || 'org';
	if (!isTaken(base)) return base;
	const withDataCenter = `${base}-${dataCenter.slice(0, 16)}`;
	if (!isTaken(withDataCenter)) return withDataCenter;
	for (let n = 2; ; n++) if (!isTaken(`${withDataCenter}-${n}`)) return `${withDataCenter}-${n}`;
}
