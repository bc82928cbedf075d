import { randomBytes } from 'node:crypto';
import type { ApiClientRegistry } from './api-client-registry.ts';
import { type AuthorizationRequest, type PkceChallenge, readAuthorizationRequest } from './authorization-request.ts';
import type { CodeLimit } from './code-limit.ts';
import { consentPage } from './consent-page.ts';
import type { Answer, Call } from './endpoint.ts';
import type { Authorization } from './grant-file.ts';
import type { GrantStore } from './grant-store.ts';
import { newToken } from './new-token.ts';
import { authorizationOf, chosenOrg, type OfferedOrg, offeredOrgs } from './offered-orgs.ts';
import { OneTimeStore } from './one-time-store.ts';
import { endedPage, errorPage } from './page.ts';
import { wordsFor } from './page-words.ts';
import type { PracticeDataCenter } from './practice-data-center.ts';

const codeLifeMs = 2 * 60_000;
const pageLifeMs = 10 * 60_000;

/** What an authorization code stands for. */
export interface CodeContent {
	readonly authorization: Authorization;
	/** Null for a code that was made without a redirect, as in the console of a Self Client. */
	readonly redirectUri: string | null;
	readonly challenge: PkceChallenge | null;
	readonly withRefreshToken: boolean;
	/** Whether the client had its codes of ten minutes already: Zoho says so only when this one is exchanged. */
	readonly isOverLimit: boolean;
}

/** The consent page of every data center, and the codes that it gives out. */
export class AuthorizationEndpoint {
	readonly #clients: ApiClientRegistry;
	readonly #grants: GrantStore;
	readonly #codes: OneTimeStore<CodeContent>;
	readonly #codeLimit: CodeLimit;
	readonly #dataCenters: readonly PracticeDataCenter[];
	/** A page's answer must name its ticket, so that no other web page can accept in the person's name. */
	readonly #tickets: OneTimeStore<AuthorizationRequest>;

	constructor(parts: {
		readonly clients: ApiClientRegistry;
		readonly grants: GrantStore;
		readonly codes: OneTimeStore<CodeContent>;
		readonly codeLimit: CodeLimit;
		readonly dataCenters: readonly PracticeDataCenter[];
		readonly now: () => number;
	}) {
		this.#clients = parts.clients;
		this.#grants = parts.grants;
		this.#codes = parts.codes;
		this.#codeLimit = parts.codeLimit;
		this.#dataCenters = parts.dataCenters;
		this.#tickets = new OneTimeStore(parts.now);
	}

	/** `GET /oauth/v2/auth`: the consent page, or a page that says what is wrong. Errors are never redirected. */
	show = (call: Call): Answer => {
		const words = wordsFor(call);
		const request = readAuthorizationRequest(call.query, this.#clients, call.dataCenter.id);
		// Zoho's own title; the reason speaks of parameters, to whoever programs.
		if ('title' in request) return errorPage(words, request.title, request.reason);
		const ticket = randomBytes(32).toString('base64url');
		this.#tickets.put(ticket, request, pageLifeMs);
		const form = { action: '/oauth/v2/auth', ticket, redirectUri: request.redirectUri };
		return consentPage(words, request, this.#offered(request, call.dataCenter), call.dataCenter, form);
	};

	/** The form of the consent page: Accept and Decline both lead to the redirect URI. */
	answer = (call: Call): Answer => {
		const words = wordsFor(call);
		const request = this.#tickets.take(call.fields.get('ticket') ?? '');
		if (!request) return endedPage(words);
		if (call.fields.get('choice') === 'decline') return redirect(request, { error: 'access_denied' });
		const chosen = chosenOrg(call, this.#offered(request, call.dataCenter));
		if (!chosen) return errorPage(words, words.error.title, words.consent.noOrg);
		const { org, home } = chosen;
		const authorization = authorizationOf(request.client, request.scopes, org);
		const isFirst = this.#grants.recordConsent(authorization);
		const withRefreshToken = request.offline && (isFirst || request.forceConsent);
		const code = this.issueCode({
			authorization,
			redirectUri: request.redirectUri,
			challenge: request.challenge,
			withRefreshToken,
		});
		return redirect(request, { code, location: org.location, 'accounts-server': home.accountsUrl });
	};

	/** Makes a code that lives two minutes and is good for one exchange, in the data center of its user. */
	issueCode(content: Omit<CodeContent, 'isOverLimit'>): string {
		const code = newToken();
		const isOverLimit = !this.#codeLimit.admit(content.authorization.clientId);
		this.#codes.put(code, { ...content, isOverLimit }, codeLifeMs);
		return code;
	}

	#offered({ client }: AuthorizationRequest, here: PracticeDataCenter): OfferedOrg[] {
		return offeredOrgs(this.#clients, this.#dataCenters, client.clientId, here);
	}
}

function redirect({ redirectUri, state }: AuthorizationRequest, parameters: Readonly<Record<string, string>>): Answer {
	const query = new URLSearchParams(parameters);
	if (state !== null) query.set('state', state);
	const separator = redirectUri.includes('?') ? '&' : '?';
	return { status: 302, headers: { location: `${redirectUri}${separator}${query}` }, body: '' };
}
