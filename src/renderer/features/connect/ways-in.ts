import type { ErrorView } from '../../client/client.ts';
import type { Proof } from '../../stores/connect-store.ts';
import { words } from '../../words.ts';

/** How the proof that a person may use an org gets here. */
export type WayIn = 'browser' | 'code' | 'token';

export const waysIn: readonly WayIn[] = ['browser', 'code', 'token'];

/** The time that Zoho's API console proposes for a code. */
const codeLife = 3 * 60_000;

/** When a code that was made right after the scopes were copied is over. */
export const codeEnd = (copiedAt: number) => new Date(copiedAt + codeLife).toISOString();

/** What was typed for a way in. */
export function proofOf(way: WayIn, typed: string): Proof | null {
	if (way === 'code') return { code: typed.trim() };
	return way === 'token' ? { refreshToken: typed.trim() } : null;
}

/** An error of the form as it is meant for this way in: Zoho calls a code and a refresh token by the same name. */
export function problemOf(way: WayIn, error: ErrorView): Pick<ErrorView, 'message' | 'hint'> {
	return way !== 'browser' && (error.code === 'INVALID_CODE' || error.code === 'USAGE')
		? words.wayIn.problems[way]
		: error;
}

/** Why a pasted address was not taken. The sign-in goes on waiting, so the hint is to paste again. */
export function pasteProblem(error: ErrorView): Pick<ErrorView, 'message' | 'hint'> {
	return error.code === 'CALLBACK_INVALID' || error.code === 'REQUEST_INVALID' ? words.connect.pasteWrong : error;
}

/** Why a client secret was not taken. The sign-in goes on waiting for it. */
export function secretProblem(error: ErrorView): Pick<ErrorView, 'message' | 'hint'> {
	return error.code === 'API_CLIENT_REFUSED' ? words.connect.secretRefused : error;
}
