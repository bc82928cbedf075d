import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/domain/app-error.ts';
import { type ErrorCode, errorTable } from '../../../src/shared/error-codes.ts';

// What scripts rely on: a code that changes its number breaks them, so each stands here once more.
const documented: Readonly<Record<number, readonly ErrorCode[]>> = {
	// A failure that a script cannot do anything about by itself.
	1: [
		'INTERNAL',
		'OUTPUT_FAILED',
		'TIMED_OUT',
		'CONNECTION_UNKNOWN',
		'CUSTOMER_UNKNOWN',
		'ALIAS_TAKEN',
		'API_CLIENT_UNKNOWN',
		'API_CLIENT_EXISTS',
		'CLIENT_SECRET_MISSING',
		'DATA_CENTER_UNKNOWN',
		'DATA_CENTER_EXISTS',
		'PORT_BUSY',
		'SIGN_IN_REFUSED',
		'SIGN_IN_TIMED_OUT',
		'SIGN_IN_UNKNOWN',
		'REFRESH_TOKEN_MISSING',
		'ORG_UNREADABLE',
		'INVALID_CLIENT',
		'INVALID_CLIENT_SECRET',
		'INVALID_REDIRECT_URI',
		'INVALID_CODE',
		'PROVIDER_REFUSED',
		'EXPORT_REFUSED',
		'PRACTICE_UNAVAILABLE',
		'STORE_NEWER',
		'STORE_DAMAGED',
		'STORE_FAILED',
		'STORE_IN_USE',
		'FILE_UNREADABLE',
		'BUNDLE_REFUSED',
		'BUNDLE_CLOSED',
		'BACKUP_REFUSED',
		'TOKEN_UNKNOWN',
		'TOKEN_STORE_FAILED',
	],
	// Typed wrongly, or cancelled by the person.
	2: [
		'USAGE',
		'CANCELLED',
		'ALIAS_REFUSED',
		'LABEL_REFUSED',
		'API_CLIENT_REFUSED',
		'API_CLIENT_WITHOUT_BROWSER',
		'REDIRECT_URI_REFUSED',
		'SCOPE_REFUSED',
		'DATA_CENTER_REFUSED',
		'SIGN_IN_DENIED',
		'SIGN_IN_CANCELLED',
		'PROMPT_REFUSED',
		'TOKEN_REFUSED',
		'REQUEST_INVALID',
	],
	// Needs a person at the browser.
	4: ['NEEDS_REAUTH', 'CONNECTION_REVOKED'],
	// Later.
	5: ['LIMITED'],
	// The keychain.
	6: [
		'KEYCHAIN_LOCKED',
		'KEYCHAIN_UNAVAILABLE',
		'KEYCHAIN_CHANGED',
		'KEYCHAIN_EMPTIED',
		'PASSPHRASE_WRONG',
		'VAULT_DAMAGED',
		'VAULT_KEY_LOST',
		'SECRET_UNREADABLE',
	],
	// The network, a proxy or Zoho.
	7: [
		...(['SIGN_IN_OUTCOME_UNKNOWN', 'SIGN_IN_UNFINISHED', 'REVOKE_QUEUED'] as const),
		...(['PROVIDER_MALFORMED', 'PROVIDER_UNREACHABLE', 'OFFLINE'] as const),
	],
	// Refused because it would not be safe.
	8: [
		'CONNECTION_HELD',
		'API_CLIENT_IN_USE',
		'DATA_CENTER_IN_USE',
		'DATA_CENTER_BUILT_IN',
		'CALLBACK_INVALID',
		'ACCOUNTS_SERVER_UNKNOWN',
		'DATA_CENTER_MISMATCH',
		'WRONG_ORG',
		'ENVIRONMENT_MISMATCH',
		'PARKED',
		'API_DOMAIN_UNKNOWN',
		'BINDING_REFUSED',
		'NOT_ONE_CONNECTION',
		'EXEC_NESTED',
		'PRODUCTION_REFUSED',
		'PRACTICE_MIX',
		'STORE_UNSAFE',
		'DELETE_ALL_REFUSED',
		'PLAIN_NETWORK',
		'SENDER_REFUSED',
	],
	// As a shell has it: the program of `exec`.
	126: ['PROGRAM_NOT_STARTED'],
	127: ['PROGRAM_NOT_FOUND'],
};

/** Codes that the terminal never shows. */
const ofTheWindow: readonly string[] = ['APP_LOCKED', 'BROWSER_FAILED', 'COMMAND_LINE_REFUSED'];

const rows = Object.entries(documented).flatMap(([exitCode, codes]) =>
	codes.map((code) => [code, Number(exitCode)] as const),
);

describe('the exit code', () => {
	it.each(rows)('of %s is %i', (code, exitCode) => {
		expect(new AppError(code).exitCode).toBe(exitCode);
	});

	it('is documented for every error', () => {
		const known = new Set<string>([...rows.map(([code]) => code), ...ofTheWindow]);
		expect(Object.keys(errorTable).filter((code) => !known.has(code))).toEqual([]);
	});

	it('of an error always comes with a sentence and a next step', () => {
		for (const [code, { sentence, hint }] of Object.entries(errorTable)) {
			expect(sentence, code).toMatch(/[.}?]$/);
			expect(hint, code).toMatch(/^.{8,}[.}]$/s);
		}
	});
});
