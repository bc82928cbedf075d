import { AppError } from '../../domain/app-error.ts';
import { columns } from './token-row.ts';

const duplicate = 1062;
const deadlock = 1213;
const tooLong = 1406;
const otherCharacterSet = 1366;
const mixOfCollations = 1267;
// MySQL's word for the same.
const inconvertible = 3854;

const sayings: Readonly<Record<string, string>> = {
	ER_NO_SUCH_TABLE: 'the table is missing',
	ER_BAD_DB_ERROR: 'the database is missing',
	ER_DBACCESS_DENIED_ERROR: 'the user may not use the database',
	ER_ACCESS_DENIED_ERROR: 'user or password are not accepted',
	ECONNREFUSED: 'nobody answers there',
	ENOTFOUND: 'there is no such host',
};

/** What the driver leaves of a TLS error is OpenSSL's text or Node's. */
const tlsSayings: readonly (readonly [RegExp, string])[] = [
	[/does not match certificate/, 'its certificate is for another host'],
	[/has expired/, 'its certificate has expired'],
	[/not yet valid/, "its certificate is not valid yet; this machine's clock may be wrong"],
	[
		/self-signed|verify the first|local issuer/,
		'its certificate is not trusted; NODE_EXTRA_CA_CERTS can name the file of its authority',
	],
];

/** Whether another program was only quicker. */
export function isTransient(error: unknown): boolean {
	return [deadlock, duplicate].includes(numberOf(error));
}

/** Whether the text sought has characters that the column cannot hold, so that no row can have it. */
export function isIncomparable(error: unknown): boolean {
	return [mixOfCollations, inconvertible].includes(numberOf(error));
}

/**
 * What the driver or the server complained of as AppError. Without it as cause, for it quotes statements and values.
 * TOKEN_REFUSED where the table has no room for the record, PLAIN_NETWORK where there is no TLS, else TOKEN_STORE_FAILED.
 */
export function asMySqlFailure(place: string, host: string, error: unknown): AppError {
	if (error instanceof AppError) return error;
	if (nameOf(error) === 'HANDSHAKE_NO_SSL_SUPPORT')
		return new AppError('PLAIN_NETWORK', { host, why: 'its server offers no TLS' });
	switch (numberOf(error)) {
		case duplicate:
			return new AppError('TOKEN_REFUSED', { problem: 'the table takes its id for one that is there already' });
		case tooLong:
			return new AppError('TOKEN_REFUSED', {
				problem: `the column ${columnIn(error)} of the table is too short for it`,
			});
		case otherCharacterSet:
			return new AppError('TOKEN_REFUSED', {
				problem: `the column ${columnIn(error)} of the table has not all its characters`,
			});
		default:
			return new AppError('TOKEN_STORE_FAILED', { place, problem: codeOf(error) });
	}
}

function numberOf(error: unknown): number {
	return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : 0;
}

function codeOf(error: unknown): string {
	const code = nameOf(error);
	if (code === null) return 'unknown error';
	if (error instanceof Error && code === 'HANDSHAKE_SSL_ERROR')
		return tlsSayings.find(([text]) => text.test(error.message))?.[1] ?? 'TLS with it failed';
	return Object.hasOwn(sayings, code) ? (sayings[code] ?? code) : code;
}

function nameOf(error: unknown): string | null {
	const code = error instanceof Error && 'code' in error ? error.code : null;
	return typeof code === 'string' ? code : null;
}

/** The column that the server's message names; what else it says may be a value. */
function columnIn(error: unknown): string {
	const named = error instanceof Error ? /(\w+)['`]? at row \d+$/.exec(error.message)?.[1] : null;
	return columns.find((column) => column === named) ?? '?';
}
