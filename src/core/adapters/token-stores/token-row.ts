import type { OAuthToken } from '../../domain/oauth-token.ts';
import { Secret } from '../../domain/secret.ts';
import type { Lookup } from './records.ts';

/** The columns of the SDK's table, in the order of its CSV, too. */
export const columns = [
	'id',
	'user_name',
	'client_id',
	'client_secret',
	'refresh_token',
	'access_token',
	'grant_token',
	'expiry_time',
	'redirect_url',
	'api_domain',
] as const;

/** The column in which a lookup finds its text. */
export const columnOf = {
	id: 'id',
	user: 'user_name',
	access: 'access_token',
	grant: 'grant_token',
	refresh: 'refresh_token',
} as const satisfies Record<Lookup['by'], (typeof columns)[number]>;

/** Cells in the order of `columns`, as a record; null, undefined and empty are unknown, and so is an expiry that is no time. */
export function tokenOf(cells: readonly unknown[]): OAuthToken {
	return {
		id: textOf(cells[0]),
		userSignature: textOf(cells[1]),
		clientId: textOf(cells[2]),
		clientSecret: secretOf(cells[3]),
		refreshToken: secretOf(cells[4]),
		accessToken: secretOf(cells[5]),
		grantToken: secretOf(cells[6]),
		expiresIn: timeOf(cells[7]),
		redirectURL: textOf(cells[8]),
		apiDomain: textOf(cells[9]),
	};
}

/** A record as cells in the order of `columns`. */
export function cellsOf(token: OAuthToken): readonly (string | null)[] {
	return [
		token.id,
		token.userSignature,
		token.clientId,
		token.clientSecret?.reveal() ?? null,
		token.refreshToken?.reveal() ?? null,
		token.accessToken?.reveal() ?? null,
		token.grantToken?.reveal() ?? null,
		token.expiresIn === null ? null : String(token.expiresIn),
		token.redirectURL,
		token.apiDomain,
	];
}

// Tables made by hand hold numbers and bytes as well.
function textOf(cell: unknown): string | null {
	if (typeof cell === 'string') return cell === '' ? null : cell;
	if (typeof cell === 'number' || typeof cell === 'bigint') return String(cell);
	return cell instanceof Uint8Array && cell.length > 0 ? Buffer.from(cell).toString() : null;
}

function secretOf(cell: unknown): Secret | null {
	const text = textOf(cell);
	return text === null ? null : new Secret(text);
}

function timeOf(cell: unknown): number | null {
	const text = textOf(cell);
	const time = text === null || text.trim() === '' ? Number.NaN : Number(text);
	return Number.isSafeInteger(time) && time >= 0 ? time : null;
}
