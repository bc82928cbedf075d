import { AppError } from '../domain/app-error.ts';
import type { Identity } from '../domain/connection.ts';
import type { Secret } from '../domain/secret.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { ask, jsonObject, plainWord, textOf } from './answer.ts';

/** What the CRM says a token is good for; "refused" when it says that the token itself is not. */
export type IdentityAnswer = { readonly state: 'known'; readonly identity: Identity } | { readonly state: 'refused' };

/** Asks the CRM for the org and the user behind a token: two calls. Rejects with ORG_UNREADABLE or PROVIDER_*. */
export async function readIdentity(http: HttpClient, apiDomain: string, accessToken: Secret): Promise<IdentityAnswer> {
	const org = await readFirst(http, `${apiDomain}/crm/v8/org`, 'org', accessToken);
	if (org === 'refused') return { state: 'refused' };
	const user = await readFirst(http, `${apiDomain}/crm/v8/users?type=CurrentUser`, 'users', accessToken);
	if (user === 'refused') return { state: 'refused' };
	const id = textOf(org, 'zgid') ?? textOf(org, 'id');
	const email = textOf(user, 'email');
	if (id === null || email === null) {
		throw new AppError('PROVIDER_MALFORMED', {
			host: new URL(apiDomain).host,
			problem: 'an org or user without an id',
		});
	}
	return {
		state: 'known',
		identity: {
			org: { id: shown(id), name: shown(textOf(org, 'company_name') ?? `Org ${id}`) },
			user: { email: shown(email), name: shown(textOf(user, 'full_name') ?? email) },
			environment: environmentOf(textOf(org, 'type')),
		},
	};
}

async function readFirst(
	http: HttpClient,
	url: string,
	list: string,
	accessToken: Secret,
): Promise<ReadonlyMap<string, unknown> | 'refused'> {
	const answer = await ask(http, {
		method: 'GET',
		url,
		headers: { authorization: `Zoho-oauthtoken ${accessToken.reveal()}` },
		reuse: true,
	});
	const host = new URL(url).host;
	// A limit passes, and says nothing about the token.
	if (answer.status === 429) throw new AppError('PROVIDER_UNREACHABLE', { host, problem: 'too many requests' });
	if (answer.status === 204) throw new AppError('PROVIDER_MALFORMED', { host, problem: 'an empty answer' });
	const body = jsonObject(answer, url);
	const code = textOf(body, 'code');
	// Zoho has sent INVALID_TOKEN with 401 and with 400: the code decides.
	if (code === 'INVALID_TOKEN' || code === 'INVALID_OAUTHTOKEN' || code === 'AUTHENTICATION_FAILURE') return 'refused';
	if (code !== null && answer.status >= 400) throw new AppError('ORG_UNREADABLE', { reason: plainWord(code) });
	const items = body.get(list);
	const first: unknown = Array.isArray(items) ? items[0] : undefined;
	if (typeof first !== 'object' || first === null)
		throw new AppError('PROVIDER_MALFORMED', { host, problem: `no "${list}" in it` });
	return new Map(Object.entries(first));
}

/** Bigin is an edition with real data: it counts as production. */
function environmentOf(type: string | null): Identity['environment'] {
	switch (type?.toLowerCase()) {
		case 'production':
		case 'bigin':
			return 'production';
		case 'sandbox':
			return 'sandbox';
		case 'developer':
			return 'developer';
		default:
			return 'unknown';
	}
}

/** A CRM's text for our records: without control characters, at most 300 characters. It is still a stranger's text wherever it is shown. */
function shown(text: string): string {
	return text.replace(/\p{Cc}/gu, ' ').slice(0, 300);
}
