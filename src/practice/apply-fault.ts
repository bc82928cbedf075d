import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Call } from './endpoint.ts';
import type { Fault, NamedFault } from './fault-script.ts';
import { throttled } from './token-endpoint.ts';

/** What becomes of a request: an answer, or a connection that stays silent or ends. */
export type Outcome = Answer | 'hang' | 'cut';

/** Does the work that answers a call; a fault may change the call first. */
export type Work = (call: Call) => Promise<Answer>;

const named: Readonly<Record<NamedFault, (call: Call, work: Work) => Outcome | Promise<Outcome>>> = {
	throttle: throttled,
	html: () => ({
		status: 503,
		headers: { 'content-type': 'text/html;charset=UTF-8' },
		body: '<!doctype html><title>Service unavailable</title><h1>Service unavailable</h1>',
	}),
	hang: () => 'hang',
	cut: () => 'cut',
	'cut-after-work': async (call, work): Promise<Outcome> => {
		await work(call);
		return 'cut';
	},
	'without-refresh-token': async (call, work) => withoutRefreshToken(await work(call)),
	'new-refresh-token': (call, work) => work({ ...call, rotateRefreshToken: true }),
};

/** Lets a fault happen to a call. */
export async function applyFault(fault: Fault, call: Call, work: Work): Promise<Outcome> {
	if (typeof fault === 'string') return named[fault](call, work);
	if ('status' in fault) return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' };
	if ('redirect' in fault) return withRedirect(await work(call), fault.redirect);
	await delay(fault.delayMs);
	return work(call);
}

function withoutRefreshToken(answer: Answer): Answer {
	const body: unknown = JSON.parse(answer.body, (key, value) => (key === 'refresh_token' ? undefined : value));
	return { ...answer, body: JSON.stringify(body) };
}

function withRedirect(answer: Answer, changes: Readonly<Record<string, string | readonly string[] | null>>): Answer {
	if (answer.headers.location === undefined) return answer;
	const url = new URL(answer.headers.location);
	for (const [name, value] of Object.entries(changes)) {
		url.searchParams.delete(name);
		for (const one of value === null ? [] : [value].flat()) url.searchParams.append(name, one);
	}
	return { ...answer, headers: { ...answer.headers, location: url.href } };
}
