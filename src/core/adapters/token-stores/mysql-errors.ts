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
 * TOKEN_REFUSED where the table has no room for the record, else TOKEN_STORE_FAILED.
 */
export function asMySqlFailure(place: string, error: unknown): AppError {
	if (error instanceof AppError) return error;
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
	const code = error instanceof Error && 'code' in error ? error.code : null;
	if (typeof code !== 'string') return 'unknown error';
	return Object.hasOwn(sayings, code) ? (sayings[code] ?? code) : code;
}

/** The column that the server's message names; what else it says may be a value. */
function columnIn(error: unknown): string {
	const named = error instanceof Error ? /(\w+)['`]? at row \d+$/.exec(error.message)?.[1] : null;
	return columns.find((column) => column === named) ?? '?';
}
