import type { ApiClientType } from '../../../shared/api-client-types.ts';
import type { SaidError } from '../../../shared/error-in.ts';
import type { ErrorView } from '../../client/client.ts';
import { explain } from '../../lib/explain.ts';
import type { How, SignInWay } from '../../stores/connect-draft.ts';
import { words } from '../../words.ts';

const waysIn: readonly SignInWay[] = ['browser', 'device', 'code', 'token'];

/** The ways to sign in that can work with an API client of a type. */
const waysOfType: Readonly<Record<ApiClientType, readonly SignInWay[]>> = {
	'server-based': waysIn,
	'mobile-desktop': waysIn,
	'self-client': ['code', 'token'],
	'non-browser': ['device', 'token'],
};

/** The ways to sign in for a new connection; all of them as long as the type of the API client is open. */
export const waysFor = (type: ApiClientType | undefined): readonly SignInWay[] => (type ? waysOfType[type] : waysIn);

/** The ways to renew a connection: a refresh token from elsewhere would be another connection. */
export const waysToRenew = (type: ApiClientType | undefined): readonly SignInWay[] =>
	waysFor(type).filter((way) => way !== 'token');

/** The way in that a person wants, or the first one that can work. */
export const possibleWay = (wanted: SignInWay, ways: readonly SignInWay[]): SignInWay =>
	ways.includes(wanted) ? wanted : (ways[0] ?? wanted);

/** The type of a new API client that a way in needs; the type that was chosen where that one will do. */
export function typeFor(way: SignInWay, chosen: ApiClientType): ApiClientType {
	if (way === 'token') return chosen;
	if (way === 'code') return 'self-client';
	if (waysOfType[chosen].includes(way)) return chosen;
	return way === 'device' ? 'non-browser' : 'server-based';
}

/** Why some ways in are missing, in one line; null where none is. */
export function missingWays(
	type: ApiClientType | undefined,
	said: Readonly<Record<'self-client' | 'non-browser', string>> = words.wayIn.missing,
): string | null {
	return type === 'self-client' || type === 'non-browser' ? said[type] : null;
}

/** The time that Zoho's API console proposes for a code. */
const codeLife = 3 * 60_000;

/** When a code that was made right after the scopes were copied is over. */
export const codeEnd = (copiedAt: number) => new Date(copiedAt + codeLife).toISOString();

/** How the sign-in goes on, with what was typed for it. */
export function howOf(way: SignInWay, typed: string): How {
	if (way === 'code') return { code: typed.trim() };
	return way === 'token' ? { refreshToken: typed.trim() } : way;
}

/** An error of the form as it is meant for this way in: Zoho calls a code and a refresh token by the same name. */
export function problemOf(way: SignInWay, error: ErrorView): SaidError {
	const typed = way === 'code' || way === 'token';
	return typed && (error.code === 'INVALID_CODE' || error.code === 'USAGE')
		? words.wayIn.problems[way]
		: explain(error);
}

/** Why a pasted address was not taken. The sign-in goes on waiting, so the hint is to paste again. */
export function pasteProblem(error: ErrorView): SaidError {
	return error.code === 'CALLBACK_INVALID' || error.code === 'REQUEST_INVALID'
		? words.connect.pasteWrong
		: explain(error);
}

/** Why a client secret was not taken. The sign-in goes on waiting for it. */
export function secretProblem(error: ErrorView): SaidError {
	return error.code === 'API_CLIENT_REFUSED' ? words.connect.secretRefused : explain(error);
}

/** A device's code in groups that are easy to read off: as Zoho parts it, else by four. */
export function groupsOf(userCode: string): readonly string[] {
	const parts = userCode.split(/[\s-]+/).filter(Boolean);
	return parts.length > 1 ? parts : (userCode.match(/.{1,4}/g) ?? []);
}
