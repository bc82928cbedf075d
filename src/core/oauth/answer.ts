import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { AppError } from '../domain/app-error.ts';
import { type HttpAnswer, type HttpClient, HttpFailure, type HttpRequest } from '../ports/http-client.ts';

/** A call that cannot have had an effect is tried again, at most twice, after about a quarter and half a second. */
const retryDelaysMs = [250, 500];

const codes = {
	unreachable: 'PROVIDER_UNREACHABLE',
	malformed: 'PROVIDER_MALFORMED',
	offline: 'OFFLINE',
} as const satisfies Record<HttpFailure['kind'], ErrorCode>;

/** Sends a request, again where that is safe; a failure on the way becomes PROVIDER_UNREACHABLE, PROVIDER_MALFORMED or OFFLINE, with the HttpFailure as its cause. */
export async function ask(http: HttpClient, request: HttpRequest): Promise<HttpAnswer> {
	const host = new URL(request.url).host;
	try {
		return await sendWithRetries(http, request);
	} catch (error) {
		if (!(error instanceof HttpFailure)) throw error;
		throw new AppError(codes[error.kind], { host, problem: error.message, ...waiting(error) }, { cause: error });
	}
}

async function sendWithRetries(http: HttpClient, request: HttpRequest): Promise<HttpAnswer> {
	for (const delayMs of retryDelaysMs) {
		try {
			return await sendOnce(http, request);
		} catch (error) {
			if (!isSafeToRepeat(request, error)) throw error;
			await sleep(delayMs * (0.5 + Math.random()));
		}
	}
	return sendOnce(http, request);
}

/**
 * Reading is always safe; a token or revoke call only if it never left: Zoho counts token calls, and a code works once. A server that asks to
 * be left alone is.
 */
function isSafeToRepeat({ method }: HttpRequest, error: unknown): boolean {
	if (!(error instanceof HttpFailure) || error.kind !== 'unreachable' || error.retryAfterMs !== null) return false;
	return method === 'GET' || !error.sent;
}

/** As a detail of an error: how long the server asks to be left alone, in milliseconds. */
export function waiting({ retryAfterMs }: Pick<HttpAnswer, 'retryAfterMs'>): { readonly waitMs?: number } {
	return retryAfterMs === null ? {} : { waitMs: retryAfterMs };
}

async function sendOnce(http: HttpClient, request: HttpRequest): Promise<HttpAnswer> {
	const answer = await http.send(request);
	const { status, retryAfterMs } = answer;
	if (status >= 500) throw new HttpFailure('unreachable', `HTTP ${status}`, true, { retryAfterMs });
	// A token call is never redirected by Zoho; what redirects is a portal in between.
	if (status >= 300 && status < 400) throw new HttpFailure('malformed', 'a redirect', true);
	return answer;
}

/** The JSON object of an answer, without inherited members. Throws PROVIDER_MALFORMED; the body itself is never quoted. */
export function jsonObject(answer: HttpAnswer, url: string): ReadonlyMap<string, unknown> {
	const host = new URL(url).host;
	let value: unknown;
	try {
		value = JSON.parse(answer.text);
	} catch (error) {
		const problem = /^\s*</.test(answer.text) ? 'HTML instead of JSON' : 'not JSON';
		// JSON.parse quotes the text in its message: only its kind is kept.
		throw new AppError(
			'PROVIDER_MALFORMED',
			{ host, problem },
			{ cause: error instanceof Error ? error.name : undefined },
		);
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new AppError('PROVIDER_MALFORMED', { host, problem: 'not a JSON object' });
	}
	return new Map(Object.entries(value));
}

/** A member that is a text and not empty, else null. */
export function textOf(object: ReadonlyMap<string, unknown>, name: string): string | null {
	const value = object.get(name);
	return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * A server's word for a message. Only what looks like an error code is repeated: a server that echoes the request could put a token or the
 * client secret into its error, and from there into a log.
 */
export function plainWord(text: string): string {
	return /^[A-Za-z][A-Za-z_ -]{0,39}$/.test(text) ? text : 'an error that is not repeated here';
}
